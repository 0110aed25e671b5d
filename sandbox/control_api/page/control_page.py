"""Render the developer's page from what the sandbox knows. It shows no token and no App Key."""

import json
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

from sandbox.contract.errors import meaning
from sandbox.control_api import serializers
from sandbox.control_api.page.fault_presets import PRESETS, TIMES, Preset
from sandbox.demo.seed import PASSWORD
from sandbox.service import Service
from sandbox.state import clock_offset, history, ledger, sessions, tokens, users

_PAGE = Template(Path(__file__).with_name("control.html").read_text("utf-8"))
_CALLS_SHOWN = 12
_PEOPLE_SHOWN = 10
_CUT = {"answer_lost": "done, answer cut", "truncated": "done, half an answer", "not_json": "done, web page"}
_ROLES = {users.DEFAULT_ADMINISTRATOR: "owner", users.ADMINISTRATOR: "administrator", users.NOT_AN_ADMINISTRATOR: ""}


def render_control_page(service: Service) -> str:
    with service.database.transaction() as db:
        now = clock_offset.now(db)
        sessions.advance(db, now=now)
        state, ended, live = serializers.serialize_present(db, now=now), history.count_ended(db), tokens.count_live(db)
        ahead = clock_offset.seconds_ahead(db)
        rows, cut = ledger.list_calls(db, newest=_CALLS_SHOWN), ledger.faults_met(db)
    return _PAGE.substitute(
        address=escape(urlsplit(service.address).netloc),
        seed=escape(service.seed.name),
        password=escape(PASSWORD),
        clock=f"{ahead:,} seconds ahead" if ahead else "real time",
        tiles=_tiles(state, ended, live, len(service.faults.active())),
        calls=_calls(rows, cut),
        refusals=_refusals(service),
        meetings=_meetings(state["meetings"]),
        people=_people(state["users"]),
        faults="".join(_fault(service, name, preset) for name, preset in PRESETS.items()),
    )


def _tiles(state: dict[str, Any], ended: int, live: int, faults: int) -> str:
    running = sum(meeting["is_running"] for meeting in state["meetings"])
    tiles = [
        (len(state["users"]), "users"),
        (len(state["meetings"]), f"meetings, {running} running"),
        (ended, "sessions ended"),
        (live, "live tokens"),
        (faults, "faults switched on"),
    ]
    return "".join(f'<div class="mp-tile"><b>{count:,}</b>{words}</div>' for count, words in tiles)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, empty: str, runs_on: bool = False) -> str:
    """Render a table of cells that are HTML already.

    On a phone each cell has a line of its own, but for the first two where they run on.
    """
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    if not body:
        return f'<p class="mp-empty">{empty}</p>'
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    kind = "mp-table mp-stack mp-runon" if runs_on else "mp-table mp-stack"
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _calls(rows: list[dict[str, Any]], cut: dict[int, str]) -> str:
    shown = [
        (
            f'<span class="mp-num mp-mut">{row["n"]}</span>',
            _time(row["at"]),
            _call(row["operation"], row["method"], row["path"]) + _bodies(row),
            _code(row["caller"]),
            _tag("warn", _CUT[cut[row["n"]]]) if cut.get(row["n"]) in _CUT else _tag("ok", str(row["status"])),
        )
        for row in reversed(rows)
    ]
    return _table(
        ("No.", "At", "Operation", "Caller", "Answer"), shown, empty="Nothing has happened yet.", runs_on=True
    )


def _refusals(service: Service) -> str:
    shown = [
        (
            _time(one.at),
            _call(meaning(one.code), one.method, one.path),
            _code(one.caller),
            _tag("bad", one.code),
        )
        for one in service.refusals.newest_first()
    ]
    return _table(("At", "Why", "Caller", "Code"), shown, empty="None since the start.")


def _meetings(meetings: list[dict[str, Any]]) -> str:
    shown = [
        (
            f'<span class="mp-strong">{escape(one["subject"])}</span><span class="mp-sec">{one["startTime"]} UTC,'
            f" {one['length']} min, by {escape(one['scheduler'])}</span>",
            f'<span class="mp-num">{one["conferenceID"]}</span>',
            ", ".join(escape(f"{who['name']} ({who['role']})") for who in one["participants"]),
            _tag("ok", "running") if one["is_running"] else _tag("", "scheduled"),
        )
        for one in meetings
    ]
    return _table(("Meeting", "ID", "Who is in", "State"), shown, empty="None is booked.")


def _people(people: list[dict[str, Any]]) -> str:
    shown = [
        (
            f'<span class="mp-strong">{escape(one["name"])}</span><span class="mp-sec">{_role(one)}</span>',
            f'{_code(one["third_account"] or "(none)")}<span class="mp-sec mp-code">{escape(one["account"])}</span>',
            f'<span class="mp-num text-nowrap">{escape(one["corp_id"])}</span>',
        )
        for one in people
    ]
    heads = ("Name", "User ID, account", "Enterprise")
    first = _table(heads, shown[:_PEOPLE_SHOWN], empty="Nobody.", runs_on=True)
    rest = shown[_PEOPLE_SHOWN:]
    if not rest:
        return first
    table = _table(heads, rest, empty="", runs_on=True)
    return f'{first}<details data-key="people"><summary>{len(rest):,} more</summary>{table}</details>'


def _role(person: dict[str, Any]) -> str:
    return "service provider" if person["user_type"] == users.SP_ADMINISTRATOR else _ROLES[person["admin_type"]]


def _fault(service: Service, name: str, preset: Preset) -> str:
    is_on = any(preset.is_like(fault) for fault in service.faults.active())
    options = "".join(
        f'<option value="{value}"{" selected" if value == preset.usual else ""}>{words}</option>'
        for value, (words, _) in TIMES.items()
    )
    return (
        f'<form class="mp-fault{" mp-fault-on" if is_on else ""}" method="post" action="/_sandbox/page/faults">'
        f"<div><b>{preset.title}</b><small>{preset.note}</small></div>"
        f'<select class="form-select" name="times" aria-label="When: {preset.title}">{options}</select>'
        f'<button class="mp-switch" type="submit" name="{name}" value="{"off" if is_on else "on"}" role="switch"'
        f' aria-checked="{str(is_on).lower()}" aria-label="{preset.title}"></button></form>'
    )


def _call(title: str, method: str, path: str) -> str:
    return (
        f'<span class="mp-strong">{escape(title)}</span>'
        f'<span class="mp-sec mp-code">{escape(method)} {escape(path)}</span>'
    )


def _bodies(row: dict[str, Any]) -> str:
    text = json.dumps({"request": row["request"], "answer": row["answer"]}, ensure_ascii=False, indent=2)
    return f'<details data-key="{row["n"]}"><summary>JSON</summary><pre class="mp-pre">{escape(text)}</pre></details>'


def _time(at: str) -> str:
    return f'<span class="mp-num text-nowrap">{at[11:19]}</span>'


def _code(text: str) -> str:
    return f'<span class="mp-code">{escape(text)}</span>'


def _tag(kind: str, words: str) -> str:
    return f'<span class="mp-tag{f" mp-tag-{kind}" if kind else ""}">{escape(words)}</span>'
