"""What only a browser does on a page: another clock, what is on its way, a session that ends, choices that follow."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Route, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.factories.rooms import know_terminals, make_terminal
from tests.journeys.scenes import SCENES, Scene, Stage
from tests.journeys.test_accessibility import opened

pytestmark = pytest.mark.django_db(transaction=True)

languages = pytest.mark.parametrize("language", ["en", "zh-hans"])
YOUR_TIME = {
    "en": r"Your time \(UTC[+-][12]\): \w{3} \d+ \w{3}( \d{4})?, \d\d:\d\d(–| – .+ )\d\d:\d\d",
    "zh-hans": r"您的时间（UTC[+-][12]）：(\d{4}年)?\d+月\d+日 周. \d\d:\d\d(–| – .+ )\d\d:\d\d",
}


@languages
@pytest.mark.parametrize("name", ["join-windows", "join-early", "join-moved", "join-cancelled", "join-ended"])
def test_a_guest_elsewhere_reads_their_own_time_too(
    browser: Browser, live_server: LiveServer, language: str, name: str
) -> None:
    with opened(browser, live_server, SCENES[name](Stage(language)), language, timezone_id="Europe/Berlin") as page:
        lines = page.locator("[data-local-start]")
        for line in lines.all():
            expect(line).to_have_text(re.compile(f"^{YOUR_TIME[language]}"))
            expect(line).to_be_visible()
        assert lines.count() == (3 if name == "join-moved" else 1)
        zone = "Shanghai time (UTC+8)" if language == "en" else "上海时间（UTC+8）"
        expect(page.get_by_text(zone).first).to_be_visible()


@pytest.mark.parametrize(
    ("language", "page_time", "own_time"),
    [
        (
            "en",
            r"Berlin time \(UTC\+[12]\) · .*\d\d:\d\d in Shanghai",
            r"Your time \(UTC\+5:45\): .+, \d\d:\d\d – .+, \d\d:\d\d",
        ),
        ("zh-hans", r"柏林时间（UTC\+[12]）· 上海 .*\d\d:\d\d", r"您的时间（UTC\+5:45）：.+ \d\d:\d\d – .+ \d\d:\d\d"),
    ],
)
def test_their_time_is_that_of_the_device_that_reads_now(
    browser: Browser, live_server: LiveServer, language: str, page_time: str, own_time: str
) -> None:
    """The link was first opened in Berlin, and is again in Kathmandu."""
    meeting = Stage(language).meeting(timedelta(days=1), length_minutes=24 * 60)
    meeting.invitees.filter(person=None).update(time_zone="Europe/Berlin")
    guest = meeting.invitees.get(person=None)
    scene = Scene(f"/j/{guest.join_token}/")
    with opened(browser, live_server, scene, language, timezone_id="Asia/Kathmandu") as page:
        lines = page.locator(".mp-join-when .mp-sub:visible")
        expect(lines.nth(0)).to_have_text(re.compile(f"^{page_time}$"))
        expect(lines.nth(1)).to_have_text(re.compile(f"^{own_time}$"))


def test_a_guest_on_the_same_clock_reads_one_time(browser: Browser, live_server: LiveServer) -> None:
    scene = SCENES["join-moved"](Stage("en"))
    with opened(browser, live_server, scene, "en", timezone_id="Asia/Singapore") as page:
        for line in page.locator("[data-local-start]").all():
            expect(line).to_be_hidden()


@pytest.mark.parametrize("name", ["Anna Schmidt", ""])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_name_field_keeps_clear_of_every_button(
    browser: Browser, live_server: LiveServer, name: str, width: int
) -> None:
    guest = Stage("en").meeting(timedelta(minutes=5)).invitees.get(person=None)
    type(guest).objects.filter(pk=guest.pk).update(name=name)
    viewport: ViewportSize = {"width": width, "height": 900}
    with opened(browser, live_server, Scene(f"/j/{guest.join_token}/"), "en", viewport=viewport) as page:
        if name:
            page.get_by_text("Not you?").click()
        field = page.get_by_role("textbox", name="Your name").bounding_box()
        assert field
        for button in page.locator("main .btn:visible").all():
            box = button.bounding_box()
            assert box
            assert max(box["y"] - field["y"] - field["height"], field["y"] - box["y"] - box["height"]) >= 8


def test_a_summary_that_arrives_after_the_click_finds_its_places(browser: Browser, live_server: LiveServer) -> None:
    with opened(browser, live_server, Scene("/meetings/book/", Stage("en").chen), "en") as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))

        def answer_the_summary_alone(route: Route) -> None:
            if "hx-request" in route.request.headers:
                route.continue_()
            else:
                route.fulfill(status=204)  # the page stays, as it does while the answer is on its way

        page.route("**/meetings/book/", answer_the_summary_alone)
        page.locator("#subject").fill("Roadmap")
        button = page.locator(".mp-submit .btn-primary")
        button.click(no_wait_after=True)
        expect(button).to_have_attribute("aria-busy", "true")
        with page.expect_response("**/meetings/book/"):
            page.locator("#subject").fill("Roadmap 2")
        expect(page.locator("#submit-word")).to_be_attached()
        expect(page.locator(".htmx-request")).to_have_count(0)
        assert said == []


@languages
def test_a_summary_says_that_the_session_is_over_and_the_form_comes_back(
    browser: Browser, live_server: LiveServer, language: str
) -> None:
    chen = Stage(language).chen
    chen.set_password("a sentence nobody guesses")
    chen.save()
    with opened(browser, live_server, Scene("/meetings/book/", chen), language) as page:
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        page.locator("#subject").fill("Half typed")
        banner = page.locator("[data-signed-out]")
        expect(banner).to_be_visible()
        banner.get_by_role("button").click()
        page.locator("#id_login").fill(chen.email)
        page.locator("#id_password").fill("a sentence nobody guesses")
        page.locator("#id_password").press("Enter")
        expect(page.locator("#subject")).to_have_value("Half typed")


def test_a_form_follows_again_after_a_sign_in_in_another_tab(browser: Browser, live_server: LiveServer) -> None:
    """Each sign-in has a CSRF token of its own, so that the one of the form fits no more."""
    with opened(browser, live_server, Scene("/meetings/book/", Stage("en").chen), "en") as page:
        page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
        page.locator("#subject").fill("Half typed")
        page.locator("[data-signed-out]").get_by_role("button").click()
        expect(page.locator("#subject")).to_have_value("Half typed")
        with page.expect_response("**/meetings/book/") as answered:
            page.locator("#subject").fill("More of it")
        assert answered.value.status == 200


def test_a_draft_survives_leaving_the_page(browser: Browser, live_server: LiveServer) -> None:
    with opened(browser, live_server, Scene("/meetings/book/", Stage("en").chen), "en") as page:
        with page.expect_response("**/meetings/book/"):
            page.locator("#subject").fill("Half typed")
        page.goto("/")
        page.goto("/meetings/book/")
        expect(page.locator("#subject")).to_have_value("")
        page.get_by_role("link", name="Go on with the draft").click()
        expect(page.locator("#subject")).to_have_value("Half typed")
        page.get_by_role("button", name="Discard the draft").click()
        expect(page.locator("#subject")).to_have_value("")


def test_filling_in_a_field_chooses_what_it_belongs_to(browser: Browser, live_server: LiveServer) -> None:
    with opened(browser, live_server, Scene("/meetings/book/", Stage("en").chen), "en") as page:
        page.locator('[name="repeats"][value="week"]').check(force=True)
        expect(page.locator(".mp-chip-meant")).to_have_count(1)
        page.locator("#until").fill("31 Mar 2027")
        expect(page.locator('[name="ends"][value="until"]')).to_be_checked()
        page.locator('[name="ends"][value="count"]').check()
        expect(page.locator("#until")).to_have_value("")
        expect(page.locator("#count")).to_have_value("10")
        page.locator('[name="ends"][value="until"]').check()
        expect(page.locator("#until")).to_have_value("31 Mar 2027")
        page.locator("summary").filter(has_text="Options").click()
        page.locator("#guest_password").fill("482913")
        expect(page.locator('[name="password"][value="own"]')).to_be_checked()


@pytest.mark.parametrize(
    ("path", "language", "typed", "label"),
    [
        ("/meetings/book/", "en", "buenos", "Buenos Aires (UTC-3)"),
        ("/settings/", "zh-hans", "加德满", "加德满都（UTC+5:45）"),
    ],
)
def test_another_zone_is_found_while_somebody_types(
    browser: Browser, live_server: LiveServer, path: str, language: str, typed: str, label: str
) -> None:
    with opened(browser, live_server, Scene(path, Stage(language).chen), language) as page:
        zones, text = page.locator("[name=time_zone]"), page.locator("[name=time_zone_other]")
        expect(text).to_be_hidden()
        zones.select_option("other")
        text.press_sequentially(typed)
        expect(page.locator(".mp-zone [role=option]").first).to_contain_text(label)
        text.press("Enter")
        expect(zones).to_be_focused()
        expect(zones.locator("option:checked")).to_have_text(label)
        expect(text).to_be_hidden()
        expect(text).to_have_value("")


def test_a_zone_that_was_typed_is_put_aside_with_its_choice(browser: Browser, live_server: LiveServer) -> None:
    with opened(browser, live_server, Scene("/meetings/book/", Stage("en").chen), "en") as page:
        zones, text = page.locator("[name=time_zone]"), page.locator("[name=time_zone_other]")
        zones.select_option("other")
        text.fill("Kathmandu")
        zones.select_option("Europe/Berlin")
        expect(page.locator("#preview-when")).to_contain_text("Berlin time")
        zones.select_option("other")
        expect(text).to_have_value("Kathmandu")
        expect(page.locator("#preview-when")).to_contain_text("Kathmandu time")


def test_without_javascript_a_zone_is_typed(browser: Browser, live_server: LiveServer) -> None:
    scene = Scene("/settings/", Stage("en").chen)
    with opened(browser, live_server, scene, "en", java_script_enabled=False) as page:
        page.get_by_label("Time zone").select_option("Another zone…")
        page.get_by_label("City, country or IANA name").fill("Buenos")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#id_time_zone_error")).to_have_text(
            "We know no time zone “Buenos”. Is it one of these: Buenos Aires?"
        )
        page.get_by_label("City, country or IANA name").fill("Buenos Aires")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_label("Time zone").locator("option:checked")).to_have_text("Buenos Aires (UTC-3)")


def test_a_chinese_date_is_written_without_gaps(browser: Browser, live_server: LiveServer) -> None:
    """Gaps of the browser's own would stand between each figure and its unit; names have real spaces around them."""
    with opened(browser, live_server, Scene("/", Stage("zh-hans").chen), "zh-hans") as page:
        shown, plain = page.evaluate(
            """() => ["", "no-autospace"].map((autospace) => {
                const line = document.createElement("span")
                line.textContent = "11月29日"
                line.style.textAutospace = autospace
                document.querySelector("main").append(line)
                return line.getBoundingClientRect().width
            })"""
        )
    assert shown == plain


