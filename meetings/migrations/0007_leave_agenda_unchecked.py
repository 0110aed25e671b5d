"""No look-up per entry when a series for many people is booked: the agenda's occurrences are checked by no constraint."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0006_name_kinds_and_checks")]

    operations = [
        migrations.AlterField(
            model_name="agendaentry",
            name="occurrence",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="agenda",
                to="meetings.occurrence",
            ),
        ),
    ]
