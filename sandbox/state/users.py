"""Store enterprises and their users."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from sandbox import ids
from sandbox.state import rooms

ENTERPRISE_USER, SP_ADMINISTRATOR = 2, 1  # userType
DEFAULT_ADMINISTRATOR, ADMINISTRATOR, NOT_AN_ADMINISTRATOR = 0, 1, 2  # adminType


@dataclass(frozen=True, slots=True)
class User:
    """A user; ``third_account`` is the name that the caller's own system has for this person, "" for the owner."""

    uuid: str
    corp_id: str
    third_account: str
    account: str
    sip_number: str
    name: str
    email: str
    phone: str
    dept_code: str
    user_type: int
    admin_type: int

    @property
    def is_sp_administrator(self) -> bool:
        return self.user_type == SP_ADMINISTRATOR

    @property
    def is_enterprise_administrator(self) -> bool:
        return self.user_type == ENTERPRISE_USER and self.admin_type != NOT_AN_ADMINISTRATOR


def add_enterprise(db: sqlite3.Connection, *, corp_id: str, name: str, sp_app_id: str = "") -> None:
    db.execute("INSERT OR REPLACE INTO enterprises VALUES (?, ?, ?)", (corp_id, sp_app_id, name))


def enterprise_name(db: sqlite3.Connection, corp_id: str) -> str:
    row = db.execute("SELECT name FROM enterprises WHERE corp_id = ?", (corp_id,)).fetchone()
    return row[0] if row else ""


def has_enterprise(db: sqlite3.Connection, *, corp_id: str, sp_app_id: str) -> bool:
    """Return whether that enterprise belongs to that service provider."""
    found = db.execute("SELECT 1 FROM enterprises WHERE corp_id = ? AND sp_app_id = ?", (corp_id, sp_app_id))
    return found.fetchone() is not None


def find(db: sqlite3.Connection, uuid: str) -> User | None:
    row = db.execute("SELECT * FROM users WHERE uuid = ?", (uuid,)).fetchone()
    return row and User(**row)


def find_by_third_account(db: sqlite3.Connection, *, corp_id: str, third_account: str) -> User | None:
    row = db.execute(
        "SELECT * FROM users WHERE corp_id = ? AND third_account = ?", (corp_id, third_account)
    ).fetchone()
    return row and User(**row)


def find_by_account(db: sqlite3.Connection, account: str) -> User | None:
    """Return the user of the vendor's own account, exactly as it is written."""
    row = db.execute("SELECT * FROM users WHERE account = ?", (account,)).fetchone()
    return row and User(**row)


def find_by_number(db: sqlite3.Connection, number: str) -> User | None:
    """Return whose SIP number it is."""
    row = db.execute("SELECT * FROM users WHERE sip_number = ?", (number,)).fetchone()
    return row and User(**row)


def find_by_any_account(db: sqlite3.Connection, account: str) -> User | None:
    """Return the user of what a developer would type: the third-party account or the vendor's own."""
    row = db.execute(
        "SELECT * FROM users WHERE third_account = ?1 OR account = ?1 ORDER BY corp_id, uuid", (account,)
    ).fetchone()
    return row and User(**row)


def register(
    db: sqlite3.Connection,
    *,
    corp_id: str,
    third_account: str,
    name: str = "",
    account: str = "",
    dept_code: str = "",
    admin_type: int = NOT_AN_ADMINISTRATOR,
    user_type: int = ENTERPRISE_USER,
) -> User:
    """Add a user, with a personal meeting number. Who is given no ``account`` gets one of the vendor's making."""
    user = User(
        uuid=ids.hex32(),
        corp_id=corp_id,
        third_account=third_account,
        account=account or f"Auto-{ids.hex32()}",
        sip_number=f"+99111{ids.digits(10)}",
        name=name or third_account,
        email="",
        phone="",
        dept_code=dept_code,
        user_type=user_type,
        admin_type=admin_type,
    )
    values = tuple(getattr(user, column) for column in User.__dataclass_fields__)
    db.execute(f"INSERT INTO users VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608 — only placeholders
    rooms.add_personal(db, owner_uuid=user.uuid, name=user.name)
    return user


def write_profile(db: sqlite3.Connection, user: User, profile: dict[str, str]) -> None:
    """Put into the address book what a sign-in brought; what it left out stays."""
    for column in ("name", "email", "phone", "dept_code"):
        if profile.get(column):
            db.execute(f"UPDATE users SET {column} = ? WHERE uuid = ?", (profile[column], user.uuid))  # noqa: S608


def is_taken(db: sqlite3.Connection, *, column: str, value: str, by_other_than: User | None, corp_id: str) -> bool:
    """Return whether somebody else of the enterprise has that ``email`` or ``phone``."""
    own = by_other_than.uuid if by_other_than else ""
    found = db.execute(
        f"SELECT 1 FROM users WHERE corp_id = ? AND {column} = ? AND uuid != ?",  # noqa: S608 — one of two columns
        (corp_id, value, own),
    )
    return found.fetchone() is not None


def list_all_users(db: sqlite3.Connection) -> list[User]:
    return [User(**row) for row in db.execute("SELECT * FROM users ORDER BY corp_id, third_account")]


def list_by_uuid(db: sqlite3.Connection, uuids: Collection[str]) -> list[User]:
    marks = ", ".join("?" * len(uuids))
    rows = db.execute(f"SELECT * FROM users WHERE uuid IN ({marks})", list(uuids))  # noqa: S608 — only placeholders
    return [User(**row) for row in rows]


def list_named(db: sqlite3.Connection, corp_id: str, part: str) -> list[str]:
    """Return the uuids of those whose name contains ``part``."""
    found = db.execute("SELECT uuid FROM users WHERE corp_id = ? AND instr(lower(name), lower(?))", (corp_id, part))
    return [uuid for (uuid,) in found]


def list_users(db: sqlite3.Connection, corp_id: str) -> list[User]:
    """Return the users of an enterprise by name."""
    return [User(**row) for row in db.execute("SELECT * FROM users WHERE corp_id = ? ORDER BY name, uuid", (corp_id,))]
