// The page of a running meeting: asks again and again whether anything is new, and takes over only what is; its buttons
// act without leaving the page. What somebody types in, has the focus on or has opened stays as it is.

import { ready } from "./busy.js";

const SECONDS = 0.4;
// Minutes go by though nothing is new.
const WHOLE_SECONDS = 20;
const LONGEST_SECONDS = 10;

const page = document.querySelector("[data-live]");
const shown = new Map();
let [pause, asked] = [SECONDS, Date.now()];

// What one can find again in a part that was written anew.
const find = (root, like) =>
  like?.value && like.name ? [...root.querySelectorAll("button")].find((one) => one.value === like.value) : root.querySelector("summary");

function put(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  if (focused?.matches("input:not([type=hidden]), textarea, select")) return;
  const menu = old.querySelector("details[open]");
  old.replaceWith(fresh);
  if (menu) fresh.querySelector("[data-menu]")?.replaceWith(menu);
  if (focused) find(fresh, focused)?.focus();
}

function take(id, fresh) {
  const html = fresh.outerHTML;
  if ((shown.get(id) ?? document.getElementById(id)?.outerHTML) === html) return;
  shown.set(id, html);
  const old = document.getElementById(id);
  if (old) put(old, fresh);
}

function takeList(list) {
  const here = document.getElementById(list.id);
  if (!here) return;
  const wanted = [...list.children].map((one) => one.id);
  for (const one of [...here.children]) if (!wanted.includes(one.id)) one.remove();
  let before = null;
  for (const fresh of [...list.children]) {
    const { id } = fresh;
    if (document.getElementById(id)) take(id, fresh);
    else shown.set(id, fresh.outerHTML);
    const placed = document.getElementById(id) ?? fresh;
    const next = before ? before.nextElementSibling : here.firstElementChild;
    if (placed !== next) here.insertBefore(placed, next);
    before = placed;
  }
}

function merge(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("live");
  if (!fresh) return location.reload();
  Object.assign(document.getElementById("live").dataset, { version: fresh.dataset.version, tick: fresh.dataset.tick });
  for (const list of fresh.querySelectorAll("[data-live-list]")) takeList(list);
  for (const part of fresh.querySelectorAll("[data-live-part]")) if (part.id !== "live-said" || part.textContent.trim()) take(part.id, part);
}

async function answered(response) {
  if (response.status === 205 || response.redirected || response.status === 403 || response.status === 404) location.reload();
  else if (response.status === 200) merge(await response.text());
  else if (!response.ok) throw new Error(String(response.status));
}

// Whether there is anything new, any server process says at once; what it is, only to who is signed in.
async function look() {
  if (document.visibilityState === "visible") {
    const live = document.getElementById("live");
    try {
      const isDue = Date.now() - asked > WHOLE_SECONDS * 1000;
      const isSame = !isDue && (await isAsSeen(live));
      if (!isSame) {
        asked = Date.now();
        await answered(await fetch(page.dataset.live, { headers: { "X-Live": "1" } }));
      }
      pause = SECONDS;
    } catch {
      pause = Math.min(pause * 2, LONGEST_SECONDS);
    }
  }
  setTimeout(look, pause * 1000);
}

async function isAsSeen(live) {
  const response = await fetch(`${live.dataset.tick}?seen=${live.dataset.version}`, { credentials: "omit" });
  if (!response.ok) throw new Error(String(response.status));
  return response.status === 204;
}

async function act(event) {
  const form = event.target;
  const button = event.submitter;
  if (event.defaultPrevented || !form.matches("[data-live-act]") || !button) return;
  event.preventDefault();
  const body = new FormData(form);
  body.append(button.name, button.value);
  try {
    await answered(await fetch(form.action, { method: "POST", body, headers: { "X-Live": "1" } }));
  } catch {
    location.reload();
  }
  ready(button);
}

if (page) {
  document.addEventListener("submit", act);
  setTimeout(look, SECONDS * 1000);
}
