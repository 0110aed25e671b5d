"""What a machine without any server gets."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.development_defaults import filesystem_broker, kept_secret


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
