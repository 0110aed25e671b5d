"""A person is invited once, whatever their address; the organiser's address in calendars stays what it was."""

from django.db import migrations, models
from django.db.models import Case, Count, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Now

from meetings.migrations._statement_time import nothing, take_time


def _keep_addresses(apps, schema_editor):
    """Take over the address under which each meeting was booked."""
    Meeting, Invitee = apps.get_model("meetings", "Meeting"), apps.get_model("meetings", "Invitee")
    own = Invitee.objects.filter(meeting=OuterRef("pk"), role="organiser").order_by("pk").values("email")[:1]
    organiser = apps.get_model("accounts", "User").objects.filter(pk=OuterRef("organiser")).values("email")
    Meeting.objects.update(ical_organiser_email=Coalesce(Subquery(own), Subquery(organiser)))


def _invite_once(apps, schema_editor):
    """Of several rows of one person leave the one with the most rights; the others stay, as taken off."""
    Meeting, Invitee = apps.get_model("meetings", "Meeting"), apps.get_model("meetings", "Invitee")
    present = Invitee.objects.filter(removed_at=None, person__isnull=False)
    several = present.order_by().values("meeting", "person").annotate(count=Count("pk")).filter(count__gt=1)
    rank = Case(When(role="organiser", then=Value(0)), When(role="cohost", then=Value(1)), default=Value(2))
    for group in list(several):
        rows = present.filter(meeting=group["meeting"], person=group["person"]).order_by(rank, "pk")
        others = [row.pk for row in rows[1:]]
        Invitee.objects.filter(pk__in=others).update(removed_at=Now())
        count = Invitee.objects.filter(meeting=group["meeting"], removed_at=None).count()
        Meeting.objects.filter(pk=group["meeting"]).update(invitee_count=count)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0008_count_invitees")]

    operations = [
        migrations.RunPython(take_time, nothing),
        migrations.AddField(
            model_name="meeting", name="ical_organiser_email", field=models.EmailField(blank=True, default="", max_length=254), preserve_default=False
        ),
        migrations.RunPython(_keep_addresses, nothing),
        migrations.RemoveConstraint(model_name="invitee", name="invitee_once_per_meeting"),
        migrations.RunPython(_invite_once, nothing),
        migrations.AddConstraint(
            model_name="invitee",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False), ("removed_at__isnull", True)),
                fields=("meeting", "person"),
                name="invitee_person_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitee",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", True)),
                fields=("meeting", "email"),
                name="invitee_outsider_once",
            ),
        ),
        migrations.RunPython(nothing, take_time),
    ]
