"""What was said last, in the language that the reader chose."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from control.snapshots import LiveCaption, LiveState
from l10n import one_line

_SHOWN = 6
AS_SPOKEN, CHINESE, ENGLISH = "", "zh", "en"


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence; ``language`` is its BCP 47 tag, "" where it is as it was spoken."""

    name: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class CaptionsPart:
    """The last sentences, and the choice of languages: value, word, its language, whether it is chosen."""

    is_on: bool
    sayings: tuple[Saying, ...]
    choices: tuple[tuple[str, str, str, bool], ...]


def build_captions(state: LiveState, chosen: str) -> CaptionsPart:
    """Return the captions of a meeting; another language than was asked for is as it was spoken."""
    language = chosen if chosen in {CHINESE, ENGLISH} else AS_SPOKEN
    shown = state.captions[-_SHOWN:]
    speakers = {one.person_id for one in shown}
    names = {one.id: one_line.one_line(one.name) for one in state.people if one.id in speakers}
    words = ((AS_SPOKEN, _("As spoken"), ""), (CHINESE, "中文", "zh-Hans"), (ENGLISH, "English", "en"))
    return CaptionsPart(
        is_on=state.has_captions,
        sayings=tuple(_saying(one, language, names) for one in shown),
        choices=tuple((value, word, tag, value == language) for value, word, tag in words),
    )


def _saying(one: LiveCaption, language: str, names: dict[str, str]) -> Saying:
    name = names.get(one.person_id, _("Somebody"))
    if language == CHINESE and one.mandarin:
        return Saying(name, one_line.one_line(one.mandarin), "zh-Hans")
    if language == ENGLISH and one.english:
        return Saying(name, one_line.one_line(one.english), "en")
    return Saying(name, one_line.one_line(one.original or one.mandarin or one.english), "")
