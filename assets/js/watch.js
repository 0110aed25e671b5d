// A part with data-watch asks the server, by htmx and hx-trigger="look", whether it is still right: every second
// and a half while somebody looks at the page, at once when they come back to it, and never while they type or have a dialog open.

const SECONDS = 1.5;

function look() {
  const part = document.querySelector("[data-watch]");
  if (!part || document.visibilityState !== "visible" || document.querySelector("dialog[open]")) return;
  if (document.activeElement?.matches("input:not([readonly]), textarea, select")) return;
  part.dispatchEvent(new CustomEvent("look"));
}

setInterval(look, SECONDS * 1000);
document.addEventListener("visibilitychange", look);
