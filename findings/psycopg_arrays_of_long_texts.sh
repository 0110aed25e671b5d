#!/bin/sh
# Django 5.2 stores several rows by INSERT ... SELECT * FROM UNNEST(...): one array for each column. psycopg 3 writes
# such an array by Python code that looks at each character of each text, also with its C parts installed, while a
# text by itself is copied by C. Long texts (mails, encrypted values, documents) therefore take tens of times longer
# in bulk_create() than one by one; a column whose field has get_placeholder() keeps Django from using UNNEST.
#
# Seen with Django 5.2.19, psycopg 3.3.8 and psycopg-binary 3.3.8 on Python 3.11: 50 texts of 30 kB take 55 to 80 ms
# as the elements of an array and 0.1 to 1 ms alone. Source: django/db/backends/postgresql/compiler.py (InsertUnnest),
# psycopg/types/array.py.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check Django==5.2.19 psycopg==3.3.8 psycopg-binary==3.3.8
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import inspect
import time

import psycopg
from django.db.backends.postgresql import compiler
from psycopg.adapt import PyFormat, Transformer

assert psycopg.pq.__impl__ == "binary"
assert "UNNEST" in inspect.getsource(compiler.InsertUnnest)
assert "get_placeholder" in inspect.getsource(compiler.SQLInsertCompiler)

texts = ["Ab3_-" * 6000] * 50
transformer = Transformer()


def milliseconds(write):
    took = []
    for _ in range(5):
        began = time.process_time()
        write()
        took.append(1000 * (time.process_time() - began))
    return min(took)


together = milliseconds(lambda: transformer.get_dumper(texts, PyFormat.TEXT).dump(texts))
alone = milliseconds(lambda: [transformer.get_dumper(text, PyFormat.TEXT).dump(text) for text in texts])
print(f"an array of 50 texts of 30 kB: {together:.1f} ms; the same one by one: {alone:.2f} ms")
assert together > 10 * alone, "psycopg writes arrays of long texts fast now"
PYTHON
