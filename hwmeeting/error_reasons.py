"""Why a call came to nothing: for each error code its kind, and what a person can do about it.

Each code stands here once. The sentences are English, and message ids of the catalogue: ``sentences`` brings them
into another language.
"""

from enum import Enum

from hwmeeting import error_codes


class Kind(Enum):
    """The kinds of error that the vendor has a code for; ``errors`` has a class for each."""

    INVALID_REQUEST = "the request is wrong, or asks for what is not to be had"
    SIGN_IN_REQUIRED = "it is unknown who asks"
    NOT_ALLOWED = "this user may not do that, is stopped or locked, or a quota of the enterprise is used up"
    NOT_FOUND = "there is no such thing; most of these come with status 400"
    CONFLICT = "the state of what is there forbids it"
    TOO_MANY_REQUESTS = "the vendor wants to be asked later"
    SERVER_FAULT = "it is the vendor's own fault; an upgrade comes with status 403"


def _(message: str) -> str:
    """Mark a sentence for the catalogue."""
    return message


_NO_FREE_ACCOUNT = _("The enterprise has no free accounts at the meeting service. Its administrator can add some.")
_OVER = _("The meeting is over or has been cancelled.")
_ROOM_TAKEN = _("The meeting room is taken at that time. Choose another time or another room.")
_NO_FREE_SEAT = _("The enterprise has no free seats at that time. Choose another time or fewer people.")

