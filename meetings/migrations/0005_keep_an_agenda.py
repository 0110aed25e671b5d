"""The agenda becomes a table, and the times that were copied onto the invitations go.

The rows of meetings that are there already are made by one statement each, so that a million of them takes no longer
than the database needs.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Max, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest, Least

from meetings.migrations._statement_time import nothing, take_time

# A single meeting has exactly one occurrence; whoever filled the tables by hand may have left it out.
_OCCURRENCES = """
    INSERT INTO meetings_occurrence
        (meeting_id, start_at, end_at, original_start_at, is_cancelled, vendor_sub_conference_id)
    SELECT meeting.id, invitation.meeting_start_at, invitation.meeting_end_at, invitation.meeting_start_at, FALSE, ''
    FROM meetings_meeting AS meeting
    JOIN meetings_invitee AS invitation ON invitation.meeting_id = meeting.id AND invitation.role = 'organiser'
    WHERE meeting.repeat_unit = ''
    AND NOT EXISTS (SELECT 1 FROM meetings_occurrence AS own WHERE own.meeting_id = meeting.id)
"""
# The same as meetings.writes.agenda says of one meeting.
_ENTRIES = """
    INSERT INTO meetings_agendaentry
        (tenant_id, person_id, meeting_id, occurrence_id, start_at, end_at, is_cancelled)
    SELECT meeting.tenant_id, invitation.person_id, meeting.id, occurrence.id, occurrence.start_at,
        CASE
            WHEN meeting.state <> 'ended' OR meeting.ended_at IS NULL OR meeting.ended_at >= occurrence.end_at
                THEN occurrence.end_at
            WHEN meeting.ended_at > occurrence.start_at THEN meeting.ended_at
            ELSE occurrence.start_at
        END,
        CASE
            WHEN occurrence.is_cancelled THEN TRUE
            ELSE meeting.repeat_unit = '' AND meeting.state IN ('cancelled', 'refused')
        END
    FROM meetings_invitee AS invitation
    JOIN meetings_meeting AS meeting ON meeting.id = invitation.meeting_id
    JOIN meetings_occurrence AS occurrence ON occurrence.meeting_id = meeting.id
    WHERE invitation.person_id IS NOT NULL AND invitation.removed_at IS NULL
    AND (invitation.role = 'organiser' OR meeting.vendor_conference_id <> '')
    AND (meeting.repeat_unit = '' OR meeting.state <> 'ended' OR meeting.ended_at IS NULL
        OR occurrence.start_at < meeting.ended_at)
    ON CONFLICT DO NOTHING
"""


def fill(apps, schema_editor):
    """Keep when a meeting ended early, and write everybody's agenda."""
    Meeting, Invitee = apps.get_model("meetings", "Meeting"), apps.get_model("meetings", "Invitee")
    Occurrence = apps.get_model("meetings", "Occurrence")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_OCCURRENCES)
    last = Occurrence.objects.filter(meeting=OuterRef("pk")).order_by("-end_at").values("end_at")[:1]
    organisers = Invitee.objects.filter(meeting=OuterRef("pk"), role="organiser")
    # Without an order: for one, PostgreSQL may go along the primary key, once for each meeting.
    told = organisers.order_by().values("meeting_end_at")[:1]
    early = Meeting.objects.filter(state="ended").annotate(last=Subquery(last), told=Subquery(told))
    early.filter(told__lt=F("last")).update(ended_at=Subquery(told))
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_ENTRIES)
    writes = apps.get_model("meetings", "VendorWrite").objects.filter(meeting=OuterRef("pk"))
    latest = writes.order_by("-created_at", "-pk")
    is_about_all = models.Q(about=None) | ~models.Exists(writes.exclude(state="done"))
    found = Meeting.objects.annotate(latest=Subquery(latest.values("state")[:1]))
    found = found.annotate(about=Subquery(latest.values("occurrence")[:1]))
    # No "not in" of all that are settled: PostgreSQL would go through them once for each meeting.
    found.exclude(is_about_all, latest="done").update(is_settled=False)
    _check_now(schema_editor)


def restore(apps, schema_editor):
    """Give the invitations their copies back, with the end of a meeting between its start and its planned end."""
    Meeting, Invitee = apps.get_model("meetings", "Meeting"), apps.get_model("meetings", "Invitee")
    Occurrence = apps.get_model("meetings", "Occurrence")

    meeting, rows = Meeting.objects.filter(pk=OuterRef("meeting")), Occurrence.objects.filter(meeting=OuterRef("meeting"))
    rows = rows.order_by().values("meeting")
    start_at, ended_at = meeting.values("start_at"), meeting.filter(state="ended").values("ended_at")
    first, last = rows.annotate(at=Min("start_at")).values("at"), rows.annotate(at=Max("end_at")).values("at")
    # That it is over may have been learned late, or before it was to begin.
    end_at = Greatest(Least(Coalesce(Subquery(ended_at), Subquery(last)), Subquery(last)), Subquery(first))
    Invitee.objects.update(
        meeting_start_at=Coalesce(Subquery(first), Subquery(start_at)),
        meeting_end_at=Coalesce(end_at, Subquery(start_at)),
        is_to_series=models.Exists(meeting.exclude(repeat_unit="")),
    )
    _check_now(schema_editor)


def _check_now(schema_editor):
    """A table with a constraint that waits for the end of the transaction can't be altered before."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("meetings", "0004_hold_series"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(take_time, nothing),
        migrations.CreateModel(
            name="AgendaEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start_at", models.DateTimeField()),
                ("end_at", models.DateTimeField()),
                ("is_cancelled", models.BooleanField(default=False)),
                (
                    "tenant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.tenant",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "occurrence",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda",
                        to="meetings.occurrence",
                    ),
                ),
            ],
            options={
                "ordering": ["start_at", "pk"],
                "constraints": [models.UniqueConstraint(fields=("occurrence", "person"), name="agenda_once")],
                "indexes": [
                    models.Index(fields=["tenant", "person", "start_at", "end_at"], name="agenda_person_start")
                ],
            },
        ),
        migrations.AddField("meeting", "ended_at", models.DateTimeField(blank=True, null=True)),
        # Nearly all are: so the rows needn't be written anew.
        migrations.AddField("meeting", "is_settled", models.BooleanField(default=True)),
        migrations.RunPython(fill, nothing),
        migrations.AlterField("meeting", "is_settled", models.BooleanField(default=False)),
        migrations.AddIndex(
            "meeting",
            models.Index(fields=["organiser"], condition=models.Q(is_settled=False), name="meeting_unsettled"),
        ),
        # Back again they are made empty, filled, and only then may not be.
        migrations.AlterField("invitee", "meeting_start_at", models.DateTimeField(null=True)),
        migrations.AlterField("invitee", "meeting_end_at", models.DateTimeField(null=True)),
        migrations.RunPython(nothing, restore),
        migrations.RemoveIndex("invitee", "invitee_person_start"),
        migrations.RemoveIndex("invitee", "invitee_person_series"),
        migrations.RemoveField("invitee", "meeting_start_at"),
        migrations.RemoveField("invitee", "meeting_end_at"),
        migrations.RemoveField("invitee", "is_to_series"),
        migrations.RunPython(nothing, take_time),
    ]
