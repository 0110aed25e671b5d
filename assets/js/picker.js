// The people picker: <textarea data-picker="/meetings/people/"> becomes an editable combobox with tokens. The
// textarea stays, hidden, as what is sent. GET <address>?q= answers {"people": [{name, email, note, initials,
// avatar}], "rooms": [{name, note, text}], "outsiders": [{name, email}], "groups": [{name, note, text}]}; that of data-address-book, which may take
// its time, {"others": [{name, email, note}]}. What the server took each entry for comes with its page, and with each
// summary of the form that htmx fetches: an element with [{key, problem, person, room}] in data-picker-readings. Its
// words come from ui/_picker_words.html, on an element around it.

import { Combobox } from "./combobox.js";
import { icon } from "./icon.js";
import { isComplete, read, write } from "./invitees.js";
import { avatar } from "./suggestions.js";
import { fill, upgrade } from "./upgrade.js";

const MOST_TOKENS = 12;

class Picker {
  constructor(field) {
    this.field = field;
    this.words = { ...field.closest("[data-suggestions]").dataset, ...field.dataset };
    this.tokens = read(field.value);
    this.cohosts = document.getElementById(this.words.cohosts ?? "");
    const cohosts = new Set(read(this.cohosts?.value ?? "").map(({ key }) => key));
    for (const token of this.tokens) token.isCohost = cohosts.has(token.key);
    this.isLong = false;
    this.#build();
    this.#listen();
    this.#draw();
  }

