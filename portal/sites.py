"""The list of meeting services that an administrator can choose from.

Addresses come from here and never from a request or a form: a foreign server would be sent the
meeting's password (docs/vendor/scheme-urls.md 26.5), and white-labels of this service exist.
"""

import json
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from accounts.sites import MeetingSite
from hwmeeting.addresses import checked_base_url

_VENDOR: dict[str, MeetingSite] = {
    "cn-north-4": {
        "name": "Huawei Cloud Meeting, China",
        "api_base": "https://api.meeting.huaweicloud.com",
        "client_server": "",
        "client_port": "",
        "join_hosts": ["meeting.huaweicloud.com", "bmeeting.huaweicloud.com", "c.meeting.huaweicloud.com"],
        "download_url": "https://www.huaweicloud.com/product/meeting/download.html",
        "phone_numbers": ["+86 21 5329 0005", "+86 21 5329 0029"],
    },
    "ap-southeast-1": {
        "name": "Huawei Cloud Meeting, international",
        "api_base": "https://api-intl.meeting.huaweicloud.com",
        "client_server": "intl.meeting.huaweicloud.com",
        "client_port": "8443",
        "join_hosts": ["intl.meeting.huaweicloud.com", "c.intl.meeting.huaweicloud.com"],
        "download_url": "https://www.huaweicloud.com/product/meeting/download.html",
        "phone_numbers": [],
    },
}


def meeting_sites(env: environ.Env) -> dict[str, MeetingSite]:
    """Return the vendor's two regions, what MEETING_SITES (JSON) adds, and the sandbox where SANDBOX_URL is set.

    Raises ImproperlyConfigured when MEETING_SITES isn't a JSON object of complete entries, and for an address that
    the client would refuse with each call.
    """
    sites = dict(_VENDOR)
    try:
        added = json.loads(env.str("MEETING_SITES", default="{}"))
        sites |= {key: {field: entry[field] for field in MeetingSite.__annotations__} for key, entry in added.items()}
    except (ValueError, AttributeError, TypeError, KeyError) as error:
        raise ImproperlyConfigured(
            f"MEETING_SITES must be a JSON object of sites with {', '.join(MeetingSite.__annotations__)}: {error}"
        ) from error
    if sandbox := env.str("SANDBOX_URL", default=""):
        sites["sandbox"] = _sandbox(sandbox.rstrip("/"))
    for key, site in sites.items():
        try:
            checked_base_url(site["api_base"])
        except ValueError as error:
            raise ImproperlyConfigured(f"The meeting service “{key}” can't be used: {error}") from error
    return sites


def _sandbox(url: str) -> MeetingSite:
    return {
        "name": "Sandbox",
        "api_base": url,
        "client_server": "",
        "client_port": "",
        "join_hosts": [urlsplit(url).netloc],
        "download_url": "https://www.huaweicloud.com/product/meeting/download.html",
        "phone_numbers": ["+86 21 5329 0005", "+86 21 5329 0029"],
    }
