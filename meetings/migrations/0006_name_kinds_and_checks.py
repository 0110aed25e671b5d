"""Writes about one occurrence are named after it; what a check at the vendor showed is called a check."""

from django.db import migrations, models

from meetings.migrations._statement_time import nothing, take_time

_KINDS = {"move": "edit_occurrence", "skip": "cancel_occurrence"}


def _rename_kinds(apps, schema_editor):
    _replace(apps, schema_editor, _KINDS)


def _rename_back(apps, schema_editor):
    _replace(apps, schema_editor, {new: old for old, new in _KINDS.items()})


def _replace(apps, schema_editor, names):
    writes = apps.get_model("meetings", "VendorWrite").objects.using(schema_editor.connection.alias)
    for old, new in names.items():
        writes.filter(kind=old).update(kind=new)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_keep_an_agenda")]

    operations = [
        migrations.RunPython(take_time, nothing),
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
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(_rename_kinds, _rename_back),
        migrations.RenameField(model_name="vendorwrite", old_name="last_look", new_name="last_check"),
        migrations.RenameField(model_name="vendorwrite", old_name="looks", new_name="agreeing_checks"),
        migrations.RunPython(nothing, take_time),
    ]
