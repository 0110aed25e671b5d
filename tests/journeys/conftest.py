"""The system's own Chromium for all journeys."""

from typing import Any

import pytest

from tests.journeys.chromium import launch_options
from tests.journeys.product import product
from tests.journeys.production import production

__all__ = ["product", "production"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | launch_options()
