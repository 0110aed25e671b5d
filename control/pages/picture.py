"""The page on which somebody chooses what everybody sees: a picture by its panes, and who is in each."""

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from control.forms.action import PRESENTATION
from control.pages.live_rows import in_order, shown_name
from control.queries import live
from control.services import layouts
from control.services.layouts import KeptLayout
from hwmeeting.types.picture import IMAGE_TYPES, count_panes
from meetings.models import Meeting

_WIDTH, _HEIGHT = 48, 30


@dataclass(frozen=True, slots=True)
class Choice:
    """A picture to choose: ``panes`` are drawn as x, y, width and height of rectangles."""

    image_type: str
    word: str
    panes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class PicturePage:
    """``people`` are those who can have a pane: value and name; ``chosen`` is the picture, ``count`` its panes."""

    meeting_id: uuid.UUID
    subject: str
    reference: str
    choices: tuple[Choice, ...]
    chosen: str
    indexes: tuple[int, ...]
    people: tuple[tuple[str, str], ...]
    kept: tuple[KeptLayout, ...]


def build_picture_page(meeting: Meeting, person: User, *, chosen: str) -> PicturePage:
    """Return the page; asks the meeting service which pictures are kept. No transaction may be open."""
    known = chosen if chosen in IMAGE_TYPES else "Four"
    state = live.read_row(meeting).state
    there = [(one.id, shown_name(one, is_host=True)) for one in in_order(state) if one.number and not one.is_called]
    return PicturePage(
        meeting_id=meeting.pk,
        subject=meeting.subject,
        reference=str(uuid.uuid4()),
        choices=tuple(map(_choice, IMAGE_TYPES)),
        chosen=known,
        indexes=tuple(range(1, count_panes(known) + 1)),
        people=((PRESENTATION, _("What is shared")), *there),
        kept=layouts.list_layouts(meeting=meeting, by=person),
    )


def _choice(image_type: str) -> Choice:
    count = count_panes(image_type)
    words = ngettext("%(count)s pane", "%(count)s panes", count) % {"count": count}
    variant = image_type.rpartition("-")[2]
    return Choice(image_type, f"{words} ({variant})" if variant.isdigit() else words, tuple(_draw(count)))


def _draw(count: int) -> list[tuple[float, float, float, float]]:
    """Return equal panes in rows: how the service arranges a variant isn't published."""
    columns = next(number for number in range(1, 6) if number * number >= count)
    rows = -(-count // columns)
    width, height = _WIDTH / columns, _HEIGHT / rows
    return [
        (
            round(at % columns * width + 1, 1),
            round(at // columns * height + 1, 1),
            round(width - 2, 1),
            round(height - 2, 1),
        )
        for at in range(count)
    ]
