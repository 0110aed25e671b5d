// What follows somebody's typing asks the server; once their session is over it is answered 401, and says so in place
// (data-signed-out) with a button that signs in, or leads back to the form where they have done so in another tab.

const show = (isSignedOut) => {
  for (const banner of document.querySelectorAll("[data-signed-out]")) {
    banner.hidden = !isSignedOut;
    // Enter in a field presses the first button of the form that can be pressed.
    for (const button of banner.querySelectorAll("button")) button.disabled = !isSignedOut;
  }
};

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.xhr?.status === 401) show(true);
  else if (detail.successful) show(false);
});
