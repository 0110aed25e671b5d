"""Numbers as people read them."""


def grouped(number: str) -> str:
    """Return "967204518" as "967 204 518", the way it is read out."""
    if not number.isdigit() or len(number) < 6:
        return number
    return " ".join(number[at : at + 3] for at in range(0, len(number), 3))


def counted(number: int) -> str:
    """Return 15334 as "15,334", the same in both languages."""
    return f"{number:,}"
