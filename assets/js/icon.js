// A symbol from the sprite; the page says where the sprite is (its name carries a hash).

const SVG = "http://www.w3.org/2000/svg";

export function icon(name, extra = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `mp-i ${extra}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${document.getElementById("toasts").dataset.icons}#i-${name}`);
  svg.append(use);
  return svg;
}
