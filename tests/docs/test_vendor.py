"""docs/vendor has what the code cites, and each section says where it is from."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
BOOK = ROOT / "docs" / "vendor"
FILES = sorted(path.name for path in BOOK.glob("*.md") if path.name != "README.md")
_NUMBER = r"\d+(?:\.\d+)?"
_PLACE = rf"([\w-]+\.md)((?: |, | and | to ){_NUMBER})+"
_CITATION = re.compile(rf"docs/vendor/(?:{_PLACE}(?:, | and )?)+")
_OLD_NAMES = re.compile(r"api-(?:core|extended)|(?<![\w-])scheme\.md|house\.md|style\.md|errors-(?:core|extended)")


def sections(name: str) -> dict[str, str]:
    """The text of each numbered section, without its subsections."""
    parts = re.split(rf"^##+ ({_NUMBER}) .*$|^## .*$", (BOOK / name).read_text(), flags=re.MULTILINE)
    return {number: text for number, text in zip(parts[1::2], parts[2::2], strict=True) if number}


def sources() -> dict[str, str]:
    """The text of each file under version control that is no document, by its path."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kinds = {".py", ".html", ".js", ".mjs", ".css", ".toml"}
    paths = [Path(name) for name in listed.split("\0") if Path(name).suffix in kinds]
    own = Path(__file__).relative_to(ROOT)
    return {str(path): (ROOT / path).read_text() for path in paths if (ROOT / path).exists() and path != own}


def cited(text: str) -> set[tuple[str, str]]:
    """Each (file, number) that ``text`` cites, also where a comment breaks the line in between."""
    joined = re.sub(r"\s*\n\s*(?:# ?)?", " ", text)
    found = set()
    for citation in _CITATION.finditer(joined):
        for place in re.finditer(_PLACE, citation[0]):
            found |= {(place[1], number) for number in re.findall(_NUMBER, place[0].removeprefix(place[1]))}
    return found


def test_a_citation_is_read_with_all_its_numbers() -> None:
    text = "(docs/vendor/meetings.md 4 to 9, control.md 10,\n    # history.md 12.1 and 13)"
    places = {("meetings.md", "4"), ("meetings.md", "9"), ("control.md", "10")}
    assert cited(text) == places | {("history.md", "12.1"), ("history.md", "13")}


def test_every_citation_leads_to_a_section() -> None:
    known = {(name, number) for name in FILES for number in sections(name)}
    lost = {(path, place) for path, text in sources().items() for place in cited(text) if place not in known}
    assert lost == set()


def test_many_places_are_cited() -> None:
    assert len({place for text in sources().values() for place in cited(text)}) > 30


def test_every_mention_of_the_book_is_a_citation() -> None:
    """A file of it without a number, or one that isn't there."""
    lost = {
        (path, name)
        for path, text in sources().items()
        for name in re.findall(r"docs/vendor/([\w-]+\.md)(?! \d)", text)
    }
    assert lost == set()


def test_bare_numbers_of_the_deviations_lead_to_sections() -> None:
    known = {number for name in FILES for number in sections(name)}
    text = (ROOT / "sandbox" / "contract" / "deviations.py").read_text()
    numbers = {
        number
        for group in re.findall(r"\((\d+(?:\.\d+)?(?:, \d+(?:\.\d+)?)*)\)", text)
        for number in group.split(", ")
    }
    assert len(numbers) > 5
    assert numbers - known == set()


def test_nothing_is_cited_that_is_not_in_the_repository() -> None:
    assert {path: found[0] for path, text in sources().items() if (found := _OLD_NAMES.search(text))} == {}


@pytest.mark.parametrize("name", FILES)
def test_every_section_says_where_it_is_from(name: str) -> None:
    found = sections(name)
    page = r"^Page: https://\S+|^Source: \w"
    assert found
    assert {number for number, text in found.items() if not re.search(page, text, re.MULTILINE)} == set()


def test_every_chapter_has_a_number_of_its_own() -> None:
    numbers = [number for name in FILES for number in sections(name)]
    assert len(numbers) == len(set(numbers))
    assert {int(number) for number in numbers if "." not in number} == set(range(1, 35))


def test_the_index_has_every_file_and_chapter() -> None:
    index = (BOOK / "README.md").read_text()
    assert [name for name in FILES if f"({name})" not in index] == []


def test_every_error_code_of_the_client_is_explained() -> None:
    table = (BOOK / "errors.md").read_text()
    client = "\n".join(text for path, text in sources().items() if path.startswith("hwmeeting/"))
    codes = set(re.findall(r"\b(?:USG|MMC|APIG)\.\d+\b", client))
    assert len(codes) > 200
    assert {code for code in codes if f"| `{code}` |" not in table} == set()
