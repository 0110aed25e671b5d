"""HTML and calendar files are compressed before they are encrypted; what is there already is read as it stands."""

from django.db import migrations

import encryption.fields


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="message", name="calendar", field=encryption.fields.EncryptedLongTextField(blank=True)
        ),
        migrations.AlterField(
            model_name="message", name="html", field=encryption.fields.EncryptedLongTextField(blank=True)
        ),
    ]
