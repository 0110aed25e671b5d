// data-reveal="id" on a button: shows and hides a password. The word on the button swaps with what it does
// (data-hide is the other word). Rendered hidden: without script it could do nothing.

import { upgrade } from "./upgrade.js";

upgrade("[data-reveal]", (button) => {
  const field = document.getElementById(button.dataset.reveal);
  const [show, hide] = [button.textContent, button.dataset.hide];
  const set = (isShown) => {
    field.type = isShown ? "text" : "password";
    button.textContent = isShown ? hide : show;
  };
  button.hidden = false;
  button.addEventListener("click", () => set(field.type === "password"));
  // A password manager and the browser's history see a password field again.
  field.form?.addEventListener("submit", () => set(false));
});
