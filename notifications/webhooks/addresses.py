"""Where a webhook may go: the public Internet by https, and the networks that a setting names.

What a name leads to can change between any two looks. So it is looked up and decided on at every delivery, and the
connection is made to the very address that was decided on.
"""

import ipaddress
import queue
import socket
import threading
from dataclasses import dataclass
from enum import Enum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import quote, urlsplit

import idna
from django.conf import settings

_Address = IPv4Address | IPv6Address
_Network = IPv4Network | IPv6Network

LONGEST_URL = 500
# How long a form waits for a name to be looked up.
LOOK_UP_SECONDS = 5.0
_PORTS = {"https": 443, "http": 80}
_UNICAST = IPv6Network("2000::/3")
# Addresses that stand for an IPv4 address: mapped, NAT64 (RFC 6052), 6to4 (RFC 3056).
_NAT64, _SIX_TO_FOUR = IPv6Network("64:ff9b::/96"), IPv6Network("2002::/16")
# Its IPv4 address is that of a relay, or hidden (RFC 4380).
_TEREDO = IPv6Network("2001::/32")
# Called global by some, and none of anybody's: protocol assignments, 6to4 relays, and what a cloud answers its own
# machines at.
_INSIDE = tuple(IPv4Network(network) for network in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"))
_SAFE_IN_PATH = "/:@!$&'()*+,;=-._~%"


class Flaw(Enum):
    """Why an address can't be used; what people read of it is the caller's."""

    NO_ADDRESS = "no_address"
    HAS_CREDENTIALS = "has_credentials"
    NOT_HTTPS = "not_https"
    UNKNOWN_HOST = "unknown_host"
    FORBIDDEN = "forbidden"


class BadAddress(Exception):
    """A URL that can't be used, with the flaw."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Target:
    """A URL in its parts; ``host`` as it goes over the wire, ``path`` with the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_encrypted(self) -> bool:
        return self.scheme == "https"


def parse(url: str) -> Target:
    """Return the parts of ``url``. Raises BadAddress."""
    if len(url) > LONGEST_URL or any(character.isspace() or not character.isprintable() for character in url):
        raise BadAddress(Flaw.NO_ADDRESS)
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
    except (KeyError, ValueError) as error:
        raise BadAddress(Flaw.NO_ADDRESS) from error
    if parts.username is not None or parts.password is not None:
        raise BadAddress(Flaw.HAS_CREDENTIALS)
    path = quote(parts.path or "/", safe=_SAFE_IN_PATH)
    if parts.query:
        path += "?" + quote(parts.query, safe=_SAFE_IN_PATH + "?")
    return Target(parts.scheme, _on_the_wire(parts.hostname or ""), port, path)


def resolve(target: Target, *, seconds: float) -> list[str]:
    """Return the addresses of ``target`` to which a webhook may go, in the resolver's order; there is one at least.

    Raises BadAddress, also where the look-up takes longer than ``seconds``.
    """
    found = list(dict.fromkeys(_look_up(target, seconds)))
    if not found:
        raise BadAddress(Flaw.UNKNOWN_HOST)
    allowed = [address for address in found if _is_allowed(address, is_encrypted=target.is_encrypted)]
    if allowed:
        return allowed
    is_reachable = any(_is_allowed(address, is_encrypted=True) for address in found)
    raise BadAddress(Flaw.NOT_HTTPS if is_reachable else Flaw.FORBIDDEN)


def is_public(address: str) -> bool:
    """Return whether a machine there is on the public Internet, and neither one of ours nor the network's own."""
    found = _plain(ipaddress.ip_address(address))
    if isinstance(found, IPv6Address) and (found not in _UNICAST or found in _TEREDO):
        return False
    if any(found in network for network in _INSIDE):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved)


def _is_allowed(address: str, *, is_encrypted: bool) -> bool:
    found = _plain(ipaddress.ip_address(address))
    if any(found in network for network in _networks()):
        return True
    return is_encrypted and is_public(address)


def _networks() -> list[_Network]:
    return [ipaddress.ip_network(network) for network in settings.WEBHOOK_NETWORKS]


def _plain(address: _Address) -> _Address:
    """Return the IPv4 address that an IPv6 address stands for; each other as it is, without its interface."""
    if isinstance(address, IPv4Address):
        return address
    number = int(address)
    if address.ipv4_mapped:
        return address.ipv4_mapped
    plain = IPv6Address(number)
    if plain in _NAT64:
        return IPv4Address(number & 0xFFFFFFFF)
    if plain in _SIX_TO_FOUR:
        return IPv4Address((number >> 80) & 0xFFFFFFFF)
    return plain


def _on_the_wire(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return idna.encode(host.rstrip("."), uts46=True).decode()
    except idna.IDNAError as error:
        raise BadAddress(Flaw.NO_ADDRESS) from error


def _look_up(target: Target, seconds: float) -> list[str]:
    """Ask the resolver, which knows no time limit, in a thread that is left to itself when the time is over."""
    answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            answers.put([])
        else:
            answers.put([str(address[0]) for *_, address in found])

    threading.Thread(target=ask, daemon=True).start()
    try:
        return answers.get(timeout=max(seconds, 0))
    except queue.Empty:
        return []
