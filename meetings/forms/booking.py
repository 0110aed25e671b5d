"""What people enter about a meeting, read and brought into the shape that the services take.

The form only reads: what a meeting must be, BookingRequest says, and each of its problems is shown beside the field
in which it is to be corrected.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from directory.entries import CloudRoom
from directory.services.rooms import known_rooms
from l10n import one_line
from l10n.problem import Problem, ProblemError
from meetings import options as options_table
from meetings.forms import guest_password, initial_values, invitee_list, repeat, room_choice, times, unchosen
from meetings.forms.times import LENGTHS, read_length
from meetings.limits import SHORTEST
from meetings.models import Meeting, Occurrence
from meetings.options import Group, Option
from meetings.problems import Code
from meetings.recurrence import Rule, Unit
from meetings.requests import BookingRequest
from ui.time_zones import TimeZoneField

REPEATS = (
    (repeat.ONCE, pgettext_lazy("repeat", "Once")),
    (Unit.DAY.value, pgettext_lazy("repeat", "Daily")),
    (repeat.WORKING, pgettext_lazy("repeat", "Working days")),
    (Unit.WEEK.value, pgettext_lazy("repeat", "Weekly")),
    (Unit.MONTH.value, pgettext_lazy("repeat", "Monthly")),
    (Unit.YEAR.value, pgettext_lazy("repeat", "Yearly")),
)
PLACES = (
    ("", pgettext_lazy("repeat", "on the date")),
    ("1", pgettext_lazy("repeat", "on the first")),
    ("2", pgettext_lazy("repeat", "on the second")),
    ("3", pgettext_lazy("repeat", "on the third")),
    ("4", pgettext_lazy("repeat", "on the fourth")),
    ("-1", pgettext_lazy("repeat", "on the last")),
)
ENDS = ((repeat.UNTIL, pgettext_lazy("repeat", "until")), (repeat.COUNT, pgettext_lazy("repeat", "after")))


class BookingForm(forms.Form):
    """The form that books a meeting, or changes ``meeting``. All that was entered stays in it, whatever is wrong.

    Times are read in the zone that the form names; ``now`` is aware UTC.
    """

    use_required_attribute = False

    reference = forms.UUIDField(widget=forms.HiddenInput)
    # When the meeting had last changed that the form was filled with.
    seen_at = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    subject = forms.CharField(label=gettext_lazy("Subject"), required=False)
    day = forms.CharField(label=gettext_lazy("Day"), max_length=60, required=False)
    start = forms.CharField(label=gettext_lazy("Start"), max_length=60, required=False)
    # The instant with which day and start were filled, and which of two is meant where an hour comes twice.
    instant = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    which = forms.CharField(max_length=1, required=False)
    time_zone = TimeZoneField(label=gettext_lazy("Time zone"))
    length = forms.ChoiceField(label=gettext_lazy("Length"), choices=LENGTHS, initial="30")
    length_other = forms.CharField(label=gettext_lazy("Minutes"), max_length=8, required=False)
    repeats = forms.ChoiceField(label=gettext_lazy("Repeat"), choices=REPEATS, required=False)
    interval = forms.CharField(label=gettext_lazy("Every"), max_length=8, required=False)
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Weekdays"), choices=[(str(day), "") for day in repeat.WEEKDAYS], required=False
    )
    month_days = forms.CharField(label=gettext_lazy("Days of the month"), max_length=120, required=False)
    place = forms.ChoiceField(label=gettext_lazy("Which one of the month"), choices=PLACES, required=False)
    place_day = forms.ChoiceField(
        label=gettext_lazy("Weekday of the month"),
        choices=[*((str(day), "") for day in repeat.WEEKDAYS), (repeat.WORKING, "")],
        required=False,
    )
    holidays = forms.BooleanField(
        label=gettext_lazy("Not on public holidays in China, but on the weekends worked in their stead"),
        required=False,
    )
    ends = forms.ChoiceField(label=gettext_lazy("Ends"), choices=ENDS, required=False)
    until = forms.CharField(label=gettext_lazy("Last day"), max_length=60, required=False)
    count = forms.CharField(label=gettext_lazy("Number of meetings"), max_length=8, required=False)
    invitees = forms.CharField(
        label=gettext_lazy("Invitees"),
        max_length=40_000,
        required=False,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )
    cohosts = forms.CharField(
        label=gettext_lazy("Co-hosts"),
        max_length=40_000,
        required=False,
        widget=forms.Textarea({"rows": 1, "autocomplete": "off", "spellcheck": "false"}),
    )
    password = forms.ChoiceField(
        label=gettext_lazy("Guest password"),
        choices=guest_password.CHOICES,
        initial=guest_password.NEW,
    )
    guest_password = forms.CharField(label=gettext_lazy("Own password"), max_length=40, required=False)
    room = room_choice.room_field()

    def __init__(
        self,
        data: Any = None,
        *,
        person: User,
        now: datetime,
        meeting: Meeting | None = None,
        rooms: tuple[CloudRoom, ...] | None = None,
        **options: Any,
    ) -> None:
        """Make it; ``rooms`` are those of the organiser where they are known already."""
        super().__init__(data, auto_id="%s", **options)
        self.person, self.now, self.meeting = person, now, meeting
        # What it changes is shown on a page of its own before it is made.
        self.is_checked_first = False
        self.fields |= {option.name: self._option_field(option) for option in options_table.TABLE}
        if rooms is not None:
            self.rooms = rooms
        if self.meeting is None:
            # Called once the field is shown, or a room was chosen
            field = self.fields["room"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = lambda: room_choice.choices(self.rooms)
        else:
            del self.fields["room"]
        self.invited = invitee_list.Invited()
        self.which_choices: list[tuple[str, str]] = []

    @classmethod
    def blank(cls, *, person: User, now: datetime, terminal: str = "", **asked: str) -> "BookingForm":
        """Return a form for a new meeting; ``terminal`` and what ``of_new`` takes are what an address asks for."""
        initial = initial_values.of_new(person=person, now=now, **asked)
        if terminal:
            initial["invitees"] = invitee_list.terminal_text(terminal, organiser=person)
        return cls(person=person, now=now, initial=initial)

    @classmethod
    def filled_with(
        cls,
        meeting: Meeting,
        *,
        person: User,
        now: datetime,
        move: initial_values.Move | None = None,
        occurrence: Occurrence | None = None,
    ) -> "BookingForm":
        """Return a form that changes ``meeting``, filled with what it is, or with where it was drawn to.

        With an ``occurrence`` it begins with that.
        """
        initial = initial_values.of_meeting(meeting, now=now)
        if occurrence:
            initial |= initial_values.of_occurrence(occurrence, zone=ZoneInfo(meeting.time_zone))
        if move and not meeting.is_series:
            zone = ZoneInfo(str(initial["time_zone"]))
            initial |= initial_values.of_move(move, start=meeting.start_at, minutes=meeting.length_minutes, zone=zone)
        return cls(person=person, now=now, meeting=meeting, initial=initial)

    @classmethod
    def like(cls, meeting: Meeting, *, person: User, now: datetime) -> "BookingForm":
        """Return a form for another meeting like that one."""
        initial = initial_values.of_another(meeting, person=person, now=now)
        return cls(person=person, now=now, initial=initial)

    def clean_subject(self) -> str:
        return one_line.one_line(self.cleaned_data["subject"])

    def clean_seen_at(self) -> datetime | None:
        """Return None for anything odd: then nothing is compared."""
        try:
            return datetime.fromisoformat(self.cleaned_data["seen_at"])
        except ValueError:
            return None

    def clean_invitees(self) -> str:
        text = str(self.cleaned_data["invitees"])
        self.invited = invitee_list.invited(text, organiser=self._organiser, meeting=self.meeting)
        if self.invited.problems:
            raise forms.ValidationError(list(self.invited.problems))
        return text

    def clean_cohosts(self) -> str:
        text = str(self.cleaned_data["cohosts"])
        if "invitees" in self.cleaned_data:
            self.invited = invitee_list.with_cohosts(text, self.invited)
            if self.invited.problems:
                raise forms.ValidationError(list(self.invited.problems))
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._read_start(cleaned)
        self._find_unchosen(cleaned)
        self._read_rule(cleaned)
        self._read_length(cleaned)
        self._read_password(cleaned)
        for problem in self._readable_request(cleaned).problems(self.now):
            self._show(problem, cleaned)
        return cleaned

    def to_request(self) -> BookingRequest:
        """Return what a service takes. Only of a valid form."""
        request = self.so_far()
        assert request is not None
        return request

    def so_far(self) -> BookingRequest | None:
        """Return the request as far as it can be read; None while it has no time, length or rule."""
        self.is_valid()
        is_enough = {"start_at", "length_minutes", "rule"} <= set(self.cleaned_data)
        return self._readable_request(self.cleaned_data) if is_enough else None

    def show_refusal(self, error: ProblemError) -> bool:
        """Put what a service said beside its field, and return whether it has one here.

        A room that can't be chosen, since the meeting is booked in it already, leaves the start to be corrected.
        """
        name = "room" if self.room_choice else "start"
        found = [problem for problem in error.problems if problem.field == "room_id"]
        for problem in found:
            self.add_error(name, problem.sentence)
        return bool(found)

    @property
    def room_choice(self) -> forms.BoundField | None:
        """Return the field that chooses a room, None where there is nothing to choose."""
        is_choice = "room" in self.fields and (self.rooms or self.data.get("room"))
        return self["room"] if is_choice else None

    @property
    def chosen_room(self) -> CloudRoom | None:
        """Return the room that is chosen, or in which the meeting is; None for none, and for one that is not known."""
        chosen = self.meeting.vendor_room_id if self.meeting else self["room"].value() if "room" in self.fields else ""
        return next((room for room in self.rooms if room.id == chosen), None)

    @property
    def switches_in_the_meeting(self) -> list[forms.BoundField]:
        """Return what is switched on or off in the meeting, as far as this person may set it."""
        return self._switches(Group.IN_THE_MEETING)

    @property
    def switches_of_notices(self) -> list[forms.BoundField]:
        """Return the switches of who is told, as far as this person may set them."""
        return self._switches(Group.NOTICES)

    def _switches(self, group: Group) -> list[forms.BoundField]:
        rows = (option for option in options_table.TABLE if option.group is group and not option.choices)
        return [self[option.name] for option in rows if not self.fields[option.name].disabled]

    def _option_field(self, option: Option) -> forms.Field:
        """Return the field of an option; whoever may not set it leaves it as it is."""
        is_fixed = self.person.role not in option.set_by
        initial = getattr(self.meeting, option.name) if is_fixed and self.meeting else option.default
        if not option.choices:
            return forms.BooleanField(label=option.label, required=False, initial=initial, disabled=is_fixed)
        return forms.TypedChoiceField(
            label=option.label,
            choices=option.choices,
            coerce=int,
            initial=initial,
            disabled=is_fixed,
            error_messages={"required": Code.ENTRY_UNKNOWN.label, "invalid_choice": Code.ENTRY_UNKNOWN.label},
        )

    @cached_property
    def rooms(self) -> tuple[CloudRoom, ...]:
        """The rooms of the organiser, read once they are asked for; a meeting that is in none needs none."""
        if self.meeting and not self.meeting.vendor_room_id:
            return ()
        return known_rooms(person=self._organiser, now=self.now).entries

    @property
    def _organiser(self) -> User:
        return self.meeting.organiser if self.meeting else self.person

    def _readable_request(self, cleaned: dict[str, Any]) -> BookingRequest:
        """Return what could be read, with something faultless in place of the rest: that is shown already."""
        return BookingRequest(
            subject=cleaned.get("subject", ""),
            start_at=cleaned.get("start_at"),
            length_minutes=cleaned.get("length_minutes", SHORTEST),
            time_zone=cleaned.get("time_zone", "UTC"),
            invitees=self.invited.invitees,
            guest_password=cleaned.get("chosen_password", ""),
            room_id=self.meeting.vendor_room_id if self.meeting else cleaned.get("room", ""),
            repeats=cleaned.get("rule"),
            terminals=self.invited.terminals,
            **{name: cleaned[name] for name in options_table.NAMES if name in cleaned},
        )

    def _show(self, problem: Problem, cleaned: dict[str, Any]) -> None:
        """Put the sentence beside the field that it is about, and take the value for unreadable."""
        name = problem.field
        if name == "start_at":
            zone = ZoneInfo(cleaned["time_zone"])
            name = times.field_of_past(cleaned.pop("start_at"), zone=zone, now=self.now)
        elif name == "length_minutes":
            name = "length_other"
            del cleaned["length_minutes"]
        elif name == "guest_password":
            cleaned["chosen_password"] = ""
        elif name.startswith("recurrence."):
            name = repeat.field_of(problem, cleaned)
            del cleaned["rule"]
        self.add_error(name, problem.sentence)

    def _read_start(self, cleaned: dict[str, Any]) -> None:
        if not {"time_zone", "day", "start"} <= set(cleaned):
            return
        try:
            cleaned["start_at"] = times.start_of(
                day_text=cleaned["day"],
                start_text=cleaned["start"],
                zone=ZoneInfo(cleaned["time_zone"]),
                now=self.now,
                filled=cleaned.get("instant", ""),
                which=cleaned.get("which", ""),
            )
        except times.StartProblem as problem:
            self.which_choices = problem.choices
            self.add_error(problem.field, problem.sentence)

    def _find_unchosen(self, cleaned: dict[str, Any]) -> None:
        rule = self.meeting.recurrence if self.meeting else None
        for name, sentence in unchosen.find_unchosen(
            self, cleaned, filled=repeat.initial_of(None) | repeat.initial_of(rule)
        ):
            self.add_error(name, sentence)

    def _read_rule(self, cleaned: dict[str, Any]) -> None:
        if "start_at" not in cleaned or self.errors.get("repeats") or self.errors.get("weekdays"):
            return
        zone = ZoneInfo(cleaned["time_zone"])
        start = cleaned["start_at"].astimezone(zone)
        try:
            rule = repeat.rule_of(cleaned, start=start, here=self.now.astimezone(zone))
            if self.meeting and isinstance(rule, Rule):
                raise repeat.RepeatProblem("repeats", str(Code.SERIES_KEPT_BY_VENDOR.label))
            cleaned["rule"] = rule
        except repeat.RepeatProblem as problem:
            self.add_error(problem.field, problem.sentence)

    def _read_length(self, cleaned: dict[str, Any]) -> None:
        minutes = read_length(cleaned)
        if "start_at" in cleaned and (span := times.length_of(**self._typed_start(cleaned))):
            minutes = span
        if minutes is not None:
            cleaned["length_minutes"] = minutes

    def _typed_start(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        zone = ZoneInfo(cleaned["time_zone"])
        return {"day_text": cleaned["day"], "start_text": cleaned["start"], "zone": zone, "now": self.now}

    def _read_password(self, cleaned: dict[str, Any]) -> None:
        kind = cleaned.get("password")
        cleaned["chosen_password"] = ""
        if kind == guest_password.KEEP and self.meeting:
            cleaned["chosen_password"] = self.meeting.guest_password
        elif kind == guest_password.OWN:
            cleaned["chosen_password"] = times.plain_digits(cleaned.get("guest_password", ""))
            if not cleaned["chosen_password"]:  # which would ask for a new one
                self.add_error("guest_password", Code.GUEST_PASSWORD_NOT_DIGITS.label)


def end_of(request: BookingRequest) -> datetime:
    """Return when a requested meeting ends; only of one with a start."""
    assert request.start_at is not None
    return request.start_at + timedelta(minutes=request.length_minutes)
