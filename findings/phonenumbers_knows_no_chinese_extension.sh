#!/bin/sh
# libphonenumber reads an extension behind the words of several languages (ext., anexo, доб.), but behind none that
# Chinese has: 010-62345678转8001, as a Chinese office prints its number, is refused as "not a phone number" at all, also
# when China is given as the region. With a hyphen, which is as usual there, the digits run together: one number of 14
# digits that isn't valid, and no error. Who takes Chinese numbers has to put the sign of an extension in itself.
#
# Seen with phonenumberslite 9.0.42 (generated from libphonenumber's data of the same number).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet phonenumberslite==9.0.42
cat >read.py <<'PY'
import phonenumbers


def read(text, region="CN"):
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as refusal:
        return f"refused: {refusal}"
    valid = "valid" if phonenumbers.is_valid_number(number) else "not valid"
    return f"{phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)} ext {number.extension} {valid}"


found = {
    text: read(text, region)
    for text, region in {
        "010-62345678 ext 8001": "CN",
        "8 (495) 123-45-67 доб. 801": "RU",
        "010-62345678转8001": "CN",
        "010-62345678分机8001": "CN",
        "010-62345678-8001": "CN",
    }.items()
}
for text, what in found.items():
    print(text, "|", what)
refused = "refused: (1) The string supplied did not seem to be a phone number."
assert list(found.values()) == [
    "+861062345678 ext 8001 valid",
    "+74951234567 ext 801 valid",
    refused,
    refused,
    "+8610623456788001 ext None not valid",
]
PY
venv/bin/python read.py
