#!/bin/sh
# A property with a default in an OpenAPI document means, in a PATCH, what a new thing has; it says nothing of one that is
# changed. openapi-python-client gives the model of the body that default as a value: whoever changes the subject alone
# sends every default along, and what was set otherwise is reset. The same property without a default stays unset, and is
# not sent.
#
# Seen with openapi-python-client 0.29.1 on Python 3.11: the body of a change of the subject has "minutes", which nobody
# named. Source: templates/model.py.jinja of the package, which writes the default into the attribute.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check openapi-python-client==0.29.1
cd "$folder"
cat > document.json <<'JSON'
{
  "openapi": "3.1.0",
  "info": {"title": "Meetings", "version": "1"},
  "paths": {
    "/meetings/{id}": {
      "patch": {
        "operationId": "change",
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Change"}}}},
        "responses": {"204": {"description": "changed"}}
      }
    }
  },
  "components": {
    "schemas": {
      "Change": {
        "type": "object",
        "properties": {
          "subject": {"type": "string"},
          "minutes": {"type": "integer", "default": 30},
          "zone": {"type": "string"}
        }
      }
    }
  }
}
JSON
"$folder/venv/bin/openapi-python-client" generate --path document.json --meta none --output-path client >/dev/null 2>&1
found=$("$folder/venv/bin/python" -c 'from client.models import Change; print(Change(subject="Roadmap").to_dict())')
echo "$found"
[ "$found" = "{'subject': 'Roadmap', 'minutes': 30}" ] || { echo "something else is sent now"; exit 1; }
