"""The place of a running meeting as an answer has it."""

from hwmeeting import Region


def test_from_vendor() -> None:
    source = {"regionIP": "192.0.2.1", "regionUrl": "meeting.huaweicloud.com"}
    assert Region.from_vendor(source) == Region("192.0.2.1", "meeting.huaweicloud.com")


def test_from_vendor_of_an_empty_answer() -> None:
    assert Region.from_vendor({"regionIP": None}) == Region("", "")
