// data-copy="text" copies that text; data-copy-from="id" copies the value or text of that element.
// Without script nothing could be copied, so these buttons are rendered hidden.
// data-copied="Invitation copied" says more than "Copied".

import { toast } from "./toast.js";
import { upgrade } from "./upgrade.js";

upgrade("[data-copy], [data-copy-from]", (button) => {
  button.hidden = false;
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copyFrom);
  const text = button.dataset.copy ?? source.value ?? source.textContent.trim();
  if (await write(text, button)) toast(button.dataset.copied || document.getElementById("toasts").dataset.copied);
});

async function write(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeBySelection(text, button); // plain http, or the browser refused
  }
}

function writeBySelection(text, button) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  button.after(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  button.focus();
  return copied;
}
