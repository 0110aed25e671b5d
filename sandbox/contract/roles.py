"""Name the two roles in a meeting, and what the vendor's API calls them."""

HOST, GUEST = "host", "guest"
# The value of conferenceRole and role in answers about bookings.
CONFERENCE_ROLES = {HOST: "chair", GUEST: "general"}
