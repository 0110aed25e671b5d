#!/bin/sh
# A yearly rule with BYMONTHDAY and without BYMONTH means that day of every month. ical.js has it once a year, in the month
# of the first date, so that eleven of twelve meetings are missing in the calendar and the series seems to last for years.
#
# Seen with ical.js 2.2.1, which Thunderbird and Nextcloud's pages use, beside rrule-temporal 2.2.8. Source: RFC 5545,
# 3.3.10 (the table: BYMONTHDAY expands YEARLY).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit ical.js@2.2.1 rrule-temporal@2.2.8 temporal-polyfill@1.0.8
cat >read.mjs <<'JS'
import assert from "node:assert";
import ICAL from "ical.js";
import { RRuleTemporal } from "rrule-temporal";

function byIcalJs(rule, day) {
  const dates = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString(`${day}T09:00:00`));
  return Array.from({ length: 6 }, () => dates.next().toString().slice(0, 10)).join(" ");
}

function byRruleTemporal(rule, day) {
  const rruleString = `DTSTART:${day.replaceAll("-", "")}T090000Z\nRRULE:${rule}`;
  return new RRuleTemporal({ rruleString }).all().map((date) => date.toString().slice(0, 10)).join(" ");
}

for (const [rule, day, right, seen] of [
  [
    "FREQ=YEARLY;BYMONTHDAY=15;COUNT=6",
    "2026-01-15",
    "2026-01-15 2026-02-15 2026-03-15 2026-04-15 2026-05-15 2026-06-15",
    "2026-01-15 2027-01-15 2028-01-15 2029-01-15 2030-01-15 2031-01-15",
  ],
]) {
  assert.equal(byRruleTemporal(rule, day), right);
  assert.equal(byIcalJs(rule, day), seen);
  console.log(rule, "from", day, "\n  is     ", right, "\n  ical.js", seen);
}
JS
node read.mjs
