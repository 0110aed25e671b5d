"""The list of meeting services."""

import json

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.sites import meeting_sites

_SITE = {
    "name": "White label",
    "api_base": "https://api.label.example",
    "client_server": "label.example",
    "client_port": "443",
    "join_hosts": ["label.example"],
    "download_url": "https://label.example/download",
    "phone_numbers": [],
}


def env(**values: str) -> environ.Env:
    found = environ.Env()
    found.ENVIRON = values
    return found


def test_meeting_sites_are_the_vendors_two_regions() -> None:
    assert sorted(meeting_sites(env())) == ["ap-southeast-1", "cn-north-4"]


def test_meeting_sites_take_further_ones() -> None:
    sites = meeting_sites(env(MEETING_SITES=json.dumps({"label": _SITE | {"unknown": "left out"}})))
    assert sites["label"] == _SITE


def test_meeting_sites_with_a_sandbox() -> None:
    sandbox = meeting_sites(env(SANDBOX_URL="http://127.0.0.1:8900/"))["sandbox"]
    assert (sandbox["api_base"], sandbox["join_hosts"]) == ("http://127.0.0.1:8900", ["127.0.0.1:8900"])


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("[]", "must be a JSON object of sites"),
        ("{", "must be a JSON object of sites"),
        (json.dumps({"label": {"name": "incomplete"}}), "must be a JSON object of sites"),
        (json.dumps({"label": _SITE | {"api_base": "http://label.example"}}), "“label” can't be used"),
    ],
)
def test_meeting_sites_refused(value: str, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=sentence):
        meeting_sites(env(MEETING_SITES=value))
