// The text field for another time zone: <input data-zones="/settings/time-zones/"> finds zones by city, country and
// name. What is picked becomes a choice of the list beside it, and is chosen there.

import { Combobox } from "./combobox.js";
import { upgrade } from "./upgrade.js";

upgrade("input[data-zones]", (input) => {
  const around = input.closest(".mp-zone");
  const list = around.querySelector("select");

  const pick = ({ value, name }) => {
    const known = [...list.options].find((option) => option.value === value);
    if (!known) list.lastElementChild.before(new Option(name, value));
    list.value = value;
    input.value = "";
    combobox.hide();
    list.focus();
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const combobox = new Combobox(input, {
    address: input.dataset.zones,
    words: around.dataset,
    read: ({ zones }) => zones,
    onPick: pick,
  });
  combobox.placeAfter(input);
  input.addEventListener("keydown", (event) => {
    if (!event.isComposing) combobox.handleKey(event);
  });
  input.addEventListener("input", (event) => {
    event.stopPropagation(); // the form has not changed before there is a zone
    combobox.ask();
  });
  input.addEventListener("blur", () => combobox.hide());
});
