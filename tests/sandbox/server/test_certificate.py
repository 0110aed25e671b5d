"""HTTPS with a certificate of the sandbox's own making."""

import stat
from pathlib import Path

import pytest
import requests

from tests.sandbox.conftest import NONE, Start


def test_tls_with_a_certificate_of_its_own(start: Start, tmp_path: Path) -> None:
    authority = tmp_path / "ca.pem"
    program = start(*NONE, "--tls", "--ca-file", str(authority))
    assert program.url.startswith("https://127.0.0.1:")
    url = f"{program.url}/_sandbox/state"
    first = authority.read_bytes()
    assert requests.get(url, verify=str(authority), timeout=10).status_code == 200
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(url, timeout=10)
    assert stat.S_IMODE((tmp_path / "data" / "tls" / "server.key").stat().st_mode) == 0o600
    program.stop()
    again = start(*NONE, "--tls", "--ca-file", str(authority))
    assert authority.read_bytes() == first
    assert requests.get(f"{again.url}/_sandbox/state", verify=str(authority), timeout=10).status_code == 200
