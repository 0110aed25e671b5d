// The calendar's grid, drawn of the list of the same days that the page has: each row's data-entry is JSON of what
// meetings/pages/calendar_entries.py says. Below 768 px, and without this script, the list itself is shown.
//
// <section data-calendar="timeGridWeek" data-first="2026-05-11" data-now="2026-05-14T09:48" data-offset="480"
//   data-book="/meetings/book/" data-zone="Shanghai UTC+8" hidden>, then [data-calendar-legend], [data-calendar-list]
//
// All times are wall time of the person's zone, as text without an offset, both in and out: the widget's own idea of a
// zone is that of the browser, and its Date objects are not used, since a browser may skip an hour that the person has.

import { createCalendar, DayGrid, destroyCalendar, Interaction, TimeGrid } from "@event-calendar/core";

import { icon } from "./icon.js";
import { upgrade } from "./upgrade.js";

const WIDE = matchMedia("(min-width: 768px)");
const MINUTE = 60_000;
const SHORT_MINUTES = 40;
const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

const asUtc = (wall) => new Date(`${wall.slice(0, 16)}Z`);
const shifted = (wall, seconds) => new Date(asUtc(wall).getTime() + seconds * 1000).toISOString().slice(0, 16);
const minutesOf = (entry) => (asUtc(entry.end) - asUtc(entry.start)) / MINUTE;

function element(name, text, children = []) {
  const made = document.createElement(name);
  made.append(...children, text);
  return made;
}

function readEntries(list) {
  return [...list.querySelectorAll("[data-entry]")].map((row, number) => {
    const link = row.querySelector(".mp-row-title");
    const entry = JSON.parse(row.dataset.entry);
    const isShort = minutesOf(entry) <= SHORT_MINUTES;
    return {
      id: String(number),
      start: entry.start,
      end: entry.end,
      title: link.textContent,
      startEditable: entry.change !== "",
      durationEditable: entry.change !== "",
      classNames: ["mp-ev", entry.tone && `mp-ev-${entry.tone}`, isShort && "mp-ev-short"].filter(Boolean),
      extendedProps: { ...entry, href: link.getAttribute("href"), lang: link.lang },
    };
  });
}

function draw({ event }) {
  const { href, lang, icons, words, label } = event.extendedProps;
  if (!href) return { domNodes: [] };
  const link = document.createElement("a");
  link.href = href;
  link.draggable = false;
  link.setAttribute("aria-label", label);
  const title = element("b", event.title, icons.flatMap((name) => [icon(name), " "]));
  if (lang) title.lang = lang;
  link.append(title, element("span", words));
  return { domNodes: [link] };
}

// The head of a column: the weekday, and the day below it
function head(locale) {
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short" });
  return (date) => ({ domNodes: [element("span", "", [weekday.format(date), element("b", String(date.getDate()))])] });
}

// The click that ends a drag, before any timer, is none on the entry's link.
function swallowClick(section) {
  const swallow = (click) => click.preventDefault();
  section.addEventListener("click", swallow, true);
  setTimeout(() => section.removeEventListener("click", swallow, true));
}

function go(section, address, times) {
  section.setAttribute("aria-busy", "true");
  location.assign(`${address}?${new URLSearchParams(times)}`);
}

function start(section, list, legend) {
  const locale = document.documentElement.lang;
  const loadedAt = Date.now();
  const now = () => shifted(section.dataset.now, (Date.now() - loadedAt) / 1000);
  const nowLine = () => ({ id: "now", start: now(), end: now(), display: "background", classNames: ["mp-nowline"] });
  const isGrid = section.dataset.calendar !== "dayGridMonth";
  const entries = readEntries(list);
  const change = (info, delta, timesAfter) => {
    const seconds = delta.days * 86_400 + delta.seconds;
    info.revert(); // It stands there only once the form was sent.
    swallowClick(section);
    if (seconds) go(section, info.event.extendedProps.change, timesAfter(seconds));
  };
  const calendar = createCalendar(section, [TimeGrid, DayGrid, Interaction], {
    view: section.dataset.calendar,
    date: section.dataset.first,
    events: isGrid ? [...entries, nowLine()] : entries,
    highlightedDates: [section.dataset.now.slice(0, 10)],
    locale,
    firstDay: 1,
    headerToolbar: { start: "", center: "", end: "" },
    allDaySlot: false,
    height: isGrid ? "720px" : "auto",
    slotHeight: 32,
    scrollTime: "07:30:00",
    snapDuration: "00:15:00",
    slotLabelFormat: clock,
    eventTimeFormat: clock,
    dayHeaderFormat: isGrid ? head(locale) : { weekday: "short" },
    eventContent: draw,
    displayEventEnd: false,
    slotEventOverlap: false,
    selectable: isGrid,
    selectConstraint: (info) => info.startStr.slice(0, 16) >= now(),
    select: (info) => {
      calendar.unselect();
      go(section, section.dataset.book, { at: info.startStr.slice(0, 16), until: info.endStr.slice(0, 16) });
    },
    eventDrop: (info) => {
      const { start: from } = info.event.extendedProps;
      change(info, info.delta, (seconds) => ({ at: shifted(from, seconds) }));
    },
    eventResize: (info) => {
      const { end } = info.event.extendedProps;
      change(info, info.endDelta, (seconds) => ({ until: shifted(end, seconds) }));
    },
  });
  section.querySelector(".ec-header .ec-sidebar")?.append(element("span", section.dataset.zone));
  // It calls itself a table, without the rows of one: each entry's link says its day itself.
  for (const name of ["role", "aria-colindex", "aria-rowindex", "aria-label"]) {
    section.querySelectorAll(`[${name}]:not(a)`).forEach((part) => part.removeAttribute(name));
  }
  if (isGrid) section.querySelector(".ec-main").tabIndex = 0; // It scrolls, also where it has no entry.
  section.hidden = legend.hidden = false;
  list.hidden = true;
  const tick = setInterval(() => {
    if (!section.isConnected) stop();
    else if (isGrid) calendar.updateEvent(nowLine());
  }, MINUTE);
  const stop = () => {
    clearInterval(tick);
    destroyCalendar(calendar);
    section.hidden = legend.hidden = true;
    list.hidden = false;
  };
  return stop;
}

upgrade("[data-calendar]", (section) => {
  const list = section.parentElement.querySelector("[data-calendar-list]");
  const legend = section.parentElement.querySelector("[data-calendar-legend]");
  let stop = WIDE.matches ? start(section, list, legend) : null;
  WIDE.addEventListener("change", () => {
    stop?.();
    stop = WIDE.matches && section.isConnected ? start(section, list, legend) : null;
  });
});
