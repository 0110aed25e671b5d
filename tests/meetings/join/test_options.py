"""Other options to join, and the vendor's address among them."""

import pytest

from meetings.join.device import Device
from meetings.join.options import JoinOption, list_join_options
from meetings.models import Invitee

pytestmark = pytest.mark.django_db
ADDRESS = "https://meeting.huaweicloud.com/#/j/967204518/abcdef"
DOWNLOAD = "https://www.huaweicloud.com/product/meeting/download.html"
BROWSER = JoinOption(ADDRESS, "browser", "Join in the browser", "Nothing to install", is_external=True)
PHONE = JoinOption("tel:+862153290029", "phone", "Join by phone", "+86 21 5329 0029")


@pytest.mark.parametrize(
    ("platform", "note"),
    [
        ("windows", "Huawei Cloud Meeting for Windows"),
        ("ios", "Huawei Cloud Meeting for iPhone"),
        ("", "Huawei Cloud Meeting"),
    ],
)
def test_list_join_options(anna: Invitee, platform: str, note: str) -> None:
    app = JoinOption(DOWNLOAD, "download", "Get the app", note, is_external=True)
    assert list_join_options(anna.meeting, Device(platform)) == (BROWSER, app, PHONE)


def test_list_join_options_before_it_opens(anna: Invitee) -> None:
    browser, _app, _phone, mail = list_join_options(anna.meeting, Device("windows"), opens="14:50")
    assert browser.note == "Works from 14:50, nothing to install"
    assert (mail.href, mail.note) == ("mailto:chen.jing@qingshan.example", "Write to 陈静 Chen Jing")


def test_list_join_options_inside_wechat(anna: Invitee) -> None:
    note = "In the browser, without sharing a screen"
    wechat = JoinOption(ADDRESS, "wechat", "Join right here in WeChat", note)
    assert list_join_options(anna.meeting, Device("android", "wechat")) == (wechat, PHONE)


def test_list_join_options_without_an_address_of_the_service(anna: Invitee) -> None:
    anna.meeting.guest_join_uri = "https://evil.example/#/j/1/2"
    assert "browser" not in {option.symbol for option in list_join_options(anna.meeting, Device("windows"))}
