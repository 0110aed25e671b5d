"""Why an identity fails, for an administrator: in a word, in a sentence, what came back, who can fix it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Identity
from accounts.vendor import failures
from hwmeeting import error_codes

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a sign-in failed; ``tag`` stands in the row, ``is_console``: it is mended in the vendor's console."""

    tag: Words
    sentence: Words
    came_back: Words
    fix: Words
    is_console: bool = False


_OPERATOR = gettext_lazy("An operator of this portal, on the page of the application.")
_PASSWORD = gettext_lazy("You: type the password on the page of the identity, then test again.")
_SEATS = Cause(
    pgettext_lazy("identity", "No seat left"),
    gettext_lazy("The organisation has used all of its user places at the meeting service."),
    gettext_lazy(
        "The signature was accepted. The User ID was new, so the service tried to make an account and refused: "
        "all places are taken."
    ),
    gettext_lazy("Two ways: buy places, or remove accounts of people who have left."),
    is_console=True,
)
_STOPPED = Cause(
    pgettext_lazy("identity", "Account stopped"),
    gettext_lazy("The account at the meeting service is stopped."),
    gettext_lazy("The signature was accepted. The account of this User ID is stopped, so it may not sign in."),
    gettext_lazy("Start the account again in the user list there."),
    is_console=True,
)
_SITE = Cause(
    pgettext_lazy("identity", "Other region"),
    gettext_lazy("The account belongs to another region of the meeting service."),
    gettext_lazy("The service asks to sign in at its other site."),
    gettext_lazy("An operator of this portal: the application has to name the region that it belongs to."),
)
_UNBOUND = Cause(
    pgettext_lazy("identity", "Not bound"),
    gettext_lazy("The application or the account is not bound to an enterprise at the meeting service."),
    gettext_lazy("The service knows the application but finds no enterprise or account behind it."),
    gettext_lazy("Bind the application to the enterprise there."),
    is_console=True,
)

