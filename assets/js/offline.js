// The banner that says that the connection is away.

const show = () => {
  const banner = document.getElementById("offline");
  if (banner) banner.hidden = navigator.onLine;
};

window.addEventListener("online", show);
window.addEventListener("offline", show);
