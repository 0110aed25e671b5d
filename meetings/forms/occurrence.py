"""What people enter to move one occurrence of a series, or to make it longer or shorter."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy

from l10n import format_datetime
from l10n.problem import Problem
from meetings import schedule
from meetings.forms import times, unchosen
from meetings.forms.initial_values import Move, of_move
from meetings.forms.times import LENGTHS, read_length
from meetings.limits import SHORTEST
from meetings.models import Meeting, Occurrence
from meetings.requests import TimeRequest


class OccurrenceForm(forms.Form):
    """The form of one occurrence: times are read in the zone of the series; ``now`` is aware UTC."""

    reference = forms.UUIDField(widget=forms.HiddenInput)
    day = forms.CharField(label=gettext_lazy("Day"), max_length=60, required=False)
    start = forms.CharField(label=gettext_lazy("Start"), max_length=60, required=False)
    instant = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    which = forms.CharField(max_length=1, required=False)
    length = forms.ChoiceField(label=gettext_lazy("Length"), choices=LENGTHS)
    length_other = forms.CharField(label=gettext_lazy("Minutes"), max_length=8, required=False)

    def __init__(self, data: Any = None, *, meeting: Meeting, now: datetime, **options: Any) -> None:
        super().__init__(data, auto_id="%s", **options)
        self.meeting, self.zone, self.now = meeting, ZoneInfo(meeting.time_zone), now
        self.which_choices: list[tuple[str, str]] = []
        # It was drawn to another time in the calendar, which is shown before anything is typed.
        self.is_moved = False

    @classmethod
    def filled_with(
        cls, occurrence: Occurrence, *, meeting: Meeting, now: datetime, move: Move | None = None
    ) -> "OccurrenceForm":
        """Return the form filled with the occurrence as it is, or with where it was drawn to."""
        zone, minutes = ZoneInfo(meeting.time_zone), schedule.minutes_of(occurrence)
        start = occurrence.start_at.astimezone(zone)
        initial = {
            "reference": uuid.uuid4(),
            "day": format_datetime.day_typed(start.date()),
            "start": f"{start:%H:%M}",
            "instant": start.isoformat(),
            **times.initial_length(minutes),
        }
        if move:
            initial |= of_move(move, start=occurrence.start_at, minutes=minutes, zone=zone)
        form = cls(meeting=meeting, now=now, initial=initial)
        form.is_moved = move is not None
        return form

    def as_filled(self) -> "OccurrenceForm":
        """Return an unbound form as if it had been sent the way it stands."""
        return OccurrenceForm(self.initial, meeting=self.meeting, now=self.now)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "day" in cleaned and "start" in cleaned:
            try:
                cleaned["start_at"] = times.start_of(
                    day_text=cleaned["day"],
                    start_text=cleaned["start"],
                    zone=self.zone,
                    now=self.now,
                    filled=cleaned.get("instant", ""),
                    which=cleaned.get("which", ""),
                )
            except times.StartProblem as problem:
                self.which_choices = problem.choices
                self.add_error(problem.field, problem.sentence)
        for name, sentence in unchosen.find_unchosen(self, cleaned, filled={}):
            self.add_error(name, sentence)
        minutes = read_length(cleaned)
        if "start_at" in cleaned and (
            span := times.length_of(day_text=cleaned["day"], start_text=cleaned["start"], zone=self.zone, now=self.now)
        ):
            minutes = span
        if minutes is not None:
            cleaned["length_minutes"] = minutes
        readable = TimeRequest(cleaned.get("start_at"), cleaned.get("length_minutes", SHORTEST), self.zone.key)
        for found in readable.problems(self.now):
            self._show(found)
        return cleaned

    def _show(self, problem: Problem) -> None:
        """Put the sentence beside the field that it is about."""
        name = problem.field
        if name == "start_at":
            name = times.field_of_past(self.cleaned_data["start_at"], zone=self.zone, now=self.now)
        self.add_error("length_other" if name == "length_minutes" else name, problem.sentence)
