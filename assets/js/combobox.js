// An input that finds what is typed: GET <address>?q= answers with a list, shown below as suggestions. What it says of
// them comes from ui/_suggestion_words.html, on an element around it.

import { Suggestions } from "./suggestions.js";
import { fill } from "./upgrade.js";

const ASKS_AFTER_MS = 200;
const ASKS_MORE_AFTER_MS = 700;
const SPEAKS_AFTER_MS = 500;

export class Combobox {
  // read(answer) returns the suggestions in it; onPick(one) takes the one that was chosen.
  // more: {address, read} of another, slower list, which follows once nothing more is typed for a while.
  constructor(input, { address, words, read, onPick, more }) {
    Object.assign(this, { input, address, words, read, onPick, more });
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
    clearTimeout(this.askingMore);
    this.suggestions.hide();
  }

  say(words) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => (this.status.textContent = words), SPEAKS_AFTER_MS);
  }

  ask() {
    clearTimeout(this.asking);
    clearTimeout(this.askingMore);
    const query = this.input.value.trim();
    if (!query) return this.suggestions.hide();
    this.asking = setTimeout(() => this.#find(query), ASKS_AFTER_MS);
    if (this.more) this.askingMore = setTimeout(() => this.#findMore(query), ASKS_MORE_AFTER_MS);
  }

  async #find(query) {
    const answer = await this.#fetch(this.address, query);
    if (answer) this.#show(this.read(answer), query);
  }

  async #findMore(query) {
    const answer = await this.#fetch(this.more.address, query);
    const shown = this.suggestions.found;
    const fresh = answer ? this.more.read(answer, shown) : [];
    if (fresh.length) this.#show([...shown, ...fresh], query, Math.max(this.suggestions.active, 0));
  }

  // Returns what was answered while nothing else was typed, else null.
  async #fetch(path, query) {
    const address = new URL(path, location.href);
    address.searchParams.set("q", query);
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || !answer.headers.get("Content-Type")?.includes("json")) return null;
    const found = await answer.json();
    return this.input.value.trim() === query && document.activeElement === this.input ? found : null;
  }

  #show(found, query, active) {
    this.suggestions.show(found, query, active);
    this.say(found.length === 1 ? this.words.foundOne : fill(this.words.foundMany, { count: found.length }));
  }
}
