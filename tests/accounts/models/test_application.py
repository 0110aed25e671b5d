"""An App ID of the vendor."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import Application


@pytest.mark.parametrize(("kind", "is_sp"), [("single", False), ("sp", True)])
def test_is_sp(kind: str, is_sp: bool) -> None:
    assert Application(kind=kind).is_sp is is_sp


@pytest.mark.django_db
def test_any_number_have_no_app_id_and_each_app_id_is_one_applications() -> None:
    for name in ("One", "Two"):
        Application.objects.create(name=name, kind="account")
    Application.objects.create(name="Three", app_id="app", app_key="key")
    again = Application(name="Four", app_id="app", app_key="key", site="sandbox")
    with pytest.raises(ValidationError, match="Another application has this App ID already"):
        again.full_clean()
    with pytest.raises(IntegrityError):
        again.save()


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "app_id"), [("account", "app"), ("single", ""), ("sp", "")])
def test_an_app_id_belongs_to_the_kinds_that_sign_with_it(kind: str, app_id: str) -> None:
    with pytest.raises(IntegrityError, match="application_app_id_by_kind"):
        Application.objects.create(name="App", kind=kind, app_id=app_id, app_key="key")
