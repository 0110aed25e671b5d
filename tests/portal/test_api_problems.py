"""What a program is told where no view of the API comes to answer: problem details, as of everything else."""

import pytest
from django.db import OperationalError
from django.test import Client

from meetings.api import agenda
from tests.factories.api import check_against_document

MEETINGS = "/api/v1/meetings/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


@pytest.mark.parametrize(
    ("error", "status", "code", "sentence"),
    [
        (RuntimeError("a bug"), 500, "server_error", "Something went wrong in the portal."),
        (OperationalError("gone"), 503, "storage_away", "The portal can't reach its own storage."),
    ],
)
def test_a_failure_is_told_as_problem_details(
    chens: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str, sentence: str
) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(agenda, "agenda_page", fail)
    chens.raise_request_exception = False
    response = chens.get(MEETINGS)
    check_against_document("GET", MEETINGS, response)
    body = response.json()
    assert (response.status_code, response["Content-Type"], body["code"]) == (
        status,
        "application/problem+json",
        code,
    )
    assert body["detail"].startswith(sentence)
    assert (response.get("Retry-After"), "X-Request-Id" in response) == ("10" if status == 503 else None, True)
