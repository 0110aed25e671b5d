#!/bin/sh
# ical.js forgets INTERVAL in a monthly rule that names months: "every second month, in January, February or March" has
# February too, which isn't on the interval. Without BYMONTH the interval holds.
#
# Seen with ical.js 2.2.1, which Thunderbird and Nextcloud's pages use, beside rrule-temporal 2.2.8. Source: RFC 5545,
# 3.3.10 (BYMONTH limits what INTERVAL has left).
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
    "FREQ=MONTHLY;INTERVAL=2;BYMONTH=1,2,3;COUNT=6",
    "2027-01-16",
    "2027-01-16 2027-03-16 2028-01-16 2028-03-16 2029-01-16 2029-03-16",
    "2027-01-16 2027-02-16 2027-03-16 2028-01-16 2028-02-16 2028-03-16",
  ],
  [
    "FREQ=MONTHLY;INTERVAL=2;COUNT=6",
    "2027-01-16",
    "2027-01-16 2027-03-16 2027-05-16 2027-07-16 2027-09-16 2027-11-16",
    "2027-01-16 2027-03-16 2027-05-16 2027-07-16 2027-09-16 2027-11-16",
  ],
]) {
  assert.equal(byRruleTemporal(rule, day), right);
  assert.equal(byIcalJs(rule, day), seen);
  console.log(rule, "from", day, "\n  is     ", right, "\n  ical.js", seen);
}
JS
node read.mjs
