#!/bin/sh
# Where two positions of BYSETPOS are the same date, as the first and the last of a set of one, rrule.js has that date
# twice, and COUNT counts it twice, so the series ends early. A set has each date once.
#
# Seen with rrule 2.8.1, beside rrule-temporal 2.2.8. Source: RFC 5545, 3.3.10 (BYSETPOS chooses from a set).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit rrule@2.8.1 rrule-temporal@2.2.8 temporal-polyfill@1.0.8
cat >read.mjs <<'JS'
import assert from "node:assert";
import rrule from "rrule";
import { RRuleTemporal } from "rrule-temporal";

const rruleString = "DTSTART:20261005T090000Z\nRRULE:FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=1,-1;COUNT=4";
const right = new RRuleTemporal({ rruleString }).all().map((date) => date.toString().slice(0, 10));
const seen = rrule.rrulestr(rruleString).all().map((date) => date.toISOString().slice(0, 10));
console.log("is", right.join(" "), "\nrrule.js", seen.join(" "));
assert.deepEqual(right, ["2026-10-05", "2026-11-02", "2026-12-07", "2027-01-04"]);
assert.deepEqual(seen, ["2026-10-05", "2026-10-05", "2026-11-02", "2026-11-02"]);
JS
node read.mjs
