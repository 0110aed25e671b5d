"""The pages of identities: filters, reasons, actions, forms, import; in both languages."""

import re

import pytest
from django.test import Client

from accounts.models import Identity, User
from tests.factories.page_words import source_of, words_of

pytestmark = pytest.mark.django_db
_LIST = "/admin/accounts/identity/"
_ADD = f"{_LIST}add/"
_State = Identity.State


def test_act_leads_back_to_the_row(zhaos: Client, chen: User) -> None:
    answer = zhaos.post(_LIST, {"action": "disable", "identity": chen.identity.pk, "kept": "state=all&page=1"})
    assert answer["Location"] == f"{_LIST}?state=all&page=1&chosen={chen.identity.pk}#why"
    page = source_of(zhaos.get(answer["Location"]))
    assert "Disabled" in page
    assert 'value="enable"' in page
    zhaos.post(_LIST, {"action": "enable", "identity": chen.identity.pk})
    assert Identity.objects.get().state == _State.UNTESTED


@pytest.mark.parametrize("sent", [{}, {"action": "test"}, {"action": "test", "identity": "x"}])
def test_act_on_nobody(zhaos: Client, chen: User, sent: dict[str, str]) -> None:
    assert "Nobody was selected." in words_of(zhaos.post(_LIST, sent, follow=True))


@pytest.mark.parametrize("address", [_LIST, _ADD, f"{_LIST}import/"])
def test_pages_bring_no_script_and_style_of_their_own(zhaos: Client, chen: User, address: str) -> None:
    page = source_of(zhaos.get(address))
    assert re.findall(r'<style|<script(?![^>]*src=)| style="| on[a-z]+="', page) == []
