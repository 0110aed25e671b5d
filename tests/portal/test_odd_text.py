"""NUL, which PostgreSQL takes in no text, and numbers that no column holds: a sentence or nothing, never a 500."""

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import Meeting
from tests.factories.booking_form import typed

pytestmark = pytest.mark.django_db

NUL, HUGE = "%00", "9" * 30


@pytest.mark.parametrize("odd", [f"a{NUL}b", HUGE, "%ED%A0%80"])
@pytest.mark.parametrize(
    "address",
    [
        "/j/{odd}/",
        "/j/{odd}/invite.ics",
        "/meetings/?page={odd}",
        "/meetings/past/?before={odd}&since={odd}&until={odd}",
        "/meetings/past/?q={odd}&host={odd}&with={odd}&tag={odd}",
        "/sessions/{odd}/",
        "/meetings/people/?q={odd}",
        "/meetings/book/?like={odd}",
        "/?seen={odd}",
        "/account/login/?next=/{odd}",
        "/account/password/reset/key/{odd}-{odd}/",
        "/settings/?{odd}={odd}",
    ],
)
def test_odd_text_in_an_address(pages: Client, address: str, odd: str) -> None:
    assert pages.get(address.format(odd=odd)).status_code < 500


@pytest.mark.parametrize("odd", [f"a{NUL}b", HUGE])
@pytest.mark.parametrize(
    "address",
    [
        "/admin/accounts/identity/?q={odd}&state=all",
        "/admin/accounts/identity/?page={odd}&chosen={odd}&state={odd}",
        "/admin/accounts/identity/add/?person={odd}",
        "/admin/accounts/identity/{odd}/change/",
        "/admin/accounts/apiclient/?page={odd}",
        "/admin/accounts/apiclient/{odd}/change/",
        "/admin/accounts/apiclient/{odd}/secrets/{odd}/revoke/",
        "/admin/accounts/user/?q={odd}",
        "/admin/accounts/user/{odd}/change/",
        "/admin/accounts/tenant/?q={odd}",
        "/admin/accounts/application/?q={odd}",
        "/admin/auditlog/logentry/?q={odd}",
    ],
)
def test_odd_text_in_an_address_of_the_administration(operators: Client, address: str, odd: str) -> None:
    assert operators.get(address.format(odd=odd)).status_code < 500


@pytest.mark.parametrize("odd", ["xx", "", "1.5", "-1", "0", HUGE, f"a{NUL}b", "%ED%A0%80"])
@pytest.mark.parametrize(
    ("model", "names"),
    [
        ("auditlog/logentry", ["resource_type", "cid", "action", "timestamp__year", "timestamp__month", "p", "o"]),
        ("accounts/user", ["role", "language__exact", "is_active__exact", "tenant__id__exact", "id", "all"]),
        ("accounts/tenant", ["id", "p", "application"]),
        ("accounts/application", ["kind", "id"]),
        ("meetings/vendorwrite", ["state", "kind__exact", "id", "o", "_facets"]),
    ],
)
def test_odd_parameter_of_a_list_of_the_administration(
    operators: Client, model: str, names: list[str], odd: str
) -> None:
    for name in names:
        answer = operators.get(f"/admin/{model}/?{name}={odd}", follow=True)
        assert (name, answer.status_code) == (name, 200)


def test_odd_text_where_the_administration_completes_names(operators: Client) -> None:
    address = "/admin/autocomplete/?app_label=accounts&model_name=identity&field_name=person&term="
    assert operators.get(f"{address}a{NUL}b").status_code == 400
    assert operators.get(f"{address}a").status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "field",
    [
        "subject",
        "day",
        "start",
        "time_zone",
        "time_zone_other",
        "length",
        "length_other",
        "invitees",
        "password",
        "entry",
        "reference",
    ],
)
def test_nul_in_the_booking_form(pages: Client, chen: User, field: str, language: str) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    before = typed(chen)
    answer = pages.post("/meetings/book/", before | {field: f"{before.get(field, '')}\0x"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "is-invalid" in html or 'role="alert"' in html
    assert "anna@tuv.example" in html
    assert Meeting.objects.count() == 0


def test_nul_in_the_button_that_starts_a_meeting(client: Client, li: User) -> None:
    client.force_login(li)
    assert client.post("/meetings/start-now/", {"reference": "a\0b"}).headers["Location"] == "/"


def test_nul_at_sign_in(client: Client, chen: User) -> None:
    sent = {"login": "chen.jing@qingshan.example\0", "password": "a\0sentence"}
    assert client.post("/account/login/", sent).status_code == 200
    assert client.post("/account/password/reset/", {"email": "a\0@b.example"}).status_code == 200


@pytest.mark.parametrize("field", ["name", "email", "third_party_user_id", "phone", "department_code"])
def test_nul_in_a_form_of_the_administration(operators: Client, field: str) -> None:
    sent = {"name": "Sun", "email": "sun@qingshan.example", field: "Sun\0"}
    assert operators.post("/admin/accounts/identity/add/", sent).status_code < 500
    assert operators.post("/admin/accounts/user/add/", sent).status_code < 500
    assert not User.objects.filter(email__startswith="sun").exists()


@pytest.mark.parametrize(
    "address", ["/meetings/book/", "/settings/language/", "/account/login/", "/j/x/", "/nothing/"]
)
@pytest.mark.parametrize(
    "content_type",
    ["application/x-www-form-urlencoded; charset=gbk", "multipart/form-data", "multipart/form-data; boundary=é"],
)
@pytest.mark.parametrize("checks", [True, False])
def test_form_that_cannot_be_read(address: str, content_type: str, checks: bool) -> None:
    answer = Client(enforce_csrf_checks=checks).generic("POST", address, "a=%C4%E3", content_type=content_type)
    assert answer.status_code == 400
    assert "This could not be read." in answer.content.decode()
    assert "无法读取您提交的内容。" in answer.content.decode()
    assert "default-src 'self'" in answer["Content-Security-Policy"]
