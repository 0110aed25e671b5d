#!/bin/sh
# ical-expander, by which FullCalendar's iCalendar plugin reads feeds, walks the places of a series until one lies behind
# the span that is asked for, and looks at changed dates on that way only: one that was moved to an earlier week is in
# neither, neither where it was (rightly) nor where it is. Asked for a span with its old place too, it is there. A date
# that was moved later is found.
#
# Seen with ical-expander 3.2.0 on its ical.js. Source: RFC 5545, 3.8.4.4 (an instance with a RECURRENCE-ID is at its own
# DTSTART).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent ical-expander@3.2.0
cat >read.cjs <<'JS'
const assert = require("node:assert");
const IcalExpander = require("ical-expander");

function feed(place, start) {
  return [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN",
    "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", "DTSTART:20261020T090000Z", "DURATION:PT1H",
    "RRULE:FREQ=WEEKLY;COUNT=6", "SUMMARY:Review", "END:VEVENT",
    "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", `RECURRENCE-ID:${place}`, `DTSTART:${start}`,
    "DURATION:PT1H", "SUMMARY:Review", "END:VEVENT", "END:VCALENDAR", "",
  ].join("\r\n");
}

function between(ics, since, until) {
  const { events, occurrences } = new IcalExpander({ ics }).between(new Date(since), new Date(until));
  return [...events, ...occurrences].map(({ startDate }) => startDate.toString().slice(5, 16)).sort().join(" ");
}

const earlier = feed("20261124T090000Z", "20261021T100000Z");
const later = feed("20261020T090000Z", "20261113T100000Z");
const found = {
  "moved earlier, its new week": between(earlier, "2026-10-19", "2026-10-25"),
  "moved earlier, all weeks": between(earlier, "2026-10-19", "2026-12-25"),
  "moved later, its new week": between(later, "2026-11-11", "2026-11-16"),
};
for (const [words, dates] of Object.entries(found)) console.log(words, "|", dates);
assert.deepStrictEqual(found, {
  "moved earlier, its new week": "10-20T09:00",
  "moved earlier, all weeks": "10-20T09:00 10-21T10:00 10-27T09:00 11-03T09:00 11-10T09:00 11-17T09:00",
  "moved later, its new week": "11-13T10:00",
});
JS
node read.cjs
