#!/bin/sh
# xandikos answers the first six queries for a span of time from the files, and finds a series by a date that was moved
# (RECURRENCE-ID). From the seventh on it answers from its index, in which it looks at the rule of the series alone: the
# same query for the moved date finds nothing, so a client that asks for that hour shows it as free.
#
# Seen with xandikos 0.4.10 on Python 3.11. Source: xandikos/icalendar.py, ComponentTimeRangeMatcher
# ._match_indexes_with_rrule, which never looks at RECURRENCE-ID; RFC 4791, 9.9 (a component overlaps by each instance).
set -eu
folder=$(mktemp -d)
trap 'kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet xandikos==0.4.10
venv/bin/xandikos serve -d data --defaults --autocreate -l 127.0.0.1 -p 8391 >log 2>&1 &
server=$!
cat >ask.py <<'PY'
import http.client
import time

SERIES = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20261201T000000Z
DTSTART:20261208T090000Z
DTEND:20261208T094500Z
RRULE:FREQ=WEEKLY;UNTIL=20270105T090000Z
END:VEVENT
BEGIN:VEVENT
UID:1
DTSTAMP:20261201T000000Z
RECURRENCE-ID:20261215T090000Z
DTSTART:20261216T090000Z
DTEND:20261216T094500Z
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
QUERY = """<?xml version="1.0"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="20261216T090000Z" end="20261216T093000Z"/></C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""


def ask(method, path, body, kind):
    connection = http.client.HTTPConnection("127.0.0.1", 8391)
    connection.request(method, "/user/calendars/calendar/" + path, body, {"Content-Type": kind, "Depth": "1"})
    return connection.getresponse().read().decode()


for _ in range(100):
    try:
        ask("PUT", "1.ics", SERIES, "text/calendar")
        break
    except ConnectionRefusedError:
        time.sleep(0.1)
found = ["1.ics" in ask("REPORT", "", QUERY, "application/xml") for _ in range(8)]
print("the same query eight times finds the series:", found)
assert found == [True] * 6 + [False] * 2
PY
venv/bin/python ask.py
