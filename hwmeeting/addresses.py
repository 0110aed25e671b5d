"""The address of the vendor's service."""

import ipaddress
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Return whether the host is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def checked_base_url(base_url: str) -> str:
    """Return ``https://host[:port]`` without a slash at its end; http is for this machine only.

    Raises ValueError with a sentence: App Keys and passwords must not travel in the clear.
    """
    parts = urlsplit(base_url.strip())
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise ValueError(f"{base_url!r} is no address of a meeting service; it looks like https://host.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("The address of a meeting service is scheme, host and port only.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError(f"The meeting service at {parts.hostname} must be called over https.")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
