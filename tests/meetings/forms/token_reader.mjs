// Prints what assets/js/invitees.js makes of each text of standard input, a JSON list.
import { readFileSync } from "node:fs";

const { read } = await import(process.argv[2]);
const texts = JSON.parse(readFileSync(0, "utf8"));
const tokens = texts.map((text) => read(text).map(({ text, email, isBad }) => ({ text, email, isBad })));
console.log(JSON.stringify(tokens));
