"""What stands in the sandbox at the beginning and after a reset."""

import secrets
import sqlite3
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sandbox import clock, past
from sandbox.state import rooms, users
from sandbox.state.users import Application

ENTERPRISE = "100000001"
_PROVIDER, _PROVIDED = "900000001", ("100000002", "100000003")
DEMO_APP_ID = "6f1d2c3b4a5948576a7b8c9d0e1f2a3b"
DEMO_SP_APP_ID = "7e2c3d4b5a6958473b2a1c0d9e8f7a6b"
ADMINISTRATOR = "administrator"
_PEOPLE = {
    "chen": "陈静",
    "wang.fang": "王芳",
    "li.wei": "李伟",
    "zhao.lei": "赵磊",
    "liu.yang": "刘洋",
    "zhang.min": "张敏",
    "sun.hao": "孙浩",
    "zhou.ying": "周颖",
    "wu.qiang": "吴强",
    "xu.na": "徐娜",
}
DEMO_HISTORY = 2000
_PEOPLE_IN_ALL = 60
_SURNAMES = {
    "yang": "杨",
    "huang": "黄",
    "lin": "林",
    "he": "何",
    "gao": "高",
    "luo": "罗",
    "zheng": "郑",
    "liang": "梁",
}
_GIVEN_NAMES = {"ming": "明", "hua": "华", "jun": "军", "yan": "燕", "tao": "涛", "xue": "雪", "bo": "波"}
_CLOUD_ROOM_OF = {"chen": "松风会议室", "wang.fang": "竹影会议室"}
_FURTHER_ROOMS = ("听雨会议室", "观云会议室", "望山会议室", "临江会议室", "明月会议室", "朝阳会议室")


@dataclass(frozen=True, slots=True)
class Seed:
    """``name`` is "demo", "large" or "none", ``history`` how many meetings have ended.

    The App Keys are no part of what is planted anew: they stay over a reset.
    """

    name: str
    app_id: str
    app_key: str = field(repr=False)
    sp_app_key: str = field(default="", repr=False)
    history: int = 0

    def plant(self, db: sqlite3.Connection) -> None:
        """Into an empty database."""
        self.allow(db)
        users.add_enterprise(db, corp_id=ENTERPRISE, name="Enterprise" if self.name == "none" else "青山科技")
        _add_administrators(db, ENTERPRISE)
        if self.name != "none":
            _plant_demo(db)
            people = [user for user in users.everybody(db) if user.corp_id == ENTERPRISE and user.third_account]
            past.plant(db, people, amount=self.history, now=clock.now())

    def allow(self, db: sqlite3.Connection) -> None:
        """Let the applications sign in with the keys of this start."""
        own = Application(self.app_id, self.app_key, "Portal", "single", ENTERPRISE)
        users.add_application(db, own)
        if self.sp_app_key:
            provider = Application(DEMO_SP_APP_ID, self.sp_app_key, "Service provider", "sp", _PROVIDER)
            users.add_application(db, provider)


def demo(directory: Path, *, name: str, history: int, app_id: str, app_key: str) -> tuple[Seed, list[Path]]:
    """The demo seed and the files of the keys that it made itself, once."""
    sp_file = directory / "sp-app-key.txt"
    files = [sp_file]
    if not app_id:
        files.insert(0, directory / "app-key.txt")
        app_id, app_key = DEMO_APP_ID, _kept_key(files[0])
    return Seed(name, app_id, app_key, _kept_key(sp_file), history), files


def _kept_key(path: Path) -> str:
    """64 characters, the same at every start; nobody else on the machine can read them."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32) + "\n", "ascii")
    return path.read_text("ascii").strip()


def _plant_demo(db: sqlite3.Connection) -> None:
    names = ((f"{s}.{g}", surname + given) for s, surname in _SURNAMES.items() for g, given in _GIVEN_NAMES.items())
    further = dict(islice(names, _PEOPLE_IN_ALL - len(_PEOPLE)))
    rooms_of = _CLOUD_ROOM_OF | dict(zip(further, _FURTHER_ROOMS, strict=False))
    for third_account, name in (_PEOPLE | further).items():
        user = users.register(db, corp_id=ENTERPRISE, third_account=third_account, name=name)
        if third_account in rooms_of:
            rooms.add(db, owner_uuid=user.uuid, name=rooms_of[third_account], mode=rooms.CLOUD)
    users.register(
        db,
        corp_id=_PROVIDER,
        third_account="",
        name="Service provider",
        user_type=users.SP_ADMINISTRATOR,
        admin_type=users.DEFAULT_ADMINISTRATOR,
    )
    for corp_id in _PROVIDED:
        users.add_enterprise(db, corp_id=corp_id, name=f"Enterprise {corp_id}", sp_app_id=DEMO_SP_APP_ID)
        _add_administrators(db, corp_id)


def _add_administrators(db: sqlite3.Connection, corp_id: str) -> None:
    """The owner, who is whoever signs in without a user id, and an ordinary administrator."""
    users.register(db, corp_id=corp_id, third_account="", name="Owner", admin_type=users.DEFAULT_ADMINISTRATOR)
    users.register(
        db, corp_id=corp_id, third_account=ADMINISTRATOR, name="Administrator", admin_type=users.ADMINISTRATOR
    )
