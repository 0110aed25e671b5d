from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    apps.get_model("history", "EndedSession").objects.filter(details_due_at=None, details="waiting").update(
        details_due_at=F("end_at")
    )


class Migration(migrations.Migration):

    dependencies = [("history", "0005_keep_what_happened")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
