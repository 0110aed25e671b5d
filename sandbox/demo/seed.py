"""Define what stands in the sandbox at the beginning and after a reset."""

import secrets
import sqlite3
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from sandbox import clock
from sandbox.demo import history
from sandbox.state import applications, departments, devices, passwords, rooms, users
from sandbox.state.devices import Device
from sandbox.state.users import User

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
_CLOUD_ROOM_OF = {
    "chen": "松风会议室",
    "wang.fang": "竹影会议室",
    "yang.ming": "听雨会议室",
    "yang.hua": "观云会议室",
    "yang.jun": "望山会议室",
}
_HAS_A_FROZEN_ROOM = "yang.yan"
# Everybody who stands here at first can sign in with their account and this password.
PASSWORD = "Sandbox-2026"  # noqa: S105 — documented, of a service that has no secrets
_DOMAIN = "qingshan"
_DEPARTMENTS = (
    ("10", "研发部", departments.ROOT),
    ("11", "平台组", "10"),
    ("12", "客户端组", "10"),
    ("20", "市场部", departments.ROOT),
    ("30", "行政部", departments.ROOT),
)
_WHERE_PEOPLE_ARE = ("11", "20", "12", "30", "10")
_DEVICES = (
    ("2102311ABC0000000001", "一楼大会议室", "TE", "TE20", "30", devices.NORMAL),
    ("2102311ABC0000000002", "二楼培训室", "TE", "HUAWEI Box 600", "11", devices.NORMAL),
    ("2102311ABC0000000003", "三楼洽谈室", "3rd", "polycom", "20", devices.NORMAL),
    ("2102311ABC0000000004", "旧楼会议室", "TE", "TE10", "", devices.STOPPED),
)


@dataclass(frozen=True, slots=True)
class Seed:
    """What is planted: ``name`` is "demo", "large" or "none", ``history`` how many meetings have ended.

    The App Keys are no part of what is planted anew: they stay over a reset.
    """

    name: str
    app_id: str
    app_key: str = field(repr=False)
    sp_app_key: str = field(default="", repr=False)
    history: int = 0

    def plant(self, db: sqlite3.Connection) -> None:
        """Fill an empty database."""
        self.allow(db)
        users.add_enterprise(db, corp_id=ENTERPRISE, name="Enterprise" if self.name == "none" else "青山科技")
        _add_administrators(db, ENTERPRISE, domain=_DOMAIN)
        if self.name != "none":
            _plant_demo(db)
            people = [user for user in users.list_all_users(db) if user.corp_id == ENTERPRISE and user.third_account]
            history.plant_history(db, people, amount=self.history, now=clock.now())

    def allow(self, db: sqlite3.Connection) -> None:
        """Let the applications sign in with the keys of this start."""
        now, single, provider = clock.now(), applications.SINGLE, applications.PROVIDER
        applications.plant(
            db, app_id=self.app_id, app_key=self.app_key, name="Portal", kind=single, corp_id=ENTERPRISE, now=now
        )
        if self.sp_app_key:
            key, name = self.sp_app_key, "Service provider"
            applications.plant(
                db, app_id=DEMO_SP_APP_ID, app_key=key, name=name, kind=provider, corp_id=_PROVIDER, now=now
            )


def make_demo_seed(directory: Path, *, name: str, history: int, app_id: str, app_key: str) -> tuple[Seed, list[Path]]:
    """Return the demo seed and the files of the keys that it made itself, once."""
    sp_file = directory / "sp-app-key.txt"
    files = [sp_file]
    if not app_id:
        files.insert(0, directory / "app-key.txt")
        app_id, app_key = DEMO_APP_ID, _read_or_make_key(files[0])
    return Seed(name, app_id, app_key, _read_or_make_key(sp_file), history), files


def _read_or_make_key(path: Path) -> str:
    """Return 64 characters, the same at every start; nobody else on the machine can read them."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32) + "\n", "ascii")
    return path.read_text("ascii").strip()


def _plant_demo(db: sqlite3.Connection) -> None:
    for code, name, parent_code in _DEPARTMENTS:
        departments.add(db, corp_id=ENTERPRISE, code=code, name=name, parent_code=parent_code)
    people = _add_people(db)
    _add_rooms(db, people, device=_add_devices(db))
    _register(
        db,
        corp_id=_PROVIDER,
        third_account="",
        name="Service provider",
        account=f"owner@{_PROVIDER}",
        user_type=users.SP_ADMINISTRATOR,
        admin_type=users.DEFAULT_ADMINISTRATOR,
    )
    for corp_id in _PROVIDED:
        users.add_enterprise(db, corp_id=corp_id, name=f"Enterprise {corp_id}", sp_app_id=DEMO_SP_APP_ID)
        _add_administrators(db, corp_id, domain=corp_id)


def _add_people(db: sqlite3.Connection) -> dict[str, User]:
    """Register the people of the demo. Return them by User ID."""
    names = ((f"{s}.{g}", surname + given) for s, surname in _SURNAMES.items() for g, given in _GIVEN_NAMES.items())
    everybody = _PEOPLE | dict(islice(names, _PEOPLE_IN_ALL - len(_PEOPLE)))
    return {
        third_account: _register(
            db,
            corp_id=ENTERPRISE,
            third_account=third_account,
            name=name,
            account=f"{third_account}@{_DOMAIN}",
            dept_code=dept_code,
        )
        for (third_account, name), dept_code in zip(everybody.items(), cycle(_WHERE_PEOPLE_ARE), strict=False)
    }


def _add_devices(db: sqlite3.Connection) -> Device:
    """Add the terminals. Return the one that has a room."""
    added = [
        devices.add(
            db, corp_id=ENTERPRISE, sn=sn, name=name, kind=kind, model=model, dept_code=dept_code, status=status
        )
        for sn, name, kind, model, dept_code, status in _DEVICES
    ]
    return added[0]


def _add_rooms(db: sqlite3.Connection, people: dict[str, User], *, device: Device) -> None:
    for third_account, name in _CLOUD_ROOM_OF.items():
        rooms.add_cloud(db, corp_id=ENTERPRISE, owner_uuid=people[third_account].uuid, name=name)
    frozen = people[_HAS_A_FROZEN_ROOM].uuid
    rooms.add_cloud(db, corp_id=ENTERPRISE, owner_uuid=frozen, name="临江会议室", status=rooms.FROZEN)
    rooms.add_cloud(db, corp_id=ENTERPRISE, owner_uuid=device.uuid, name="明月会议室")
    rooms.add_cloud(db, corp_id=ENTERPRISE, owner_uuid="", name="朝阳会议室", status=rooms.UNASSIGNED)


def _add_administrators(db: sqlite3.Connection, corp_id: str, *, domain: str) -> None:
    """Register the owner, who is whoever signs in without a User ID, and an ordinary administrator."""
    for third_account, name, admin_type in (
        ("", "Owner", users.DEFAULT_ADMINISTRATOR),
        (ADMINISTRATOR, "Administrator", users.ADMINISTRATOR),
    ):
        account = f"{third_account or 'owner'}@{domain}"
        _register(db, corp_id=corp_id, third_account=third_account, name=name, account=account, admin_type=admin_type)


def _register(db: sqlite3.Connection, **fields: Any) -> User:
    """Register a user with a password."""
    user = users.register(db, **fields)
    passwords.set_password(db, user_uuid=user.uuid, password=PASSWORD)
    return user
