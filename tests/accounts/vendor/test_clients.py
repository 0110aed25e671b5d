"""Who may act at the meeting service at all, and in which words somebody may not."""

import pytest
from django.db import transaction

from accounts.errors import NotLinked
from accounts.models import Application, Identity, Tenant, User
from accounts.vendor import clients
from accounts.vendor.tokens import CalledInTransaction
from tests.factories.vendor import Vendor
from tests.flows.interruptions import Answer

pytestmark = pytest.mark.django_db


def refusal(person: User) -> str:
    with pytest.raises(NotLinked) as caught:
        clients.identity_of(person=User.objects.get(pk=person.pk))
    return caught.value.sentence


def test_identity_of_a_person_who_is_linked(chen: User) -> None:
    assert clients.identity_of(person=chen) == Identity.objects.get(person=chen)


def test_identity_of_a_person_who_is_not(li: User) -> None:
    assert refusal(li) == "Your account is not linked to the meeting service yet. An operator can link it."


def test_identity_of_names_who_can_link(li: User, zhao: User) -> None:
    assert refusal(li) == "Your account is not linked to the meeting service yet. Zhao Lei can link it."


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("disabled", "Your link to the meeting service is switched off. Zhao Lei can switch it on."),
        ("failing", "The meeting service does not accept your account at present. Zhao Lei can see why."),
    ],
)
def test_identity_of_one_that_does_not_serve(chen: User, zhao: User, state: str, sentence: str) -> None:
    Identity.objects.update(state=state)
    assert refusal(chen) == sentence


def test_identity_of_an_operator(operator: User) -> None:
    assert refusal(operator) == "You belong to no organisation here, so you can't act at the meeting service."


def test_identity_of_an_organisation_that_is_off(chen: User) -> None:
    Tenant.objects.update(is_active=False)
    assert refusal(chen) == "Your organisation is switched off in this portal. An operator can switch it on."


def test_identity_of_an_application_that_is_off(chen: User) -> None:
    Application.objects.update(is_active=False)
    assert refusal(chen) == "Your organisation's access to the meeting service is off. An operator can switch it on."


def test_client_for_administrator_needs_one(qingshan: Tenant) -> None:
    with pytest.raises(NotLinked, match="No administrator's User ID"):
        clients.client_for_administrator(tenant=qingshan)


@pytest.mark.django_db(transaction=True)
def test_client_for_administrator_sees_everybodys(vendor: Vendor, qingshan: Tenant) -> None:
    Tenant.objects.update(administrator_user_id=vendor.administrator_user_id)
    tenant = Tenant.objects.select_related("application").get(pk=qingshan.pk)
    assert list(clients.client_for_administrator(tenant=tenant).meetings.list(query_all=True)) == []


@pytest.mark.django_db(transaction=True)
def test_a_client_in_a_transaction_calls_nobody(vendor: Vendor, chen: User) -> None:
    client = clients.client_for(person=chen).meetings
    assert list(client.list()) == []  # from now on there is a token, and a call needs no sign-in
    never = {method: Answer(500, "{}") for method in ("GET", "DELETE")}
    for method, answer in never.items():
        vendor.between.plan(method, "/v1/mmc/management/conferences", answer)
    with transaction.atomic(), pytest.raises(CalledInTransaction):
        list(client.list())
    with transaction.atomic(), pytest.raises(CalledInTransaction):
        client.cancel("987654321")
    left = {method: vendor.between.planned[method, "/v1/mmc/management/conferences"] for method in never}
    assert left == {method: [answer] for method, answer in never.items()}