  #build() {
    const { field } = this;
    this.box = document.createElement("div");
    this.box.className = "mp-picker";
    this.list = document.createElement("ul");
    this.input = document.createElement("input");
    this.input.id = field.id; // the label and the error summary point here
    field.id = `${field.id}-sent`;
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (field.hasAttribute(name)) this.input.setAttribute(name, field.getAttribute(name));
    }
    this.box.classList.toggle("is-invalid", field.classList.contains("is-invalid"));
    this.combobox = new Combobox(this.input, {
      address: this.words.picker,
      words: this.words,
      read: (answer) => this.#suggested(answer),
      onPick: (one) => this.#pick(one),
      more: this.words.addressBook && { address: this.words.addressBook, read: (...found) => this.#others(...found) },
    });
    this.box.append(this.list, this.input);
    field.after(this.box);
    this.combobox.placeAfter(this.box);
    field.hidden = true;
    if (this.cohosts) this.cohosts.parentElement.hidden = true;
  }

  #listen() {
    const { input } = this;
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("input", (event) => {
      event.stopPropagation(); // the form has not changed before a token has
      if (/[,;，；、]$/.test(input.value)) this.#take(input.value);
      else this.combobox.ask();
    });
    input.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text");
      if (!/[\n\r;；,，、\t@]/.test(text)) return;
      event.preventDefault();
      this.#take(`${input.value}${text}`);
    });
    input.addEventListener("blur", () => {
      this.combobox.hide();
      if (isComplete(input.value)) this.#take(input.value);
      else this.#send();
    });
    this.list.addEventListener("click", (event) => this.#click(event));
    this.list.addEventListener("keydown", (event) => this.#tokenKey(event));
    this.list.addEventListener("change", (event) => this.#setRole(event.target));
    this.box.addEventListener("click", (event) => event.target === this.box && input.focus());
  }

  #key(event) {
    const { input } = this;
    if (event.isComposing || this.combobox.handleKey(event)) return; // Chinese input: Enter ends the composition
    if (event.key === "Enter" && input.value.trim()) this.#take(input.value);
    else if (event.key === "Escape" && input.value) input.value = "";
    else if (event.key === "Backspace" && !input.value) this.list.querySelector("li:last-child button")?.focus();
    else if (event.key !== "Enter") return;
    event.preventDefault();
  }

  #tokenKey(event) {
    if (!event.target.matches("button")) return;
    const item = event.target.closest("li");
    if (event.key === "Backspace" || event.key === "Delete") event.target.click();
    else if (event.key === "ArrowLeft") item.previousElementSibling?.querySelector("button").focus();
    else if (event.key === "ArrowRight") (item.nextElementSibling?.querySelector("button") ?? this.input).focus();
    else return;
    event.preventDefault();
  }

  #click(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.more !== undefined) {
      this.isLong = true;
      this.#draw();
      return;
    }
    const [gone] = this.tokens.splice(Number(button.dataset.at), 1);
    this.#changed(fill(this.words.removed, { name: gone.shown }));
    this.input.focus();
  }

  #pick(one) {
    if (one.group === this.words.groupGroups) return this.#take(one.text);
    if (one.text) return this.#add([{ ...read(one.text)[0], room: one.name, shown: one.name }]);
    const name = one.name.replaceAll('"', "");
    const person = one.initials ? one : null;
    return this.#add([{ ...read(`"${name}" <${one.email}>`)[0], person, shown: one.name || one.email }]);
  }

  #suggested({ people, rooms = [], outsiders = [], groups = [] }) {
    return [
      ...this.#notTaken(people),
      ...this.#notTaken(rooms).map((one) => ({ ...one, group: this.words.groupRooms, symbol: "terminal" })),
      ...this.#notTaken(outsiders).map((one) => ({ ...one, group: this.words.groupOutsiders, symbol: "mail" })),
      ...groups.map((one) => ({ ...one, group: this.words.groupGroups, symbol: "people" })),
    ];
  }

  #others({ others }, shown) {
    const known = new Set(shown.map(({ email }) => email?.toLowerCase()));
    const fresh = this.#notTaken(others).filter(({ email }) => !known.has(email.toLowerCase()));
    return fresh.map((one) => ({ ...one, group: this.words.groupOthers, symbol: "user" }));
  }

  #take(text) {
    this.#add(read(text));
  }

  #add(entries) {
    const known = new Set(this.tokens.map(({ key }) => key));
    const fresh = entries.filter(({ key }) => !known.has(key) && known.add(key));
    this.tokens.push(...fresh);
    this.input.value = "";
    this.combobox.hide();
    const last = fresh.at(-1);
    if (last) this.#changed(fill(this.words.added, { name: last.shown, count: this.tokens.length }));
  }

  // A token stays as it is drawn, with the focus in it, unless another is to be seen.
  learn(readings) {
    const found = new Map(readings.map((reading) => [reading.key, reading]));
    const troubled = [];
    for (const [at, token] of this.tokens.entries()) {
      const { person = null, problem = "", room = "" } = found.get(token.key) ?? {};
      const was = [token.person?.name ?? "", token.problem ?? "", token.room ?? ""];
      if (was.join() === [person?.name ?? "", problem, room].join()) continue;
      const shown = person?.name ?? (room || token.name || token.email || token.text);
      Object.assign(token, { person, problem, room, shown });
      if (problem) troubled.push(troubleOf(this.words, token));
      this.#redraw(token, at);
    }
    if (troubled.length) this.combobox.say(troubled.join(", "));
  }

  #redraw(token, at) {
    const drawn = this.list.querySelector(`button[data-at="${at}"]`)?.closest("li");
    if (!drawn) return;
    const hadFocus = drawn.contains(document.activeElement);
    const fresh = this.#token(token, at);
    drawn.replaceWith(fresh);
    if (hadFocus) fresh.querySelector("button").focus();
  }

  #changed(words) {
    this.#draw();
    this.#send();
    this.combobox.say(words);
  }

  #send() {
    this.#put(this.field, [write(this.tokens), this.input.value.trim()].filter(Boolean).join("\n"));
    if (this.cohosts) this.#put(this.cohosts, write(this.tokens.filter(({ isCohost }) => isCohost)));
  }

  #put(field, text) {
    if (text === field.value) return;
    field.value = text;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #setRole(radio) {
    const token = this.tokens[Number(radio.dataset.at)];
    token.isCohost = radio.value === "cohost";
    const item = radio.closest("li");
    item.querySelector(".mp-tag").hidden = !token.isCohost;
    this.#send();
  }

  #notTaken(found) {
    const taken = new Set(this.tokens.map(({ key }) => key));
    return found.filter(({ email, text }) => !taken.has((email ?? text).toLowerCase()));
  }

  #draw() {
    const isCut = !this.isLong && this.tokens.length > MOST_TOKENS;
    const shown = isCut ? this.tokens.slice(0, MOST_TOKENS) : this.tokens;
    const items = shown.map((token, at) => this.#token(token, at));
    if (isCut) items.push(this.#more(this.tokens.length - MOST_TOKENS));
    this.list.replaceChildren(...items);
  }

  #token(token, at) {
    const item = document.createElement("li");
    const trouble = troubleOf(this.words, token);
    item.className = trouble ? "mp-token mp-token-bad" : "mp-token";
    const text = document.createElement("span");
    text.textContent = token.shown;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.dataset.at = at;
    remove.setAttribute("aria-label", fill(this.words.remove, { name: token.shown }));
    remove.append(icon("x"));
    const picture = token.person ? avatar(token.person) : icon(symbolOf(token));
    text.ariaHidden = trouble ? "true" : null; // the sentence has the name, too
    if (trouble) item.append(picture, text, hidden(trouble), remove);
    else if (this.cohosts && !token.room) item.append(this.#roleMenu(token, at, [picture, text]), remove);
    else item.append(picture, text, remove);
    return item;
  }

  #roleMenu(token, at, shown) {
    const menu = document.createElement("details");
    menu.className = "mp-menu";
    const summary = document.createElement("summary");
    const tag = document.createElement("span");
    tag.className = "mp-tag";
    tag.textContent = this.words.cohost;
    tag.hidden = !token.isCohost;
    summary.append(...shown, tag);
    const choices = document.createElement("fieldset");
    choices.className = "mp-options";
    const legend = document.createElement("legend");
    legend.className = "visually-hidden";
    legend.textContent = fill(this.words.role, { name: token.shown });
    choices.append(legend, this.#role(token, at, "guest"), this.#role(token, at, "cohost"));
    menu.append(summary, choices);
    return menu;
  }

  #role(token, at, role) {
    const label = document.createElement("label");
    label.className = "mp-role form-check";
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.className = "form-check-input";
    radio.name = `role-${at}`;
    radio.value = role;
    radio.dataset.at = at;
    radio.checked = (role === "cohost") === Boolean(token.isCohost);
    label.append(radio, this.words[role]);
    return label;
  }

  #more(count) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet btn-sm";
    button.dataset.more = "";
    button.textContent = fill(this.words.more, { count });
    item.append(button);
    return item;
  }
}

function symbolOf({ isBad, problem, email, room }) {
  if (room) return "terminal";
  if (isBad || problem) return "warn";
  return email ? "mail" : "user";
}

function troubleOf(words, { isBad, problem, shown }) {
  if (problem === "several") return fill(words.several, { name: shown });
  return isBad || problem ? fill(words.unknown, { name: shown }) : "";
}

function hidden(words) {
  const text = document.createElement("span");
  text.className = "visually-hidden";
  text.textContent = words;
  return text;
}

const pickers = [];

upgrade("textarea[data-picker]", (field) => pickers.push(new Picker(field)));
upgrade("[data-picker-readings]", ({ dataset }) => {
  const readings = JSON.parse(dataset.pickerReadings);
  for (const picker of pickers) picker.learn(readings);
});
