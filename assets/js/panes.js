// Somebody is dragged into a pane of the picture; the selects, which do the same, are what is sent.

const PERSON = "application/x-pane-person";

for (const one of document.querySelectorAll("[data-pane-person]")) {
  one.draggable = true;
  one.addEventListener("dragstart", (event) => event.dataTransfer.setData(PERSON, one.dataset.panePerson));
}

for (const pane of document.querySelectorAll("[data-pane]")) {
  const mark = (isOver) => pane.classList.toggle("mp-pane-over", isOver);
  pane.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes(PERSON)) return;
    event.preventDefault();
    mark(true);
  });
  pane.addEventListener("dragleave", () => mark(false));
  pane.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    pane.querySelector("select").value = event.dataTransfer.getData(PERSON);
  });
}
