// An input that finds what is typed: GET <address>?q= answers with a list, shown below as suggestions. What it says of
// them comes from ui/_suggestion_words.html, on an element around it.

import { Suggestions } from "./suggestions.js";
import { fill } from "./upgrade.js";

const ASKS_AFTER_MS = 200;
const SPEAKS_AFTER_MS = 500;

export class Combobox {
  // read(answer) returns the suggestions in it; onPick(one) takes the one that was chosen.
  constructor(input, { address, words, read, onPick }) {
    Object.assign(this, { input, address, words, read, onPick });
    input.autocomplete = "off";
    input.spellcheck = false;
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-autocomplete", "list"]]) {
      input.setAttribute(name, value);
    }
    this.suggestions = new Suggestions(input, words, onPick);
    this.status = document.createElement("div");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
  }

  // Where the list stands; what is said of it stands behind.
  placeAfter(element) {
    element.after(this.suggestions.box, this.status);
  }

  // Handles a key that is about the suggestions, and returns whether it was.
  handleKey(event) {
    const { suggestions } = this;
    if (!suggestions.isOpen) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") suggestions.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && suggestions.chosen) this.onPick(suggestions.chosen);
    else if (event.key === "Escape") suggestions.hide();
    else return false;
    event.preventDefault();
    return true;
  }

  hide() {
    clearTimeout(this.asking);
    this.suggestions.hide();
  }

  say(words) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => (this.status.textContent = words), SPEAKS_AFTER_MS);
  }

  ask() {
    clearTimeout(this.asking);
    const query = this.input.value.trim();
    if (!query) return this.suggestions.hide();
    this.asking = setTimeout(() => this.#find(query), ASKS_AFTER_MS);
  }

  async #find(query) {
    const address = new URL(this.address, location.href);
    address.searchParams.set("q", query);
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || !answer.headers.get("Content-Type")?.includes("json")) return;
    const found = this.read(await answer.json());
    if (this.input.value.trim() !== query || document.activeElement !== this.input) return;
    this.suggestions.show(found, query);
    this.say(found.length === 1 ? this.words.foundOne : fill(this.words.foundMany, { count: found.length }));
  }
}
