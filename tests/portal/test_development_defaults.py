"""What a machine without any server gets."""

import os
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.development_defaults import filesystem_broker, kept_secret, make_private


def test_kept_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    made = kept_secret(tmp_path, "SECRET_KEY", debug=True)
    assert kept_secret(tmp_path, "SECRET_KEY", debug=True) == made
    assert kept_secret(tmp_path, "OTHER_KEY", debug=True) != made
    assert (tmp_path / "secret_key.txt").stat().st_mode & 0o777 == 0o600


def test_kept_secret_is_for_development_only(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        kept_secret(tmp_path, "SECRET_KEY", debug=False)
    assert list(tmp_path.iterdir()) == []


def test_filesystem_broker_reads_where_it_writes(tmp_path: Path) -> None:
    options = filesystem_broker(tmp_path)
    assert options["data_folder_in"] == options["data_folder_out"]
    assert all(Path(str(options[name])).is_dir() for name in ("data_folder_in", "control_folder"))


def test_make_private_takes_the_rights_of_others_away_from_what_was_made_before(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        for name in ("mail", "broker", "somebody's"):
            (tmp_path / name).mkdir()
        for name in ("portal.sqlite3", "note.txt"):
            (tmp_path / name).touch()
        make_private(tmp_path)
        (tmp_path / "new").touch()
    finally:
        os.umask(before)
    modes = {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in tmp_path.iterdir()}
    private = {"mail": "0o700", "broker": "0o700", "portal.sqlite3": "0o600", "new": "0o600"}
    assert modes == private | {"somebody's": "0o755", "note.txt": "0o644"}
