"""The parts of an XLSX file that a table is read from, unpacked within limits.

A few kilobytes can unpack to gigabytes, and the size that an archive says of itself can be a lie, which a reader
finds out when it is too late. So each part is unpacked here, piece by piece, and what is handed on is an archive of
ours: without macros, links to other files, pictures and whatever else is no table.
"""

import io
import re
import zipfile
import zlib

from accounts.problems import Code
from accounts.table_file import unreadable

MAX_PARTS = 1000
MAX_UNPACKED = 40_000_000
# Each is work for the reader of the XML; 10,000 rows of 20 cells have a million and a half.
MAX_TAGS = 2_000_000
# The reader keeps a row in memory as a whole; one of all 16,384 columns takes less.
MAX_ROW = 1_000_000
_PIECE = 64 * 1024
# How an old .xls begins, and one that is protected by a password.
_OLE = b"\xd0\xcf\x11\xe0"
_NEEDED = re.compile(r"\[Content_Types\]\.xml|(.*/)?_rels/[^/]*\.rels|(?!docProps/|customXml/)(.*/)?[^/]*\.xml", re.I)
_NO_TABLE = re.compile(
    r"(.*/)?(externalLinks|drawings|charts|media|embeddings|pivot\w*|comments|threadedComments|persons|tables"
    r"|activeX|ctrlProps|macrosheets|printerSettings|queryTables|slicer\w*|theme)/",
    re.I,
)


def is_archive(content: bytes) -> bool:
    """Return whether the file begins as XLSX, or as what spreadsheets had before or lock up."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE))


def unpack(content: bytes) -> io.BytesIO:
    """Return an archive of the same tables, no part of which is larger than it says. Raises Unreadable."""
    if content.startswith(_OLE):
        raise unreadable(Code.FILE_OLD_SPREADSHEET)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _copy(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        # RuntimeError: a part that is encrypted; NotImplementedError: packed in a way that no spreadsheet uses
        raise unreadable(Code.FILE_NO_SPREADSHEET) from error


def _copy(archive: zipfile.ZipFile) -> io.BytesIO:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise unreadable(Code.FILE_UNPACKS_TOO_LARGE)
    copy = io.BytesIO()
    room, tags = MAX_UNPACKED, MAX_TAGS
    with zipfile.ZipFile(copy, "w") as made:
        for part in {part.filename: part for part in parts}.values():
            if not _NEEDED.fullmatch(part.filename) or _NO_TABLE.match(part.filename):
                continue
            read = _read(archive, part, room)
            room, tags = room - len(read), tags - read.count(b"<")
            if tags < 0 or (b"sheetData" in read and max(map(len, read.split(b"row>"))) > MAX_ROW):
                raise unreadable(Code.FILE_UNPACKS_TOO_LARGE)
            made.writestr(part.filename, read)
    copy.seek(0)
    return copy


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int) -> bytes:
    """Return one part. Asked for all of it at once, zipfile would unpack more than the part says of itself."""
    read = bytearray()
    with archive.open(part) as packed:
        while piece := packed.read(_PIECE):
            read += piece
            if len(read) > room:
                raise unreadable(Code.FILE_UNPACKS_TOO_LARGE)
    return bytes(read)
