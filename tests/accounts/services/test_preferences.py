"""How a person wants the portal."""

import pytest

from accounts.models import User
from accounts.services import preferences

pytestmark = pytest.mark.django_db


def kept(person: User) -> tuple[str, str, str]:
    return User.objects.values_list("language", "time_zone", "theme").get(pk=person.pk)


def test_change_keeps_what_is_given(li: User) -> None:
    preferences.change(person=li, language="zh-hans", time_zone="Europe/Berlin", theme="dark")
    assert kept(li) == ("zh-hans", "Europe/Berlin", "dark")


def test_change_leaves_what_is_not_given(li: User) -> None:
    preferences.change(person=li, theme="dark")
    assert kept(li) == ("en", "Asia/Shanghai", "dark")


def test_change_leaves_alone_what_was_changed_meanwhile(li: User) -> None:
    User.objects.filter(pk=li.pk).update(language="zh-hans", name="Wei")
    preferences.change(person=li, theme="dark")
    assert (User.objects.get(pk=li.pk).name, *kept(li)) == ("Wei", "zh-hans", "Asia/Shanghai", "dark")