# By kind: the codes that one sentence is said for, and the sentence (docs/vendor/errors.md 21 and 25).
_REASONS: dict[Kind, dict[str, str]] = {
    Kind.INVALID_REQUEST: {
        # Signing in
        "USG.206010011 USG.206010012 USG.206060014": _(
            "The meeting service asks for a captcha first. Sign in once on its own page, then try again here."
        ),
        f"{error_codes.OTHER_SITE} {error_codes.CHANGE_OF_SITE}": _(
            "The account belongs to another region of the meeting service. An operator can choose it."
        ),
        error_codes.CLIENT_TYPE_UNKNOWN: _(
            "The meeting service does not let programs sign in with this account. Use an application."
        ),
        error_codes.NO_ACCOUNT_LEFT: _NO_FREE_ACCOUNT,
        error_codes.PARAMETER_INVALID: _(
            "The meeting service does not accept what was sent along: the User ID, name, phone number, mail address "
            "or department. Please check them."
        ),
        # When
        "MMC.111071009": _("A meeting in a room of its own can't be moved to now. Choose a start."),
        "MMC.111071013": _("The start is in the past. Choose a later time."),
        "MMC.111071014": _("The start is too far ahead for the meeting service. Choose an earlier day."),
        "MMC.111071015 MMC.111071021": _("A meeting lasts from 15 minutes to 24 hours."),
        "MMC.111071016": _("No date of the series is chosen. Choose at least one."),
        "MMC.111071030": _("A date of a series is announced 30 days ahead at the most. Choose fewer days."),
        "MMC.111071041 MMC.111071042": _("A series needs a first and a last day. Please give both."),
        "MMC.111071043 MMC.111071044 MMC.111071045 MMC.111071046": _(
            "The meeting service does not accept how the series repeats. Choose other days or another interval."
        ),
        "MMC.111071069": _(
            "The series has no date between its first and its last day. Choose a later end or other days."
        ),
        "MMC.111071119": _("A date of a series can be moved only between the date before it and the one after it."),
        # What
        "MMC.111071010 MMC.111071112 MMC.111071113 MMC.111071114": _(
            "The room and the kind of meeting ID can't be changed any more. Cancel the meeting and book it anew."
        ),
        "MMC.111071022": _("The subject is too long; 128 characters are the most."),
        "MMC.111071036": _("A meeting goes on by itself for 60 minutes at the most."),
        "MMC.111071039 MMC.111071040": _("The address for live streaming is too long; 255 characters are the most."),
        "MMC.111071080": _("The guest password needs 4 to 16 digits."),
        "MMC.111071081": _("The guest password is the same as the meeting ID. Choose another one."),
        "MMC.111071089": _("A meeting can't become a webinar, nor a webinar a meeting. Cancel it and book anew."),
        "MMC.111071105": _("The guest password is the same as the host password. Choose another one."),
        "MMC.111071097": _("The enterprise has no interpretation at the meeting service. Switch it off."),
        "MMC.111112005": _("The enterprise has no waiting room at the meeting service. Switch it off."),
        # Who
        "MMC.111071017": _("The number of people is out of range. Invite fewer."),
        "MMC.111071024 MMC.111071025 MMC.111072032 MMC.111072033 MMC.111072036 MMC.111072037": _(
            "The meeting service does not accept the phone number or mail address of an invitee. Please check them."
        ),
        "MMC.111071026": _("The department of an invitee is too long; 128 characters are the most."),
        "MMC.111071066": _("There are too many invitees for the meeting service. Invite fewer."),
        "MMC.111072031": _("An invitee has neither a phone number nor a mail address. Add one of them."),
        "MMC.111072034": _("The name of an invitee is too long; 96 characters are the most."),
        # In a meeting, and after it
        "MMC.111070009": _("The meeting has a password. Enter it."),
        "MMC.111072066": _(
            "The enterprise has no space for recordings at the meeting service. Its administrator can buy some."
        ),
        "MMC.111072067": _("The enterprise's space for recordings is full. Delete some that nobody needs."),
        "MMC.111073014 MMC.111073015 MMC.111074003": _("The meeting can't go on for longer. Book another one."),
        # While it runs
        "MMC.111072020": _("The meeting was booked without a recording. Choose one when you book the next."),
        "MMC.111072025": _("The meeting was booked for voices only."),
        "MMC.111072026 MMC.111072027": _("This participant is there by voice only."),
        "MMC.111072047": _("The new name is too long. A name has up to 96 characters."),
        "MMC.111072060 MMC.111072062 MMC.111072111 MMC.111072208 MMC.111082001": _(
            "The device of this participant can't do that."
        ),
        "MMC.111072069": _("The host doesn't raise a hand."),
        "MMC.111072074 MMC.111072106": _("Nobody on the phone can lead the meeting. Choose somebody else."),
        "MMC.111072107": _("The host can't be a co-host as well."),
        "MMC.111072091": _("The meeting was booked without interpretation."),
        "MMC.111072214": _("The meeting service does not allow this name. Choose another one."),
        "MMC.111112004": _("Hosts and co-hosts can't be sent to the waiting room."),
        # How many
        "MMC.111071059": _NO_FREE_SEAT,
        "MMC.111071060": _("The enterprise has no seats for meetings outside its rooms. Choose a room."),
        "MMC.111071082": _("You have as many meetings as the meeting service allows. Cancel one that you don't need."),
        "MMC.111071151": _ROOM_TAKEN,
    },
    Kind.SIGN_IN_REQUIRED: {
        "USG.206010000": _("The meeting service does not accept account and password. Please check both."),
        "USG.206010013": _("The login ticket is used up or too old. Open the meeting again."),
        error_codes.APPLICATION_REFUSED: _(
            "The meeting service refuses the application. An operator can check App ID and App Key."
        ),
        error_codes.SIGN_IN_EXPIRED: _(
            "The meeting service finds the sign-in expired. An operator can set the clock of this server right."
        ),
        error_codes.APPLICATION_UNBOUND: _(
            "The application belongs to no enterprise at the meeting service. An operator can bind it."
        ),
        error_codes.ACCOUNT_UNBOUND: _(
            "The account no longer belongs to the enterprise at the meeting service. Link another one."
        ),
        "USG.206020002": _("The account was used to sign in elsewhere in the meantime. Please try again."),
        "MMC.111070004": _("The right to control the meeting has run out. Please try again."),
    },
    Kind.NOT_ALLOWED: {
        error_codes.ACCOUNT_STOPPED: _(
            "The account is switched off at the meeting service. The enterprise's administrator can change that."
        ),
        error_codes.ACCOUNT_UNKNOWN: _(
            "The meeting service has no account for the user and may make none. An administrator can."
        ),
        "USG.206010036": _("Only an administrator may do that at the meeting service. Ask one of the enterprise."),
        error_codes.NO_FREE_ACCOUNT: _NO_FREE_ACCOUNT,
        f"{error_codes.ACCOUNT_LOCKED} USG.206060015 MMC.112100019 MMC.118000002": _(
            "The meeting service has locked the account for a short time. Please try again in a few minutes."
        ),
        error_codes.NOT_THE_ORGANISER: _("Only the organiser or an administrator of the enterprise may do that."),
        error_codes.NOT_INVITED: _("Only the organiser and the invitees may see this meeting."),
        "MMC.111071063": _("The meeting room is somebody else's. Choose one of your own."),
        "MMC.111071052 MMC.111071053 MMC.111072064": _("Too many wrong passwords. Please try again in a few minutes."),
        "MMC.111071073": _("Only people with an account may enter this meeting. Sign in first."),
        "MMC.111071074": _("Only people of the enterprise may enter this meeting."),
        "MMC.111071075": _("Only invitees may enter this meeting. Ask its organiser for an invitation."),
        error_codes.WRONG_MEETING_PASSWORD: _("The meeting password is wrong. Please check it."),
        error_codes.WRONG_HOST_PASSWORD: _("The host password is wrong. Please check it."),
        "MMC.111072050": _("The meeting is locked. Ask its host to let you in."),
        "MMC.111076012": _(
            "The enterprise may not call phones at the meeting service. Its administrator can buy that."
        ),
        "MMC.111072070 MMC.111072071": _("Only the host of the meeting may do that."),
        "MMC.111072110": _("A co-host can't do that to the host."),
    },
    Kind.NOT_FOUND: {
        "USG.206030000 USG.201040000": _(
            "The meeting service does not know the user. An administrator can check the link of the account."
        ),
        error_codes.NO_SUCH_MEETING: _OVER,
        "MMC.111070006": _("The meeting room does not exist or is not yours. Choose another one."),
        "MMC.111072008": _("This person is not in the meeting any more."),
        "MMC.111073001": _("The meeting service does not know one of the people. Please check them."),
        "MMC.111073002": _("The meeting service does not know the enterprise. An operator can check its ID."),
        "MMC.111072065": _("There is no such meeting, or its password is wrong. Please check both."),
        "MMC.111077201": _("The recording has been deleted, or is somebody else's."),
    },
    Kind.CONFLICT: {
        f"{error_codes.PHONE_TAKEN} {error_codes.EMAIL_TAKEN}": _(
            "The phone number or mail address already belongs to another account at the meeting service. "
            "Its administrator can change that."
        ),
        "MMC.111071072 MMC.111072006": _OVER,
        "MMC.111071005 MMC.111071064 MMC.111071106": _ROOM_TAKEN,
        "MMC.111071006": _("The meeting room is free for too short a time. Choose a shorter meeting or another room."),
        error_codes.ALREADY_RUNNING: _("The meeting is running and can't be changed any more."),
        "MMC.111071067": _("The meeting is running. End it first."),
        "MMC.111073007": _("The meeting room is switched off or has expired. Choose another one."),
        "MMC.111071004 MMC.111071058": _(
            "Guests can't come in before the host. Wait for the host, or use the host password."
        ),
        "MMC.111072003": _("The meeting is just ending. Please look at it again in a minute."),
        "MMC.111072004": _("The meeting is just starting. Please try again in a minute."),
        "MMC.111072005": _("The meeting is not running. Start it first."),
        "MMC.111072024": _("Nobody is in the meeting yet. Please try again once somebody has come."),
        "MMC.111072059": _("The meeting has no host at present."),
        "MMC.111072101": _("The meeting is full. Ask its host to make room."),
        "MMC.111071078 MMC.115022001": _NO_FREE_SEAT,
        "MMC.111071116": _("The enterprise has as many running meetings as it may have. Choose another time."),
    },
    Kind.SERVER_FAULT: {
        "USG.206010031": _("The meeting service could not make an account for the user. Please try again later."),
        "USG.200000005": _("The meeting service is being upgraded. Please try again later."),
    },
}

