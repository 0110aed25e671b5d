// data-remember="mic" on a checkbox: it starts as it was left the last time, in this browser only.

import { upgrade } from "./upgrade.js";

upgrade("input[data-remember]", (box) => {
  const key = `switch-${box.dataset.remember}`;
  try {
    box.checked = localStorage.getItem(key) === "on";
    box.form?.addEventListener("submit", () => localStorage.setItem(key, box.checked ? "on" : "off"));
  } catch {
    // Storage is closed to this page: it starts as it was rendered.
  }
});
