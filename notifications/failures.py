"""Why a mail was not delivered, and whether another attempt can help: decided by what the mail server said.

The number alone doesn't tell. Relays answer 550 and 554 to who has sent too much today, and the same about an address
that there is not; what tells them apart is the enhanced code (RFC 3463) and the wording. The first row that fits
counts.
"""

import re
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """Each reason by its name, with its sentence as the label."""

    TOO_LARGE = "too_large", _("The mail is larger than the mail server takes.")
    NO_MAILBOX = "no_mailbox", _("There is no such mailbox.")
    LOOP = "loop", _("The mail goes round in circles between mail servers.")
    MAILBOX_FULL = "mailbox_full", _("The mailbox is full.")
    LIMIT = "limit", _("A limit of the mail server is reached.")
    SIGN_IN = "sign_in", _("The mail server doesn't let the portal sign in.")
    BUSY = "busy", _("The mail server takes it later.")
    REFUSED = "refused", _("The mail server refuses the mail.")
    ADDRESS = "address", _("No mail can be sent to this address.")
    AWAY = "away", _("The mail server can't be reached.")
    UNREADABLE = "unreadable", _("The portal can't read the mail: it was encrypted with another key.")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why it failed. ``is_temporary``: another attempt can succeed without anybody doing anything."""

    reason: Reason
    is_temporary: bool


@dataclass(frozen=True, slots=True)
class _Row:
    reason: Reason
    is_temporary: bool
    codes: str
    words: str = r"(?!)"


# Enhanced codes without their class: a limit is 5.4.5 as well as 4.4.5.
_TABLE = (
    _Row(
        Reason.TOO_LARGE,
        False,
        r"2\.3|3\.4",
        r"(message|mail|data|line) .{0,30}(too (large|big|long)|(size|length)( limit| exceed|$))"
        r"|exceed\w* .{0,40}(message|mail|maximum) (size|length)|(message|mail) (size|length)\b.{0,30}\b(limit|exceed)"
        r"|size limit|大小|尺寸|(邮件|附件)[过太]大",
    ),
    _Row(Reason.NO_MAILBOX, False, r"1\.(1|2|3|6|10)"),
    _Row(Reason.LOOP, False, r"(?!)", r"too many (hops|received)|hop count|\bloop"),
    _Row(
        Reason.MAILBOX_FULL,
        True,
        r"2\.2",
        r"mailbox .{0,20}full|(mailbox|recipient|user|account) .{0,30}over.?quota|mailbox .{0,30}(quota|exceed)"
        r"|邮箱.{0,6}(满|容量|空间)",
    ),
    _Row(
        Reason.LIMIT,
        True,
        r"4\.5|3\.[12]|1\.90|2\.12[12]|7\.(28|23[236]|70[58])",
        r"\b(over)?limits?\b|\brates?\b|frequency|quota|allowance|allotment|throttl"
        r"|too (many|much|fast|quick|frequent|often)|\bcap(s|ped)?\b|ceiling|(sending|outgoing) capacity"
        r"|(message|mail|sending|volume)s? threshold|(high|due to( the)?|sending|mail|message) volume"
        r"|unusual sending|\bcredits?\b"
        r"|\b(daily|hourly|monthly|today|tomorrow|midnight)\b"
        r"|\b(an?|per|each|every|\d+)[ -](second|minute|hour|day|month)s?\b"
        r"|exceed\w* .{0,40}(number|volume)|(maximum|max) .{0,20}(number|volume|count|recipients|messages|e?-?mails)"
        r"|(try|retry)( \w+)?( again)? (later|after|in \d)|again later|slow down|busy|overload|insufficient"
        r"|temporar|gr[ea]ylist|频率|频繁|上限|限额|限制|配额|额度|过多|太多|过快|太快|超限|超量|用完|用尽|繁忙|稍后",
    ),
    _Row(Reason.LOOP, False, r"4\.6"),
    _Row(
        Reason.SIGN_IN,
        False,
        r"7\.(8|9|11)",
        r"^53[458]\b|authentication (fail|unsuccess|requir|error|credential)|log-?in (fail|denied)|授权码",
    ),
    _Row(
        Reason.NO_MAILBOX,
        False,
        r"(?!)",
        r"no such|unknown|(not|n't) exist|not found|invalid (recipient|mailbox|address|user)|no mailbox|unroute?able"
        r"|不存在",
    ),
)
_CODE = re.compile(
    r"(?P<basic>[2-5]\d\d)(?:[ -]|$)(?:[A-Za-z]\w*: )?(?:(?P<kind>[245])\.(?P<detail>\d{1,3}\.\d{1,3})\b)?"
)
# What an address is called says nothing: "User unknown: daily.limits@…"
_NAMES = re.compile(r"https?://\S+|[^\s<>@:\"']+@[\w.-]+")
# In the place of an answer, where the row itself could not be read
UNREADABLE = "Unreadable:"
_NOT_WRITABLE = re.compile(r"(ValueError|Unicode\w*Error|BadHeaderError|HeaderParseError)\b")


def classify(said: str) -> Failure:
    """Return why a mail was not delivered, by the mail server's answer ("554 5.7.1 …"), or by the error in its place.

    Whatever the number, what is a limit passes; a number 4xx, or an enhanced code 4.x.x, always does.
    """
    if said.startswith(UNREADABLE):
        return Failure(Reason.UNREADABLE, True)
    found = _CODE.match(said)
    if found is None:
        return Failure(Reason.ADDRESS, False) if _NOT_WRITABLE.match(said) else Failure(Reason.AWAY, True)
    passes = found["basic"].startswith("4") or found["kind"] == "4"
    words = _NAMES.sub("@", said)
    for row in _TABLE:
        by_code = found["detail"] and re.fullmatch(row.codes, found["detail"])
        if by_code or re.search(row.words, words, re.IGNORECASE):
            return Failure(row.reason, passes or row.is_temporary)
    return Failure(Reason.BUSY if passes else Reason.REFUSED, passes)
