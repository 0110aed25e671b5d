"""What an organisation may be."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Application, Identity, Tenant, User

pytestmark = pytest.mark.django_db
_KEY = "a-very-secret-app-key-0123456789"


def errors(answer: object) -> dict[str, list[str]]:
    return dict(answer.context["adminform"].form.errors)  # type: ignore[attr-defined]  # only test answers have it


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"administrator_user_id": "a:b"}, "administrator_user_id"),
        ({"corp_id": "7"}, "corp_id"),
        ({"name": ""}, "name"),
    ],
)
def test_a_tenant_that_can_not_sign_in(
    operators: Client, qingshan: Tenant, fields: dict[str, str], field: str
) -> None:
    whole = {"name": "Q", "application": str(qingshan.application.pk), "time_zone": "UTC", "is_active": "on"}
    address = f"/admin/accounts/tenant/{qingshan.pk}/change/"
    assert list(errors(operators.post(address, whole | fields))) == [field]
    assert operators.post(address, whole).status_code == 302


def test_an_organisation_at_work_stays_at_its_enterprise(operators: Client, qingshan: Tenant, chen: User) -> None:
    """``chen`` works there; with another enterprise the sync would take her meetings for cancelled."""
    address = f"/admin/accounts/tenant/{qingshan.pk}/change/"
    other = Application.objects.create(name="Other", app_id="other", app_key=_KEY)
    wanted = {"name": "Renamed", "application": str(other.pk), "corp_id": "", "time_zone": "UTC", "is_active": "on"}
    refusal = errors(operators.post(address, wanted))
    assert list(refusal) == ["application"]
    assert refusal["application"][0].startswith("People of this organisation already meet at the present enterprise.")
    Identity.objects.update(state=Identity.State.FAILING)
    assert operators.post(address, wanted).status_code == 302
    qingshan.refresh_from_db()
    assert (qingshan.name, qingshan.application) == ("Renamed", other)


@pytest.mark.parametrize(
    ("kind", "corp_id", "wrong"),
    [("single", "", []), ("single", "7", ["corp_id"]), ("sp", "7", []), ("sp", "  ", ["corp_id"])],
)
def test_clean_wants_a_corp_id_of_service_providers_only(
    qingshan: Tenant, kind: str, corp_id: str, wrong: list[str]
) -> None:
    qingshan.application.kind, qingshan.corp_id = kind, corp_id
    assert flaws(qingshan) == wrong


def test_clean_trims_the_corp_id(qingshan: Tenant) -> None:
    qingshan.application.kind, qingshan.corp_id = "sp", " 7 "
    qingshan.clean()
    assert qingshan.corp_id == "7"


@pytest.mark.parametrize(
    ("state", "wrong"), [("works", ["corp_id"]), ("untested", []), ("failing", []), ("disabled", [])]
)
def test_clean_of_another_corp_id_while_somebody_works_there(
    qingshan: Tenant, chen: User, state: str, wrong: list[str]
) -> None:
    Identity.objects.update(state=state)
    qingshan.application.kind, qingshan.corp_id = "sp", "7"
    assert flaws(qingshan) == wrong


def test_clean_of_the_same_enterprise_while_somebody_works_there(qingshan: Tenant, chen: User) -> None:
    qingshan.name = "Renamed"
    assert flaws(qingshan) == []


@pytest.mark.parametrize("state", ["works", "untested", "disabled"])
def test_clean_of_an_application_without_an_app_id_while_somebody_is_linked(
    qingshan: Tenant, chen: User, state: str
) -> None:
    Identity.objects.update(state=state)
    qingshan.application = Application.objects.create(name="Accounts", kind="account")
    assert flaws(qingshan) == ["application"]
    Identity.objects.all().delete()
    assert flaws(qingshan) == []


def flaws(tenant: Tenant) -> list[str]:
    try:
        tenant.clean()
    except ValidationError as error:
        return list(error.message_dict)
    return []
