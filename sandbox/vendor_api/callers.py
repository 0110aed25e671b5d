"""Require who may call: everybody else is refused, by the service that was called."""

from sandbox.contract.errors import Refused
from sandbox.state.users import DEFAULT_ADMINISTRATOR, User
from sandbox.vendor_api.call import Call

# Nothing in the table of the vendor's users says "not permitted" in general; this one is the nearest.
_USG_DENIES, _MMC_DENIES = "USG.206010036", "MMC.111070002"


def require_member(call: Call) -> User:
    """Return the caller, who may be anybody of an enterprise."""
    user = call.user()
    return _allowed(call, user, not user.is_sp_administrator)


def require_administrator(call: Call) -> User:
    """Return the caller, who is the default administrator of an enterprise or an ordinary one."""
    user = call.user()
    return _allowed(call, user, user.is_enterprise_administrator)


def require_default_administrator(call: Call) -> User:
    user = call.user()
    return _allowed(call, user, user.is_enterprise_administrator and user.admin_type == DEFAULT_ADMINISTRATOR)


def require_provider_administrator(call: Call) -> User:
    """Return the caller, who is the administrator of a service provider."""
    user = call.user()
    return _allowed(call, user, user.is_sp_administrator)


def require_any_administrator(call: Call) -> User:
    """Return the caller, who is an administrator of an enterprise or of a service provider."""
    user = call.user()
    return _allowed(call, user, user.is_enterprise_administrator or user.is_sp_administrator)


def _allowed(call: Call, user: User, may: bool) -> User:
    if not may:
        raise Refused(_USG_DENIES if call.is_usg else _MMC_DENIES)
    return user
