"""Who changed what, for operators to read."""

import pytest
from auditlog.models import LogEntry
from django.test import Client

from accounts.models import Tenant, User
from tests.factories.fixtures import signed_in

pytestmark = pytest.mark.django_db
_LIST = "/admin/auditlog/logentry/"


def test_changes_are_read_by_operators_only(operators: Client, zhaos: Client) -> None:
    assert [client.get(_LIST).status_code for client in (operators, zhaos)] == [200, 403]


def test_changes_are_read_by_no_operator_who_is_deactivated(operator: User) -> None:
    browser = signed_in(operator)
    User.objects.update(is_active=False)
    assert browser.get(_LIST).status_code == 302


@pytest.mark.parametrize(
    ("words", "found"), [("Qingshan", True), ("zhao.lei@", True), ("Zhao Lei", True), ("nobody", False)]
)
def test_changes_are_found_by_row_and_actor(
    operators: Client, qingshan: Tenant, zhao: User, words: str, found: bool
) -> None:
    LogEntry.objects.all().delete()
    entry = LogEntry.objects.log_create(
        qingshan, action=LogEntry.Action.UPDATE, changes={"name": ["Old", "Qingshan"]}, actor=zhao
    )
    page = operators.get(_LIST, {"q": words})
    assert list(page.context["cl"].queryset) == ([entry] if found else [])


def test_changes_are_never_deleted(operators: Client, qingshan: Tenant) -> None:
    entry = LogEntry.objects.get_for_object(qingshan).get()
    assert operators.post(f"{_LIST}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert LogEntry.objects.get_for_object(qingshan).get() == entry


def test_changes_name_the_api_client_that_asked(operators: Client, qingshan: Tenant) -> None:
    audit = {"additional_data": {"asked_by": "a-client"}}
    entry = LogEntry.objects.log_create(qingshan, action=LogEntry.Action.UPDATE, changes={"name": ["a", "b"]}, **audit)
    assert "a-client" in operators.get(f"{_LIST}{entry.pk}/change/").content.decode()
