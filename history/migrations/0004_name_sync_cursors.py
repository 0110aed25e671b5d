import django.db.models.deletion
from datetime import timedelta

from django.db import migrations, models
from django.db.models import F

_LONGEST_KEPT = timedelta(days=12 * 31)


def fill(apps, schema_editor):
    """The whole history is read once more, backwards from where the last reading ended: more of each row is kept."""
    cursors = apps.get_model("history", "SyncCursor").objects.all()
    at = F("read_until")
    cursors.update(read_since=at, begun_at=at, floor_at=at - _LONGEST_KEPT, next_at=at, kind="sessions")


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0012_read_history_as_owner"),
        ("history", "0003_name_tenants_of_unstored_sessions"),
    ]

    operations = [
        migrations.RenameModel("HistoryCursor", "SyncCursor"),
        migrations.AlterField(
            model_name="synccursor",
            name="tenant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="history_cursors", to="accounts.tenant",
                verbose_name="tenant",
            ),
        ),
        migrations.AddField("synccursor", "kind", models.CharField(default="sessions", max_length=12)),
        *[
            migrations.AddField("synccursor", name, models.DateTimeField(null=True))
            for name in ("read_since", "begun_at", "floor_at", "next_at")
        ],
        migrations.RunPython(fill, migrations.RunPython.noop),
        *[
            migrations.AlterField("synccursor", name, models.DateTimeField())
            for name in ("read_since", "begun_at", "floor_at", "next_at")
        ],
    ]
