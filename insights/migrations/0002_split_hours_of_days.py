"""The page shows one figure of the hours of a year: each has a column, where one held rows of all of them."""

from django.db import migrations, models

_HOURS, _BATCH = 24, 2_000
# In the order of a row of ``hours``, after the hour itself.
_COLUMNS = ("begun_by_hour", "seats_by_hour", "sessions_by_hour", "rooms_by_hour")


def split(apps, schema_editor):
    """Make lists of 24 numbers of the rows of the hours in which anything happened."""
    _convert(apps, schema_editor, _columns_of, _COLUMNS)


def join(apps, schema_editor):
    """Make the rows again."""
    _convert(apps, schema_editor, _rows_of, ("hours",))


def _convert(apps, schema_editor, convert, names):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET LOCAL statement_timeout = 0")
    rows = apps.get_model("insights", "DayTotals").objects.all()
    batch = []
    for row in rows.order_by("pk").iterator(chunk_size=_BATCH):
        for name, value in zip(names, convert(row), strict=True):
            setattr(row, name, value)
        batch.append(row)
        if len(batch) == _BATCH:
            rows.bulk_update(batch, names)
            batch = []
    rows.bulk_update(batch, names)


def _columns_of(row):
    found = [[0] * _HOURS for _ in _COLUMNS]
    for hour, *numbers in row.hours:
        for column, number in zip(found, numbers, strict=True):
            column[hour] = number
    return [column if any(column) else [] for column in found]


def _rows_of(row):
    columns = [getattr(row, name) or [0] * _HOURS for name in _COLUMNS]
    found = [list(each) for each in zip(range(_HOURS), *columns, strict=True)]
    return [[each for each in found if any(each[1:])]]


class Migration(migrations.Migration):
    dependencies = [("insights", "0001_initial")]

    operations = [
        *(
            migrations.AddField(model_name="daytotals", name=name, field=models.JSONField(default=list))
            for name in _COLUMNS
        ),
        migrations.RunPython(split, join),
        migrations.RemoveField(model_name="daytotals", name="hours"),
    ]
