"""Keys that somebody broke by hand are found, told and mended."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import SearchKey, Tenant, User
from accounts.services import search_keys

Key = tuple[int, int, bytes]


def keys() -> set[Key]:
    rows = SearchKey.objects.values_list("person_id", "tenant_id", "key")
    return {(person_id, tenant_id, bytes(key)) for person_id, tenant_id, key in rows}


def run(*words: str) -> str:
    out = StringIO()
    call_command("rebuild_search_keys", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def broken(li: User, stranger: User, operator: User) -> set[Key]:
    """A name changed by SQL, and a key of somebody who belongs nowhere; returns what should be there."""
    assert li.tenant_id
    assert stranger.tenant_id
    before = keys()
    User.objects.filter(pk=li.pk).update(name="Li Na")
    SearchKey.objects.create(person=operator, tenant_id=stranger.tenant_id, key=b"operator")
    old, new = (b"liwei", b"weili", b"liw", b"lw"), (b"lina", b"nali", b"lin", b"ln")
    return before - {(li.pk, li.tenant_id, key) for key in old} | {(li.pk, li.tenant_id, key) for key in new}


def test_rebuild_search_keys_mends_what_differs_and_says_whose_it_is(broken: set[Key], li: User) -> None:
    said = run()
    assert f"missing: person {li.pk}, tenant {li.tenant_id}, “lina”\n" in said
    assert f"wrong: person {li.pk}, tenant {li.tenant_id}, “liwei”\n" in said
    assert said.endswith("Put right: 4 missing, 5 wrong.\n")
    assert keys() == broken
    assert run() == "Nothing differs.\n"


def test_rebuild_search_keys_with_check_changes_nothing_and_fails(broken: set[Key]) -> None:
    before = keys()
    with pytest.raises(CommandError, match="4 missing, 5 wrong"):
        run("--check")
    assert keys() == before != broken
    run()
    assert run("--check") == "Nothing differs.\n"


def test_rebuild_in_batches(qingshan: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.bulk_create(User(name="N", email=f"{number}@x.example", tenant=qingshan) for number in range(5))
    monkeypatch.setattr(search_keys, "_BATCH", 2)
    assert [len(found.missing) for found in search_keys.rebuild(repairs=True)] == [4, 4, 2]
    assert run("--check") == "Nothing differs.\n"
