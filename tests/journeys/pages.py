"""What a person does on the pages, by the words that they see."""

from dataclasses import dataclass
from datetime import datetime

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.product import Product

ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"


@dataclass(frozen=True)
class Words:
    """The product in one language."""

    locale: str
    address: str
    user_id: str
    sign_in: str
    mail: str
    password: str
    new: str
    subject: str
    day: str
    start: str
    invitees: str
    book: str
    edit: str
    save: str
    booked: str
    cancelled: str
    open_meeting: str


ENGLISH = Words(
    locale="en-US",
    address="li.wei@qingshan.example",
    user_id="li.wei",
    sign_in="Sign in",
    mail="Mail address",
    password="Password",
    new="New meeting",
    subject="Subject",
    day="Day",
    start="Start",
    invitees="Invitees",
    book="Book meeting",
    edit="Edit",
    save="Save the change",
    booked="Booked",
    cancelled="Cancelled",
    open_meeting="Open the meeting",
)
CHINESE = Words(
    locale="zh-CN",
    address="chen.jing@qingshan.example",
    user_id="chen",
    sign_in="登录",
    mail="邮箱",
    password="密码",
    new="新建会议",
    subject="会议主题",
    day="日期",
    start="开始时间",
    invitees="与会者",
    book="预约会议",
    edit="修改",
    save="保存修改",
    booked="已预约",
    cancelled="已取消",
    open_meeting="进入会议",
)


def device(browser: Browser, words: Words, *, user_agent: str = WINDOWS, script: bool = True) -> BrowserContext:
    """A browser in that language, of somebody who was never here."""
    context = browser.new_context(user_agent=user_agent, java_script_enabled=script, locale=words.locale)
    context.set_default_timeout(15_000)
    return context


def sign_in(page: Page, product: Product, words: Words) -> None:
    page.goto(f"{product.url}/")
    page.get_by_label(words.mail).fill(words.address)
    page.get_by_label(words.password, exact=True).fill(product.password)
    page.get_by_role("button", name=words.sign_in, exact=True).click()
    expect(page.get_by_role("link", name=words.new).first).to_be_visible()


def book(page: Page, words: Words, *, subject: str, start: datetime, invitees: str) -> None:
    """Fill the form in and send it; ``start`` is on the person's own clock."""
    page.get_by_role("link", name=words.new).first.click()
    page.get_by_label(words.subject, exact=True).fill(subject)
    page.get_by_label(words.day, exact=True).fill(f"{start:%Y-%m-%d}")
    page.get_by_label(words.start, exact=True).fill(f"{start:%H:%M}")
    people = page.get_by_role("combobox", name=words.invitees)
    people.fill(invitees)
    people.press("Enter")
    page.get_by_role("button", name=words.book).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)
