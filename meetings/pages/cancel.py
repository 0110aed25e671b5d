"""What the page and dialog for cancelling show."""

from django.utils import timezone

from accounts.models import User
from l10n import format_datetime
from meetings.forms.booking import CancelForm
from meetings.models import Meeting, Occurrence


def cancel_context(
    meeting: Meeting, person: User, form: CancelForm, *, dates: list[Occurrence] | None = None, chosen: str = ""
) -> dict[str, object]:
    """What the form needs to say, on its own page and in the dialog.

    Of a series it offers one date, the ``chosen`` or the next, and all that are ahead; ``dates`` saves a query.
    """
    now = timezone.now()
    zone = person.zone
    start_at, end_at, date, ahead = meeting.start_at, meeting.end_at, None, 0
    if meeting.is_series:
        found = meeting.occurrences.all() if dates is None else dates
        coming = sorted(
            (one for one in found if not one.is_cancelled and one.start_at > now), key=lambda one: one.start_at
        )
        date, ahead = (
            next((one for one in coming if str(one.pk) == chosen), None) or next(iter(coming), None),
            len(coming),
        )
        start_at, end_at = (date.start_at, date.end_at) if date else (start_at, end_at)
    return {
        "cancel_form": form,
        "cancel_date": date,
        "cancel_ahead": ahead,
        "cancel_when": format_datetime.when(start_at, end_at, zone=zone, now=now),
        "cancel_day": format_datetime.day(start_at.astimezone(zone).date(), today=now.astimezone(zone).date()),
        "told": meeting.invitees.guests().count(),
    }
