"""The enterprise's address book, for everybody in it (docs/vendor/directory.md 24.1)."""

from collections.abc import Iterator

from hwmeeting.http.actor import Actor
from hwmeeting.types.directory_entry import DirectoryEntry, DirectoryScope
from hwmeeting.wire.reading import read_objects
from hwmeeting.wire.writing import drop_empty


class Directory:
    """The people and terminals of one enterprise."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def search(
        self, words: str = "", *, scope: DirectoryScope = DirectoryScope.EVERYBODY, department_code: str = ""
    ) -> Iterator[DirectoryEntry]:
        """Yield the entries with ``words`` in account, number, name, phone or mail address, page by page.

        The User ID that an application gives to a person is not searched.
        """
        query = drop_empty({"searchKey": words, "searchScope": scope.value, "deptCode": department_code})
        for page in self._actor.pages("/v1/usg/abs/users", query):
            yield from map(DirectoryEntry.from_vendor, read_objects(page, "data"))
