"""The jobs of the directory."""

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from directory.services import rooms


@shared_task(name="directory.read_rooms", soft_time_limit=50, time_limit=60, ignore_result=True, acks_late=True)
def read_rooms(*, person_id: int, **_: object) -> None:
    """Read the rooms of a person who has a form in front of them; who opens the next one finds them there."""
    person = User.objects.select_related("tenant__application").filter(pk=person_id, is_active=True).first()
    if person:
        rooms.list_rooms(person=person, now=timezone.now())
