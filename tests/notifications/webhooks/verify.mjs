// Verifies what stands in its standard input with the library of Standard Webhooks: [{secret, headers, body}].
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

for (const { secret, headers, body } of JSON.parse(readFileSync(0, "utf8"))) {
  let said;
  try {
    new Webhook(secret).verify(body, headers);
    said = "verified";
  } catch (error) {
    said = error.message;
  }
  console.log(said);
}
