// What is suggested below an input: an ARIA listbox in the flow of the page, so that it covers nothing. Each suggestion
// has a name, may have a note and a mail address, and is a person where it has initials.

import { icon } from "./icon.js";

let lists = 0;

export class Suggestions {
  constructor(input, words, onPick) {
    this.input = input;
    this.onPick = onPick;
    this.found = [];
    this.active = -1;
    this.words = words;
    this.box = document.createElement("div");
    this.box.className = "mp-options";
    this.box.id = `suggestions-${++lists}`;
    this.box.setAttribute("role", "listbox");
    this.box.setAttribute("aria-label", words.suggestions);
    this.box.hidden = true;
    input.setAttribute("aria-controls", this.box.id);
    // The focus stays in the input.
    this.box.addEventListener("mousedown", (event) => event.preventDefault());
    this.box.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.onPick(this.found[Number(option.dataset.at)]);
    });
  }

  get isOpen() {
    return !this.box.hidden;
  }

  get chosen() {
    return this.found[this.active];
  }

  show(found, query, active = 0) {
    this.found = found;
    const names = [...new Set(found.map(({ group }) => group ?? this.words.group))];
    this.box.replaceChildren(...names.map((name) => this.#group(name, query, names.length > 1)));
    this.box.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(this.isOpen));
    this.#activate(found.length ? active : -1);
  }

  #group(name, query, isNamed) {
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", name);
    if (isNamed) {
      const title = document.createElement("div");
      title.className = "mp-option-group";
      title.ariaHidden = "true";
      title.textContent = name;
      group.append(title);
    }
    for (const [at, one] of this.found.entries()) {
      if ((one.group ?? this.words.group) === name) group.append(this.#option(one, at, query));
    }
    return group;
  }

  hide() {
    this.show([], "");
  }

  move(step) {
    const count = this.found.length;
    if (count) this.#activate((this.active + step + count) % count);
  }

  #activate(at) {
    this.active = at;
    this.box.querySelectorAll("[role=option]").forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === at));
      if (index === at) option.scrollIntoView({ block: "nearest" });
    });
    if (at < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.box.id}-${at}`);
  }

  #option(one, at, query) {
    const option = document.createElement("div");
    option.className = "mp-option";
    option.id = `${this.box.id}-${at}`;
    option.dataset.at = at;
    option.setAttribute("role", "option");
    const text = document.createElement("span");
    const name = document.createElement("b");
    name.append(...marked(one.name, query));
    const second = document.createElement("small");
    second.textContent = [one.note, one.email].filter(Boolean).join(" · ");
    text.append(name, second);
    if (one.initials) option.append(avatar(one));
    else if (one.symbol) option.append(icon(one.symbol));
    option.append(text);
    return option;
  }
}

export function avatar({ initials, avatar: disc }) {
  const shown = document.createElement("span");
  shown.className = `mp-avatar mp-av-${disc}`;
  shown.setAttribute("aria-hidden", "true");
  shown.textContent = initials;
  return shown;
}

function marked(text, query) {
  const at = text.toLowerCase().indexOf(query.toLowerCase());
  if (at < 0 || !query) return [text];
  const mark = document.createElement("mark");
  mark.textContent = text.slice(at, at + query.length);
  return [text.slice(0, at), mark, text.slice(at + query.length)];
}
