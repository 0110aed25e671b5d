"""Signatures with which a person's own app signs in at the meeting service, without the App Key (figure 3-1)."""

from dataclasses import dataclass

from accounts.audit import record_access
from accounts.models import User
from accounts.vendor import clients
from accounts.vendor.sign_in import profile_of, sign_in_client
from hwmeeting import Profile, Signed


@dataclass(frozen=True, slots=True)
class ClientAuth:
    """A signature, and what the vendor's directory may be told of its person."""

    signed: Signed
    profile: Profile


def sign(*, person: User, asked_by: str) -> ClientAuth:
    """Return what ``person`` signs in with for ten minutes; ``asked_by`` stands in the audit log.

    Raises accounts' NotLinked, and AccountError where the organisation has no App ID to sign with.
    """
    identity = clients.identity_of(person=person)
    signed = sign_in_client(tenant=identity.tenant).sign(identity.third_party_user_id)
    record_access(identity, what="client_auth", asked_by=asked_by)
    return ClientAuth(signed, profile_of(tenant=identity.tenant, person=person))
