// data-weekday="2" in a summary that has just come: the weekday that a weekly series has where none is chosen.

document.addEventListener("htmx:afterSettle", () => {
  const said = document.querySelector("[data-weekday]");
  if (!said) return;
  for (const box of document.querySelectorAll("#weekdays input")) {
    box.parentElement.classList.toggle("mp-chip-meant", box.value === said.dataset.weekday);
  }
});
