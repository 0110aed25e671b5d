"""The address book of an enterprise."""

from hwmeeting import (
    DirectoryEntry,
    DirectoryScope,
)
from tests.hwmeeting.conftest import Sandbox


def test_directory_is_read_to_its_end(sandbox: Sandbox) -> None:
    directory = sandbox.client("chen").directory
    found = list(directory.search())
    assert (len(found), len({entry.user_uuid for entry in found})) == (66, 66)
    assert len(list(directory.search(scope=DirectoryScope.PEOPLE))) == 62
    (terminal,) = directory.search("一楼", scope=DirectoryScope.DEVICES)
    assert (terminal.is_person, terminal.name) == (False, "一楼大会议室")
    (chen,) = directory.search("陈静")
    account = sandbox.sign_in().as_user("chen").account
    number = account.sip_number.removeprefix("sip:").partition("@")[0]
    assert chen == DirectoryEntry(
        user_uuid=account.user_uuid,
        account="chen@qingshan",
        name="陈静",
        email="",
        phone="",
        number=number,
        department_name="平台组",
        personal_meeting_id=chen.personal_meeting_id,
        is_person=True,
    )
    assert chen.personal_meeting_id.isdecimal()
