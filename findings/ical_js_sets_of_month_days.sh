#!/bin/sh
# ical.js takes BYSETPOS with BYMONTHDAY at its word for the first two months alone. From the third on every day of the set
# is a date: "the 30th, or the last day of February" (BYMONTHDAY=28,29,30;BYSETPOS=-1) becomes three meetings a month.
# With BYDAY, "the last working day", it is right throughout.
#
# Seen with ical.js 2.2.1, which Thunderbird and Nextcloud's pages use, beside rrule-temporal 2.2.8. Source: RFC 5545,
# 3.3.10 (BYSETPOS).
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
    "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;COUNT=6",
    "2026-01-30",
    "2026-01-30 2026-02-28 2026-03-30 2026-04-30 2026-05-30 2026-06-30",
    "2026-01-30 2026-02-28 2026-03-28 2026-03-29 2026-03-30 2026-04-28",
  ],
  [
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=6",
    "2026-01-30",
    "2026-01-30 2026-02-27 2026-03-31 2026-04-30 2026-05-29 2026-06-30",
    "2026-01-30 2026-02-27 2026-03-31 2026-04-30 2026-05-29 2026-06-30",
  ],
]) {
  assert.equal(byRruleTemporal(rule, day), right);
  assert.equal(byIcalJs(rule, day), seen);
  console.log(rule, "from", day, "\n  is     ", right, "\n  ical.js", seen);
}
JS
node read.mjs
