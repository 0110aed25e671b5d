"""People and their User IDs from a file: first a dry run that shows each row's outcome, then exactly that.

The file waits here, encrypted, for the word of who sent it. What would come out otherwise than it was shown,
because somebody else has changed something in between, is shown again instead.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts import access, csv_encoding, csv_file, xlsx_archive, xlsx_file
from accounts.csv_encoding import Reading
from accounts.errors import AccountError, NotAllowed
from accounts.models import ImportDraft, Tenant, User
from accounts.problems import Code
from accounts.services import exporting, writing_rows
from accounts.services.import_rows import COLUMNS, REQUIRED, Outcome, Row, decide_outcomes
from accounts.table_file import Table, Unreadable
from l10n.problem import Problem

KEPT_FOR = timedelta(days=1)
# In the place of an encoding, which a spreadsheet's own format has none of.
XLSX = "xlsx"


class ImportRefused(AccountError):
    """The file can't be read, is gone, or was applied already."""


class ImportChanged(AccountError):
    """What the file would do is no longer what was shown; ``plan`` is what it would do now."""

    def __init__(self, plan: "Plan") -> None:
        super().__init__(Problem(Code.CHANGED_SINCE_READ))
        self.plan = plan


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of each row. ``readings`` are the encodings to choose from, where the file didn't say its own.

    ``sheet`` is the one that was read, of a file with several.
    """

    draft: ImportDraft
    rows: tuple[Row, ...]
    readings: tuple[Reading, ...] = ()
    sheet: str = ""

    @property
    def encoding_name(self) -> str:
        return str(csv_encoding.NAMES.get(self.draft.encoding, ""))

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def has_work(self) -> bool:
        return self.draft.is_encoding_sure and any(row.outcome in {Outcome.MADE, Outcome.CHANGED} for row in self.rows)


def read(*, by: User, tenant: Tenant, name: str, content: bytes, now: datetime) -> Plan:
    """Keep the file and say what it would do. Raises NotAllowed, and ImportRefused for what is no such table."""
    _check_reached(by, tenant)
    try:
        readings = () if xlsx_archive.is_archive(content) else csv_file.decoded(content)
        encoding = readings[0].encoding if readings else XLSX
        table = _read_table(content, encoding)
    except Unreadable as error:
        raise ImportRefused(error.problem) from error
    rows = _decide_rows(by, tenant, table)
    draft = ImportDraft.objects.create(
        tenant=tenant,
        made_by=by,
        name=name[:200],
        content=content.decode("latin-1"),
        encoding=encoding,
        is_encoding_sure=len(readings) < 2,
        shown_hash=_hash(rows),
        created_at=now,
    )
    return Plan(draft, rows, readings, table.sheet)


def read_again(*, by: User, draft_id: UUID, encoding: str) -> Plan:
    """Read a file that waits as somebody says that it is written; what it would do then is shown.

    Raises ImportRefused, also for an encoding in which the file has no sense.
    """
    draft = _waiting(by, draft_id)
    has_choice = draft.encoding not in {"", XLSX}
    reading = csv_encoding.read_as(_bytes(draft), encoding) if has_choice else None
    if reading is None:
        raise ImportRefused(Problem(Code.NOT_IN_ENCODING, "encoding"))
    try:
        table = _read_text(reading.text)
    except Unreadable as error:
        raise ImportRefused(error.problem) from error
    rows = _decide_rows(by, draft.tenant, table)
    draft.encoding, draft.is_encoding_sure, draft.shown_hash = encoding, True, _hash(rows)
    draft.save(update_fields=["encoding", "is_encoding_sure", "shown_hash"])
    return Plan(draft, rows, _readings(draft))


def plan(*, by: User, draft_id: UUID) -> Plan:
    """Return what a file that waits would do now. Raises ImportRefused for one that isn't there or isn't of ``by``."""
    draft = _waiting(by, draft_id)
    try:
        table = _read_table(_bytes(draft), draft.encoding) if draft.encoding else _read_text(draft.content)
    except Unreadable as error:  # a newer version reads otherwise
        raise ImportRefused(error.problem) from error
    return Plan(draft, _decide_rows(by, draft.tenant, table), _readings(draft), table.sheet)


def apply(*, by: User, draft_id: UUID, now: datetime) -> Plan:
    """Do what was shown, all of it or nothing, once; returns what was done.

    Raises ImportRefused, and ImportChanged when it would be something else by now.
    """
    try:
        with transaction.atomic():
            writing_rows.lock(by=by, tenant=_waiting(by, draft_id).tenant)
            shown = plan(by=by, draft_id=draft_id)
            if not shown.draft.is_encoding_sure:
                raise ImportRefused(Problem(Code.ENCODING_UNSURE, "encoding"))
            if _hash(shown.rows) == shown.draft.shown_hash:
                _apply_rows(shown, now)
                return shown
            ImportDraft.objects.filter(pk=shown.draft.pk).update(shown_hash=_hash(shown.rows))
    except IntegrityError as error:
        raise ImportRefused(Problem(Code.CHANGED_MEANWHILE)) from error
    raise ImportChanged(shown)


def drop_old_drafts(*, now: datetime) -> int:
    """Delete the files that nobody has confirmed for a day."""
    return ImportDraft.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]


def _waiting(by: User, draft_id: UUID) -> ImportDraft:
    draft = ImportDraft.objects.select_related("tenant").filter(pk=draft_id, made_by=by).first()
    if draft is None:
        raise ImportRefused(Problem(Code.FILE_GONE))
    _check_reached(by, draft.tenant)
    return draft


def _bytes(draft: ImportDraft) -> bytes:
    return str(draft.content).encode("latin-1")


def _readings(draft: ImportDraft) -> tuple[Reading, ...]:
    """Return the encodings to choose from; none of a file that said its own."""
    if draft.encoding in {"", XLSX, *csv_encoding.CERTAIN}:
        return ()
    return csv_encoding.list_readings(_bytes(draft))


def _check_reached(by: User, tenant: Tenant) -> None:
    if not access.tenants(by=by).filter(pk=tenant.pk).exists():
        raise NotAllowed(Problem(Code.ORGANISATION_OUT_OF_REACH, "tenant"))


def _read_table(content: bytes, encoding: str) -> Table:
    if encoding == XLSX:
        return xlsx_file.read(content, required=REQUIRED, columns=COLUMNS, guarded_columns=exporting.COLUMNS)
    return _read_text(content.decode(encoding))


def _read_text(text: str) -> Table:
    return csv_file.read(text, required=REQUIRED, guarded_columns=exporting.COLUMNS)


def _decide_rows(by: User, tenant: Tenant, table: Table) -> tuple[Row, ...]:
    return decide_outcomes(by=by, tenant=tenant, rows=table.rows, flaws=table.flaws, warnings=table.warnings)


def _hash(rows: Iterable[Row]) -> str:
    shown = [[row.number, row.outcome, row.values, [list(change) for change in row.changes]] for row in rows]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


def _apply_rows(shown: Plan, now: datetime) -> None:
    # Of two clicks, the one that deletes the draft does it.
    if not ImportDraft.objects.filter(pk=shown.draft.pk).delete()[0]:
        raise ImportRefused(Problem(Code.FILE_GONE))
    writing_rows.write_rows(tenant=shown.draft.tenant, rows=shown.rows, now=now)