# By the vendor's code for what an administrator has to do something else about (docs/vendor/errors.md 21).
_CAUSES = {
    error_codes.APPLICATION_REFUSED: Cause(
        pgettext_lazy("identity", "App Key refused"),
        gettext_lazy("The meeting service does not accept the application. Everybody of it fails in the same way."),
        gettext_lazy(
            "The signature was not accepted: App ID or App Key is wrong, the application is stopped, or the Corp ID "
            "does not belong to it."
        ),
        _OPERATOR,
    ),
    error_codes.ACCOUNT_REFUSED: Cause(
        pgettext_lazy("identity", "Password refused"),
        gettext_lazy("The meeting service does not accept this account with this password."),
        gettext_lazy("The account or its password is mistyped, or the password was changed there since."),
        _PASSWORD,
    ),
    failures.PASSWORD_MISSING: Cause(
        pgettext_lazy("identity", "No password"),
        gettext_lazy("The password of the meeting account has not been typed here yet."),
        gettext_lazy("Nothing: nobody was asked."),
        _PASSWORD,
    ),
    failures.OTHER_ENTERPRISE: Cause(
        pgettext_lazy("identity", "Other enterprise"),
        gettext_lazy("The account belongs to another enterprise than this organisation's."),
        gettext_lazy("Account and password were accepted; here the account is not used."),
        gettext_lazy("You: link the person to an account of this organisation's enterprise."),
    ),
    error_codes.SIGN_IN_EXPIRED: Cause(
        pgettext_lazy("identity", "Clocks differ"),
        gettext_lazy(
            "This server's clock and the meeting service's are too far apart. Everybody fails in the same way."
        ),
        gettext_lazy("The sign-in had expired before it arrived; it is valid for ten minutes."),
        gettext_lazy("An operator of this portal, who can set the server's clock right. Then it heals by itself."),
    ),
    error_codes.APPLICATION_UNBOUND: _UNBOUND,
    error_codes.ACCOUNT_UNBOUND: _UNBOUND,
    error_codes.ACCOUNT_STOPPED: _STOPPED,
    error_codes.ACCOUNT_UNKNOWN: Cause(
        pgettext_lazy("identity", "Unknown there"),
        gettext_lazy("The meeting service knows no user with this User ID."),
        gettext_lazy("The signature was accepted. The User ID is new, and the application may not make accounts."),
        gettext_lazy("You, if the User ID is mistyped; else let the application make accounts, or make this one."),
        is_console=True,
    ),
    error_codes.OTHER_SITE: _SITE,
    error_codes.CHANGE_OF_SITE: _SITE,
    error_codes.PHONE_TAKEN: Cause(
        pgettext_lazy("identity", "Phone taken"),
        gettext_lazy("The phone number belongs to another account at the meeting service."),
        gettext_lazy("The signature was accepted; the phone number that was sent along was not."),
        gettext_lazy("You, on the page of the person; or an operator, who can stop sending phone numbers."),
    ),
    error_codes.PARAMETER_INVALID: Cause(
        pgettext_lazy("identity", "Value refused"),
        gettext_lazy("The meeting service does not accept a value that was sent along."),
        gettext_lazy("The User ID, the name, phone number, mail address or department of the person."),
        gettext_lazy("You, on the page of the person; or an operator, who can stop sending these values."),
    ),
    error_codes.EMAIL_TAKEN: Cause(
        pgettext_lazy("identity", "Mail address taken"),
        gettext_lazy("The mail address belongs to another account at the meeting service."),
        gettext_lazy("The signature was accepted; the mail address that was sent along was not."),
        gettext_lazy("You, on the page of the person; or an operator, who can stop sending mail addresses."),
    ),
    error_codes.NO_FREE_ACCOUNT: _SEATS,
    error_codes.NO_ACCOUNT_LEFT: _SEATS,
    error_codes.ACCOUNT_LOCKED: Cause(
        pgettext_lazy("identity", "Locked"),
        gettext_lazy("The meeting service has locked the account for a minute."),
        gettext_lazy("Too many sign-ins were refused shortly before."),
        gettext_lazy("Nobody has to: it is tried again by itself in two minutes."),
    ),
    failures.SITE_GONE: Cause(
        pgettext_lazy("identity", "No service"),
        gettext_lazy("The meeting service of the application is no longer in the portal's settings."),
        gettext_lazy("Nothing: nobody could be asked."),
        _OPERATOR,
    ),
    failures.SWITCHED_OFF: Cause(
        pgettext_lazy("identity", "Switched off"),
        gettext_lazy("The organisation or its application is switched off in this portal."),
        gettext_lazy("Nothing: nobody was asked."),
        gettext_lazy("An operator of this portal, who can switch it on."),
    ),
}
_OTHER = Cause(
    pgettext_lazy("identity", "Refused"),
    gettext_lazy("The meeting service refuses the sign-in."),
    gettext_lazy("A code that this portal has no explanation for."),
    gettext_lazy("The meeting service's support: give them the code and the request number."),
    is_console=True,
)


def cause(code: str) -> Cause:
    """Return the cause of a sign-in that was refused with this code."""
    return _CAUSES.get(code, _OTHER)


def clocks(identity: Identity) -> str:
    """Return both clocks at the sign-in, in UTC, where they differ by more than a minute; else ""."""
    return clocks_of(identity.failure.get("at", ""), identity.failure.get("vendor_at", ""))


def clocks_of(ours: str, theirs: str) -> str:
    """Return the same of two times in ISO; "" for one that isn't known."""
    if not ours or not theirs:
        return ""
    here, there = datetime.fromisoformat(ours), datetime.fromisoformat(theirs)
    if abs((there - here).total_seconds()) <= 60:
        return ""
    return _("Here it was %(here)s UTC, there %(there)s UTC.") % {
        "here": f"{here:%Y-%m-%d %H:%M}",
        "there": f"{there:%Y-%m-%d %H:%M}",
    }


def code_line(identity: Identity) -> str:
    """Return what the vendor's support asks for: status, code, request number."""
    status, request_id = identity.failure.get("status"), identity.failure.get("request_id")
    return " · ".join(str(part) for part in (status, identity.failure_code, request_id) if part)
