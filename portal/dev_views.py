"""Every piece of the look on one page; for development only."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.models import Meeting, VendorWrite

_State, _Kind, _Write = Meeting.State, VendorWrite.Kind, VendorWrite.State


@dataclass(frozen=True)
class Shown:
    """A meeting's state, and that of its latest write, as a badge shows them."""

    state: str
    write_kind: str = _Kind.CREATE
    write_state: str = _Write.DONE
    write_is_stale: bool = False


@dataclass(frozen=True)
class JoinOption:
    """An option to join, as the join page lists them."""

    href: str
    symbol: str
    title: str
    note: str
    is_external: bool = False


class Pieces(forms.Form):
    """One field of each kind."""

    subject = forms.CharField(label="Subject", help_text="Up to 128 characters.")
    start = forms.CharField(label="Start")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    zone = forms.ChoiceField(label="Time zone", choices=[("Asia/Shanghai", "Shanghai (UTC+8)")], required=False)
    note = forms.CharField(label="A word to the invitees", widget=forms.Textarea({"rows": 2}), required=False)
    entry = forms.ChoiceField(
        label="Who may enter", choices=[("0", "Everybody"), ("3", "Only invited people")], widget=forms.RadioSelect
    )
    tell = forms.BooleanField(label="Tell the invitees", required=False)

    def clean_start(self) -> str:
        raise forms.ValidationError("The start is in the past. 15:30 today would work.")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show all components in the theme and language of whoever looks."""
    typed = {"subject": "Roadmap", "start": "yesterday", "password": "-", "entry": "3", "tell": "on"}
    now = timezone.now()
    found = {
        "form": Pieces(typed),
        "states": _states(),
        "options": _JOIN_OPTIONS,
        "now": now,
        "later": now + timedelta(minutes=45),
        "next_year": now + timedelta(days=400),
        "icons": _ICONS,
    }
    return render(request, "ui/components.html", found)


def _states() -> list[Shown]:
    requested, booked = Shown(_State.REQUESTED), Shown(_State.BOOKED)
    open_states = (_Write.SENT, _Write.PLANNED, _Write.UNCONFIRMED)
    write_states = (_Write.PLANNED, _Write.SENT, _Write.UNCONFIRMED, _Write.REFUSED)
    return [
        *(replace(requested, write_state=write) for write in open_states),
        *(Shown(state) for state in (_State.BOOKED, _State.RUNNING, _State.ENDED, _State.CANCELLED, _State.REFUSED)),
        Shown(_State.CANCELLED, write_state=_Write.WITHDRAWN),
        *(
            replace(booked, write_kind=kind, write_state=write)
            for kind in (_Kind.EDIT, _Kind.CANCEL)
            for write in write_states
        ),
    ]


_JOIN_OPTIONS = [
    JoinOption("#browser", "browser", "Join in the browser", "Nothing to install", is_external=True),
    JoinOption("#app", "download", "Get the app", "For this device", is_external=True),
    JoinOption("tel:+862153290029", "phone", "Join by phone", "+86 21 5329 0029"),
]
_ICONS = ("bolt", "calendar", "check", "clock", "copy", "door", "down", "download", "edit", "eye", "globe", "home")
