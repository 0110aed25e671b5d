"""Render the developer's page from what the sandbox knows. It shows no token and no App Key."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from sandbox.contract.errors import meaning
from sandbox.contract.roles import HOST
from sandbox.control_api import serializers
from sandbox.control_api.page.fault_presets import PRESETS, TIMES
from sandbox.demo.seed import PASSWORD
from sandbox.service import Service
from sandbox.state import clock_offset, history, ledger, live_settings, sessions, tokens, users

_CALLS_SHOWN = 12
_PEOPLE_SHOWN = 10
_CUT = {"answer_lost": "done, answer cut", "truncated": "done, half an answer", "not_json": "done, web page"}
_ROLES = {users.DEFAULT_ADMINISTRATOR: "owner", users.ADMINISTRATOR: "administrator", users.NOT_AN_ADMINISTRATOR: ""}


@dataclass(frozen=True, slots=True)
class ShownCall:
    """One call that had an effect. ``tone`` is that of its tag, ``bodies`` are request and answer as JSON."""

    number: int
    time: str
    operation: str
    method: str
    path: str
    caller: str
    tone: str
    outcome: str
    bodies: str


def render_control_page(service: Service) -> str:
    with service.database.transaction() as db:
        now = clock_offset.now(db)
        sessions.advance(db, now=now)
        state, ended, live = serializers.serialize_present(db, now=now), history.count_ended(db), tokens.count_live(db)
        ahead = clock_offset.seconds_ahead(db)
        rows, cut = ledger.list_calls(db, newest=_CALLS_SHOWN), ledger.faults_met(db)
    active, people = service.faults.active(), state["users"]
    return _TEMPLATE.render(
        address=urlsplit(service.address).netloc,
        seed=service.seed.name,
        password=PASSWORD,
        clock=f"{ahead:,} seconds ahead" if ahead else "real time",
        tiles=list(_tiles(state, ended, live, len(active))),
        calls=[_shown_call(row, cut.get(row["n"], "")) for row in reversed(rows)],
        refusals=list(service.refusals.newest_first()),
        meetings=state["meetings"],
        people=people[:_PEOPLE_SHOWN],
        more_people=people[_PEOPLE_SHOWN:],
        more_people_count=f"{len(people) - _PEOPLE_SHOWN:,}",
        faults=[(name, preset, any(map(preset.is_like, active))) for name, preset in PRESETS.items()],
        times=[(value, words) for value, (words, _) in TIMES.items()],
    )


def _tiles(state: dict[str, Any], ended: int, live: int, faults: int) -> Iterator[tuple[str, str]]:
    running = sum(meeting["is_running"] for meeting in state["meetings"])
    yield f"{len(state['users']):,}", "users"
    yield f"{len(state['meetings']):,}", f"meetings, {running} running"
    yield f"{ended:,}", "sessions ended"
    yield f"{live:,}", "live tokens"
    yield f"{faults:,}", "faults switched on"


def _shown_call(row: dict[str, Any], fault: str) -> ShownCall:
    tone, outcome = ("warn", _CUT[fault]) if fault in _CUT else ("ok", str(row["status"]))
    return ShownCall(
        number=row["n"],
        time=row["at"][11:19],
        operation=row["operation"],
        method=row["method"],
        path=row["path"],
        caller=row["caller"],
        tone=tone,
        outcome=outcome,
        bodies=json.dumps({"request": row["request"], "answer": row["answer"]}, ensure_ascii=False, indent=2),
    )


def _role(person: dict[str, Any]) -> str:
    return "service provider" if person["user_type"] == users.SP_ADMINISTRATOR else _ROLES[person["admin_type"]]


def _marks(person: dict[str, Any]) -> list[tuple[str, str]]:
    """Return tone and words of what is otherwise with somebody than usual."""
    if person["is_waiting"]:
        return [("warn", "waits")]
    shown = {
        "host": (person["role"] == HOST, "ok"),
        "co-host": (person["is_cohost"], "ok"),
        "hand": (person["has_hand_up"], "warn"),
        "speaks": (person["volume"] and not person["is_muted"], "ok"),
        "shares": (person["is_sharing"], "ok"),
        "muted": (person["is_muted"], ""),
        "no camera": (not person["has_video"], ""),
        f"{person['network']} network": (person["network"] != "good", "bad"),
    }
    return [(tone, words) for words, (is_so, tone) in shown.items() if is_so]


def _switched(live: dict[str, Any]) -> list[str]:
    shown = {
        "locked": live["is_locked"],
        "muted": live["is_muted"],
        "recording": live["recording"] == live_settings.ON,
        "recording paused": live["recording"] == live_settings.PAUSED,
        "live": live["is_live"],
        live["mode"].lower(): live["mode"] != live_settings.FREE,
        "captions": live["has_captions"],
    }
    return [words for words, is_so in shown.items() if is_so]


def _load_template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("control.html", globals=_GLOBALS)


_GLOBALS = {"meaning": meaning, "role": _role, "marks": _marks, "switched": _switched, "PEOPLE_IN": _PEOPLE_SHOWN}
_TEMPLATE = _load_template()
