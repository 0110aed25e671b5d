"""What the outbox holds for somebody."""

from datetime import datetime

from icalendar import Calendar, Component, Event
from icalendar.prop import vDDDLists

from meetings.models import Invitee
from notifications.models import Message


def mail_to(invitee: Invitee) -> Message:
    return Message.objects.filter(recipient=invitee.email).latest("pk")


def event_in(message: Message) -> Event:
    (event,) = Calendar.from_ical(message.calendar).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def left_out(event: Component) -> list[datetime]:
    """Return the places that EXDATE leaves out of the rule."""
    listed = event["EXDATE"]
    assert isinstance(listed, vDDDLists)
    return [one.dt for one in listed.dts if isinstance(one.dt, datetime)]
