"""Expect a connection that is cut."""

import pytest
import requests

from tests.sandbox.program import Caller


def expect_cut(chen: Caller) -> None:
    with pytest.raises(requests.ConnectionError):
        chen.create()
