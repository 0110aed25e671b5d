"""By what meetings are found: the words of each, in the index that the database has for text."""

from typing import Any

from django.db import models

from meetings.models.meeting import Meeting
from meetings.search_terms import as_fts5, as_tsquery


class TermsField(models.TextField):  # type: ignore[type-arg]  # no type of ours at run time
    """Terms with spaces between; ``matching`` looks them up by an Expression of ``meetings.search_terms``."""


@TermsField.register_lookup
class Matching(models.Lookup):
    """Finds rows by the index that migration 0027 has made: a GIN index of tsvectors, or a table of FTS5."""

    lookup_name = "matching"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return f"{self._table(connection)}.terms_vector @@ %s::tsquery", [as_tsquery(self.rhs)]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        found = "SELECT rowid FROM meetings_words_found WHERE meetings_words_found MATCH %s"
        return f"{self._table(connection)}.id IN ({found})", [as_fts5(self.rhs)]

    def _table(self, connection: Any) -> str:
        return str(connection.ops.quote_name(self.lhs.alias))


@TermsField.register_lookup
class Holding(Matching):
    """Finds the same by looking at each row, for a few rows that are chosen otherwise: no index of words is read."""

    lookup_name = "holding"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        found, parameters = super().as_postgresql(compiler, connection)
        return f"({found}) IS TRUE", parameters

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        found = "SELECT 1 FROM meetings_words_found WHERE meetings_words_found MATCH %s AND rowid"
        return f"EXISTS ({found} = {self._table(connection)}.id)", [as_fts5(self.rhs)]


class MeetingWords(models.Model):
    """The words of a meeting and everybody who is in it, as ``meetings.writes.meeting_words`` writes them.

    ``terms`` holds pairs of characters of the subject (t…), and of outsiders' names and addresses (x…); who may see it
    (p1), who is its organiser (o1), and who may change it (h1). A table of its own, since each change of a row in it
    costs an entry in the index for every term, and meetings change often.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="words", db_constraint=False)
    terms = TermsField()

    def __str__(self) -> str:
        return str(self.meeting_id)
