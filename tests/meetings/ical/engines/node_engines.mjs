// Reads calendar files as ical.js and node-ical do. Each line in is [engine, text], each line out the start, end and
// status of what it shows, in seconds since 1970.
import { createInterface } from "node:readline";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const FROM = new Date("1990-01-01T00:00:00Z");
const TO = new Date("2060-01-01T00:00:00Z");

function icalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const master = calendar.getAllSubcomponents("vevent").find((event) => !event.hasProperty("recurrence-id"));
  const event = new ICAL.Event(master, { strictExceptions: true });
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next; next = iterator.next()) {
    const { startDate, endDate, item } = event.getOccurrenceDetails(next);
    found.push([startDate.toUnixTime(), endDate.toUnixTime(), item.component.getFirstPropertyValue("status")]);
  }
  return found;
}

function nodeIcalDates(text) {
  return Object.values(nodeIcal.sync.parseICS(text))
    .filter((part) => part.type === "VEVENT")
    .flatMap((event) => nodeIcal.expandRecurringEvent(event, { from: FROM, to: TO }))
    .map(({ start, end, event }) => [start.getTime() / 1000, end.getTime() / 1000, event.status]);
}

// How the clock of a zone goes that node-ical knows by its name: minutes before UTC at each of the moments.
function offsets(asked) {
  const { zone, seconds } = JSON.parse(asked);
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  return seconds.map((at) => {
    const name = format.formatToParts(at * 1000).find(({ type }) => type === "timeZoneName").value;
    const [, sign, hours, minutes] = name.match(/GMT(?:([+-])(\d+):(\d+))?/);
    return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
  });
}

const ENGINES = { "ical.js": icalJs, "node-ical": nodeIcalDates, "clock of node-ical": offsets };

function answer([engine, text]) {
  try {
    return ENGINES[engine](text);
  } catch (error) {
    return { error: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(answer(JSON.parse(line))));
}
