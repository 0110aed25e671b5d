"""An administrator tests who is whom with a real worker, brings people in by file, and finds stock pages working."""

import re
from dataclasses import replace

from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.journeys.axe import flaws
from tests.journeys.pages import CHINESE, device, sign_in
from tests.journeys.product import Product

ZHAO = replace(CHINESE, address="zhao.lei@qingshan.example")
OPERATOR = replace(CHINESE, address="he.ning@qingshan.example")
_IDENTITIES = "/admin/accounts/identity/"
_TABLE = "name,email,third_party_user_id\n周颖,zhou.ying@qingshan.example,zhou.ying\n空,leer@qingshan.example, \n"


def test_an_administrator_tests_and_imports(browser: Browser, product: Product) -> None:
    page = device(browser, ZHAO).new_page()
    sign_in(page, product, ZHAO)
    page.goto(f"{product.url}{_IDENTITIES}?state=all")
    page.get_by_role("row").filter(has_text="wang.fang").get_by_role("checkbox").check()
    page.get_by_role("button", name="测试", exact=True).first.click()
    row = page.get_by_role("row").filter(has_text="wang.fang@qingshan.example")
    expect(row).to_contain_text("正常")  # the row refreshes itself
    expect(page.locator("#chosen")).to_contain_text(re.compile(r"wang\.fang@qingshan(?!\.)"))
    found = list(flaws(page))
    for path in (f"{_IDENTITIES}?state=missing", f"{_IDENTITIES}add/", f"{_IDENTITIES}import/"):
        page.goto(product.url + path)
        found += flaws(page)
    page.locator("#id_file").set_input_files(
        FilePayload(name="people.csv", mimeType="text/csv", buffer=_TABLE.encode())
    )
    page.locator("main form button").click()
    expect(page.get_by_role("row").filter(has_text="zhou.ying")).to_be_visible()
    found += flaws(page)
    page.locator("main form button").click()
    expect(page.get_by_role("status").filter(has_text="1")).to_be_visible()
    body = product.mail("zhou.ying@qingshan.example", "密码").get_body(("plain",))
    assert body is not None
    (link,) = re.findall(r"http\S+/account/\S+", body.get_content())
    invited = device(browser, CHINESE).new_page()
    invited.goto(link)
    expect(invited.locator("[name=password1]")).to_be_visible()
    assert found == []


def test_a_wrong_app_key_shows_with_who_can_fix_it(browser: Browser, product: Product) -> None:
    page = device(browser, OPERATOR).new_page()
    complaints = _complaints(page)
    sign_in(page, product, OPERATOR)
    for path in ("/admin/", "/admin/accounts/user/", "/admin/accounts/user/add/", "/admin/auditlog/logentry/"):
        page.goto(product.url + path)
    page.goto(f"{product.url}/admin/accounts/application/")
    page.get_by_role("link", name="Qingshan sandbox").click()
    right = (product.folder / "sandbox" / "app-key.txt").read_text().strip()
    assert page.locator("#id_app_key").input_value() == ""
    assert right not in page.content()
    try:
        _save_key(page, product, "wrong")
        expect(page.locator("#chosen")).to_contain_text("App Key")
        expect(page.locator("#chosen")).to_contain_text("USG.206010025")
    finally:
        _save_key(page, product, right)
    expect(page.get_by_role("row").filter(has_text="失败")).to_have_count(0)
    assert complaints == []


def _save_key(page: Page, product: Product, key: str) -> None:
    """Save the key, test one person, and wait for what comes of it."""
    page.goto(f"{product.url}/admin/accounts/application/1/change/")
    page.locator("#id_app_key").fill(key)
    page.locator("[name=_save]").click()
    page.goto(f"{product.url}{_IDENTITIES}?state=all")
    page.get_by_role("link", name="赵磊").click()
    page.locator("#chosen button[value=test]").click()
    expect(page.locator("#in-test > div")).to_have_count(0)


def _complaints(page: Page) -> list[str]:
    """What the browser says about the pages: a script or style that the security policy has stopped."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found
