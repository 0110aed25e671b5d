#!/bin/sh
# A filesystem:// broker of kombu is no queue in the order of arrival. A message's file is named by the milliseconds of
# the monotonic clock, unpadded, and consumers take the files in the order of their names as text. So whatever was sent
# in the moments before the clock gains a digit (at 1,000 s of uptime, say, 10,000 s, or some 28 h) waits behind all
# that is sent after; and what was left over by a restart of the machine, whose clock begins anew, waits behind most of
# what is sent since. Two messages of one millisecond come in the order of their random UUIDs.
#
# Seen with kombu 5.7.0 on Python 3.11; the clock of the transport is set by hand here, to both sides of 1,000 s. Source:
# kombu/transport/filesystem.py (Channel._put, Channel._get).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check kombu==5.7.0
cd "$folder"
mkdir messages control
"$folder/venv/bin/python" - <<'PYTHON'
from kombu import Connection
from kombu.transport import filesystem

options = {"data_folder_in": "messages", "data_folder_out": "messages", "control_folder": "control"}
uptimes = [999.997, 999.998, 1000.001, 1000.002]
with Connection("filesystem://", transport_options=options) as connection:
    queue = connection.SimpleQueue("work")
    real = filesystem.monotonic
    for seconds in uptimes:
        filesystem.monotonic = lambda seconds=seconds: seconds
        queue.put({"sent_at": seconds})
    filesystem.monotonic = real
    received = []
    for _ in uptimes:
        message = queue.get(timeout=5)
        message.ack()
        received.append(message.payload["sent_at"])
print("sent in the order    ", uptimes)
print("received in the order", received)
assert received == [1000.001, 1000.002, 999.997, 999.998], "messages come in another order now"
PYTHON
