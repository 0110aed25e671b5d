"""The jobs of the directory."""

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from directory.services import rooms, terminals


@shared_task(name="directory.read_rooms", soft_time_limit=50, time_limit=60, ignore_result=True, acks_late=True)
def read_rooms(*, person_id: int, **_: object) -> None:
    """Read the rooms of a person who has a form in front of them; who opens the next one finds them there."""
    if person := _active(person_id):
        rooms.list_rooms(person=person, now=timezone.now())


@shared_task(name="directory.read_terminals", soft_time_limit=50, time_limit=60, ignore_result=True, acks_late=True)
def read_terminals(*, person_id: int, **_: object) -> None:
    """Read the terminals of the organisation of a person who is choosing whom to invite."""
    if person := _active(person_id):
        terminals.list_terminals(person=person, now=timezone.now())


def _active(person_id: int) -> User | None:
    return User.objects.select_related("tenant__application").filter(pk=person_id, is_active=True).first()
