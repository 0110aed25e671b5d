"""The calendar's grid in a browser whose clock is another one than the person's, and in both nights that change it."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from meetings.models import Meeting, Occurrence
from tests.journeys.pages import ENGLISH, book, device, sign_in
from tests.journeys.product import Product, until
from tests.journeys.scenes import Scene, Stage
from tests.journeys.test_accessibility import opened

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = 64  # pixels: two slots
WIDE: ViewportSize = {"width": 1280, "height": 900}
# The person's clock, the browser's, and a night in which one of both changes
NIGHTS = [
    ("Europe/Berlin", "America/New_York", "2027-03-28"),
    ("Europe/Berlin", "Asia/Shanghai", "2027-10-31"),
    ("Europe/London", "Asia/Kolkata", "2027-03-28"),
    ("Asia/Shanghai", "Europe/Berlin", "2027-03-28"),
    ("Asia/Shanghai", "Europe/Berlin", "2027-10-31"),
    ("America/New_York", "UTC", "2027-11-07"),
]


@contextmanager
def calendar(browser: Browser, server: LiveServer, stage: Stage, path: str, zone: str) -> Iterator[Page]:
    """The calendar in a browser of that zone; nothing may be said on its console."""
    scene = Scene(path, stage.chen)
    with opened(browser, server, scene, "en", viewport=WIDE, timezone_id=zone) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.reload()
        expect(page.locator(".ec")).to_be_visible()
        yield page
        assert said == []


def meeting_at(stage: Stage, zone: str, wall: str, minutes: int = 60) -> Meeting:
    User.objects.filter(pk=stage.chen.pk).update(time_zone=zone)
    at = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return stage.meeting(at - stage.now, title=2, time_zone=zone, length_minutes=minutes)


def place_of(entry: Locator) -> tuple[int, int]:
    """How many minutes after midnight it is drawn, and how many it is long."""
    top, height = entry.evaluate("it => [parseFloat(it.style.insetBlockStart), it.offsetHeight]")
    return round(top / HOUR * 60), round(height / HOUR * 60)


def drag(page: Page, what: Locator, *, by: tuple[int, int], grip: str = "") -> None:
    """Take it in its middle, or by the part of that class, and let it go so many pixels on."""
    what.scroll_into_view_if_needed()
    box = (what.locator(grip) if grip else what).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0], y + by[1], steps=8)
    page.mouse.up()


def asked(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


@pytest.mark.parametrize(("zone", "here", "night"), NIGHTS)
def test_wall_time_goes_in_and_out_in_each_night(
    browser: Browser, live_server: LiveServer, zone: str, here: str, night: str
) -> None:
    stage = Stage("en")
    meeting = meeting_at(stage, zone, f"{night}T06:30")
    with calendar(browser, live_server, stage, f"/calendar/?view=day&day={night}", here) as page:
        entry = page.locator(".mp-ev")
        assert place_of(entry) == (6 * 60 + 30, 60)
        page.locator(".ec-main").evaluate("it => it.scrollTo(0, 0)")
        drag(page, entry, by=(0, -4 * HOUR))
        page.wait_for_url(f"**/meetings/{meeting.pk}/edit/**")
        assert asked(page) == {"at": f"{night}T02:30"}
        assert page.locator("#start").input_value() == "02:30"
        page.go_back()
        expect(page.locator(".ec")).to_be_visible()
        # The form was not sent: it stands where it stood.
        assert place_of(page.locator(".mp-ev")) == (6 * 60 + 30, 60)


@pytest.mark.parametrize(
    ("zone", "here", "night", "span", "minutes"),
    [
        ("Europe/Berlin", "America/New_York", "2027-03-28", ("01:30", "03:30"), "60"),
        ("Europe/Berlin", "Asia/Shanghai", "2027-10-31", ("01:30", "03:30"), "180"),
        ("Asia/Shanghai", "Europe/Berlin", "2027-03-28", ("01:30", "03:30"), "120"),
    ],
)
def test_a_drawn_meeting_counts_the_minutes_that_pass(
    browser: Browser,
    live_server: LiveServer,
    zone: str,
    here: str,
    night: str,
    span: tuple[str, str],
    minutes: str,
) -> None:
    stage = Stage("en")
    User.objects.filter(pk=stage.chen.pk).update(time_zone=zone)
    with calendar(browser, live_server, stage, f"/calendar/?view=day&day={night}", here) as page:
        page.locator(".ec-main").evaluate("it => it.scrollTo(0, 0)")
        box = page.locator(".ec-body .ec-day").bounding_box()
        assert box is not None
        x, y = box["x"] + 200, box["y"] + 1.5 * HOUR + 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, y + 2 * HOUR - 6, steps=8)
        page.mouse.up()
        page.wait_for_url("**/meetings/book/**")
        assert asked(page) == {"at": f"{night}T{span[0]}", "until": f"{night}T{span[1]}"}
        chosen = page.locator("[name=length]:checked").input_value()
        typed = page.locator("[name=length_other]").input_value()
        assert (page.locator("#start").input_value(), typed if chosen == "other" else chosen) == (span[0], minutes)


def test_a_meeting_is_drawn_longer_and_keeps_its_start(browser: Browser, live_server: LiveServer) -> None:
    stage = Stage("en")
    meeting = meeting_at(stage, "Asia/Shanghai", "2027-03-10T09:00")
    with calendar(browser, live_server, stage, "/calendar/?day=2027-03-10", "America/New_York") as page:
        entry = page.locator(".mp-ev")
        entry.hover()
        drag(page, entry, by=(0, HOUR // 2), grip=".ec-resizer")
        page.wait_for_url(f"**/meetings/{meeting.pk}/edit/**")
        assert asked(page) == {"until": "2027-03-10T10:30"}
        assert (page.locator("#start").input_value(), page.locator("[name=length]:checked").input_value()) == (
            "09:00",
            "90",
        )


def test_a_date_of_a_series_is_moved_to_another_day_by_itself(browser: Browser, live_server: LiveServer) -> None:
    stage = Stage("en")
    series = stage.series()
    moved = Occurrence.objects.filter(meeting=series, is_cancelled=False, start_at__gt=stage.now).last()
    assert moved is not None
    start = moved.start_at.astimezone(ZoneInfo("Asia/Shanghai"))
    address = f"/calendar/?view=month&day={start:%Y-%m-%d}"
    with calendar(browser, live_server, stage, address, "America/New_York") as page:
        entry = page.locator(f".ec-day:has(time[datetime^='{start:%Y-%m-%d}']) .mp-ev").first
        entry = entry if entry.count() else page.locator(".mp-ev").last
        width = page.locator(".ec-body .ec-day").first.evaluate("it => it.offsetWidth")
        drag(page, entry, by=(width, 0))
        page.wait_for_url(f"**/meetings/{series.pk}/occurrences/**")
        found = datetime.fromisoformat(asked(page)["at"])
        assert (found.hour, found.minute) == (start.hour, start.minute)
        expect(page.locator("#preview-line")).to_contain_text("It will be")


def test_a_click_and_the_keyboard_lead_to_the_meeting(browser: Browser, live_server: LiveServer) -> None:
    stage = Stage("en")
    meeting = meeting_at(stage, "Asia/Shanghai", "2027-03-10T09:00")
    with calendar(browser, live_server, stage, "/calendar/?day=2027-03-10", "Asia/Shanghai") as page:
        link = page.get_by_role("link", name="Supplier audit kick-off, Wed 10 Mar")
        for is_click in (False, True):
            if is_click:
                link.click()
            else:
                link.press("Enter")
            page.wait_for_url(f"**/meetings/{meeting.pk}/")
            page.go_back()
        expect(page.locator(".ec")).to_be_visible()


def test_a_meeting_of_somebody_else_stays_where_it_is(browser: Browser, live_server: LiveServer) -> None:
    stage = Stage("en")
    meeting = meeting_at(stage, "Asia/Shanghai", "2027-03-10T09:00")
    Meeting.objects.filter(pk=meeting.pk).update(organiser=stage.li)
    with calendar(browser, live_server, stage, "/calendar/?day=2027-03-10", "Asia/Shanghai") as page:
        drag(page, page.locator(".mp-ev-guest"), by=(0, HOUR))
        assert place_of(page.locator(".mp-ev-guest")) == (9 * 60, 60)
        assert "/calendar/" in page.url


def test_without_script_and_on_a_phone_the_list_takes_its_place(browser: Browser, live_server: LiveServer) -> None:
    stage = Stage("en")
    meeting_at(stage, "Asia/Shanghai", "2027-03-10T09:00")
    scene = Scene("/calendar/?day=2027-03-10", stage.chen)
    for options in ({"java_script_enabled": False, "viewport": WIDE}, {"viewport": {"width": 390, "height": 800}}):
        with opened(browser, live_server, scene, "en", **options) as page:
            expect(page.locator("[data-calendar]")).to_be_hidden()
            expect(page.get_by_role("link", name="Supplier audit kick-off")).to_be_visible()
            expect(page.get_by_role("heading", name="Wednesday 10 March 2027")).to_be_visible()


def test_a_booked_meeting_is_moved_by_its_form(browser: Browser, product: Product) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    context = browser.new_context(locale="en-US", timezone_id="America/New_York", viewport=WIDE)
    page = context.new_page()
    sign_in(page, product, ENGLISH)
    start = (datetime.now(zone) + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
    book(page, ENGLISH, subject="Moved by hand", start=start, invitees="anna.schmidt@tuv.example")
    expect(page.locator(".mp-state").first).to_have_text("Booked")
    page.goto(f"{product.url}/calendar/?view=day&day={start:%Y-%m-%d}")
    entry = page.locator(".mp-ev", has_text="Moved by hand")
    drag(page, entry, by=(0, HOUR))
    page.wait_for_url("**/edit/**")
    page.get_by_role("button", name="Save the change").click()
    expect(page.locator(".mp-state").first).to_have_text("Booked")
    wanted = f"{(start + timedelta(hours=1)).astimezone(UTC):%Y-%m-%d %H:%M}"
    until(lambda: [each for each in product.conferences("Moved by hand") if each["startTime"] == wanted], "moved")
    page.goto(f"{product.url}/calendar/?view=day&day={start:%Y-%m-%d}")
    assert place_of(page.locator(".mp-ev", has_text="Moved by hand")) == (11 * 60, 30)
    context.close()


@pytest.mark.parametrize("path", ["/calendar/?view=week", "/calendar/?view=month"])
def test_the_first_load_is_small(browser: Browser, product: Product, path: str) -> None:
    """260 kB compressed are the most."""
    context = device(browser, ENGLISH)
    page = context.new_page()
    sign_in(page, product, ENGLISH)
    sizes: dict[str, int] = {}
    fresh = context.new_page()
    fresh.on("response", lambda answer: sizes.update({answer.url: len(gzip.compress(answer.body()))}))
    fresh.goto(f"{product.url}{path}", wait_until="networkidle")
    context.close()
    assert {url.split("/")[-1].split(".")[0] for url in sizes} >= {"calendar", "app", "look", "htmx-2"}
    assert 60_000 < sum(sizes.values()) < 130_000
