"""The number by which the meeting service reaches a person."""

import re

from accounts.models import Identity, User
from accounts.vendor import clients, tokens

# As the sign-in has it, around the number that is dialled (docs/vendor/sign-in.md 2.2)
_SIP = re.compile(r"(?:sip:)?(?P<number>\+?[0-9]+)@[^@\s]+")


def number_of(*, person: User) -> str:
    """Return the number of ``person`` as it is dialled, "" if they have none; signs them in where it isn't known.

    No transaction may be open. Raises NotLinked and what a sign-in raises.
    """
    identity = clients.identity_of(person=person)
    if not identity.vendor_sip_number:
        tokens.current(tenant=identity.tenant, user_id=identity.third_party_user_id)
        identity.refresh_from_db(fields=["vendor_sip_number"])
    return known_number_of(identity)


def known_number_of(identity: Identity) -> str:
    """Return the number of a person as it is dialled, "" while it isn't known; asks nobody."""
    found = _SIP.fullmatch(identity.vendor_sip_number)
    return found["number"] if found else identity.vendor_sip_number
