"""Keeps so many pages of a running meeting open, as their script does, while people come into it.

Prints how long it took until each was on each page: ``{"p95": seconds, "shown": …, "wanted": …}``.
"""

import json
import re
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

import requests

# As in assets/js/live.js.
_PAUSE, _WHOLE = 0.4, 20.0
# For the last event to arrive everywhere.
_REST = 5.0


class Viewer:
    """An open page; ``seen`` is when it first showed each name."""

    def __init__(self, portal: str, meeting_id: str, cookie: str) -> None:
        self.seen: dict[str, float] = {}
        self._connection = HTTPConnection(urlsplit(portal).netloc, timeout=60)
        self._path, self._headers = f"/meetings/{meeting_id}/live/", {"Cookie": f"sessionid={cookie}"}

    def watch(self, ends: float) -> None:
        """Ask whether anything is new, and read it, until then."""
        self._read(self._path)
        while time.monotonic() < ends:
            time.sleep(_PAUSE)
            if (
                time.monotonic() - self._read_at > _WHOLE
                or self._get(f"{self._tick}?seen={self._version}", {})[0] == 200
            ):
                self._read(f"{self._path}news/")

    def _read(self, path: str) -> None:
        self._read_at = time.monotonic()
        status, text = self._get(path, self._headers)
        found = re.search(r'data-version="([^"]*)" data-tick="([^"]*)"', text)
        assert found is not None, (path, status)
        self._version, self._tick = found.groups()
        for name in re.findall(r"Arrival [\d.]+", text):
            self.seen.setdefault(name, time.monotonic())

    def _get(self, path: str, headers: dict[str, str]) -> tuple[int, str]:
        self._connection.request("GET", path, headers=headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read().decode()


def let_come(vendor: str, link: str, ends: float, pause: float) -> dict[str, float]:
    """Let somebody in again and again. Return when each was."""
    came: dict[str, float] = {}
    while time.monotonic() < ends:
        time.sleep(pause)
        name = f"Arrival {time.time():.3f}"
        came[name] = time.monotonic()
        body = {"url": link, "platform": "web", "name": name}
        requests.post(f"{vendor}/_sandbox/client", json=body, timeout=30).raise_for_status()
    return came


def main(portal: str, meeting_id: str, cookie: str, vendor: str, link: str, *numbers: str) -> None:
    """Look for so many seconds."""
    viewers, seconds, pause = (int(one) for one in numbers)
    pages = [Viewer(portal, meeting_id, cookie) for _ in range(viewers)]
    ends = time.monotonic() + seconds
    with ThreadPoolExecutor(viewers) as threads:
        watching = [threads.submit(page.watch, ends) for page in pages]
        came = let_come(vendor, link, ends - _REST - pause, pause)
        for each in watching:
            each.result()
    took = [page.seen[name] - at for page in pages for name, at in came.items() if name in page.seen]
    p95 = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else float("inf")
    print(f"median {statistics.median(took):.2f} s, at most {max(took):.2f} s", file=sys.stderr, flush=True)
    print(json.dumps({"p95": p95, "shown": len(took), "wanted": viewers * len(came)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
