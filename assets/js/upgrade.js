// Runs a set-up once for every element that matches: at load, and for what htmx swaps in later.

export function upgrade(selector, setUp) {
  const seen = new WeakSet();
  const visit = (root) => {
    for (const element of [root, ...root.querySelectorAll(selector)]) {
      if (seen.has(element) || !element.matches?.(selector)) continue;
      seen.add(element);
      setUp(element);
    }
  };
  visit(document);
  document.addEventListener("htmx:load", (event) => visit(event.target));
}

// The words of the page's language: data attributes of the element that stands for the feature.
export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
