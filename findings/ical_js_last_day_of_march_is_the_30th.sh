#!/bin/sh
# ical.js counts BYMONTHDAY=-1 of a yearly rule right in the year of the first date alone. From the second year on it uses
# the length of another month: the last day of March is the 30th, where the rule has September too.
#
# Seen with ical.js 2.2.1, which Thunderbird and Nextcloud's pages use, beside rrule-temporal 2.2.8. The same by
# FREQ=MONTHLY;BYMONTH=3,9 is right. Source: RFC 5545, 3.3.10 (BYMONTHDAY counts from the end of each month).
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
    "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1;COUNT=6",
    "2026-03-31",
    "2026-03-31 2026-09-30 2027-03-31 2027-09-30 2028-03-31 2028-09-30",
    "2026-03-31 2026-09-30 2027-03-30 2027-09-30 2028-03-30 2028-09-30",
  ],
  [
    "FREQ=MONTHLY;BYMONTH=3,9;BYMONTHDAY=-1;COUNT=6",
    "2026-03-31",
    "2026-03-31 2026-09-30 2027-03-31 2027-09-30 2028-03-31 2028-09-30",
    "2026-03-31 2026-09-30 2027-03-31 2027-09-30 2028-03-31 2028-09-30",
  ],
]) {
  assert.equal(byRruleTemporal(rule, day), right);
  assert.equal(byIcalJs(rule, day), seen);
  console.log(rule, "from", day, "\n  is     ", right, "\n  ical.js", seen);
}
JS
node read.mjs
