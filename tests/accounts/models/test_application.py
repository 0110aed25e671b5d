"""An App ID of the vendor."""

import pytest

from accounts.models import Application


@pytest.mark.parametrize(("kind", "is_sp"), [("single", False), ("sp", True)])
def test_is_sp(kind: str, is_sp: bool) -> None:
    assert Application(kind=kind).is_sp is is_sp
