"""Calls whose connection is cut, and the faults that are switched on."""

import pytest
import requests

from tests.sandbox.program import Caller


def expect_cut(chen: Caller) -> None:
    with pytest.raises(requests.ConnectionError):
        chen.create()
