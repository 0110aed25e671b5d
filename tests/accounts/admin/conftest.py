"""Browsers in which somebody is signed in."""

import pytest
from django.test import Client

from accounts.models import User


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def zhaos(zhao: User) -> Client:
    """The tenant administrator's."""
    return signed_in(zhao)


@pytest.fixture
def operators(operator: User) -> Client:
    return signed_in(operator)


@pytest.fixture
def chens(chen: User) -> Client:
    """That of somebody who administers nothing."""
    return signed_in(chen)
