// A button with data-print opens the print dialog. Without script the browser's own menu prints, so it is hidden.

import { upgrade } from "./upgrade.js";

upgrade("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
