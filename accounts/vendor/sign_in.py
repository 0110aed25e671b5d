"""Signing in at the meeting service with the tenant's App ID."""

import structlog

from accounts.models import Tenant, User
from accounts.vendor.sites import site_of
from hwmeeting import NoAnswer, Profile, Refused, ServerFault, SignIn, Token
from l10n import phone_number
from l10n.mail_address import on_the_wire

_log = structlog.get_logger("accounts.signing_in")


def sign_in_client(*, tenant: Tenant) -> SignIn:
    """Return the sign-in client of the tenant's application; raises AccountError when its meeting service is gone."""
    application = tenant.application
    return SignIn(
        site_of(tenant=tenant)["api_base"],
        application.app_id,
        application.app_key,
        corp_id=tenant.corp_id if application.is_sp else "",
    )


def token_for(*, tenant: Tenant, user_id: str, refresh_token: str = "") -> Token:
    """Return a new token of the user, by ``refresh_token`` if it still serves, else by a new sign-in.

    Raises hwmeeting's errors, and AccountError as ``sign_in_client`` does.
    """
    client = sign_in_client(tenant=tenant)
    if refresh_token:
        try:
            return client.refresh(refresh_token)
        except (Refused, NoAnswer, ServerFault) as error:  # whatever became of it, a new sign-in mends it
            _log.info("refresh token did not serve", tenant=tenant.pk, code=error.code)
    return client.as_user(user_id, profile=_profile(tenant, user_id))


def _profile(tenant: Tenant, user_id: str) -> Profile:
    person = User.objects.filter(identity__tenant=tenant, identity__third_party_user_id=user_id).first()
    return profile_of(tenant=tenant, person=person) if person else Profile()


def profile_of(*, tenant: Tenant, person: User) -> Profile:
    """Return what the vendor's directory is told of ``person``: no more than the tenant allows."""
    return Profile(
        name=person.name if tenant.sends_name else "",
        email=on_the_wire(person.email) if tenant.sends_email else "",
        phone=phone_number.dialled(person.phone) if tenant.sends_phone else "",
        department_code=person.department_code if tenant.sends_department else "",
    )