UNKNOWN = {"en": "Zorro isn't anybody we know", "zh-hans": "无法识别：Zorro"}


@languages
def test_a_token_shows_at_once_whom_it_means(browser: Browser, live_server: LiveServer, language: str) -> None:
    stage = Stage(language)
    User.objects.create_user("42@qingshan.example", name="王芳", tenant=stage.tenant)
    with opened(browser, live_server, Scene("/meetings/book/", stage.chen), language) as page:
        people, tokens = page.locator("#invitees"), page.locator(".mp-token")
        people.fill("Zorro,")
        people.fill("wang f,")
        people.fill("anna@tuv.example,")
        expect(tokens).to_have_class(["mp-token mp-token-bad", "mp-token", "mp-token"])
        expect(tokens.nth(0)).to_have_text(f"Zorro{UNKNOWN[language]}")
        expect(tokens.nth(0).locator("use").first).to_have_attribute("href", re.compile("#i-warn$"))
        expect(tokens.nth(1)).to_contain_text("王芳")
        expect(tokens.nth(1).locator(".mp-avatar")).to_have_count(1)
        expect(tokens.nth(2).locator("summary use")).to_have_attribute("href", re.compile("#i-mail$"))
        expect(page.locator("#preview-lines .mp-plan-warn")).to_contain_text("Zorro")
        tokens.nth(0).get_by_role("button").click()
        expect(page.locator("#preview-lines .mp-plan-warn")).to_have_count(0)


