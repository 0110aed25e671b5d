#!/bin/sh
# In a workbook that openpyxl opens read-only, two neighbouring cells can't be compared once one of them is empty: == is
# neither True nor False but raises AttributeError, whichever of the two stands first. A row comes as a tuple of
# ReadOnlyCell and EmptyCell; the comparison of the former goes through its own slots and asks the other one for each,
# and the latter has no "parent". So a row can't be looked through with "in", index() or ==, as in the usual mode.
#
# Seen with openpyxl 3.1.5 on Python 3.11. Source: openpyxl/cell/read_only.py (ReadOnlyCell.__eq__, EmptyCell).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5
cd "$folder"
cat > compare.py <<'PYTHON'
import openpyxl

book = openpyxl.Workbook()
book.active["A1"], book.active["C1"] = "name", "mail"
book.save("book.xlsx")


def compared(one, other):
    try:
        return str(one == other)
    except AttributeError as error:
        return f"AttributeError: {error}"


for read_only in (False, True):
    filled, empty, _ = next(openpyxl.load_workbook("book.xlsx", read_only=read_only).active.iter_rows())
    print(f"read_only={read_only}", compared(filled, empty), compared(empty, filled), sep=" | ")
PYTHON
found=$("$folder/venv/bin/python" compare.py)
echo "$found"
expected="read_only=False | False | False
read_only=True | AttributeError: 'EmptyCell' object has no attribute 'parent' | AttributeError: 'EmptyCell' object has no attribute 'parent'"
[ "$found" = "$expected" ] || { echo "they compare otherwise now"; exit 1; }
