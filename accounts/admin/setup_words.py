"""What the guided set-up says: of a failed test at which field, and of each right what it is for."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin import causes
from accounts.models import Application
from accounts.sites import MeetingSite
from accounts.vendor import failures
from accounts.vendor.failures import Failure
from accounts.vendor.probing import FOUND, Right
from hwmeeting import error_codes

MISSING = {
    "name": gettext_lazy("Give the organisation a name."),
    "app_id": gettext_lazy("Type the App ID. It stands in the service's console, under Application management."),
    "administrator_user_id": gettext_lazy("Type a User ID: an empty one would act as the enterprise's owner."),
}
AGAIN = {
    "app_key": gettext_lazy("Please type the App Key again: it is never kept in a form."),
    "administrator_password": gettext_lazy("Please type the password again: it is never kept in a form."),
}

ACCOUNTS_DISCOURAGED = gettext_lazy(
    "Accounts with passwords are discouraged: a password acts as its owner everywhere, all of them are kept here, each"
    " person is linked by hand, and a changed password stops their bookings. Ask the service for an App ID instead."
)

# At which field a refusal by the vendor's code is to be mended; the others are about the whole.
_AT_USER_ID = {
    error_codes.ACCOUNT_STOPPED,
    error_codes.ACCOUNT_UNKNOWN,
    error_codes.ACCOUNT_LOCKED,
    error_codes.NO_FREE_ACCOUNT,
    error_codes.NO_ACCOUNT_LEFT,
    error_codes.PARAMETER_INVALID,
}
_AT_PASSWORD = {error_codes.ACCOUNT_REFUSED, failures.PASSWORD_MISSING}
_AT_SITE = {error_codes.OTHER_SITE, error_codes.CHANGE_OF_SITE, failures.SITE_GONE}
_UNBOUND = {error_codes.APPLICATION_UNBOUND, error_codes.ACCOUNT_UNBOUND}

# Our clock and the vendor's may differ by so much; a sign-in is good for ten minutes.
CLOCK_SECONDS = 60

_RIGHTS: dict[str, tuple[Promise, Promise, Promise]] = {
    Right.USAGE: (
        gettext_lazy("Use of the enterprise"),
        gettext_lazy("seats, recordings and live streams in use"),
        gettext_lazy("Make the User ID an administrator of the enterprise in the service's console."),
    ),
    Right.HISTORY: (
        gettext_lazy("History of the enterprise"),
        gettext_lazy("ended meetings, attendance, control records"),
        gettext_lazy("Without it, meetings show as ended late or not at all. It takes an administrator."),
    ),
    Right.RECORDINGS: (
        gettext_lazy("Recordings of the enterprise"),
        gettext_lazy("lists of what was recorded; the service opens downloads on request"),
        gettext_lazy("Without it, no recording shows here. It takes an administrator."),
    ),
    Right.ROOMS: (
        gettext_lazy("Cloud rooms"),
        gettext_lazy("all of the enterprise's, with who has them"),
        gettext_lazy("Without it, everybody sees their own rooms only. It takes an administrator."),
    ),
    Right.DEVICES: (
        gettext_lazy("Meeting room terminals"),
        gettext_lazy("names and states"),
        gettext_lazy("Without it, no terminals show here. It takes an administrator."),
    ),
    Right.DIRECTORY: (
        gettext_lazy("Address book"),
        gettext_lazy("people and departments, as everybody there sees them"),
        gettext_lazy("The enterprise may have closed its address book."),
    ),
    Right.EVENTS: (
        gettext_lazy("Events"),
        gettext_lazy("the service can tell who joins and leaves"),
        gettext_lazy("Without them we ask every two minutes. They take an administrator."),
    ),
}


@dataclass(frozen=True, slots=True)
class RightRow:
    """A right: what it is, what it is for or what to do about it, and whether it was ``found``; None is unknown."""

    name: str | Promise
    note: str | Promise
    is_found: bool | None
    code: str


def right_rows(rights: dict[str, str]) -> list[RightRow]:
    rows = []
    for right, (name, purpose, remedy) in _RIGHTS.items():
        code = rights.get(right, "")
        is_found = code == FOUND if code else None
        note = remedy if is_found is False else purpose
        rows.append(RightRow(name, note, is_found, code if is_found is False else ""))
    return rows


def missing_rights(rights: dict[str, str]) -> dict[str, str]:
    """Return the rights that were refused, each with the vendor's code; one without an answer may be there."""
    return {right: rights[right] for right in _RIGHTS if rights.get(right, FOUND) not in {FOUND, ""}}


def name_of(right: str) -> str:
    return str(_RIGHTS[right][0])


def purpose_of(right: str) -> str:
    """Return what a right is for."""
    return str(_RIGHTS[right][1])


def place(failure: Failure, *, site: str, kind: str) -> tuple[str | None, str]:
    """Return at which field a failure is to be mended, None for none of them, and the sentence for it."""
    code = failure["code"]
    if failure["kind"] == failures.BUSY:
        return None, _("The meeting service gets too many requests just now. Please test again in a minute.")
    if failure["kind"] == failures.AWAY:
        return "site", _away(code, site)
    if code == error_codes.APPLICATION_REFUSED:
        return "app_key", _refused(kind)
    sentence = f"{causes.cause(code).sentence} {clocks(failure)}".strip()
    if code in _UNBOUND:
        return ("corp_id" if kind == Application.Kind.SP else "app_id"), f"{sentence} ({code})"
    if code in _AT_PASSWORD:
        return "administrator_password", f"{causes.cause(code).sentence} ({code})"
    if code in _AT_USER_ID:
        return "administrator_user_id", f"{sentence} ({code})"
    return ("site" if code in _AT_SITE else None), f"{sentence} ({code})"


def clocks(failure: Failure) -> str:
    """Return both clocks, in UTC, where they differ; else ""."""
    return causes.clocks_of(failure["at"], failure["vendor_at"])


def address_of(site: str) -> str:
    """Return host and port of a meeting service, as a firewall names them; "" for one that isn't known."""
    known: MeetingSite | None = settings.MEETING_SITES.get(site)
    if known is None:
        return ""
    parts = urlsplit(known["api_base"])
    return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


def _away(code: str, site: str) -> str:
    address = {"address": address_of(site)}
    if code == error_codes.NOT_TRUSTED:
        return _("The certificate of %(address)s is not trusted here, so nothing was sent.") % address
    if code == error_codes.UNREACHABLE:
        return _("%(address)s can't be reached from here: a firewall or the name service is in between.") % address
    return _("%(address)s was reached, but gave no answer that can be read. Please test again.") % address


def _refused(kind: str) -> str:
    if kind == Application.Kind.SP:
        return _(
            "The service doesn't accept this App ID with this App Key and Corp ID: one of them is mistyped, the"
            " application is stopped there, or it is none of a service provider (SP)."
        )
    return _(
        "The service doesn't accept this App ID with this App Key: one of them is mistyped, the application is"
        " stopped there, or it is a service provider's (SP)."
    )
