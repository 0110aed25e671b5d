"""A kind of write for what a change of a whole series has undone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0010_know_zones_of_outsiders")]

    operations = [
        migrations.AlterField(
            model_name="vendorwrite",
            name="kind",
            field=models.CharField(
                choices=[
                    ("create", "book"),
                    ("edit", "change"),
                    ("cancel", "cancel"),
                    ("edit_occurrence", "change a date"),
                    ("cancel_occurrence", "cancel a date"),
                    ("restore_occurrence", "change a date again"),
                ],
                max_length=20,
            ),
        ),
    ]
