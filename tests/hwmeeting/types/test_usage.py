"""What an enterprise uses, as an answer has it."""

from hwmeeting import EnterpriseUsage


def test_from_vendor() -> None:
    source = {
        "usedRecStorage": "12.5",
        "usedAccountsCount": 7,
        "usedLiveCount": "1",
        "confCount": 3,
        "confLength": 90,
        "activeAttendeeCount": 5,
        "totalAttendeeCount": 9,
    }
    assert EnterpriseUsage.from_vendor(source) == EnterpriseUsage(12.5, 7, 1, 3, 90, 5, 9)


def test_from_vendor_keeps_what_is_missing_apart_from_nothing() -> None:
    assert EnterpriseUsage.from_vendor({"confCount": 0}) == EnterpriseUsage(None, None, None, 0, None, None, None)
