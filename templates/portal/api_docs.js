// Swagger UI has the colours for the dark, and leaves it to the page when they are used.
const asked = document.documentElement.dataset.bsTheme;
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => {
  const isDark = asked === "dark" || (asked === "auto" && prefersDark.matches);
  document.documentElement.classList.toggle("dark-mode", isDark);
};
prefersDark.addEventListener("change", paint);
paint();

{% include "drf_spectacular/swagger_ui.js" %}
