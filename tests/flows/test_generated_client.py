"""A client that openapi-python-client makes of the document, used as an integrator would, against a live server."""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from pytest_django.live_server_helper import LiveServer

from accounts.models import ApiClient, User
from meetings.models import Meeting
from tests.factories.api import SECRET, document
from tests.factories.booking_requests import tomorrow
from tests.factories.vendor import Vendor
from tests.patience import HANG_SECONDS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]
NAME = "generated_portal_client"


@pytest.fixture
def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The modules of the client, by their last names."""
    (tmp_path / "openapi.json").write_text(json.dumps(document()))
    (tmp_path / "config.yml").write_text("post_hooks: []\n")
    program = str(Path(sys.executable).with_name("openapi-python-client"))
    words = [program, "generate", "--path", "openapi.json", "--config", "config.yml", "--output-path", NAME]
    done = subprocess.run(
        [*words, "--meta", "none", "--fail-on-warning"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    monkeypatch.syspath_prepend(tmp_path)
    operations = ("book_meeting", "list_meetings", "read_meeting", "change_meeting", "cancel_meeting")
    paths = ["client", "models", *(f"api.meetings.{name}" for name in operations)]
    return SimpleNamespace(**{path.rpartition(".")[2]: importlib.import_module(f"{NAME}.{path}") for path in paths})


def token(portal: str, client: ApiClient, act_as: str) -> str:
    """Ask for one where the document says."""
    flow = document()["components"]["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]
    asked = {"grant_type": "client_credentials", "act_as": act_as}
    answer = httpx.post(portal + flow["tokenUrl"], data=asked, auth=(client.client_id, SECRET))
    return str(answer.raise_for_status().json()["access_token"])


def test_a_meeting_is_booked_read_changed_and_cancelled(
    generated: Any, live_server: LiveServer, vendor: Vendor, erp: ApiClient, chen: User
) -> None:
    models, url = generated.models, live_server.url
    start = tomorrow()
    with generated.client.AuthenticatedClient(base_url=url, token=token(url, erp, "chen")) as client:
        wanted = models.Booking(subject="Roadmap", start_at=start, external_id="PO-1", tags=["orders"])
        booked = generated.book_meeting.sync_detailed(client=client, body=wanted, idempotency_key="PO-1")
        meeting = Meeting.objects.get()
        assert (booked.status_code, booked.parsed.id, booked.parsed.state.value) == (201, meeting.pk, "booked")

        page = generated.list_meetings.sync(client=client, external_id="PO-1")
        states = generated.list_meetings.sync(client=client, state=[models.ListMeetingsStateItem.CANCELLED])
        assert ([row.id for row in page.results], page.next_, states.results) == ([meeting.pk], None, [])

        read = generated.read_meeting.sync_detailed(meeting.pk, client=client)
        assert read.parsed.start_at == start
        change = models.PatchedChange(subject="Roadmap and budget")
        etag = read.headers["ETag"]
        changed = generated.change_meeting.sync(meeting.pk, client=client, body=change, if_match=etag)
        stale = generated.change_meeting.sync_detailed(meeting.pk, client=client, body=change, if_match=etag)
        assert (changed.subject, stale.status_code, stale.parsed.code) == (
            "Roadmap and budget",
            412,
            "precondition_failed",
        )

        cancelled = generated.cancel_meeting.sync(meeting.pk, client=client, body=models.Cancel(note="Postponed"))
        assert (cancelled.state.value, vendor.details(chen)) == ("cancelled", [])


def test_no_parameter_is_empty_by_default() -> None:
    """A generated client sends each default, and an empty text is refused."""
    parameters = [
        (path, parameter["name"], parameter["schema"])
        for path, operations in document()["paths"].items()
        for operation in operations.values()
        for parameter in operation.get("parameters", ())
    ]
    assert [(path, name) for path, name, schema in parameters if schema.get("default") == ""] == []
    assert len(parameters) > 10


def test_no_property_of_a_change_has_a_default() -> None:
    """A generated client sends it with whatever is changed, and what was set otherwise would be reset."""
    described = document()
    bodies = [
        (path, operations["patch"]["requestBody"]["content"]["application/json"]["schema"]["$ref"].split("/")[-1])
        for path, operations in described["paths"].items()
        if "patch" in operations
    ]
    schemas = described["components"]["schemas"]
    properties = [
        (path, name, schema) for path, body in bodies for name, schema in schemas[body]["properties"].items()
    ]
    assert [(path, name) for path, name, schema in properties if "default" in schema] == []
    assert len(bodies) > 2
