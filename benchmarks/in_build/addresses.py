"""Prints the addresses of the pages that are measured: home, a meeting, the form of a booking, a link.

Run by its path in the tree of a build, with PYTHONPATH=. and the environment of its ground, after its seeding.
"""

import django

django.setup()

from meetings.models import Invitee


def main() -> None:
    invitee = Invitee.objects.order_by("pk")[5]
    print("/", f"/meetings/{invitee.meeting_id}/", "/meetings/book/", f"/j/{invitee.join_token}/")


if __name__ == "__main__":
    main()
