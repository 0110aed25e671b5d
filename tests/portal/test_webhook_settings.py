"""What the settings say of webhooks is right, or nothing starts."""

from pathlib import Path

import environ
import pytest
import trustme
from django.core.exceptions import ImproperlyConfigured

from portal.webhook_settings import webhook_ca_file, webhook_networks


def env(**values: str) -> environ.Env:
    found = environ.Env()
    found.ENVIRON = values
    return found


def test_webhook_networks_are_none_unless_they_are_named() -> None:
    assert webhook_networks(env()) == []
    assert webhook_networks(env(WEBHOOK_NETWORKS="10.20.0.0/16, fd00::/8,10.0.0.1")) == [
        "10.20.0.0/16",
        "fd00::/8",
        "10.0.0.1/32",
    ]


@pytest.mark.parametrize("value", ["intranet", "10.20.0.1/16", "10.20.0.0/99"])
def test_webhook_networks_refused(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="WEBHOOK_NETWORKS must be networks"):
        webhook_networks(env(WEBHOOK_NETWORKS=value))


def test_webhook_ca_file_has_certificates(tmp_path: Path) -> None:
    good, bad = tmp_path / "ca.pem", tmp_path / "bad.pem"
    trustme.CA().cert_pem.write_to_path(str(good))
    bad.write_text("nothing")
    assert webhook_ca_file(env()) == ""
    assert webhook_ca_file(env(WEBHOOK_CA_FILE=str(good))) == str(good)
    for path in (bad, tmp_path / "absent.pem"):
        with pytest.raises(ImproperlyConfigured, match="WEBHOOK_CA_FILE can't be read"):
            webhook_ca_file(env(WEBHOOK_CA_FILE=str(path)))
