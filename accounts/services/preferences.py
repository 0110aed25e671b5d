"""How a person wants the portal: language, clock, appearance."""

from accounts.models import User


def change(
    *, person: User, language: str | None = None, time_zone: str | None = None, theme: str | None = None
) -> None:
    """Keep what is given; the values are checked before."""
    wanted = {"language": language, "time_zone": time_zone, "theme": theme}
    given = {name: value for name, value in wanted.items() if value is not None}
    for name, value in given.items():
        setattr(person, name, value)
    person.save(update_fields=list(given))
