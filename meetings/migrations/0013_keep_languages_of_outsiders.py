"""An outsider reads on in the language of the first mail, whatever the organiser reads since."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from meetings.migrations._statement_time import nothing, take_time


def _take_organisers(apps, schema_editor):
    """Nobody knows in which language the mails of before were: it is the organiser's of today."""
    Invitee, Meeting = apps.get_model("meetings", "Invitee"), apps.get_model("meetings", "Meeting")
    language = Meeting.objects.filter(pk=OuterRef("meeting")).values("organiser__language")
    Invitee.objects.filter(person=None).update(language=Subquery(language))


class Migration(migrations.Migration):
    dependencies = [("meetings", "0012_find_unknown_meetings")]

    operations = [
        migrations.RunPython(take_time, nothing),
        migrations.AddField(model_name="invitee", name="language", field=models.CharField(blank=True, max_length=10, default=""), preserve_default=False),
        migrations.RunPython(_take_organisers, nothing),
        migrations.RunPython(nothing, take_time),
    ]
