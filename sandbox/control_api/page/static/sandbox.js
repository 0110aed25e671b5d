// The page brings itself up to date every two seconds. Opened by a meeting's web link it is the web client instead.

const PERIOD_MS = 2000;
const link = /^#\/j\/(\d+)/.exec(location.hash);

if (link) openWebClient(link[1]);
else {
  setInterval(refresh, PERIOD_MS);
  offerToFindPeople();
}

async function refresh() {
  // Whoever is choosing something is not disturbed.
  if (document.hidden || document.activeElement?.closest("form")) return;
  let text;
  try {
    text = await (await fetch("/")).text();
  } catch {
    return; // The sandbox is away; the page stays as it was last seen.
  }
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const found = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    for (const open of part.querySelectorAll("details[open]"))
      found.querySelector(`details[data-key="${open.dataset.key}"]`)?.setAttribute("open", "");
    if (found.innerHTML !== part.innerHTML) part.replaceChildren(...found.childNodes);
  }
  findPeople();
}

function offerToFindPeople() {
  const form = document.getElementById("find-people");
  form.hidden = false;
  form.addEventListener("input", findPeople);
  form.addEventListener("submit", (event) => event.preventDefault());
}

// Shows those that have each of the typed words, also of those that are folded away.
function findPeople() {
  const form = document.getElementById("find-people");
  const words = form.querySelector("input").value.toLowerCase().split(/\s+/).filter(Boolean);
  const part = document.querySelector('[data-live="people"]');
  const rows = [...part.querySelectorAll("tbody tr")];
  for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
  if (words.length) part.querySelectorAll("details").forEach((rest) => (rest.open = true));
  const count = rows.filter((row) => !row.hidden).length;
  form.querySelector("[role=status]").textContent = words.length ? `${count} of ${rows.length}` : "";
}

function openWebClient(conferenceId) {
  const form = document.getElementById("join-form");
  const outcome = document.getElementById("join-outcome");
  const leave = document.getElementById("join-leave");
  let participant = "";
  document.title = "Join in the browser · Sandbox";
  document.getElementById("control").remove();
  document.getElementById("web-client").hidden = false;
  document.getElementById("join-id").textContent = conferenceId;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = document.getElementById("join-name").value;
    const answer = await post("client", { url: location.href, platform: "web", signed_in_as: null, name });
    outcome.textContent = answer.participant
      ? `You are in the meeting as ${answer.name} (${answer.role})${answer.in_waiting_room ? ", in the waiting room" : ""}.`
      : `Not let in: ${answer.reason ?? answer.error} (${answer.error_code ?? "request"}).`;
    participant = answer.participant ?? "";
    form.hidden = Boolean(participant);
    leave.hidden = !participant;
  });
  leave.addEventListener("click", async () => {
    await post("client/leave", { participant });
    outcome.textContent = "You have left.";
    leave.hidden = true;
    form.hidden = false;
  });
}

async function post(name, body) {
  const answer = await fetch(`/_sandbox/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer.json();
}
