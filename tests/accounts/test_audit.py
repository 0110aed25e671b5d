"""Who changed which row, without its secrets."""

import pytest
from auditlog.models import LogEntry

from accounts import audit
from accounts.models import AccessToken, Application, Tenant, User

pytestmark = pytest.mark.django_db


def entries(row: Tenant | Application) -> list[tuple[int, dict[str, object]]]:
    return [(entry.action, entry.changes) for entry in LogEntry.objects.get_for_object(row).order_by("pk")]


@pytest.mark.parametrize(
    ("model", "name", "is_secret"),
    [
        (Application, "app_key", True),
        (AccessToken, "refresh_token", True),
        (User, "password", True),
        (Application, "app_id", False),
        (User, "email", False),
    ],
)
def test_is_secret(model: type[Application] | type[AccessToken] | type[User], name: str, is_secret: bool) -> None:
    assert audit.is_secret(model._meta.get_field(name)) is is_secret


def test_open_fields_are_the_columns_without_secrets() -> None:
    assert audit.open_fields(Application) == ["id", "name", "app_id", "kind", "site", "is_active"]


def test_audited_records_a_creation_without_its_secret() -> None:
    application = Application.objects.create(name="One", app_id="one", app_key="a secret key")
    ((action, changes),) = entries(application)
    assert (action, sorted(changes)) == (
        LogEntry.Action.CREATE,
        ["app_id", "id", "is_active", "kind", "name", "site"],
    )


def test_record_change_writes_what_an_update_did(qingshan: Tenant) -> None:
    before = len(entries(qingshan))
    audit.record_change([qingshan], {"corp_id": ("", 7)})
    assert entries(qingshan)[before:] == [(LogEntry.Action.UPDATE, {"corp_id": ["", "7"]})]


def test_record_change_of_nothing_writes_nothing(qingshan: Tenant) -> None:
    before = entries(qingshan)
    audit.record_change([qingshan], {})
    assert entries(qingshan) == before


def test_record_all_of_a_new_row_writes_each_open_column(qingshan: Tenant) -> None:
    application = qingshan.application
    before = len(entries(application))
    audit.record_all([(application, None)])
    assert entries(application)[before:] == [
        (
            LogEntry.Action.CREATE,
            {
                "id": ["None", str(application.pk)],
                "name": ["None", "App"],
                "app_id": ["None", "app"],
                "kind": ["None", "single"],
                "site": ["None", "cn-north-4"],
                "is_active": ["None", "True"],
            },
        )
    ]
