"""For migrations that go through whole tables."""


def take_time(apps, schema_editor):
    """Let a statement of this migration take longer than one of a page may (portal.settings)."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET LOCAL statement_timeout = 0")


def nothing(apps, schema_editor):
    """The other direction has nothing to do."""
