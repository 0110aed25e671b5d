// data-chosen-by="ends=until" on a field, or on a group of boxes, that belongs to one choice: filling it in chooses
// that, and choosing another one puts what was filled in aside, until its own is chosen again.

import { upgrade } from "./upgrade.js";

upgrade("[data-chosen-by]", (part) => {
  const [name, value] = part.dataset.chosenBy.split("=");
  const form = part.closest("form");
  const fields = part.matches("input") ? [part] : [...part.querySelectorAll("input")];
  let aside = null;
  const putAside = () => {
    aside = fields.map((field) => [field.value, field.checked]);
    for (const field of fields) {
      if (field.type === "checkbox") field.checked = false;
      else field.value = "";
    }
  };
  const giveBack = () => {
    aside?.forEach(([text, isChecked], number) => {
      if (fields[number].type === "checkbox") fields[number].checked = isChecked;
      else fields[number].value ||= text;
    });
    aside = null;
  };
  part.addEventListener("input", () => {
    const choice = form.querySelector(`:is(input[type="radio"][value="${value}"], select)[name="${name}"]`);
    const isChosen = choice?.matches("select") ? choice.value === value : choice?.checked;
    if (!choice || isChosen || !fields.some((field) => field.checked || field.type !== "checkbox" && field.value)) return;
    aside = null;
    if (choice.matches("select")) choice.value = value;
    else choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  });
  form.addEventListener("change", (event) => {
    if (!event.target.matches('input[type="radio"], select') || event.target.name !== name) return;
    if (event.target.value === value) giveBack();
    else if (!aside) putAside();
  });
});
