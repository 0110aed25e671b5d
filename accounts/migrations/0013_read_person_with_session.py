"""Sessions get a table of ours, with the person; whoever is signed in stays so."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_DJANGOS_TABLE = "django_session"
_COLUMNS = "session_key, session_data, expire_date"


def take_over(apps: Any, schema_editor: Any) -> None:
    """Move the rows of Django's own table, which no new database has; a later save fills in the person."""
    connection = schema_editor.connection
    if _DJANGOS_TABLE not in connection.introspection.table_names():
        return
    schema_editor.execute(
        f"INSERT INTO accounts_session ({_COLUMNS}) SELECT {_COLUMNS} FROM {_DJANGOS_TABLE}"  # noqa: S608
    )
    schema_editor.execute(f"DROP TABLE {_DJANGOS_TABLE}")


def give_back(apps: Any, schema_editor: Any) -> None:
    """Make Django's table for an earlier version, with the rows."""
    moment = {"postgresql": "timestamp with time zone", "sqlite": "datetime"}[schema_editor.connection.vendor]
    schema_editor.execute(
        f"CREATE TABLE {_DJANGOS_TABLE} (session_key varchar(40) NOT NULL PRIMARY KEY,"
        f" session_data text NOT NULL, expire_date {moment} NOT NULL)"
    )
    schema_editor.execute(f"CREATE INDEX django_session_expire_date ON {_DJANGOS_TABLE} (expire_date)")
    schema_editor.execute(
        f"INSERT INTO {_DJANGOS_TABLE} ({_COLUMNS}) SELECT {_COLUMNS} FROM accounts_session"  # noqa: S608
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0012_read_history_as_owner'),
    ]

    operations = [
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('person', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.RunPython(take_over, give_back),
    ]
