// Reads what is typed or pasted as a list of invitees. The server decides (meetings/forms/address_parser.py); this only
// divides the text into tokens in the same way, loses nothing of it, and marks an address that cannot be one.

const SEGMENT = /(?:"[^"\n]*"|[^\n;；])+/g;
const PIECE = /(?:"[^"\n]*"|[^,，、])+/g;
const LABEL = /^\s*(?:(?:to|cc|bcc|an|收件人|抄送|密送)\s*[:：]|[-–—*•·>]\s|\d{1,3}[.)]\s)\s*/i;
const BRACKETED = /([^<>[\]]*)[<[]\s*(?:mailto:)?([^<>[\]]*)(?:[>\]]|$)/gi;
const BEHIND = /([^\s()]+@[^\s()]*)\s*\(([^()]*)\)/g;
const IN_PARENTHESES = /([^()@]+)\(\s*(?:mailto:)?([^\s()@]+@[^\s()@]+)\s*\)/gi;
const ADDRESS = /^[^\s@[\]]+@[^\s@.[\]]+(\.[^\s@.[\]]+)*\.[^\s@.[\]\d][^\s@.[\]]*$/;
const AROUND = /^[\s"'“”‘’]+|[\s"'“”‘’]+$/g;
const READ_AS = { "＠": "@", "＜": "<", "＞": ">", "（": "(", "）": ")", "［": "[", "］": "]" };

export function read(text) {
  const plain = text
    .replace(/[＠＜＞（）［］]/g, (mark) => READ_AS[mark])
    .replace(/[\u200b\u200e\u200f\u2060\ufeff]/g, "")
    .replace(/\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]/g, "\n")
    .replace(/[^\S\n\t]/g, " ");
  return (plain.match(SEGMENT) ?? []).flatMap((segment) => entries(segment.replace(LABEL, "")));
}

function entries(segment) {
  const cells = segment.split("\t").map(trimmed).filter(Boolean);
  const at = cells.findIndex((cell) => ADDRESS.test(bare(cell)));
  if (cells.length > 1 && at >= 0 && cells.filter((cell) => cell.includes("@")).length === 1) {
    return [entry(segment.trim(), cells[at], cells.slice(0, at).join(" ") || cells[at + 1])];
  }
  return segment.split("\t").flatMap((piece) => ofPiece(piece));
}

function ofPiece(piece) {
  const found = [];
  let names = [];
  for (const part of piece.match(PIECE) ?? []) {
    const here = ofPart(part);
    const [first] = here;
    if (names.length && first?.email && first.name) {
      // "Weber, Jo <jo@x.org>" is one person, unless the server knows the first word as a colleague's name
      const words = [...names.map(({ text }) => text), first.name].join(", ");
      here[0] = { ...first, text: [...names.map(({ text }) => text), first.text].join(", "), name: words, shown: words };
      names = [];
    }
    if (first && !first.email && !first.isBad) names.push(...here);
    else {
      found.push(...names, ...here);
      names = [];
    }
  }
  return [...found, ...names];
}

function ofPart(part) {
  const text = trimmed(part).replace(/\.+$/, "");
  if (!text) return [];
  if (!/[@<[]/.test(text)) return [{ text, shown: text, name: text, key: text.toLowerCase(), email: "", isBad: false }];
  const patterns = [[BRACKETED, 2, 1], [BEHIND, 1, 2], [IN_PARENTHESES, 2, 1]];
  for (const [pattern, email, name] of text.includes("@[") ? [] : patterns) {
    const found = [...text.matchAll(pattern)];
    if (found.length && !bare(text.replace(pattern, ""))) {
      return found.map((one) => entry(one[0].trim(), one[email], one[name]));
    }
  }
  const words = text.split(/\s+/);
  if (words.every((word) => word.includes("@"))) return words.map((word) => entry(word, word, ""));
  return [{ text, shown: text, name: "", key: text.toLowerCase(), email: "", isBad: true }];
}

function entry(text, written, words) {
  const email = bare(written);
  const holdsAddress = /@\S*\./.test(words ?? "");
  const name = holdsAddress ? "" : trimmed(words ?? "");
  const isBad = !ADDRESS.test(email) || (holdsAddress && bare(words) !== email);
  return { text: trimmed(text), shown: name || email || text, name, key: email || text.toLowerCase(), email, isBad };
}

const trimmed = (text) => text.replace(AROUND, "");

const bare = (text) =>
  trimmed(trimmed(text.replace(/^[\s"'“”‘’()<>[\]]+|[\s"'“”‘’()<>[\]]+$/g, "")).replace(/^mailto:/i, "")).replace(/[.。,:]+$/, "").toLowerCase();

export function isComplete(text) {
  const found = read(text);
  return found.length > 0 && found.every(({ email, isBad }) => email && !isBad);
}

// As the field sends it: one per line.
export const write = (tokens) => tokens.map(({ text }) => text).join("\n");
