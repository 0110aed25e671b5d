#!/bin/sh
# A filesystem:// broker of kombu writes a message into the file that consumers look for. Where the disk takes no more,
# publish() raises and the empty or cut file stays; the next consumer takes it out of the folder, fails to read it as
# JSON with ValueError instead of an error of the channel, and a Celery worker ends with it: once for each such file.
#
# Seen with kombu 5.7.0 on Python 3.11; a limit on the size of files stands in for the full disk here. Source:
# kombu/transport/filesystem.py (Channel._put, Channel._get).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check kombu==5.7.0
cd "$folder"
mkdir messages control
"$folder/venv/bin/python" - <<'PYTHON'
import os
import resource
import signal

from kombu import Connection

options = {"data_folder_in": "messages", "data_folder_out": "messages", "control_folder": "control"}
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing beyond the limit fails with an error, as on a full disk
with Connection("filesystem://", transport_options=options) as connection:
    queue = connection.SimpleQueue("work")
    queue.put({"task": 1})
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limit[1]))
    try:
        queue.put({"task": 2})
        refused = None
    except Exception as error:
        refused = error
    resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    queue.put({"task": 3})
    left = sorted(os.stat(f"messages/{name}").st_size for name in os.listdir("messages"))
    print("publish raised", repr(refused), "and left files of", left, "bytes")
    read = []
    for _ in range(3):
        try:
            message = queue.get(timeout=5)
            message.ack()
            read.append(message.payload["task"])
        except Exception as error:
            read.append(type(error).__name__)
    print("a consumer gets", read)
assert refused is not None and left[0] == 0, "a refused message leaves nothing now"
assert sorted(map(str, read)) == ["1", "3", "JSONDecodeError"], "a torn message is handled now"
PYTHON