# Where no more can be said than what kind of error it is.
_GENERAL: dict[Kind, tuple[str, str]] = {
    Kind.INVALID_REQUEST: (
        _("The meeting service does not accept these settings. Please check them."),
        """
        USG.206010023 USG.206010024 USG.206010027 USG.206030001 USG.206030002 USG.206030003
        USG.206030004 USG.206030005 USG.206030006 USG.206030007 USG.206030008 USG.206030009 USG.206030010
        USG.206030011 USG.206030012 USG.206030013 USG.206030014 USG.206030018 USG.206030019 USG.206060009
        USG.206060010 USG.206060011 USG.206060012 USG.206060013 USG.201040016 USG.201040047 USG.201080006
        USG.201080017 MMC.111070001 MMC.111071012 MMC.111071018 MMC.111071019 MMC.111071020 MMC.111071023
        MMC.111071031 MMC.111071032 MMC.111071033 MMC.111071034 MMC.111071035 MMC.111071037 MMC.111071038
        MMC.111071047 MMC.111071048 MMC.111071049 MMC.111071050 MMC.111071061 MMC.111071062 MMC.111071070
        MMC.111071083 MMC.111071084 MMC.111071090 MMC.111071110 MMC.111071147 MMC.111072010 MMC.111072017
        MMC.111072035 MMC.111072038 MMC.111072039 MMC.111072045 MMC.111072046 MMC.111072057 MMC.111073003
        MMC.111071085 MMC.111071096 MMC.111071099 MMC.111071100 MMC.111071101 MMC.111071103 MMC.111071104
        MMC.111072028 MMC.111072029 MMC.111072030 MMC.111072040 MMC.111072041 MMC.111072042 MMC.111072043
        MMC.111072044 MMC.111072052 MMC.111072053 MMC.111072058 MMC.111072085 MMC.111072087 MMC.111072092
        MMC.111072093 MMC.111072096 MMC.111072098 MMC.111100003 MMC.111100005 MMC.111100012
        MMC.112100001 MMC.112100002 MMC.112100029 MMC.115022003
        """,
    ),
    Kind.SIGN_IN_REQUIRED: (
        _("The meeting service does not accept the sign-in. An administrator can check the link of the account."),
        """
        USG.200000004 USG.206010022 USG.206010042 USG.206020000 USG.206020001 MMC.111070111 MMC.118000000
        MMC.118000001
        """,
    ),
    Kind.NOT_ALLOWED: (
        _("The meeting service does not allow that to this account. An administrator can help."),
        """
        USG.206030016 USG.206060008 MMC.111070121 MMC.111071077 MMC.111071094 MMC.111071135
        """,
    ),
    Kind.NOT_FOUND: (
        _("The meeting service can't find it any more."),
        """
        MMC.111070007 MMC.111070120 MMC.111071007 MMC.111071051 MMC.111072016 MMC.112100003
        """,
    ),
    Kind.CONFLICT: (
        _("The meeting service can't do that at present. Please look at the meeting and try again."),
        """
        USG.201040001 USG.201040046 MMC.111071011 MMC.111071057 MMC.111071076 MMC.111072011 MMC.111072013
        MMC.111072014 MMC.111072015 MMC.111072061 MMC.111073013
        """,
    ),
    Kind.TOO_MANY_REQUESTS: (
        _("The meeting service has too much to do. Please try again in a few minutes."),
        "100000429 APIG.0308",
    ),
    Kind.SERVER_FAULT: (
        _("The meeting service has a fault. Please try again later."),
        """
        USG.200000001 USG.200000002 USG.206010010 USG.206010029 USG.206030023 MMC.111070003 MMC.111070008
        MMC.111070100 MMC.111070101 MMC.111070108 MMC.111070109 MMC.111070117 MMC.111070118 MMC.111070119
        MMC.111071001 MMC.111071002 MMC.111071003 MMC.111071008 MMC.111071054 MMC.111071055 MMC.111071056
        MMC.111071068 MMC.111071071 MMC.111072001 MMC.111077202
        """,
    ),
}

