"""What happened and what a person can do about it, for each error code that our calls can meet.

English is the message id; ``translate`` (Django's ``gettext``, or that of the standard library over the same
catalogue) brings it into another language.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from hwmeeting.error_codes import Kind, kind_of

Translate = Callable[[str], str]


def _(message: str) -> str:
    """Marks a sentence for the catalogue."""
    return message


_PAST = _("The start is in the past. Choose a later time.")
_LENGTH = _("A meeting lasts from 15 minutes to 24 hours.")
_FULL = _("The enterprise has no free seats at that time. Choose another time or fewer people.")
_ROOM_TAKEN = _("The meeting room is taken at that time. Choose another time or another room.")
_ROOM_FIXED = _("The room and the kind of meeting ID can't be changed any more. Cancel the meeting and book it anew.")
_OVER = _("The meeting is over or has been cancelled.")
_ADDRESS = _("The meeting service does not accept the phone number or mail address of an invitee. Please check them.")
_NO_DATES = _("A series needs a first and a last day. Please give both.")
_RHYTHM = _("The meeting service does not accept how the series repeats. Choose other days or another interval.")
_LIVE_ADDRESS = _("The address for live streaming is too long; 255 characters are the most.")
_UNKNOWN_USER = _("The meeting service does not know the user. An administrator can check the link of the account.")
_GUEST_PASSWORD = _("The guest password needs 4 to 16 digits.")
_SIGN_IN = _("The meeting service does not accept the sign-in. An administrator can check the link of the account.")
_CLOCK = _("The meeting service finds the sign-in expired. An operator can set the clock of this server right.")
_ACCOUNT_OFF = _("The account is switched off at the meeting service. The enterprise's administrator can change that.")
_LOCKED = _("The meeting service has locked the account for a short time. Please try again in a few minutes.")
_NO_ACCOUNTS = _("The enterprise has no free accounts at the meeting service. Its administrator can add some.")
_IN_USE = _(
    "The phone number or mail address already belongs to another account at the meeting service. "
    "Its administrator can change that."
)
_CAPTCHA = _("The meeting service asks for a captcha first. Sign in once on its own page, then try again here.")
_REGION = _("The account belongs to another region of the meeting service. An operator can choose it.")
_BUSY = _("The meeting service has too much to do. Please try again in a few minutes.")
_NO_MORE_PASSWORDS = _("Too many wrong passwords. Please try again in a few minutes.")
_HOST_FIRST = _("Guests can't come in before the host. Wait for the host, or use the host password.")
_NOT_LONGER = _("The meeting can't go on for longer. Book another one.")

_OWN = {
    "UNREACHABLE": _("The meeting service can't be reached. Please try again later."),
    "NOT_TRUSTED": _("The meeting service's certificate is not trusted. An operator can check the address."),
    "NO_ANSWER": _("The meeting service did not answer in time."),
    "NOT_READABLE": _("The meeting service gave an answer that can't be read."),
    # Signing in
    "USG.206010000": _("The meeting service does not accept account and password. Please check both."),
    "USG.206010007": _ACCOUNT_OFF,
    "USG.206010011": _CAPTCHA,
    "USG.206010012": _CAPTCHA,
    "USG.206010013": _("The login ticket is used up or too old. Open the meeting again."),
    "USG.206010025": _("The meeting service refuses the application. An operator can check App ID and App Key."),
    "USG.206010030": _("The meeting service has no account for the user and may make none. An administrator can."),
    "USG.206010031": _("The meeting service could not make an account for the user. Please try again later."),
    "USG.206010036": _("Only an administrator may do that at the meeting service. Ask one of the enterprise."),
    "USG.206010057": _CLOCK,
    "USG.206010058": _("The application belongs to no enterprise at the meeting service. An operator can bind it."),
    "USG.206010064": _REGION,
    "USG.206010065": _IN_USE,
    "USG.206010066": _IN_USE,
    "USG.206010070": _NO_ACCOUNTS,
    "USG.206010074": _REGION,
    "USG.206010075": _("The account no longer belongs to the enterprise at the meeting service. Link another one."),
    "USG.206020002": _("The account was used to sign in elsewhere in the meantime. Please try again."),
    "USG.206030000": _UNKNOWN_USER,
    "USG.206030015": _LOCKED,
    "USG.206040000": _("The meeting service does not let programs sign in with this account. Use an application."),
    "USG.206060014": _CAPTCHA,
    "USG.206060015": _LOCKED,
    "USG.201040000": _UNKNOWN_USER,
    "USG.201040005": _NO_ACCOUNTS,
    "USG.200000005": _("The meeting service is being upgraded. Please try again later."),
    "MMC.112100019": _LOCKED,
    "MMC.118000002": _LOCKED,
    # Which meeting, and who may
    "MMC.111070002": _("Only the organiser or an administrator of the enterprise may do that."),
    "MMC.111070005": _OVER,
    "MMC.111070006": _("The meeting room does not exist or is not yours. Choose another one."),
    "MMC.111070010": _("Only the organiser and the invitees may see this meeting."),
    "MMC.111071063": _("The meeting room is somebody else's. Choose one of your own."),
    "MMC.111071072": _OVER,
    "MMC.111072006": _OVER,
    # When
    "MMC.111071005": _ROOM_TAKEN,
    "MMC.111071006": _("The meeting room is free for too short a time. Choose a shorter meeting or another room."),
    "MMC.111071009": _("A meeting in a room of its own can't be moved to now. Choose a start."),
    "MMC.111071013": _PAST,
    "MMC.111071014": _("The start is too far ahead for the meeting service. Choose an earlier day."),
    "MMC.111071015": _LENGTH,
    "MMC.111071021": _LENGTH,
    "MMC.111071064": _ROOM_TAKEN,
    "MMC.111071065": _("The meeting is running and can't be changed any more."),
    "MMC.111071067": _("The meeting is running. End it first."),
    "MMC.111071106": _ROOM_TAKEN,
    "MMC.111071016": _("No date of the series is chosen. Choose at least one."),
    "MMC.111071030": _("A date of a series is announced 30 days ahead at the most. Choose fewer days."),
    "MMC.111071041": _NO_DATES,
    "MMC.111071042": _NO_DATES,
    "MMC.111071043": _RHYTHM,
    "MMC.111071044": _RHYTHM,
    "MMC.111071045": _RHYTHM,
    "MMC.111071046": _RHYTHM,
    "MMC.111071069": _("The series has no date between its first and its last day. Choose a later end or other days."),
    "MMC.111071119": _("A date of a series can be moved only between the date before it and the one after it."),
    "MMC.111073007": _("The meeting room is switched off or has expired. Choose another one."),
    # What
    "MMC.111071010": _ROOM_FIXED,
    "MMC.111071022": _("The subject is too long; 128 characters are the most."),
    "MMC.111071036": _("A meeting goes on by itself for 60 minutes at the most."),
    "MMC.111071039": _LIVE_ADDRESS,
    "MMC.111071040": _LIVE_ADDRESS,
    "MMC.111071080": _GUEST_PASSWORD,
    "MMC.111071081": _("The guest password is the same as the meeting ID. Choose another one."),
    "MMC.111071089": _("A meeting can't become a webinar, nor a webinar a meeting. Cancel it and book anew."),
    "MMC.111071105": _("The guest password is the same as the host password. Choose another one."),
    "MMC.111071112": _ROOM_FIXED,
    "MMC.111071113": _ROOM_FIXED,
    "MMC.111071114": _ROOM_FIXED,
    "MMC.111071097": _("The enterprise has no interpretation at the meeting service. Switch it off."),
    "MMC.111112005": _("The enterprise has no waiting room at the meeting service. Switch it off."),
    # Who
    "MMC.111071017": _("The number of people is out of range. Invite fewer."),
    "MMC.111071024": _ADDRESS,
    "MMC.111071025": _ADDRESS,
    "MMC.111071026": _("The department of an invitee is too long; 128 characters are the most."),
    "MMC.111071066": _("There are too many invitees for the meeting service. Invite fewer."),
    "MMC.111072031": _("An invitee has neither a phone number nor a mail address. Add one of them."),
    "MMC.111072032": _ADDRESS,
    "MMC.111072033": _ADDRESS,
    "MMC.111072034": _("The name of an invitee is too long; 96 characters are the most."),
    "MMC.111072036": _ADDRESS,
    "MMC.111072037": _ADDRESS,
    "MMC.111073001": _("The meeting service does not know one of the people. Please check them."),
    "MMC.111073002": _("The meeting service does not know the enterprise. An operator can check its ID."),
    # Into a meeting, in it, and after it
    "MMC.111070004": _("The right to control the meeting has run out. Please try again."),
    "MMC.111070009": _("The meeting has a password. Enter it."),
    "MMC.111071004": _HOST_FIRST,
    "MMC.111071052": _NO_MORE_PASSWORDS,
    "MMC.111071053": _NO_MORE_PASSWORDS,
    "MMC.111071058": _HOST_FIRST,
    "MMC.111071073": _("Only people with an account may enter this meeting. Sign in first."),
    "MMC.111071074": _("Only people of the enterprise may enter this meeting."),
    "MMC.111071075": _("Only invitees may enter this meeting. Ask its organiser for an invitation."),
    "MMC.111071091": _("The meeting password is wrong. Please check it."),
    "MMC.111072003": _("The meeting is just ending. Please look at it again in a minute."),
    "MMC.111072004": _("The meeting is just starting. Please try again in a minute."),
    "MMC.111072005": _("The meeting is not running. Start it first."),
    "MMC.111072018": _("The host password is wrong. Please check it."),
    "MMC.111072050": _("The meeting is locked. Ask its host to let you in."),
    "MMC.111072064": _NO_MORE_PASSWORDS,
    "MMC.111072065": _("There is no such meeting, or its password is wrong. Please check both."),
    "MMC.111072066": _(
        "The enterprise has no space for recordings at the meeting service. Its administrator can buy some."
    ),
    "MMC.111072067": _("The enterprise's space for recordings is full. Delete some that nobody needs."),
    "MMC.111072070": _("Only the host of the meeting may do that."),
    "MMC.111072101": _("The meeting is full. Ask its host to make room."),
    "MMC.111073014": _NOT_LONGER,
    "MMC.111073015": _NOT_LONGER,
    "MMC.111074003": _NOT_LONGER,
    "MMC.111077201": _("The recording has been deleted, or is somebody else's."),
    # How many
    "MMC.111071059": _FULL,
    "MMC.111071060": _("The enterprise has no seats for meetings outside its rooms. Choose a room."),
    "MMC.111071078": _FULL,
    "MMC.111071082": _("You have as many meetings as the meeting service allows. Cancel one that you don't need."),
    "MMC.111071116": _("The enterprise has as many running meetings as it may have. Choose another time."),
    "MMC.111071151": _ROOM_TAKEN,
    "MMC.115022001": _FULL,
}

_BY_KIND = {
    Kind.INVALID_REQUEST: _("The meeting service does not accept these settings. Please check them."),
    Kind.SIGN_IN_REQUIRED: _SIGN_IN,
    Kind.NOT_ALLOWED: _("The meeting service does not allow that to this account. An administrator can help."),
    Kind.NOT_FOUND: _("The meeting service can't find it any more."),
    Kind.CONFLICT: _("The meeting service can't do that at present. Please look at the meeting and try again."),
    Kind.TOO_MANY_REQUESTS: _BUSY,
    Kind.SERVER_FAULT: _("The meeting service has a fault. Please try again later."),
}
_OTHER = _("The meeting service refused it without saying why in a way we know. An administrator can look it up.")
_CLOCKS_DIFFER = _(
    "The clocks differ: it is %(ours)s UTC here and %(theirs)s UTC at the meeting service. "
    "An operator can set the clock of this server right."
)


def sentence(code: str, *, translate: Translate | None = None) -> str:
    """The sentence for an error's ``code``, in English unless ``translate`` is given."""
    kind = Kind.TOO_MANY_REQUESTS if code == "TOO_MANY_REQUESTS" else kind_of(code)
    found = _OWN.get(code) or (_BY_KIND[kind] if kind else _OTHER)
    return translate(found) if translate else found


def clocks_differ(*, ours: datetime, theirs: datetime, translate: Translate | None = None) -> str:
    """The sentence for a sign-in that came to nothing because of the clocks; both times are aware."""
    words = translate(_CLOCKS_DIFFER) if translate else _CLOCKS_DIFFER
    return words % {name: f"{at.astimezone(UTC):%Y-%m-%d %H:%M}" for name, at in (("ours", ours), ("theirs", theirs))}
