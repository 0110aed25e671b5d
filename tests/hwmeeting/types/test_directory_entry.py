"""An entry of the address book as an answer has it."""

from typing import Any

import pytest

from hwmeeting import DirectoryEntry


def test_from_vendor() -> None:
    source = {
        "id": "u",
        "account": "chen@qingshan",
        "name": "陈静",
        "email": "chen@tuv.example",
        "phone": "+861",
        "number": "+991",
        "deptName": "Platform",
        "vmrId": 7001,
        "type": "NORMAL_USER",
    }
    assert DirectoryEntry.from_vendor(source) == DirectoryEntry(
        user_uuid="u",
        account="chen@qingshan",
        name="陈静",
        email="chen@tuv.example",
        phone="+861",
        number="+991",
        department_name="Platform",
        personal_meeting_id="7001",
        is_person=True,
    )


@pytest.mark.parametrize(("kind", "is_person"), [(None, True), ("NORMAL_USER", True), ("HARD_TERMINAL", False)])
def test_from_vendor_tells_people_from_terminals(kind: Any, is_person: bool) -> None:
    assert DirectoryEntry.from_vendor({"type": kind}) == DirectoryEntry("", "", "", "", "", "", "", "", is_person)
