"""The faults that the page switches on."""

import pytest
import requests

from tests.sandbox.calls.page import send_form
from tests.sandbox.program import Caller, Sandbox

_FORM = "/_sandbox/page/faults"


def test_losing_answers_spares_what_only_reads(sandbox: Sandbox, chen: Caller) -> None:
    send_form(sandbox, _FORM, answer_lost="on", times="always")
    assert chen.list()[0] == 200
    with pytest.raises(requests.ConnectionError):
        chen.create()
