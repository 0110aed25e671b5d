"""Meetings are found by any part of a word, in the index for text that the database has."""

import django.db.models.deletion
from django.db import migrations, models

import meetings.models.meeting_words
from meetings.search_terms import text_terms

_SOME = 2000
_POSTGRESQL = (
    """
    ALTER TABLE meetings_meetingwords
    ADD COLUMN terms_vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', terms)) STORED
    """,
    # Without a list of what is still to be entered: every search would read through it.
    "CREATE INDEX meeting_words_found ON meetings_meetingwords USING gin (terms_vector) WITH (fastupdate = off)",
)
_SQLITE = (
    """
    CREATE VIRTUAL TABLE meetings_words_found
    USING fts5(terms, content='meetings_meetingwords', content_rowid='id', tokenize='ascii')
    """,
    """
    CREATE TRIGGER meetings_words_made AFTER INSERT ON meetings_meetingwords BEGIN
        INSERT INTO meetings_words_found (rowid, terms) VALUES (new.id, new.terms);
    END
    """,
    """
    CREATE TRIGGER meetings_words_gone AFTER DELETE ON meetings_meetingwords BEGIN
        INSERT INTO meetings_words_found (meetings_words_found, rowid, terms) VALUES ('delete', old.id, old.terms);
    END
    """,
    """
    CREATE TRIGGER meetings_words_changed AFTER UPDATE ON meetings_meetingwords BEGIN
        INSERT INTO meetings_words_found (meetings_words_found, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO meetings_words_found (rowid, terms) VALUES (new.id, new.terms);
    END
    """,
)


def _make_index(apps, schema_editor):
    for statement in _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE:
        schema_editor.execute(statement)


def _drop_index(apps, schema_editor):
    """Drop what is not gone with the table itself."""
    if schema_editor.connection.vendor == "sqlite":
        for name in ("made", "gone", "changed"):
            schema_editor.execute(f"DROP TRIGGER meetings_words_{name}")
        schema_editor.execute("DROP TABLE meetings_words_found")


def _fill(apps, schema_editor):
    """Write the words of all meetings, some at a time."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET LOCAL statement_timeout = 0")
    Meeting, Invitee = apps.get_model("meetings", "Meeting"), apps.get_model("meetings", "Invitee")
    MeetingWords = apps.get_model("meetings", "MeetingWords")
    last = None
    while True:
        found = Meeting.objects.order_by("pk")
        if last is not None:
            found = found.filter(pk__gt=last)
        some = list(found.values_list("pk", "organiser_id", "subject")[:_SOME])
        if not some:
            return
        last = some[-1][0]
        invitees = {}
        present = Invitee.objects.filter(meeting__in=[key for key, *_ in some], removed_at=None).order_by("pk")
        for key, *row in present.values_list("meeting_id", "person_id", "role", "name", "email"):
            invitees.setdefault(key, []).append(row)
        MeetingWords.objects.bulk_create(
            MeetingWords(meeting_id=key, terms=_terms(organiser_id, subject, invitees.get(key, [])))
            for key, organiser_id, subject in some
        )


def _terms(organiser_id, subject, invitees):
    people, outsiders = [f"o{organiser_id}"], []
    for person_id, role, name, email in invitees:
        if person_id is None:
            outsiders.append(f"{name} {email}")
            continue
        people.append(f"p{person_id}")
        if role in {"organiser", "cohost"}:
            people.append(f"h{person_id}")
    return " ".join([*people, *text_terms(subject, prefix="t"), *text_terms(" ".join(outsiders), prefix="x")])


def _nothing(apps, schema_editor):
    """The table goes, with what it says."""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0026_change_portal_series")]

    operations = [
        migrations.CreateModel(
            name="MeetingWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("terms", meetings.models.meeting_words.TermsField()),
                (
                    "meeting",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="meetings.meeting",
                    ),
                ),
            ],
        ),
        migrations.RunPython(_make_index, _drop_index),
        migrations.RunPython(_fill, _nothing),
    ]
