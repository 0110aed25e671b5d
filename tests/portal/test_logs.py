"""Logs without secrets."""

from uuid import UUID

import pytest

from portal.logs import hide_join_links


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/j/kKx0aP3-zQ/", "/j/***/"),
        ("GET /j/kKx0aP3-zQ/invite.ics 200", "GET /j/***/invite.ics 200"),
        ("<WSGIRequest: POST '/j/kKx0aP3-zQ'>", "<WSGIRequest: POST '/j/***'>"),
        (
            "<WSGIRequest: POST '/api/v1/oauth/token/?client_id=x&client_secret=kKx0aP3-zQ'>",
            "<WSGIRequest: POST '/api/v1/oauth/token/?***'>",
        ),
        ('<WSGIRequest: GET "/meetings/?q=it\'s">', '<WSGIRequest: GET "/meetings/?***">'),
        ("POST /hooks/huawei/kKx0aP3-zQ/ 403", "POST /hooks/huawei/***/ 403"),
        (f"/live/{'0a' * 16}.1xYAmg.1SuttH-VeU/", "/live/***/"),
        ("/meetings/book/", "/meetings/book/"),
        (f"/meetings/{UUID(int=1)}/live/act/", f"/meetings/{UUID(int=1)}/live/act/"),
    ],
)
def test_hide_join_links(text: str, shown: str) -> None:
    assert hide_join_links(text) == shown