# Our own codes: no answer of the vendor's has one.
_OURS = {
    error_codes.UNREACHABLE: _("The meeting service can't be reached. Please try again later."),
    error_codes.NOT_TRUSTED: _("The meeting service's certificate is not trusted. An operator can check the address."),
    error_codes.NO_ANSWER: _("The meeting service did not answer in time."),
    error_codes.NOT_READABLE: _("The meeting service gave an answer that can't be read."),
    error_codes.TOO_MANY_REQUESTS: _GENERAL[Kind.TOO_MANY_REQUESTS][0],
}
_UNKNOWN = _("The meeting service refused it without saying why in a way we know. An administrator can look it up.")
CLOCKS_DIFFER = _(
    "The clocks differ: it is %(ours)s UTC here and %(theirs)s UTC at the meeting service. "
    "An operator can set the clock of this server right."
)

_ROWS = [(kind, codes, sentence) for kind, group in _REASONS.items() for codes, sentence in group.items()]
_ROWS += [(kind, codes, sentence) for kind, (sentence, codes) in _GENERAL.items()]
_BY_CODE = {code: (kind, sentence) for kind, codes, sentence in _ROWS for code in codes.split()}


def find_kind(code: str) -> Kind | None:
    """Return the kind of error that one of the vendor's codes stands for; None for a code that is not known."""
    known = _BY_CODE.get(code)
    return known[0] if known else None


def find_sentence(code: str) -> str:
    """Return the English sentence for a code, the vendor's or our own."""
    if code in _OURS:
        return _OURS[code]
    known = _BY_CODE.get(code)
    return known[1] if known else _UNKNOWN
