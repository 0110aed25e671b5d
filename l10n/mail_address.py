"""What a mail address is, for every form, file and mail: one idea, so that what is taken here can be written to.

A domain may be written in any script; on the wire it is that of IDNA (RFC 5891), in ASCII.
"""

import re
from functools import lru_cache

import idna
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LONGEST = 254  # RFC 5321, as it goes over the wire
_LONGEST_LOCAL = 64
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*", re.I)


class Flaw(TextChoices):
    """What is wrong with an address, with its sentence as the label."""

    NOTHING_BEFORE_AT = "nothing_before_at", _("“%(typed)s” has nothing before the @.")
    NOTHING_AFTER_AT = "nothing_after_at", _("“%(typed)s” has nothing after the @.")
    NO_DOMAIN = "no_domain", _("“%(typed)s” has no full domain behind the @, like company.com.")
    NUMBER_FOR_DOMAIN = (
        "number_for_domain",
        _("“%(typed)s” has a number behind the @, and not a domain like company.com."),
    )
    FOREIGN_BEFORE_AT = (
        "foreign_before_at",
        _("“%(typed)s” has letters before the @ that not every mail server takes. Use another address."),
    )
    TOO_LONG = "too_long", _("“%(typed)s” is too long for a mail address.")
    NOT_AN_ADDRESS = "not_an_address", _("“%(typed)s” is no mail address.")


def find_flaw(address: str) -> Flaw | None:
    """Return what is wrong with ``address``; None where mail can be sent to it."""
    local, at, domain = address.rpartition("@")
    if not at or re.search(r"\s", address):
        return Flaw.NOT_AN_ADDRESS
    if not local:
        return Flaw.NOTHING_BEFORE_AT
    if not domain:
        return Flaw.NOTHING_AFTER_AT
    if domain.startswith("[") or re.fullmatch(r"[\d.]+", domain):
        return Flaw.NUMBER_FOR_DOMAIN
    if "." not in domain.strip("."):
        return Flaw.NO_DOMAIN
    if not local.isascii() and "@" not in local:
        return Flaw.FOREIGN_BEFORE_AT
    if not _LOCAL.fullmatch(local) or _ascii_domain(domain) is None:
        return Flaw.NOT_AN_ADDRESS
    return Flaw.TOO_LONG if len(local) > _LONGEST_LOCAL or len(on_the_wire(address)) > LONGEST else None


def on_the_wire(address: str) -> str:
    """Return ``address`` as mails, calendar files and the vendor get it: in small letters, its domain in ASCII.

    Two addresses that are alike so are the same. What is no address comes back in small letters.
    """
    local, at, domain = address.strip().lower().rpartition("@")
    return f"{local}{at}{_ascii_domain(domain) or domain}"


def spellings(address: str) -> set[str]:
    """Return how ``address`` may be stored: in small letters as it is, with its domain in ASCII and in its script."""
    wire = on_the_wire(address)
    local, at, domain = wire.rpartition("@")
    return {address.strip().lower(), wire, f"{local}{at}{_domain_in_its_script(domain)}"}


# Each address of a list is asked for several times, and most lists have few domains.
@lru_cache(maxsize=1024)
def _domain_in_its_script(domain: str) -> str:
    try:
        return idna.decode(domain)
    except idna.IDNAError:
        return domain


@lru_cache(maxsize=1024)
def _ascii_domain(domain: str) -> str | None:
    try:
        found = idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        return None
    last = domain.rpartition(".")[2]
    if re.search("[a-z]", last, re.I) and re.search("[\u2e80-\uffdc]", last):  # a name behind it, without a space
        return None
    return found if re.search(r"\.[a-z][a-z0-9-]*[a-z0-9]$", found) else None
