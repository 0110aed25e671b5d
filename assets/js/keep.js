// A box with data-keep="<id of a field>" keeps what is typed there on this device, if somebody asks for it: only in
// this browser, and until they ask no more. Mark-up: <label data-keep="name" hidden><input type="checkbox">…</label>

import { upgrade } from "./upgrade.js";

upgrade("[data-keep]", (label) => {
  const field = document.getElementById(label.dataset.keep);
  const box = label.querySelector("input");
  const key = `keep-${label.dataset.keep}`;
  try {
    const kept = localStorage.getItem(key);
    if (kept !== null) {
      box.checked = true;
      if (!field.value) field.value = kept;
    }
  } catch {
    return; // Storage is closed to this page: nothing is offered.
  }
  label.hidden = false;
  field.form.addEventListener("submit", () => {
    if (box.checked) localStorage.setItem(key, field.value);
    else localStorage.removeItem(key);
  });
});
