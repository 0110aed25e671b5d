"""The people and the vendor of the meetings' tests."""

from tests.factories.fixtures import chen, li, qingshan
from tests.factories.sandbox_fixtures import between, sandbox_url, vendor

__all__ = ["between", "chen", "li", "qingshan", "sandbox_url", "vendor"]
