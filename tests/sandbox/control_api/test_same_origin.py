"""Pages of other origins change nothing."""

import pytest

from tests.sandbox.calls.page import send_form
from tests.sandbox.program import Caller, Sandbox


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://["])
@pytest.mark.parametrize("path", ["/_sandbox/page/reset", "/_sandbox/reset", "/_sandbox/faults", "/_sandbox/client"])
def test_pages_of_others_change_nothing(sandbox: Sandbox, chen: Caller, origin: str, path: str) -> None:
    chen.book()
    assert send_form(sandbox, path, origin=origin).status_code == 403
    assert len(sandbox.state()["meetings"]) == 1


def test_its_own_page_does(sandbox: Sandbox, chen: Caller) -> None:
    chen.book()
    assert send_form(sandbox, "/_sandbox/page/reset", origin=sandbox.url).status_code == 303
