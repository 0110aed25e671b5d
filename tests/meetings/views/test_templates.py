"""Templates of bookings: kept from the form, filled in again, shared, looked after."""

from datetime import timedelta
from typing import Any, cast

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Tenant, User
from meetings.errors import InvalidRequest
from meetings.models import BookingTemplate, Meeting
from meetings.services import templates
from meetings.services.templates import TemplateInvitee, TemplateValues
from tests.factories.booking_form import BOOK, NOW, typed
from tests.factories.fixtures import signed_in
from tests.factories.page_words import source_of, text_of

pytestmark = pytest.mark.usefixtures("on_thursday")
AUDIT = {
    "subject": "Supplier audit",
    "length": "120",
    "has_waiting_room": "on",
    "entry": "3",
    "password": "own",
    "guest_password": "902107",
}


def keep(client: Client, person: User, *, name: str = "Audit", **changes: Any) -> Any:
    sent = typed(person, **(AUDIT | changes)) | {"save_template": "1", "template_name": name}
    return client.post(BOOK, sent)


def use(client: Client, person: User, template: BookingTemplate, **changes: Any) -> Any:
    return client.post(BOOK, typed(person, **changes) | {"use_template": str(template.pk)})


def make(owner: User, name: str = "Audit", *, is_shared: bool = False, **values: Any) -> BookingTemplate:
    usual: dict[str, Any] = {"subject": "Supplier audit", "length_minutes": 120}
    found = TemplateValues(**(usual | values))
    return templates.save(owner=owner, name=name, is_shared=is_shared, values=found, now=NOW)


def test_a_form_is_kept_without_day_start_and_password(pages: Client, chen: User, li: User) -> None:
    response = keep(pages, chen, invitees=f"{li.email}\nAnna Schmidt <anna@tuv.example>", cohosts=li.email)
    template = BookingTemplate.objects.get()
    assert (template.owner, template.tenant, template.name, template.is_shared) == (chen, chen.tenant, "Audit", False)
    found = TemplateValues.of_template(template)
    assert (found.subject, found.length_minutes) == ("Supplier audit", 120)
    assert found.invitees == (
        TemplateInvitee("Li Wei", li.email, li.pk, True),
        TemplateInvitee("Anna Schmidt", "anna@tuv.example"),
    )
    assert (found.options["has_waiting_room"], found.options["entry"]) == (True, 3)
    assert "902107" not in str(template.values)
    words = text_of(response)
    assert "The template “Audit” is saved." in words
    # What was typed is still there, and nothing is booked.
    assert response.context["form"]["day"].value() == typed(chen)["day"]
    assert not Meeting.objects.exists()


def test_a_template_fills_the_form_and_keeps_what_was_typed(pages: Client, chen: User, li: User) -> None:
    template = make(
        chen,
        invitees=(TemplateInvitee("Old name", "old@x.example", li.pk, True),),
        options={"has_waiting_room": True, "guests_may_start": False},
    )
    response = use(pages, chen, template, subject="", invitees="anna@tuv.example", start="16:00")
    form = response.context["form"]
    assert (form["subject"].value(), form["length"].value(), form["start"].value()) == (
        "Supplier audit",
        "120",
        "16:00",
    )
    assert form["invitees"].value() == f'anna@tuv.example\n"Li Wei" <{li.email}>'
    assert form["cohosts"].value() == li.email
    assert (form["has_waiting_room"].value(), form["guests_may_start"].value()) == (True, False)
    assert "Filled from “Audit”." in text_of(response)
    assert use(pages, chen, template, subject="Mine").context["form"]["subject"].value() == "Mine"
    assert not Meeting.objects.exists()


def test_whoever_is_gone_is_left_out_and_named(pages: Client, chen: User, li: User) -> None:
    template = make(chen, invitees=(TemplateInvitee("Li Wei", li.email, li.pk), TemplateInvitee("A", "a@x.example")))
    User.objects.filter(pk=li.pk).update(is_active=False)
    response = use(pages, chen, template, invitees="")
    assert response.context["form"]["invitees"].value() == '"A" <a@x.example>'
    assert "Li Wei is in the template and no longer here; not filled in." in text_of(response)


def test_a_template_is_changed_by_the_form_that_it_filled(pages: Client, chen: User) -> None:
    template = make(chen)
    sent = typed(chen, **(AUDIT | {"length": "60"})) | {"update_template": "1", "template": str(template.pk)}
    assert "The template “Audit” is saved." in text_of(pages.post(BOOK, sent))
    template.refresh_from_db()
    assert TemplateValues.of_template(template).length_minutes == 60


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (" ", "Give the template a name of 60 characters at most."),
        ("x" * 61, "Give the template a name of 60 characters at most."),
        ("Taken", "You have a template of this name already."),
    ],
)
def test_a_bad_name_is_said_and_nothing_typed_is_lost(pages: Client, chen: User, name: str, said: str) -> None:
    make(chen, "Taken")
    response = keep(pages, chen, name=name)
    assert (response.status_code, response.context["template_error"]) == (422, said)
    assert response.context["form"]["subject"].value() == "Supplier audit"
    assert f'value="{name}"' in source_of(response)
    assert BookingTemplate.objects.count() == 1


