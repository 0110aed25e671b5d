"""What the outbox holds for somebody."""

from icalendar import Calendar, Event

from meetings.models import Invitee
from notifications.models import Message


def mail_to(invitee: Invitee) -> Message:
    return Message.objects.filter(recipient=invitee.email).latest("pk")


def event_in(message: Message) -> Event:
    (event,) = Calendar.from_ical(message.calendar).walk("VEVENT")
    assert isinstance(event, Event)
    return event
