"""The broker of files while its disk is full, and after."""

import errno
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

from portal import file_broker
from portal.development_defaults import filesystem_broker


@pytest.fixture
def channel(tmp_path: Path) -> Any:
    with Connection("filesystem://localhost//", transport_options=filesystem_broker(tmp_path)) as connection:
        yield connection.channel()


def test_it_is_the_broker_of_the_portal(channel: Any) -> None:
    assert type(channel) is file_broker.Channel


def test_a_message_comes_out_as_it_went_in(channel: Any) -> None:
    channel._put("jobs", {"body": "青山"})
    assert channel._get("jobs") == {"body": "青山"}
    with pytest.raises(Empty):
        channel._get("jobs")


def test_messages_come_out_in_the_order_they_went_in(channel: Any) -> None:
    for number in range(20):
        channel._put("jobs", {"number": number})
    assert [channel._get("jobs")["number"] for _ in range(20)] == list(range(20))


@pytest.mark.parametrize("content", [b"", b'{"body": "ha', b"\xff"])
def test_a_message_that_was_cut_off_is_passed_over(channel: Any, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broker" / "queue" / "0_cut.jobs.msg").write_bytes(content)
    channel._put("jobs", {"body": "next"})
    assert channel._get("jobs") == {"body": "next"}
    assert list((tmp_path / "broker" / "queue").iterdir()) == []


def test_a_message_that_the_disk_does_not_take_leaves_nothing(
    channel: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> int:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ChannelError, match="No space left on device"):
        channel._put("jobs", {"body": "lost"})
    assert list((tmp_path / "broker" / "queue").iterdir()) == []
