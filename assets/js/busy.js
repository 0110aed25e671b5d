// A submit button says that it is at work: aria-busy, a spinner, and the word in data-busy ("Booking…").
// A second click does nothing; that it would do no harm is the server's business (the one-time reference).

import { icon } from "./icon.js";

const busy = new Map();

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button?.matches("button.btn")) return;
  if (busy.has(button)) {
    event.preventDefault();
    return;
  }
  // Where the button leads to leaves the page, but not when the answer is a file. What stood there stays in the page:
  // a summary that is still on its way writes into it.
  const words = button.dataset.busy ?? button.textContent.trim();
  const before = document.createElement("span");
  before.hidden = true;
  before.append(...button.childNodes);
  busy.set(button, before);
  button.setAttribute("aria-busy", "true");
  button.append(icon("booking", "mp-spin"), words, before);
});

// Back by the browser's arrow: the page is as it was left.
window.addEventListener("pageshow", () => {
  for (const [button, before] of busy) {
    button.removeAttribute("aria-busy");
    button.replaceChildren(...before.childNodes);
  }
  busy.clear();
});

// What the button did was done without leaving the page.
export function ready(button) {
  const before = busy.get(button);
  if (!before) return;
  button.removeAttribute("aria-busy");
  button.replaceChildren(...before.childNodes);
  busy.delete(button);
}
