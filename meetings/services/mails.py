"""Mails that did not arrive: who may know of them, and send them again."""

import uuid
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts import access as accounts_access
from accounts.models import User
from l10n.problem import Problem
from meetings import access
from meetings.errors import MeetingError, NotAllowed
from meetings.models import Invitee, Meeting
from meetings.problems import Code
from notifications import delivery
from notifications.models import Message

_MEETING, _PERSON = "meeting:", "person:"


def undelivered(*, by: User) -> QuerySet[Message]:
    """Return what ``by`` should know of: failed mails, and those of which an attempt failed.

    A tenant administrator of their own tenant's, an operator of all; also those that are out of date.
    """
    if not (by.is_active and by.is_staff):
        return Message.objects.none()
    found = Message.objects.defer("text", "html", "calendar").filter(
        Q(state=Message.State.FAILED) | Q(state=Message.State.QUEUED) & ~Q(failure="")
    )
    return found if by.is_operator else found.filter(about__in=_within_reach(found, by))


def worth_sending(*, by: User) -> QuerySet[Message]:
    """Return the undelivered ones that ``by`` should still see to: without the failed ones that are out of date."""
    found = undelivered(by=by)
    same = Message.objects.filter(about=OuterRef("about"), recipient__iexact=OuterRef("recipient"))
    found = found.exclude(Exists(same.filter(pk__gt=OuterRef("pk"))), state=Message.State.FAILED)
    unowned = found.filter(
        ~Exists(User.objects.filter(email__iexact=OuterRef("recipient"))), state=Message.State.FAILED
    )
    sent_to = {pk: (_key(about), recipient.lower()) for pk, about, recipient in _addressed(unowned)}
    outsiders = Invitee.objects.filter(person=None, meeting__in={key for key, _ in sent_to.values() if key})
    present = {(meeting, email.lower()) for meeting, email in outsiders.values_list("meeting", "email")}
    return found.exclude(pk__in=[pk for pk, addressee in sent_to.items() if addressee not in present])


def _addressed(found: QuerySet[Message]) -> list[tuple[int, str, str]]:
    return list(found.order_by().values_list("pk", "about", "recipient"))


def send_again(*, message_id: int, by: User, now: datetime) -> bool:
    """Put a failed mail back into the queue; False if it hadn't failed, so that a second click does nothing.

    For those who may change the meeting that it is about, and for administrators. Raises NotAllowed, and MeetingError
    where the recipient has been told something newer, or has another address by now.
    """
    message = Message.objects.defer("text", "html", "calendar").filter(pk=message_id).first()
    if message is None or not _may_send(message, by):
        raise NotAllowed(Problem(Code.NOT_YOURS))
    if _is_outdated(message):
        raise MeetingError(Problem(Code.MAIL_OUTDATED))
    return delivery.send_again(message_id=message.pk, now=now)


def _may_send(message: Message, by: User) -> bool:
    is_administrator = by.is_active and by.is_staff
    if meeting := _meeting_of(message):
        is_theirs = by.is_operator or meeting.tenant_id == by.tenant_id
        return access.can_change(person=by, meeting=meeting) or (is_administrator and is_theirs)
    if message.about.startswith(_PERSON):
        return accounts_access.people(by=by).filter(pk=message.about.removeprefix(_PERSON)).exists()
    return is_administrator and by.is_operator


def _within_reach(found: QuerySet[Message], by: User) -> list[str]:
    """Return what the mails in ``found`` are about, of the tenant of ``by``. They say it as text alone."""
    named = list(found.order_by().values_list("about", flat=True).distinct())
    meetings = {key: each for each in named if (key := _key(each))}
    people = {each.removeprefix(_PERSON): each for each in named if each.startswith(_PERSON)}
    own = Meeting.objects.filter(tenant=by.tenant_id, pk__in=meetings).values_list("pk", flat=True)
    theirs = accounts_access.people(by=by).filter(pk__in=people).values_list("pk", flat=True)
    return [*(meetings[key] for key in own), *(people[str(key)] for key in theirs)]


def _meeting_of(message: Message) -> Meeting | None:
    key = _key(message.about)
    return Meeting.objects.filter(pk=key).first() if key else None


def _key(about: str) -> uuid.UUID | None:
    return uuid.UUID(about.removeprefix(_MEETING)) if about.startswith(_MEETING) else None


def _is_outdated(message: Message) -> bool:
    """Tell whether it would be wrong to send it now: there is a newer one, or nobody has that address any more."""
    of_the_same = Message.objects.filter(about=message.about, recipient__iexact=message.recipient)
    if of_the_same.filter(pk__gt=message.pk).exists():
        return True
    if User.objects.filter(email__iexact=message.recipient).exists():
        return False
    meeting = _meeting_of(message)
    outsiders = meeting.invitees.filter(person=None, email__iexact=message.recipient) if meeting else None
    return outsiders is None or not outsiders.exists()
