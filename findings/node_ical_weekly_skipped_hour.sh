#!/bin/sh
# node-ical expands a weekly rule from the Sunday that begins the first week. Where that very Sunday skips the hour of
# the event (02:00 where the clocks go from 02:00 to 03:00), every date of the series is an hour late for good, the
# first one too, though none of them falls on a change of clocks: the event's own start stays right beside them.
#
# Seen with node-ical 0.26.1 on Node 20 (it needs 20), zones America/New_York and America/Chihuahua in 2019; a series
# that begins a week later is right. ical.js 2.2.1 reads all of them rightly. Source: the expansion of RRULE in
# node-ical's dependency rrule-temporal; RFC 5545, 3.3.10.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit node-ical@0.26.1 ical.js@2.2.1
cat >read.mjs <<'JS'
import assert from "node:assert";
import ICAL from "ical.js";
import ical from "node-ical";

function file(zone, start) {
  return [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20190101T000000Z",
    `DTSTART;TZID=${zone}:${start}`, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=TH;WKST=SU",
    "SUMMARY:Review", "END:VEVENT", "END:VCALENDAR", "",
  ].join("\r\n");
}

function byNodeIcal(zone, start) {
  const event = Object.values(ical.sync.parseICS(file(zone, start))).find((one) => one.type === "VEVENT");
  const until = new Date(event.start.getTime() + 50 * 86400e3);
  const dates = event.rrule.between(new Date("2019-03-01"), until).slice(0, 2);
  return [event.start, ...dates].map((date) => date.toISOString().slice(0, 16));
}

function byIcalJs(zone, start) {
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file(zone, start))).getFirstSubcomponent("vevent"));
  const expansion = event.iterator();
  return [expansion.next(), expansion.next()].map((date) => date.toString().slice(0, 16));
}

const spring = byNodeIcal("America/New_York", "20190314T020000");
const mexico = byNodeIcal("America/Chihuahua", "20190411T020000");
const later = byNodeIcal("America/New_York", "20190321T020000");
console.log("the Sunday before skips 02:00:", spring.join(" "), "and", mexico.join(" "));
console.log("it doesn't:", later.join(" "));
console.log("ical.js, on the clocks of the zone:", byIcalJs("America/New_York", "20190314T020000").join(" "));
assert.deepEqual(spring, ["2019-03-14T06:00", "2019-03-14T07:00", "2019-04-04T07:00"]);
assert.deepEqual(mexico, ["2019-04-11T08:00", "2019-04-11T09:00", "2019-05-02T09:00"]);
assert.deepEqual(later, ["2019-03-21T06:00", "2019-03-21T06:00", "2019-04-11T06:00"]);
assert.deepEqual(byIcalJs("America/New_York", "20190314T020000"), ["2019-03-14T02:00", "2019-04-04T02:00"]);
JS
node read.mjs
