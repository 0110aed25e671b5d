"""The people and the vendor of the meetings' tests."""

from tests.meetings.conftest import chen, li, qingshan
from tests.meetings.services.conftest import between, sandbox_url, vendor

__all__ = ["between", "chen", "li", "qingshan", "sandbox_url", "vendor"]
