"""A recording and its files as an answer has them."""

from datetime import UTC, datetime

from hwmeeting import Download, Recording, RecordingFile


def test_recording_from_vendor() -> None:
    source = {
        "confUUID": "c",
        "confID": 981924330,
        "subject": "Roadmap",
        "scheduserName": "陈静",
        "startTime": "2026-05-18 08:00",
        "rcdTime": "1200",
        "rcdSize": 300,
        "available": "true",
        "decodeEndTime": 1779091200000,
        "recordAuthType": 2,
        "url": ["https://watch.example/1", "", None],
    }
    assert Recording.from_vendor(source) == Recording(
        conference_uuid="c",
        conference_id="981924330",
        subject="Roadmap",
        scheduler_name="陈静",
        start_at=datetime(2026, 5, 18, 8, tzinfo=UTC),
        seconds=1200,
        megabytes=300,
        is_available=True,
        ready_at=datetime(2026, 5, 18, 8, tzinfo=UTC),
        auth_type=2,
        watch_urls=("https://watch.example/1",),
    )


def test_download_from_vendor() -> None:
    source = {"fileType": "Hd", "url": "https://files.example/1", "token": "t"}
    assert Download.from_vendor(source) == Download("Hd", "https://files.example/1", "t")


def test_recording_file_from_vendor() -> None:
    source = {
        "recordType": "AUDIO",
        "duration": 60,
        "fileSize": "4096",
        "sha256": "s",
        "playUrl": "https://play.example/1",
        "downloadUrl": "https://files.example/1",
    }
    assert RecordingFile.from_vendor(2, source) == RecordingFile(
        2, "AUDIO", 60, 4096, "s", "https://play.example/1", "https://files.example/1"
    )


def test_repr_hides_links_and_tokens() -> None:
    recording = Recording("c", "", "", "", None, None, None, True, None, None, ("https://watch.example/1",))
    shown = repr(
        (
            recording,
            Download("Hd", "https://files.example/1", "tttt"),
            RecordingFile(1, "AUDIO", None, None, "", "https://play.example/1", "https://files.example/1"),
        )
    )
    assert not any(secret in shown for secret in ("example", "tttt"))
