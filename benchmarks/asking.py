"""So many threads that all ask for the person's coming meetings at once: ``python -m benchmarks.asking THREADS``."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.db import connection

from accounts.models import User
from accounts.vendor.clients import client_for


def main(threads: int) -> None:
    person = User.objects.get(email="anna@bench.example")
    gate = threading.Barrier(threads)

    def ask() -> int:
        gate.wait()
        try:
            return len(list(client_for(person=person).meetings.list()))
        finally:
            connection.close()

    sys.stdin.read()
    with ThreadPoolExecutor(threads) as pool:
        answers = [answer.result() for answer in [pool.submit(ask) for _ in range(threads)]]
    assert answers == [0] * threads


if __name__ == "__main__":
    main(int(sys.argv[1]))
