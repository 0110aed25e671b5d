"""A weekly series with one moved and one cancelled occurrence, joined from its mail."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import recurring_ical_events
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.pages import CHINESE, WINDOWS, Words, device, sign_in
from tests.journeys.product import Product, link_in
from tests.journeys.test_main_job import GUEST, SHANGHAI, got_in, languages, opened_by_guest, subject

WEEK = timedelta(weeks=1)


@languages
def test_a_weekly_series_is_joined_from_its_mail(browser: Browser, product: Product, words: Words) -> None:
    title = subject(words, "Weekly")
    start = (datetime.now(UTC) + timedelta(minutes=6)).replace(second=0, microsecond=0)
    page = device(browser, words).new_page()
    sign_in(page, product, words)
    book_weekly(page, words, title, start)
    expect(page.locator(".mp-state").first).to_have_text(words.booked)
    assert product.effects("CreateRecurringMeeting", title) == 1
    assert dates_in(product.mail(GUEST, title)) == [start + number * WEEK for number in range(4)]

    open_menu(page, number=1).locator("li a").first.click()
    later = (start + WEEK + timedelta(hours=2)).astimezone(SHANGHAI)
    page.get_by_label(words.day, exact=True).fill(f"{later:%Y-%m-%d}")
    page.get_by_label(words.start, exact=True).fill(f"{later:%H:%M}")
    page.locator(".mp-submit .btn-primary").click()
    expect(page.locator(".mp-occ .mp-tag use[href*='i-moved']")).to_have_count(1)
    moved = product.mail(GUEST, title, number=2)

    open_menu(page, number=2).locator("li a").last.click()
    page.locator("button[name=only]").click()
    expect(page.locator(".mp-occ .mp-state-cancelled")).to_have_count(1)

    left = [start, start + WEEK + timedelta(hours=2), start + 3 * WEEK]
    (series,) = product.conferences(title)
    assert [one["startTime"] for one in series["occurrences"]] == [f"{at:%Y-%m-%d %H:%M}" for at in left]
    assert dates_in(moved) == [start, left[1], start + 2 * WEEK, start + 3 * WEEK]
    assert dates_in(product.mail(GUEST, title, number=3)) == left
    assert link_in(moved) == link_in(product.mail(GUEST, title))

    launch = opened_by_guest(browser, link_in(moved), words, WINDOWS, script=True)
    entered = got_in(product, launch, "windows")
    assert (entered["name"], entered["role"]) == ("Anna Schmidt", "guest")
    product.leave(entered)


def book_weekly(page: Page, words: Words, title: str, start: datetime) -> None:
    """Four occurrences; the button says so before they are booked."""
    page.get_by_role("link", name=words.new).first.click()
    page.get_by_label(words.subject, exact=True).fill(title)
    local = start.astimezone(SHANGHAI)
    page.get_by_label(words.day, exact=True).fill(f"{local:%Y-%m-%d}")
    page.get_by_label(words.start, exact=True).fill(f"{local:%H:%M}")
    people = page.get_by_role("combobox", name=words.invitees)
    people.fill(f"Anna Schmidt <{GUEST}>")
    people.press("Enter")
    page.locator(".mp-chip:has(input[value=week])").click()
    page.locator("#count").fill("4")
    button = "预约 4 场会议" if words is CHINESE else "Book 4 meetings"
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def open_menu(page: Page, *, number: int) -> Locator:
    """What can be done with the occurrence of that number, from 0."""
    row = page.locator(".mp-occ tbody tr").nth(number)
    row.locator("summary").click()
    return row


def calendar_in(mail: EmailMessage) -> Calendar:
    part = mail.get_body(("calendar",)) or next(
        part for part in mail.walk() if part.get_content_type() == "text/calendar"
    )
    return Calendar.from_ical(part.get_content())


def dates_in(mail: EmailMessage) -> list[datetime]:
    """When another program takes the entry to be."""
    calendar = calendar_in(mail)
    now = datetime.now(UTC)
    found = recurring_ical_events.of(calendar).between(now - WEEK, now + 20 * WEEK)
    return sorted(event.decoded("DTSTART").astimezone(UTC) for event in found)
