#!/bin/sh
# A calendar-query with CALDAV:expand asks a server for the instances of a span. Radicale looks for a moved date by the
# place that it left: asked for the week of that place it gives the date with its new time, weeks away, though nothing of
# the series is in that week. A client that shows what it was given counts a meeting in an empty week, or the date twice
# when it asks week by week. free-busy-query, by the same server on the same file, has it right.
#
# Seen with radicale 3.9.0. Source: RFC 4791, 9.6.5 (an expansion has the instances that overlap the span).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet radicale==3.9.0 requests==2.32.5
cat >ask.py <<'PY'
import re
import socket
import subprocess
import sys
import time

import requests

SERIES = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN",
    "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", "DTSTART:20261005T080000Z", "DURATION:PT1H",
    "RRULE:FREQ=WEEKLY;COUNT=6", "SUMMARY:Review", "END:VEVENT",
    "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", "RECURRENCE-ID:20261012T080000Z",
    "DTSTART:20261120T110000Z", "DURATION:PT1H", "SUMMARY:Review", "END:VEVENT",
    "END:VCALENDAR", "",
])
EXPANDED = """<?xml version="1.0"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><C:calendar-data><C:expand start="{0}" end="{1}"/></C:calendar-data></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="{0}" end="{1}"/>
</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""
BUSY = """<?xml version="1.0"?>
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav"><C:time-range start="{0}" end="{1}"/></C:free-busy-query>"""

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
url = f"http://127.0.0.1:{port}/somebody/calendar/"
with open("config", "w") as config:
    config.write(f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n[storage]\nfilesystem_folder = storage\n")
    config.write("[logging]\nlevel = error\n")


def ask(method, address, text=""):
    headers = {"Depth": "1", "Content-Type": "application/xml" if method == "REPORT" else "text/calendar"}
    answer = requests.request(method, address, data=text.encode(), headers=headers, auth=("somebody", "x"), timeout=30)
    answer.raise_for_status()
    return answer.text


server = subprocess.Popen([sys.executable, "-m", "radicale", "--config", "config"])
try:
    for _ in range(200):
        try:
            ask("MKCALENDAR", url)
            break
        except requests.ConnectionError:
            time.sleep(0.1)
    ask("PUT", url + "1.ics", SERIES)
    found = {}
    for span in (("20261001T000000Z", "20261201T000000Z"), ("20261011T000000Z", "20261016T000000Z")):
        instances = re.findall(r"^DTSTART:(\S+)Z", ask("REPORT", url, EXPANDED.format(*span)), re.M)
        busy = re.findall(r"^FREEBUSY;FBTYPE=BUSY:([0-9T]+)Z/", ask("REPORT", url, BUSY.format(*span)), re.M)
        found[span] = sorted(instances), sorted(busy)
        print(*span, "| expanded:", *sorted(instances), "| busy:", *sorted(busy))
finally:
    server.terminate()
    server.wait()
(whole, whole_busy), (week, week_busy) = found.values()
assert whole == whole_busy and len(whole) == 6 and whole[-1] == "20261120T110000"
assert week_busy == []
assert week == ["20261120T110000"]
PY
venv/bin/python ask.py
