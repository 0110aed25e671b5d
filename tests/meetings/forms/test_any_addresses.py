"""No address that somebody typed is ever lost, whatever stands around it: neither here nor in the browser."""

import json
import subprocess
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from l10n import mail_address
from meetings.forms import address_parser
from scripts import install

_HERE = Path(__file__)
_SCRIPT = _HERE.parents[3] / "assets/js/invitees.js"
NAMES = st.sampled_from(
    [
        "Jo Weber",
        "Weber, Jo",
        "李伟",
        "欧阳 娜娜",
        "O'Neil",
        "Dr. Ann-Marie Müller",
        "R&D (Berlin)",
        "a.b",
        "王芳 Wang Fang",
    ]
)
ADDRESSES = st.builds(
    "{}@{}".format,
    st.sampled_from(["jo", "j.weber", "ann+x", "o'neil", "li_wei", "JO"]),
    st.sampled_from(["a.example", "b.example", "sub.c.example", "MÜNCHEN.example", "公司.example"]),
)
FORMS = st.sampled_from(
    [
        "{email}",
        "<{email}>",
        "{email}.",
        "{email}。",
        "mailto:{email}",
        "{name} <{email}>",
        '"{name}" <{email}>',
        "“{name}” <{email}>",
        "{name} <mailto:{email}>",
        "{name} ＜{email}＞",
        "{name} [mailto:{email}]",
        "{email} ({name})",
        "{email}（{name}）",
        "{name}\t{email}",
        "{email}\t{name}",
        "{name}\t{email}\tSales",
        '"{email}" <{email}>',
        "{name} ({email})",
        "{name}（{email}）",
        "{name}: {email}",
        "{name} {email}",
        "{email}/{email}",
    ]
)
PLAIN = st.sampled_from(["{email}", "{email}.", "mailto:{email}"])
SEPARATORS = st.sampled_from(
    [*",;，；、\n\r\t \u2028\u0085\u00a0\u3000", ", ", "; ", "\r\n", ".\n", " and ", "\u200b;\ufeff", "\n\n"]
)
BETWEEN_ENTRIES = st.sampled_from(
    [",", ";", "; ", "，", "；", "、", "\n", "\r\n", "\u2028", " ", "\u00a0", "\t", " ;\n"]
)


@st.composite
def lists(draw: Any, forms: st.SearchStrategy[str], separators: st.SearchStrategy[str]) -> tuple[str, list[str]]:
    addresses = draw(st.lists(ADDRESSES, min_size=1, max_size=5))
    text = ""
    for address in addresses:
        text += draw(forms).format(name=draw(NAMES), email=address) + draw(separators)
    return text, addresses


def wire(text: str) -> str:
    return mail_address.on_the_wire(text)


@settings(max_examples=400, deadline=None)
@given(lists(FORMS, SEPARATORS))
def test_no_address_is_lost(typed: tuple[str, list[str]]) -> None:
    text, addresses = typed
    entries = address_parser.read(text)
    understood = {wire(entry.email) for entry in entries if not entry.flaw}
    refused = " ".join(entry.text for entry in entries if entry.flaw).lower()
    for address in addresses:
        assert wire(address) in understood or address.lower() in refused, entries
    assert not [entry for entry in entries if "@" in entry.name], entries
    assert understood - {""} <= {wire(address) for address in addresses}


@settings(max_examples=200, deadline=None)
@given(lists(PLAIN, BETWEEN_ENTRIES))
def test_addresses_alone_are_understood(typed: tuple[str, list[str]]) -> None:
    text, addresses = typed
    entries = address_parser.read(text)
    assert [entry for entry in entries if entry.flaw or not entry.email] == []
    assert {wire(entry.email) for entry in entries} == {wire(address) for address in addresses}


@settings(max_examples=3, deadline=None)
@given(st.lists(lists(FORMS, SEPARATORS), min_size=60, max_size=60))
def test_the_browser_loses_none_either(typed: list[tuple[str, list[str]]]) -> None:
    """What its tokens send is read as what was pasted: the same addresses, and nothing that was fine is refused."""
    ran = subprocess.run(
        [install.node(), _HERE.with_name("token_reader.mjs"), _SCRIPT],
        input=json.dumps([text for text, _addresses in typed]),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    for (text, addresses), tokens in zip(typed, json.loads(ran.stdout), strict=True):
        sent = "\n".join(token["text"] for token in tokens)
        for address in addresses:
            assert address.lower() in sent.lower(), (text, tokens)
        direct = {wire(entry.email) for entry in address_parser.read(text) if not entry.flaw}
        assert {wire(entry.email) for entry in address_parser.read(sent) if not entry.flaw} >= direct, (text, tokens)