def test_rooms_and_people_of_the_address_book_are_suggested(browser: Browser, live_server: LiveServer) -> None:
    stage = Stage("en")
    know_terminals(stage.chen, [make_terminal(1, name="兰亭")])

    def answer(route: Route) -> None:
        route.fulfill(json={"others": [{"name": "Lan Lei", "email": "lan@qingshan.example", "note": "Lab"}]})

    with opened(browser, live_server, Scene("/meetings/book/", stage.chen), "en") as page:
        page.route("**/meetings/people/address-book/*", answer)
        people, options = page.locator("#invitees"), page.locator(".mp-option")
        people.press_sequentially("Hangzhou")
        expect(options).to_have_text(["兰亭Hangzhou", "Lan LeiLab · lan@qingshan.example"])
        expect(page.locator("[role=group] > .mp-option-group")).to_have_text(
            ["Rooms with a terminal", "Address book of the meeting service"]
        )
        people.press("Enter")
        expect(page.locator(".mp-token use").first).to_have_attribute("href", re.compile("#i-terminal$"))
        expect(page.locator("#preview-lines")).to_contain_text("兰亭 is called into the meeting.")
        assert page.locator("#invitees-sent").input_value() == "兰亭 (+991111)"


def test_a_form_that_is_filled_shows_colleagues_as_colleagues(browser: Browser, live_server: LiveServer) -> None:
    stage = Stage("en")
    meeting = stage.meeting()
    with opened(browser, live_server, Scene(f"/meetings/{meeting.pk}/edit/", stage.chen), "en") as page:
        tokens = page.locator(".mp-token")
        expect(tokens.filter(has_text="Li Wei").locator(".mp-avatar")).to_have_count(1)
        expect(tokens.filter(has_text="Anna Schmidt").locator("summary use")).to_have_attribute(
            "href", re.compile("#i-mail$")
        )
        tokens.filter(has_text="Li Wei").locator("summary").click()
        with page.expect_response("**/edit/"):
            page.locator("#subject").fill("Another")
        expect(page.locator("#preview-lines")).to_be_visible()
        expect(tokens.filter(has_text="Li Wei").locator("details")).to_have_attribute("open", "")
