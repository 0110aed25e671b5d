"""A mail as HTML."""

from dataclasses import replace

from notifications.mails import html
from tests.notifications.mails.test_plain import _MAIL


def test_html_escapes_what_people_typed() -> None:
    page = html.html(replace(_MAIL, title="<b>Roadmap</b>"))
    assert "<b>Roadmap</b>" not in page
    assert "&lt;b&gt;Roadmap&lt;/b&gt;" in page


def test_html_gives_the_button_a_width_that_outlook_needs() -> None:
    assert "width:260px" in html.html(_MAIL)
    assert "width:200px" in html.html(replace(_MAIL, language="zh-hans"))
    assert "width:px" not in html.html(replace(_MAIL, language="de"))


def test_html_loads_nothing() -> None:
    page = html.html(_MAIL)
    assert ("<img" in page, "url(" in page, "<script" in page) == (False, False, False)
