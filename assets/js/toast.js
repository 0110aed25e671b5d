// A small result that can be seen elsewhere too. Stays 8 s, and as long as it has focus or pointer.

import { icon } from "./icon.js";

const STAYS_MS = 8000;

export function toast(text, symbol = "check") {
  const region = document.getElementById("toasts");
  const shown = document.createElement("div");
  shown.className = "mp-toast";
  const words = document.createElement("p");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn btn-icon btn-sm";
  close.setAttribute("aria-label", region.dataset.close);
  close.append(icon("x"));
  close.addEventListener("click", () => shown.remove());
  shown.append(icon(symbol), words, close);
  region.replaceChildren(shown);
  const leave = () => (shown.matches(":hover, :focus-within") ? setTimeout(leave, 1000) : shown.remove());
  setTimeout(leave, STAYS_MS);
}
