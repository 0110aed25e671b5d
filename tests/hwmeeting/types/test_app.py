"""An application as an answer has it."""

from hwmeeting import App


def test_from_vendor() -> None:
    source = {"app_id": "a", "app_name": "Intranet", "description": "Booking", "status": 0, "app_key": "k"}
    assert App.from_vendor(source) == App("a", "Intranet", "Booking", is_running=True, key="k")


def test_from_vendor_without_a_status_does_not_run() -> None:
    assert App.from_vendor({"app_id": "a"}) == App("a", "", "", is_running=False, key="")


def test_repr_hides_the_key() -> None:
    assert "kkkk" not in repr(App("a", "n", "", is_running=True, key="k" * 64))
