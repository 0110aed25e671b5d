// The page that answers a click on "Open the meeting". Mark-up that it works on:
//
//   <a class="btn …" href="cloudlink://…" data-launch>…</a>   the launch link; works by itself without script
//   <div data-launch-asked hidden>…</div>                     "Did the meeting open?"; put it in a role="status"
//   <ul class="mp-join-options" data-launch-options>…</ul>  the other options
//   <p data-launch-wait>…</p>                                 what stands there until then (optional)
//
// The link is clicked once, except on iOS, where only a tap may open an app. When the client comes to the front this
// page loses the focus or is hidden. After 2 s the question appears either way (a person who comes back finds it);
// if nothing took the focus the other options are lit too.

import { upgrade } from "./upgrade.js";

const ASKS_AFTER_MS = 2000;

upgrade("[data-launch]", (link) => {
  let hasLeft = false;
  const leave = () => {
    hasLeft = true;
  };
  window.addEventListener("blur", leave);
  document.addEventListener("visibilitychange", () => document.hidden && leave());
  const ask = () => {
    document.querySelectorAll("[data-launch-wait]").forEach((part) => (part.hidden = true));
    document.querySelectorAll("[data-launch-asked]").forEach((part) => (part.hidden = false));
    if (hasLeft) return;
    document.querySelectorAll("[data-launch-options]").forEach((part) => part.classList.add("mp-join-options-lit"));
  };
  link.addEventListener("click", () => setTimeout(ask, ASKS_AFTER_MS));
  // The browser's "back" shows this page again, but nobody asked it to open anything then.
  if (!isApple() && !hasOpenedBefore()) link.click();
});

function isApple() {
  const isPad = navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1;
  return isPad || /iPhone|iPad|iPod/.test(navigator.userAgent);
}

function hasOpenedBefore() {
  const opened = history.state?.launched === true;
  history.replaceState({ ...history.state, launched: true }, "");
  return opened;
}
