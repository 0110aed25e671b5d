// Reads what is typed or pasted as a list of invitees. The server decides (meetings/people_typed.py); this only
// divides the text into tokens in the same way, and marks an address that cannot be one.

const ANGLE = /^(.*?)[<＜]\s*([^<>＜＞]*)[>＞]?$/;
const PIECE = /(?:"[^"\n]*"|[^\n\r;；,，、\t])+/g;
const ADDRESS = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

export function read(text) {
  const pieces = text.match(PIECE) ?? [];
  return pieces.map((piece) => entry(piece.trim().replace(/^mailto:/i, ""))).filter((found) => found.text);
}

function entry(typed) {
  const [, name, inAngles] = typed.match(ANGLE) ?? [];
  const email = (inAngles ?? (typed.includes("@") ? typed : "")).trim();
  const words = (name ?? "").replace(/["“”]/g, "").trim();
  const isBad = inAngles !== undefined || typed.includes("@") ? !ADDRESS.test(email) : false;
  return { text: typed, shown: words || typed, key: (email || typed).toLowerCase(), email, isBad };
}

export function isComplete(text) {
  const found = read(text);
  return found.length > 0 && found.every(({ email, isBad }) => email && !isBad);
}

// As the field sends it: one per line.
export const write = (entries) => entries.map(({ text }) => text).join("\n");
