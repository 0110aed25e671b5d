"""The OpenAPI document against a live server: what it allows, and what it forbids, is answered as it says."""

import re
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from pytest_django.live_server_helper import LiveServer
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.models import Tenant
from tests.factories.api import Caller, book_series, document, make_api_client
from tests.factories.vendor import Vendor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]

EXAMPLES = 10
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
OPERATIONS = {
    found.ok().label: found.ok()
    for found in schemathesis.openapi.from_dict(document()).get_all_operations()
    if isinstance(found, Ok)
}


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_every_answer_is_one_that_the_document_promises(
    label: str, mode: GenerationMode, live_server: LiveServer, vendor: Vendor, qingshan: Tenant
) -> None:
    client = make_api_client(qingshan, calls_per_minute=60_000)
    operation = OPERATIONS[label]
    ids = book_series(Caller(client, act_as="chen")) | {"user_id": "li"}
    there = {name: str(key) for name, key in ids.items() if f"{{{name}}}" in operation.path}
    # Identities are administered by the client itself.
    caller = Caller(client, act_as="" if "identities" in label else "chen")
    cases = operation.as_strategy(generation_mode=mode)
    if there and (mode is GenerationMode.POSITIVE or operation.body):
        cases |= operation.as_strategy(generation_mode=mode, path_parameters=there)

    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=cases)
    def call(case: "Case[Any]") -> None:
        response = case.call(base_url=live_server.url, headers={"Authorization": f"Bearer {caller.token}"})
        case.validate_response(response, checks=CHECKS)

    try:
        call()
    except Unsatisfiable:  # every text is a User ID or a session's ID, so there is nothing that the document forbids
        names = set(re.findall(r"{(\w+)}", operation.path))
        assert (mode, len(operation.body), len(operation.query)) == (GenerationMode.NEGATIVE, 0, 0)
        assert names in ({"user_id"}, {"session_uuid"})
