"""Attempts counted for a limit, exactly, however many come at once.

A row and no cache: a cache in the database adds up by reading and writing, so that attempts at one moment count as
one, and gives what it writes its own time to live.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from accounts.models import AttemptWindow

# One statement, so that neither two at once count as one, nor the end of a window is moved.
_COUNT = """
INSERT INTO {table} (key, count, ends_at) VALUES (%(key)s, 1, %(end)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN {table}.ends_at <= %(now)s THEN 1 ELSE {table}.count + 1 END,
    ends_at = CASE WHEN {table}.ends_at <= %(now)s THEN excluded.ends_at ELSE {table}.ends_at END
RETURNING count
"""


def count_attempt(*, key: str, window: timedelta, now: datetime) -> int:
    """Count one attempt and return how many there were under ``key`` since its window began, this one included.

    The window lasts ``window`` from the first attempt on; no later one prolongs it.
    """
    adapt = connection.ops.adapt_datetimefield_value
    statement = _COUNT.format(table=AttemptWindow._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(statement, {"key": key, "now": adapt(now), "end": adapt(now + window)})
        return int(cursor.fetchone()[0])


def take_back(*, key: str) -> None:
    """Count one attempt less, of which it has turned out that it doesn't count."""
    AttemptWindow.objects.filter(key=key, count__gt=0).update(count=F("count") - 1)


def delete_over(*, now: datetime) -> int:
    """Delete the windows that are over, and return how many there were."""
    return AttemptWindow.objects.filter(ends_at__lte=now).delete()[0]
