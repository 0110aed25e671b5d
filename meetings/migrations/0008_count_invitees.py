"""The lists read how many are invited from the meeting instead of counting them each time."""

from django.db import migrations, models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    """Count everybody who has a link, in one statement for all meetings."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET LOCAL statement_timeout = 0")
    Meeting, Invitee = apps.get_model("meetings", "Meeting"), apps.get_model("meetings", "Invitee")
    present = Invitee.objects.filter(removed_at=None, meeting=OuterRef("pk")).order_by().values("meeting")
    count = Subquery(present.annotate(count=Count("pk")).values("count"))
    Meeting.objects.update(invitee_count=Coalesce(count, 1))


def nothing(apps, schema_editor):
    """The column goes, with what it says."""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_leave_agenda_unchecked")]

    operations = [
        migrations.AddField(
            model_name="meeting", name="invitee_count", field=models.PositiveSmallIntegerField(default=1)
        ),
        migrations.RunPython(fill, nothing),
    ]
