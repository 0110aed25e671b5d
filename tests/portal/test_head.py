"""Whoever asks for the head of a page alone, as monitors and link checkers do, gets it."""

import pytest
from django.test import Client

from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("path", ["/", "/meetings/", "/meetings/past/", "/rooms/", "/meetings/book/", "/settings/"])
def test_head_of_a_page(vendor: Vendor, pages: Client, path: str) -> None:
    answer = pages.head(path)
    assert (answer.status_code, answer.content) == (200, b"")
