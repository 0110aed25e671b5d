"""Makes so many colleagues of the person of the measures: ``colleagues.py COUNT``; prints their addresses as JSON.

Run by its path in the tree of a build, with PYTHONPATH=. and the environment of its ground, after its seeding.
"""

import json
import sys

import django

django.setup()

from accounts.models import Identity, User


def main(count: int) -> None:
    tenant = User.objects.get(email="anna@bench.example").tenant
    assert tenant is not None
    addresses = [f"colleague-{number}@bench.example" for number in range(count)]
    for number, address in enumerate(addresses):
        person = User.objects.create_user(address, name=f"Colleague {number}", tenant=tenant, language="en")
        Identity.objects.create(
            tenant=tenant, person=person, third_party_user_id=f"colleague-{number}", state=Identity.State.WORKS
        )
    print(json.dumps(addresses))


if __name__ == "__main__":
    main(int(sys.argv[1]))
