// Reads calendar files as ical.js does: each line in is one file as a JSON string, each line out the start and end of
// its dates in seconds since 1970.
import { createInterface } from "node:readline";
import ICAL from "ical.js";

function dates(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const master = calendar.getAllSubcomponents("vevent").find((event) => !event.hasProperty("recurrence-id"));
  const event = new ICAL.Event(master, { strictExceptions: true });
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next; next = iterator.next()) {
    const { startDate, endDate } = event.getOccurrenceDetails(next);
    found.push([startDate.toUnixTime(), endDate.toUnixTime()]);
  }
  return found;
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(dates(JSON.parse(line))));
}