def test_a_form_whose_people_cannot_be_read_is_no_template(pages: Client, chen: User) -> None:
    response = keep(pages, chen, invitees="j.huber@")
    assert response.status_code == 422
    assert "j.huber@" in text_of(response)
    assert not BookingTemplate.objects.exists()


def test_a_template_without_a_subject_or_a_day_is_kept(pages: Client, chen: User) -> None:
    keep(pages, chen, subject="", day="", start="")
    assert TemplateValues.of_template(BookingTemplate.objects.get()).subject == ""


def test_what_is_shared_is_used_by_the_organisation_alone(pages: Client, chen: User, li: User, stranger: User) -> None:
    own, shared = make(li, "Private"), make(li, "Shared", is_shared=True)
    words = text_of(pages.get(BOOK))
    assert ("Shared" in words, "Private" in words) == (True, False)
    assert use(pages, chen, shared).status_code == 200
    assert use(pages, chen, own).status_code == 404
    elsewhere = signed_in(stranger)
    assert "Shared" not in text_of(elsewhere.get(BOOK))
    assert use(elsewhere, stranger, shared).status_code == 404


def test_nobody_else_changes_or_deletes_a_template(pages: Client, chen: User, li: User, stranger: User) -> None:
    shared = make(li, "Shared", is_shared=True)
    address = f"/meetings/templates/{shared.pk}/"
    for data in ({"save": "1", "name": "Mine now"}, {"delete": "1"}):
        assert "This template belongs to somebody else." in text_of(pages.post(address, data, follow=True))
        assert signed_in(stranger).post(address, data).status_code == 404
    sent = typed(chen, **AUDIT) | {"update_template": "1", "template": str(shared.pk)}
    assert pages.post(BOOK, sent).status_code == 403
    shared.refresh_from_db()
    assert (shared.name, TemplateValues.of_template(shared).length_minutes) == ("Shared", 120)


def test_whoever_moves_to_another_organisation_leaves_them_there(chen: User, qingshan: Tenant, stranger: User) -> None:
    make(chen, "Mine", is_shared=True)
    User.objects.filter(pk=chen.pk).update(tenant=stranger.tenant)
    chen.refresh_from_db()
    assert list(templates.usable_by(person=chen)) == []


def test_the_page_renames_shares_and_deletes(pages: Client, chen: User) -> None:
    template = make(chen)
    address = f"/meetings/templates/{template.pk}/"
    words = text_of(pages.post(address, {"save": "1", "name": "Renamed", "is_shared": "on"}, follow=True))
    assert "The template “Renamed” is saved." in words
    template.refresh_from_db()
    assert (template.name, template.is_shared) == ("Renamed", True)
    assert "120 min" in words
    assert "is deleted." in text_of(pages.post(address, {"delete": "1"}, follow=True))
    assert not BookingTemplate.objects.exists()
    assert pages.get(address).status_code == 405


def test_an_administrator_deletes_what_is_shared_and_nothing_else(zhaos: Client, li: User) -> None:
    shared, own = make(li, "Shared", is_shared=True), make(li, "Private")
    zhaos.post(f"/meetings/templates/{shared.pk}/", {"delete": "1"})
    assert zhaos.post(f"/meetings/templates/{own.pk}/", {"delete": "1"}).status_code == 404
    assert [each.name for each in BookingTemplate.objects.all()] == ["Private"]


@pytest.mark.parametrize("odd", ["", "x", "-1", "9" * 30, "１"])
def test_an_odd_number_is_no_template(pages: Client, chen: User, odd: str) -> None:
    make(chen)
    assert pages.post(BOOK, typed(chen) | {"use_template": odd}).status_code == 404
    assert keep(pages, chen, name=f"Other {odd}"[:40], template=odd).status_code == 200


@pytest.mark.parametrize("count", [1, 50])
def test_the_form_and_the_page_ask_once_for_all(
    pages: Client, chen: User, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make(chen, f"Nr {number}")
    pages.get("/meetings/templates/")
    with django_assert_num_queries(3):  # who asks, the templates, the organisation
        pages.get("/meetings/templates/")


def test_too_many(chen: User, qingshan: Tenant) -> None:
    values, nothing = TemplateValues(), cast(Any, {})
    BookingTemplate.objects.bulk_create(
        BookingTemplate(tenant=qingshan, owner=chen, name=str(number), values=nothing, changed_at=timezone.now())
        for number in range(100)
    )
    with pytest.raises(InvalidRequest, match=r"You have 100 templates\. Delete one first\."):
        templates.save(owner=chen, name="One more", is_shared=False, values=values, now=NOW + timedelta(0))


def test_enter_in_a_field_books_and_fills_in_no_template(pages: Client, chen: User) -> None:
    """A browser presses the first button of a form."""
    make(chen)
    form = source_of(pages.get(BOOK)).partition('id="booking"')[2]
    first = form[form.index('type="submit"') :]
    assert first.startswith('type="submit" tabindex="-1" aria-hidden="true">Book meeting</button>')
