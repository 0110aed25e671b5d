// data-dialog="id" on a link to a page: opens the <dialog> with the same form instead. data-dialog-close closes it.
// Esc keeps everything, and the browser gives the focus back to the link.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog?.showModal && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    dialog.showModal();
    dialog.querySelector("[tabindex='-1']")?.focus();
  }
  const closer = event.target.closest("[data-dialog-close]");
  if (closer?.closest("dialog")) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
});
