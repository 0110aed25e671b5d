"""Which addresses are the sandbox's own, and which the vendor's."""

import pytest
import requests

from tests.sandbox.program import Sandbox


@pytest.mark.parametrize(
    ("path", "status", "is_vendors"),
    [
        ("/", 200, False),
        ("/_sandbox/state", 200, False),
        ("/_sandbox/static/sandbox.js", 200, False),
        ("/rse/play", 404, False),
        ("/_sandbox/nothing", 404, True),
        ("/v1/mmc/management/conferences", 401, True),
    ],
)
def test_who_answers(sandbox: Sandbox, path: str, status: int, is_vendors: bool) -> None:
    answer = requests.get(sandbox.url + path, timeout=10)
    assert (answer.status_code, answer.headers.get("Server") == "api-gateway") == (status, is_vendors)
