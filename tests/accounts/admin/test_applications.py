"""Applications and tenants: the App Key goes in and never comes out."""

import pytest
from auditlog.models import LogEntry
from django.conf import settings
from django.contrib.admin.models import LogEntry as AdminEntry
from django.test import Client

from accounts.models import AccessToken, Application, Identity, Tenant, User

pytestmark = pytest.mark.django_db
_KEY = "a-very-secret-app-key-0123456789"


def sent(**fields: str) -> dict[str, str]:
    return {
        "name": "App",
        "app_id": "app",
        "app_key": "",
        "kind": "single",
        "site": "sandbox",
        "is_active": "on",
    } | fields


def errors(answer: object) -> dict[str, list[str]]:
    return dict(answer.context["adminform"].form.errors)  # type: ignore[attr-defined]  # only test answers have it


def test_add_needs_a_key(operators: Client) -> None:
    answer = operators.post("/admin/accounts/application/add/", sent())
    assert errors(answer) == {"app_key": ["Without the App Key nobody can sign in. It stands beside the App ID."]}
    assert operators.post("/admin/accounts/application/add/", sent(app_key=_KEY)).status_code == 302
    assert Application.objects.get().app_key == _KEY


def test_change_keeps_the_key_and_never_shows_it(operators: Client, qingshan: Tenant) -> None:
    application = qingshan.application
    application.app_key = _KEY
    application.save()
    address = f"/admin/accounts/application/{application.pk}/"
    assert _KEY not in operators.get(f"{address}change/").content.decode()
    operators.post(f"{address}change/", sent(name="Renamed"))
    application.refresh_from_db()
    assert (application.name, application.app_key) == ("Renamed", _KEY)
    operators.post(f"{address}change/", sent(app_key="another-secret-key"))
    refused = operators.post(f"{address}change/", sent(app_key="third-secret-key", app_id=""))
    application.refresh_from_db()
    assert application.app_key == "another-secret-key"
    pages = refused.content.decode() + operators.get(f"{address}history/").content.decode()
    written = str(list(LogEntry.objects.values())) + str(list(AdminEntry.objects.values()))
    assert [key for key in (_KEY, "another-secret-key", "third-secret-key") if key in pages + written] == []


def test_another_key_is_proven_at_once(operators: Client, qingshan: Tenant, chen: User) -> None:
    address = f"/admin/accounts/application/{qingshan.application.pk}/change/"
    operators.post(address, sent(name="Renamed", site="cn-north-4"))
    assert Identity.objects.get().test_due_at is None
    operators.post(address, sent(app_key="another", site="cn-north-4"))
    assert Identity.objects.get().test_due_at is not None


def test_another_site_forgets_who_is_who(operators: Client, qingshan: Tenant, chen: User) -> None:
    AccessToken.objects.create(tenant=qingshan, third_party_user_id="chen")
    operators.post(f"/admin/accounts/application/{qingshan.application.pk}/change/", sent(site="ap-southeast-1"))
    assert (Identity.objects.get().state, AccessToken.objects.count()) == ("untested", 0)


def test_the_site_is_chosen_from_the_settings(operators: Client, qingshan: Tenant) -> None:
    address = f"/admin/accounts/application/{qingshan.application.pk}/change/"
    assert "site" in errors(operators.post(address, sent(site="https://evil.example")))
    page = operators.get(address).content.decode()
    assert [name for name in settings.MEETING_SITES if f'<option value="{name}"' not in page] == []
    Application.objects.update(site="gone")
    assert "gone (no longer in the settings)" in operators.get(address).content.decode()


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        ({}, "It worked."),
        ({"kind": "away", "code": "UNREACHABLE"}, "The meeting service did not answer."),
        (
            {"kind": "refused", "code": "USG.206010007"},
            "The account at the meeting service is stopped. (USG.206010007)",
        ),
    ],
)
def test_a_tenant_shows_how_its_administrator_fares(
    operators: Client, qingshan: Tenant, failure: dict[str, str], said: str
) -> None:
    Tenant.objects.update(administrator_user_id="administrator")
    address = f"/admin/accounts/tenant/{qingshan.pk}/change/"
    assert "None yet." in operators.get(address).content.decode()
    AccessToken.objects.create(tenant=qingshan, third_party_user_id="administrator", version=1, failure=failure)
    assert said in operators.get(address).content.decode()


def test_without_an_app_id_there_is_no_key(operators: Client) -> None:
    address = "/admin/accounts/application/add/"
    assert "Accounts with passwords are discouraged" in operators.get(address).content.decode()
    assert operators.post(address, sent(kind="account", app_id="left", app_key=_KEY)).status_code == 302
    application = Application.objects.get()
    assert (application.app_id, application.app_key, application.has_accounts) == ("", "", True)
    assert "app_id" in errors(operators.post(address, sent(name="Other", app_id=" ", app_key=_KEY)))


def test_the_administrators_password_is_kept_for_the_same_account_alone(operators: Client, qingshan: Tenant) -> None:
    Application.objects.update(kind="account", app_id="", app_key="")
    address = f"/admin/accounts/tenant/{qingshan.pk}/change/"
    form = {
        "name": "Qingshan",
        "application": str(qingshan.application_id),
        "time_zone": "Asia/Shanghai",
        "is_active": "on",
    }
    missing = {"administrator_password": ["Type the password of this meeting account."]}
    assert errors(operators.post(address, form | {"administrator_user_id": "admin"})) == missing
    typed = {"administrator_user_id": "admin", "administrator_password": " spaces count "}
    AccessToken.objects.create(tenant=qingshan, third_party_user_id="admin", access_token="old")
    assert operators.post(address, form | typed).status_code == 302
    assert AccessToken.objects.get().access_token == ""
    assert operators.post(address, form | {"administrator_user_id": "admin"}).status_code == 302
    assert Tenant.objects.get().administrator_password == " spaces count "
    other = operators.post(address, form | {"administrator_user_id": "other"})
    assert errors(other) == missing
    written = operators.get(address).content.decode() + str(list(LogEntry.objects.values()))
    assert "spaces count" not in written + str(list(AdminEntry.objects.values()))
    operators.post(address, form | {"administrator_user_id": ""})
    assert Tenant.objects.get().administrator_password == ""


def test_the_zone_of_its_reports_is_chosen(operators: Client, qingshan: Tenant) -> None:
    address = f"/admin/accounts/tenant/{qingshan.pk}/change/"
    form = {"name": "Qingshan", "application": str(qingshan.application_id), "is_active": "on"}
    assert "time_zone" in errors(operators.post(address, form | {"time_zone": "Asia/Nowhere"}))
    assert operators.post(address, form | {"time_zone": "America/New_York"}).status_code == 302
    qingshan.refresh_from_db()
    assert qingshan.time_zone == "America/New_York"
