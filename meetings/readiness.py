"""Whether a coming meeting will work: what is asked, what was found, and what stands in its way in words."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings import refusals

NOT_LINKED = refusals.NOT_LINKED


class Question(TextChoices):
    """What is asked, in this order; the label is what is said where nothing is wrong."""

    ACCOUNT = "account", _("The organiser is linked to the meeting service")
    SIGN_IN = "sign_in", _("The meeting service accepts the organiser's account")
    BOOKING = "booking", _("The meeting stands at the meeting service as it does here")
    ROOM = "room", _("The room is free, as far as the portal has booked it")
    SEATS = "seats", _("There are seats for everybody who is invited")
    ENTRY = "entry", _("Invitees get in by the link")


class Outcome(StrEnum):
    """What the answer is; UNKNOWN where nobody could say."""

    OK = "ok"
    BAD = "bad"
    UNKNOWN = "unknown"


class Press(StrEnum):
    """What helps, as a button of the meeting's page."""

    NOTHING = ""
    LOOK_AGAIN = "look_again"
    BOOK_AGAIN = "book_again"
    EDIT = "edit"


class Trouble(TextChoices):
    """What stands in the way, beside the vendor's own codes; the label is the sentence."""

    AWAY = "AWAY", _("The meeting service does not answer.")
    MISSING = "MISSING", _("The meeting service does not have the meeting any more.")
    CHANGING = "CHANGING", _("A change of the meeting is not confirmed by the meeting service yet.")
    ROOM_GONE = "ROOM_GONE", _("The organiser has no such room any more.")
    ROOM_STOPPED = "ROOM_STOPPED", _("The room is switched off or has expired.")
    ROOM_TAKEN = "ROOM_TAKEN", _("Another meeting is booked in the room at that time.")
    TOO_FEW_SEATS = "TOO_FEW_SEATS", _("%(invited)s people are invited, and %(seats)s can be in it at once.")
    PASSWORD = "PASSWORD", _("The meeting service does not let guests in by meeting ID and password.")


_HELP: Mapping[str, tuple[Press, str | Promise]] = {
    NOT_LINKED: (Press.LOOK_AGAIN, _("Ask an administrator now; then press “Look again”.")),
    Trouble.AWAY: (Press.LOOK_AGAIN, _("Press “Look again” in some minutes. Guests may get in all the same.")),
    Trouble.MISSING: (Press.BOOK_AGAIN, _("Press “Book again”: everybody gets the new link.")),
    Trouble.CHANGING: (Press.LOOK_AGAIN, _("Press “Look again” in some minutes.")),
    Trouble.ROOM_GONE: (Press.BOOK_AGAIN, _("Press “Book again” and choose another room, then cancel this one.")),
    Trouble.ROOM_STOPPED: (Press.BOOK_AGAIN, _("Press “Book again” and choose another room, then cancel this one.")),
    Trouble.ROOM_TAKEN: (Press.BOOK_AGAIN, _("Press “Book again” and choose another room, then cancel this one.")),
    Trouble.TOO_FEW_SEATS: (Press.EDIT, _("Press “Edit” and invite fewer, or ask an administrator for more seats.")),
    Trouble.PASSWORD: (Press.EDIT, _("Press “Edit” and give the meeting another password.")),
}
_ELSE = (Press.LOOK_AGAIN, _("Press “Look again”; if it stays so, ask an administrator."))


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question; ``code`` is a Trouble or the vendor's code of a refusal, "" where all is well."""

    question: Question
    outcome: Outcome = Outcome.OK
    code: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Self:
        """Return what was stored."""
        return cls(Question(written["question"]), Outcome(written["outcome"]), written["code"], written["params"])

    def to_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return asdict(self)

    @property
    def sentence(self) -> str:
        """Return what is so, in the active language."""
        if not self.code:
            return str(self.question.label)
        if self.code in Trouble:
            return str(Trouble(self.code).label % self.params)
        return refusals.reason(code=self.code)

    @property
    def press(self) -> Press:
        """Return the button that helps."""
        return _HELP.get(self.code, _ELSE)[0] if self.outcome is Outcome.BAD else Press.NOTHING

    @property
    def what_now(self) -> str:
        """Return what somebody can do about it, "" where nothing has to be done."""
        return str(_HELP.get(self.code, _ELSE)[1]) if self.outcome is Outcome.BAD else ""


def troubles(findings: Iterable[Finding]) -> list[Finding]:
    """Return what stands in the way."""
    return [one for one in findings if one.outcome is Outcome.BAD]
