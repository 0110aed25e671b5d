"""What the sandbox was asked for tokens."""

from typing import Any

import requests

from tests.factories.vendor import Vendor


def logins(vendor: Vendor) -> list[dict[str, Any]]:
    """The bodies of the sign-ins that it took."""
    return [row["request"] for row in _rows(vendor) if row["path"].endswith("/auth/appauth")]


def refreshes(vendor: Vendor) -> int:
    """How many tokens it has renewed."""
    return sum((row["method"], row["path"]) == ("PUT", "/v1/usg/acs/token") for row in _rows(vendor))


def fault(vendor: Vendor, **fields: Any) -> None:
    requests.post(f"{vendor.url}/_sandbox/faults", json=fields, timeout=10).raise_for_status()


def _rows(vendor: Vendor) -> list[dict[str, Any]]:
    found = requests.get(f"{vendor.url}/_sandbox/ledger", timeout=10).json()
    return [row for row in found if row["status"] == 200]
