"""Computing afresh by what people are found, and comparing it with what is stored."""

from collections.abc import Iterator

from django.db import transaction

from accounts.models import SearchKey, User
from accounts.models.search_key import KeyDifferences

# So many people are read, and locked, at a time.
_BATCH = 500


def rebuild(*, repairs: bool) -> Iterator[KeyDifferences]:
    """Yield what differs, batch by batch of people, and put it right if ``repairs``.

    Safe while the portal is in use: a batch is locked while it is compared, so no change is taken for a difference.
    """
    last = 0
    while batch := list(User.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        last = batch[-1]
        with transaction.atomic():
            locked = [person.pk for person in User.objects.select_for_update().filter(pk__in=batch).order_by("pk")]
            found = SearchKey.objects.differences(locked)
            if repairs:
                SearchKey.objects.repair(found)
        if found:
            yield found
