"""Fetch the page, and send its forms."""

import requests

from tests.sandbox.program import Sandbox


def fetch_page(sandbox: Sandbox) -> str:
    answer = requests.get(sandbox.url, timeout=10)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
    return answer.text


def send_form(sandbox: Sandbox, path: str, origin: str | None = None, **form: str) -> requests.Response:
    headers = {} if origin is None else {"Origin": origin}
    return requests.post(sandbox.url + path, data=form, headers=headers, timeout=10, allow_redirects=False)
