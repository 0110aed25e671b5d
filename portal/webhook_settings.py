"""Where webhooks may go, as the settings say it: refused at the start rather than at the first delivery."""

import ipaddress
import ssl

import environ
from django.core.exceptions import ImproperlyConfigured


def webhook_networks(env: environ.Env) -> list[str]:
    """Return the networks of WEBHOOK_NETWORKS. Raises ImproperlyConfigured for what is none."""
    found: list[str] = env.list("WEBHOOK_NETWORKS", default=[])
    try:
        return [str(ipaddress.ip_network(network.strip())) for network in found]
    except ValueError as error:
        raise ImproperlyConfigured(f"WEBHOOK_NETWORKS must be networks such as 10.20.0.0/16: {error}") from error


def webhook_ca_file(env: environ.Env) -> str:
    """Return WEBHOOK_CA_FILE. Raises ImproperlyConfigured where no certificate can be read from it."""
    path: str = env.str("WEBHOOK_CA_FILE", default="")
    if path:
        try:
            ssl.create_default_context(cafile=path)
        except OSError as error:
            raise ImproperlyConfigured(f"WEBHOOK_CA_FILE can't be read: {error}") from error
    return path
