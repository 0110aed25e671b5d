// data-menu on a link to the page of somebody who is in a running meeting: what can be done there opens beside it, as a
// menu. Once it is closed the link is back, so that the next menu is as new as its row.

const close = (menu, link) => {
  const hadFocus = menu.contains(document.activeElement);
  menu.replaceWith(link);
  if (hadFocus) link.focus();
};

function build(link, list) {
  const menu = document.createElement("details");
  const summary = document.createElement("summary");
  menu.className = "mp-menu";
  menu.open = true;
  summary.className = link.className;
  summary.setAttribute("aria-label", link.getAttribute("aria-label"));
  summary.append(...link.cloneNode(true).childNodes);
  list.className = "mp-options";
  menu.append(summary, list);
  menu.addEventListener("toggle", () => menu.open || close(menu, link));
  return menu;
}

async function read(address) {
  const response = await fetch(address, { headers: { "X-Live": "1" } });
  const page = new DOMParser().parseFromString(response.ok ? await response.text() : "", "text/html");
  return page.querySelector("[data-menu-list]");
}

async function open(link) {
  const { id } = link.closest("li");
  const list = await read(link.href).catch(() => null);
  if (!list) return location.assign(link.href);
  // Meanwhile the row may have been written anew.
  const now = document.getElementById(id)?.querySelector("[data-menu]");
  if (!now) return;
  const menu = build(now, list);
  now.replaceWith(menu);
  menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-menu]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});

document.addEventListener("submit", ({ submitter }) => {
  const menu = submitter?.closest("#live-in details[open]");
  if (menu) menu.open = false;
});
