"""The pages of API clients: what is filled in, who reaches which, what is told of it."""

import re

import pytest
from django.test import Client
from oauth2_provider.models import AccessToken as OAuthToken

from accounts.models import ApiClient, Tenant, User
from tests.factories.api import Caller, make_api_client
from tests.factories.page_words import source_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]
LIST = "/admin/accounts/apiclient/"
ADD = f"{LIST}add/"


def page_of(client: ApiClient) -> str:
    return f"{LIST}{client.pk}/change/"


def filled(**fields: object) -> dict[str, object]:
    usual = {"name": "ERP planning", "scopes": ["meetings:read"], "allowed_user_ids": "chen", "calls_per_minute": 60}
    return usual | fields


def test_an_administrator_makes_a_client_of_their_own_organisation(zhaos: Client, zhao: User) -> None:
    page = source_of(zhaos.get(ADD))
    assert re.findall(r'value="([\w:]+)"\s+checked', page) == ["meetings:read", "meetings:write", "launch"]
    assert "Other" not in page
    answer = zhaos.post(ADD, filled(tenant=zhao.tenant_id, allowed_user_ids=" erp-* \nchen\n\nchen\n"))
    client = ApiClient.objects.get()
    assert answer["Location"] == page_of(client)
    assert (client.tenant, client.scopes, client.allowed_user_ids, client.calls_per_minute) == (
        zhao.tenant,
        ["meetings:read"],
        "erp-*\nchen",
        60,
    )


def test_an_operator_chooses_the_organisation_and_an_administrator_reaches_no_other(
    operators: Client, zhaos: Client, stranger: User
) -> None:
    assert "Other" in source_of(operators.get(ADD))
    assert zhaos.post(ADD, filled(tenant=stranger.tenant_id)).status_code == 422
    assert operators.post(ADD, filled(tenant=stranger.tenant_id)).status_code == 302
    assert ApiClient.objects.get().tenant == stranger.tenant


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", " ", "Give it a name, such as that of the system."),
        ("name", "\u200b", "Give it a name, such as that of the system."),
        ("name", "ERP", "Another API client of this organisation is called “ERP” already."),
        ("allowed_user_ids", "ok\na*b", "a*b: a * stands at the end only."),
        ("allowed_user_ids", "a:b", "a:b: A colon can't stand in a User ID"),
        ("allowed_user_ids", "\n".join(map(str, range(501))), "501 lines; 500 is the most."),
        ("calls_per_minute", "0", "greater than or equal to 1"),
        ("calls_per_minute", "9" * 30, "less than or equal to 60000"),
        ("contact_email", "nobody", "Enter a valid email address."),
        ("scopes", "everything", "Select a valid choice."),
        ("name", "a\0b", "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    zhaos: Client, erp: ApiClient, field: str, typed: str, sentence: str
) -> None:
    for address, sent in ((ADD, {"tenant": erp.tenant_id}), (page_of(make_crm(erp.tenant)), {})):
        answer = zhaos.post(address, filled(contact_email="w@qingshan.example") | sent | {field: typed})
        words = words_of(answer).replace("&#x27;", "'")
        assert (answer.status_code, sentence in words) == (422, True), words
        assert field == "contact_email" or 'value="w@qingshan.example"' in source_of(answer)
    assert set(ApiClient.objects.values_list("name", flat=True)) == {"ERP", "CRM"}


def make_crm(tenant: Tenant) -> ApiClient:
    return make_api_client(tenant, name="CRM", secret="of the CRM")


def test_less_than_before_ends_the_tokens(zhaos: Client, erp: ApiClient, chen: User) -> None:
    for fields in ({"scopes": ["meetings:read"]}, {"allowed_user_ids": "nobody", "scopes": ["meetings:read"]}):
        Caller(erp, act_as="chen", scope="meetings:read")
        zhaos.post(page_of(erp), filled(allowed_user_ids="*") | fields)
        assert OAuthToken.objects.count() == 0


def test_more_than_before_leaves_the_tokens(zhaos: Client, qingshan: Tenant, chen: User) -> None:
    client = make_api_client(qingshan, scopes=["meetings:read"], allowed_user_ids="chen")
    Caller(client, act_as="chen")
    zhaos.post(page_of(client), filled(scopes=["meetings:read", "launch"], name="ERP 2"))
    assert OAuthToken.objects.count() == 1


def test_a_client_is_switched_off_and_on(zhaos: Client, erp: ApiClient, chen: User) -> None:
    Caller(erp, act_as="chen")
    assert "Switched off" in words_of(zhaos.post(page_of(erp), {"switch": "off"}, follow=True))
    assert (ApiClient.objects.get().is_active, OAuthToken.objects.count()) == (False, 0)
    assert "Active" in words_of(zhaos.post(page_of(erp), {"switch": "on"}, follow=True))


def test_nothing_means_nobody_and_is_said_so(zhaos: Client, qingshan: Tenant, chen: User) -> None:
    nobody = make_api_client(qingshan, allowed_user_ids="")
    assert "Nobody yet" in words_of(zhaos.get(page_of(nobody)))
    zhaos.post(page_of(nobody), filled(allowed_user_ids="*"))
    assert "1 of 1 linked people" in words_of(zhaos.get(page_of(nobody)))


def test_the_page_tells_what_happened(zhaos: Client, zhao: User) -> None:
    zhaos.post(ADD, filled(tenant=zhao.tenant_id))
    client = ApiClient.objects.get()
    zhaos.post(page_of(client), filled(scopes=["launch"], calls_per_minute=90))
    zhaos.post(page_of(client), {"switch": "off"})
    words = words_of(zhaos.get(page_of(client)))
    story = words[words.index("What happened") :]
    for sentence in (
        "Zhao Lei switched it off",
        "Zhao Lei changed it",
        "scopes: meetings:read now launch",
        "calls a minute: 60 now 90",
        "Zhao Lei made this client",
    ):
        assert sentence in story
    assert "client_type" not in story


@pytest.mark.parametrize("role", [User.Role.PERSON, User.Role.TENANT_ADMIN])
def test_another_organisations_client_is_not_there(client: Client, erp: ApiClient, stranger: User, role: str) -> None:
    User.objects.filter(pk=stranger.pk).update(role=role)
    client.force_login(stranger)
    own = f"{LIST}{erp.pk}/"
    refused = 404 if role == User.Role.TENANT_ADMIN else 302
    for address in (f"{own}change/", f"{own}secrets/", f"{own}secrets/{erp.secrets.get().pk}/revoke/"):
        assert {client.get(address).status_code, client.post(address, filled()).status_code} == {refused}, address
    assert "ERP" not in client.get(LIST).content.decode()
    assert (erp.secrets.count(), ApiClient.objects.get().name) == (1, "ERP")


@pytest.mark.parametrize("count", [1, 30])
def test_list_has_one_query_count(
    zhaos: Client, qingshan: Tenant, count: int, django_assert_num_queries: object
) -> None:
    for number in range(count):
        make_api_client(qingshan, name=f"System {number:02}", secret=str(number))
    with django_assert_num_queries(3):  # type: ignore[operator]
        page = words_of(zhaos.get(LIST))
    assert page.count("System") == count


@pytest.mark.parametrize(("language", "word"), [("en", "What it may do"), ("zh-hans", "可执行的操作")])
def test_pages_speak_both_languages(zhaos: Client, zhao: User, erp: ApiClient, language: str, word: str) -> None:
    User.objects.filter(pk=zhao.pk).update(language=language)
    assert word in words_of(zhaos.get(page_of(erp)))
    assert word in words_of(zhaos.get(ADD))
