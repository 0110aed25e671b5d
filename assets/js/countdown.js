// data-countdown="2026-05-19T06:50:00+00:00" on an element with role="timer".
//
// Two shapes: the ring of the next meeting (its first <b> holds the minutes of the last two hours), and boxes with
// [data-count="days|hours|minutes|seconds"]. data-label-one / data-label-many ("Starts in {count} minutes") keep the
// name of a ring in step. When the time has come, data-due="reload" loads the page again; without it the element
// fires "mp:due", which htmx can take as a trigger.

import { fill, upgrade } from "./upgrade.js";

const RING = 364.4; // the length of the ring's circle
const PARTS = { days: 86400, hours: 3600, minutes: 60, seconds: 1 };

upgrade("[data-countdown]", (timer) => {
  const end = Date.parse(timer.dataset.countdown);
  let isDue = end <= Date.now();
  const tick = () => {
    if (!timer.isConnected) return clearInterval(ticking);
    const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    if (timer.querySelector("[data-count]")) showParts(timer, seconds);
    else showRing(timer, Math.ceil(seconds / 60));
    if (seconds === 0 && !isDue) {
      isDue = true;
      due(timer);
    }
  };
  const ticking = setInterval(tick, 1000);
  if (!isDue) tick();
});

function showParts(timer, seconds) {
  let rest = seconds;
  for (const [name, size] of Object.entries(PARTS)) {
    const box = timer.querySelector(`[data-count="${name}"]`);
    if (!box) continue;
    const count = Math.floor(rest / size);
    // Of what is longer than all that is left nothing is shown; the last box always is.
    if (count === 0 && rest === seconds && box.parentElement.nextElementSibling) box.parentElement.hidden = true;
    if (box.textContent !== String(count)) {
      box.textContent = count;
      const unit = box.nextElementSibling;
      if (unit) unit.textContent = count === 1 ? unit.dataset.one : unit.dataset.many;
    }
    rest %= size;
  }
}

function showRing(timer, minutes) {
  const number = timer.querySelector(".mp-ring-text b");
  if (minutes >= 120 || minutes < 1 || !number || number.querySelector("svg")) return;
  if (number.textContent === String(minutes)) return;
  number.textContent = minutes;
  timer
    .querySelector(".mp-ring-go")
    ?.setAttribute("stroke-dasharray", `${((RING * Math.min(minutes, 60)) / 60).toFixed(1)} ${RING}`);
  const label = minutes === 1 ? timer.dataset.labelOne : timer.dataset.labelMany;
  if (label) timer.setAttribute("aria-label", fill(label, { count: minutes }));
}

function due(timer) {
  if (timer.dataset.due === "reload") location.reload();
  else timer.dispatchEvent(new CustomEvent("mp:due", { bubbles: true }));
}
