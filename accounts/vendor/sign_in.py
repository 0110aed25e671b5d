"""Signing in at the meeting service: with the tenant's App ID, or with an account and its password."""

import structlog

from accounts.errors import AccountError
from accounts.models import ConnectionTest, Identity, Tenant, User
from accounts.problems import Code
from accounts.vendor import failures
from accounts.vendor.sites import site_of
from hwmeeting import AccountSignIn, NoAnswer, Profile, Refused, ServerFault, SignIn, SignInRequired, Token
from l10n import phone_number
from l10n.mail_address import on_the_wire
from l10n.problem import Problem

_log = structlog.get_logger("accounts.signing_in")


def sign_in_client(*, tenant: Tenant) -> SignIn:
    """Return the sign-in client of the tenant's App ID.

    Raises AccountError when its meeting service is gone, and where people sign in by their accounts.
    """
    application = tenant.application
    if application.has_accounts:
        raise AccountError(Problem(Code.NO_SIGNATURE))
    return SignIn(
        site_of(tenant=tenant)["api_base"],
        application.app_id,
        application.app_key,
        corp_id=tenant.corp_id if application.is_sp else "",
    )


def token_for(*, tenant: Tenant, user_id: str, refresh_token: str = "", profile: Profile | None = None) -> Token:
    """Return a new token of the user, by ``refresh_token`` if it still serves, else by a new sign-in.

    ``profile`` is what a sign-in by App ID tells the vendor's directory, by default what the tenant allows. Raises
    hwmeeting's errors, and AccountError when the tenant's meeting service is gone.
    """
    client = _account(tenant, user_id) if tenant.application.has_accounts else sign_in_client(tenant=tenant)
    if refresh_token:
        try:
            return client.refresh(refresh_token)
        except (Refused, NoAnswer, ServerFault) as error:  # whatever became of it, a new sign-in mends it
            _log.info("refresh token did not serve", tenant=tenant.pk, code=error.code)
    if isinstance(client, AccountSignIn):
        token = client.sign_in()
        if user_id != tenant.administrator_user_id:  # by whom it is found out which enterprise it is
            _check_own_enterprise(tenant, token.account.corp_id)
        return token
    return client.as_user(user_id, profile=_profile(tenant, user_id) if profile is None else profile)


def _account(tenant: Tenant, account: str) -> AccountSignIn:
    api_base = site_of(tenant=tenant)["api_base"]
    password = _password(tenant, account)
    if not password:
        raise SignInRequired(code=failures.PASSWORD_MISSING)
    return AccountSignIn(api_base, account, password)


def _check_own_enterprise(tenant: Tenant, corp_id: str) -> None:
    """Raise SignInRequired where an account is of another enterprise than the tested one, as no App ID's can be."""
    test = ConnectionTest.objects.filter(tenant=tenant).first()
    own = test.findings.get("corp_id") if test else ""
    if own and corp_id and own != corp_id:
        raise SignInRequired(code=failures.OTHER_ENTERPRISE)


def _password(tenant: Tenant, account: str) -> str:
    """Return the password; the administrator's own comes first, so that nobody's link spoils what was tested."""
    if tenant.administrator_password and account == tenant.administrator_user_id:
        return str(tenant.administrator_password)
    identity = Identity.objects.filter(tenant=tenant, third_party_user_id=account).first()
    return str(identity.account_password) if identity else ""


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
