"""Enterprises side by side: two of one service provider's application, told apart by Corp ID, and one with its own."""

import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from django.conf import settings as portal_settings
from django.core.exceptions import ValidationError
from pytest_django import Settings

from accounts.models import Application, Identity, Tenant, User
from hwmeeting.http.pool import get_pool
from tests.factories.api import Caller, make_api_client, soon

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]
# Those of the sandbox's demo organisation and of its service provider.
APP_ID, SP_APP_ID = "6f1d2c3b4a5948576a7b8c9d0e1f2a3b", "7e2c3d4b5a6958473b2a1c0d9e8f7a6b"
Running = tuple[str, Path]
SINGLE, FIRST, SECOND = "100000001", "100000002", "100000003"


@pytest.fixture(scope="module")
def demo_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The address of a sandbox that knows both applications, and where their keys are."""
    folder = tmp_path_factory.mktemp("sandbox")
    words = [
        sys.executable,
        "-m",
        "sandbox",
        "--port",
        "0",
        "--data",
        str(folder),
        "--seed",
        "large",
        "--history",
        "0",
    ]
    with subprocess.Popen(words, cwd=portal_settings.BASE_DIR, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        url = next(line for line in program.stdout if line.startswith("Ready: ")).split()[1]
        yield url, folder
        get_pool(url).close()
        program.terminate()


@pytest.fixture
def callers(db: None, demo_sandbox: Running, settings: Settings) -> dict[str, Caller]:
    """A business system of each tenant, for its person of the User ID "same" that all of them have."""
    url, folder = demo_sandbox
    site = settings.MEETING_SITES["sandbox"] | {"api_base": url}
    settings.MEETING_SITES = settings.MEETING_SITES | {"sandbox": site}
    single, provider = (
        Application.objects.create(
            name=name, app_id=app_id, app_key=(folder / key).read_text().strip(), kind=kind, site="sandbox"
        )
        for name, app_id, key, kind in (
            ("Own", APP_ID, "app-key.txt", "single"),
            ("Shared", SP_APP_ID, "sp-app-key.txt", "sp"),
        )
    )
    callers = {}
    for enterprise, application in ((SINGLE, single), (FIRST, provider), (SECOND, provider)):
        tenant = Tenant(name=enterprise, application=application, corp_id="" if application == single else enterprise)
        tenant.full_clean()
        tenant.save()
        person = User.objects.create_user(f"same@{enterprise}.example", name=f"Person of {enterprise}", tenant=tenant)
        Identity.objects.create(tenant=tenant, person=person, third_party_user_id="same", state="works")
        callers[enterprise] = Caller(make_api_client(tenant, secret=enterprise), act_as="same", secret=enterprise)
    return callers


def test_the_same_user_id_is_another_person_in_each(
    callers: dict[str, Caller], demo_sandbox: tuple[str, Path]
) -> None:
    url, _folder = demo_sandbox
    booked = {}
    for enterprise, caller in callers.items():
        answer = caller.post("/api/v1/meetings/", soon() | {"subject": f"Of {enterprise}"})
        assert (answer.status_code, answer.json()["state"]) == (201, "booked")
        booked[enterprise] = answer.json()["conference_id"]
    users = requests.get(f"{url}/_sandbox/state", timeout=10).json()["users"]
    assert sorted(user["corp_id"] for user in users if user["third_account"] == "same") == sorted(callers)
    for enterprise, caller in callers.items():
        rows = caller.get("/api/v1/meetings/?fields=subject,conference_id").json()["results"]
        assert rows == [{"subject": f"Of {enterprise}", "conference_id": booked[enterprise]}]


def test_a_signature_is_that_of_its_enterprise(callers: dict[str, Caller], demo_sandbox: Running) -> None:
    url, _folder = demo_sandbox
    for enterprise, caller in callers.items():
        found = caller.post("/api/v1/client-auth/", {}).json()
        access = b64encode(found["appId"].encode()).decode()
        answer = requests.post(
            f"{url}/v2/usg/acs/auth/appauth",
            json={name: found[name] for name in found if name not in {"signature", "userName"}} | {"clientType": 72},
            headers={"Authorization": f"HMAC-SHA256 signature={found['signature']},access={access}"},
            timeout=10,
        )
        assert answer.json()["user"]["companyId"] == enterprise


def test_no_two_organisations_share_an_enterprise(callers: dict[str, Caller]) -> None:
    for tenant in Tenant.objects.all():
        other = Tenant(name="Other", application=tenant.application, corp_id=tenant.corp_id)
        with pytest.raises(ValidationError) as error:
            other.full_clean()
        assert tenant.name in str(error.value)
        tenant.full_clean()
