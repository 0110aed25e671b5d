// data-local-start / data-local-end hold the instants of a meeting with the offset of the clock that the page shows.
// Where this browser's clock is another one, its own time is written beside it, by data-words
// ("Your time ({offset}): {when}"). Only the browser knows where a guest is.

import { fill, upgrade } from "./upgrade.js";

function isSameClock(shown, here) {
  const [, sign, hours, minutes] = shown.match(/([+-])(\d\d):(\d\d)$/);
  return Number(`${sign}1`) * (hours * 60 + Number(minutes)) === -here.getTimezoneOffset();
}

// "UTC+2", "UTC+5:30", as the server writes them
function offsetOf(date) {
  const minutes = -date.getTimezoneOffset();
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? "-" : "+"}${Math.floor(Math.abs(minutes) / 60)}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}

const isChinese = () => document.documentElement.lang.startsWith("zh");

function span(start, end) {
  const isSameDay = start.toDateString() === end.toDateString();
  return isSameDay ? `${moment(start)}–${clock(end)}` : `${moment(start)} – ${moment(end)}`;
}

const moment = (date) => `${day(date)}${isChinese() ? " " : ", "}${clock(date)}`;

const clock = (date) => [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");

function day(date) {
  const name = (locale, options) => new Intl.DateTimeFormat(locale, options).format(date);
  const year = date.getFullYear() === new Date().getFullYear() ? "" : date.getFullYear();
  if (isChinese()) {
    return `${year ? `${year}年` : ""}${date.getMonth() + 1}月${date.getDate()}日 ${name("zh-CN", { weekday: "short" })}`;
  }
  const month = name("en-GB", { month: "long" }).slice(0, 3);
  return `${name("en-GB", { weekday: "short" })} ${date.getDate()} ${month}${year ? ` ${year}` : ""}`;
}

upgrade("[data-local-start]", (line) => {
  const { localStart, localEnd, words } = line.dataset;
  const [start, end] = [new Date(localStart), new Date(localEnd)];
  if (isSameClock(localStart, start) && isSameClock(localEnd, end)) return;
  line.textContent = fill(words, { offset: offsetOf(start), when: span(start, end) });
  line.hidden = false;
});
