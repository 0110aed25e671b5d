// What follows somebody's typing asks the server; once their session is over it is answered 401, and says so in place
// (data-signed-out) with a button that signs in. Signed in again in another tab, it follows as before.

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
