"""The reference: what Django alone costs for 50 meetings, as a page and as JSON, and for a look-up and an INSERT.

No middleware, no session, no user, no instances of the ORM: one indexed query with ``.values()``, dates
formatted in Python, a template of 50 rows. ``BARE_DATABASE_URL`` is its database; ``python -m benchmarks.bare
MEETINGS`` fills it.
"""

import os
import sys
import uuid
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import ClassVar

import django
import environ
from django.conf import settings

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[],
        USE_TZ=True,
        LOGGING_CONFIG=None,
        SECRET_KEY=uuid.uuid4().hex,
        DATABASES={"default": environ.Env.db_url_config(os.environ["BARE_DATABASE_URL"]) | {"CONN_MAX_AGE": None}},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

ROWS = 50


class Meeting(models.Model):
    """As wide as a real meeting's row, so that fetching it costs what it would."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    owner = models.IntegerField()
    subject = models.CharField(max_length=200)
    start = models.DateTimeField()
    end = models.DateTimeField()
    vendor_id = models.CharField(max_length=32)
    state = models.CharField(max_length=16, default="booked")
    kind = models.CharField(max_length=16, default="conference")
    zone = models.CharField(max_length=40, default="Europe/Berlin")
    host_name = models.CharField(max_length=80, default="Alice Example")
    guests = models.IntegerField(default=5)
    join_url = models.CharField(max_length=300, default="https://meeting.example.org/j/0")
    guest_password = models.CharField(max_length=16, default="123456")
    host_password = models.CharField(max_length=16, default="654321")
    has_lobby = models.BooleanField(default=False)
    mutes = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)
    note = models.TextField(default="")
    options = models.JSONField(default=dict)

    objects: "ClassVar[models.Manager[Meeting]]" = models.Manager()

    class Meta:
        app_label = "bare"
        db_table = "bare_meeting"
        indexes = [models.Index(fields=["owner", "start"], name="bare_owner_start")]

    def __str__(self) -> str:
        return self.subject


_COLUMNS = ("id", "subject", "start", "end", "vendor_id", "state", "kind", "host_name", "guests", "join_url")
_PAGE = """{% load l10n %}<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Meetings</title></head>
<body><h1>Meetings</h1><table><thead><tr><th>Subject<th>Day<th>From<th>To<th>ID<th>State<th>Host<th>Guests</tr>
</thead><tbody>{% localize off %}{% for m in rows %}<tr><td><a href="/m/{{ m.id }}">{{ m.subject }}</a></td>
<td>{{ m.day }}</td><td>{{ m.start }}</td><td>{{ m.end }}</td><td>{{ m.vendor_id }}</td><td>{{ m.state }}</td>
<td>{{ m.host_name }}</td><td>{{ m.guests }}</td></tr>{% endfor %}{% endlocalize %}</tbody></table></body></html>"""


def page(request: HttpRequest) -> HttpResponse:
    """The page."""
    rows = list(Meeting.objects.filter(owner=1).order_by("start").values(*_COLUMNS)[:ROWS])
    for row in rows:
        start, end = row["start"], row["end"]
        row["day"] = f"{start:%a} {start.day} {start:%b %Y}"
        row["start"], row["end"] = f"{start:%H:%M}", f"{end:%H:%M}"
    return HttpResponse(_template.render({"rows": rows}))


def rows(request: HttpRequest) -> HttpResponse:
    """The same rows as JSON, with what the API's have."""
    found = Meeting.objects.filter(owner=1).order_by("start")
    values = found.values_list("id", "subject", "state", "start", "end", "zone", "host_name", "vendor_id", "guests")
    results = [
        {
            "id": key,
            "occurrence_id": None,
            "subject": subject,
            "state": state,
            "start_at": start.isoformat(),
            "end_at": end.isoformat(),
            "time_zone": zone,
            "organiser_name": host_name,
            "conference_id": vendor_id,
            "external_id": "",
            "invitee_count": guests,
        }
        for key, subject, state, start, end, zone, host_name, vendor_id, guests in values[:ROWS]
    ]
    return JsonResponse({"results": results, "next": None})


def create(request: HttpRequest) -> HttpResponse:
    """One look-up by a key, and one INSERT."""
    first = Meeting.objects.get(pk=_first_key())
    made = Meeting.objects.create(
        owner=2,
        subject=first.subject,
        start=first.start,
        end=first.end,
        vendor_id=first.vendor_id,
        created_at=first.created_at,
        changed_at=first.changed_at,
    )
    return JsonResponse({"id": made.pk})


@cache
def _first_key() -> uuid.UUID:
    first: uuid.UUID = Meeting.objects.filter(owner=1).order_by("start").values_list("pk", flat=True)[0]
    return first


_template = engines["django"].from_string(_PAGE)
urlpatterns = [path("page", page), path("rows.json", rows), path("create", create)]


def seed(count: int) -> None:
    """Make so many meetings of one owner: the first by the ORM, the others from it by the database."""
    with connection.schema_editor() as editor:
        editor.create_model(Meeting)
    first = datetime.now(UTC) + timedelta(hours=1)
    Meeting.objects.create(
        owner=1,
        subject="Weekly review 0000000",
        start=first,
        end=first + timedelta(minutes=30),
        vendor_id="900000000",
        created_at=first,
        changed_at=first,
    )
    changed = {
        "id": "gen_random_uuid()",
        "subject": "'Weekly review ' || lpad(n::text, 7, '0')",
        "start": "start + n * interval '1 minute'",
        "end": "\"end\" + n * interval '1 minute'",
        "vendor_id": "(900000000 + n)::text",
    }
    columns = [str(field.column) for field in Meeting._meta.fields]
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(changed.get(name, f'"{name}"') for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO bare_meeting ({names}) SELECT {values} FROM bare_meeting, generate_series(1, %s) AS n",
            [count - 1],
        )
        cursor.execute("VACUUM ANALYZE bare_meeting")


if __name__ == "__main__":
    seed(int(sys.argv[1]))
else:
    application = get_wsgi_application()
