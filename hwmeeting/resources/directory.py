"""The enterprise's address book, for everybody in it (docs/vendor/directory.md 24.1)."""

from collections.abc import Iterator

from hwmeeting.http.actor import Actor
from hwmeeting.types.directory_entry import DirectoryEntry, DirectoryScope
from hwmeeting.wire import compact, rows


class Directory:
    """The people and terminals of one enterprise."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def search(
        self, words: str = "", *, scope: DirectoryScope = DirectoryScope.EVERYBODY, department_code: str = ""
    ) -> Iterator[DirectoryEntry]:
        """Page by page: whose account, number, name, phone or mail address has ``words`` in it.

        The User ID that an application gives to somebody is not searched.
        """
        query = compact({"searchKey": words, "searchScope": scope.value, "deptCode": department_code})
        for page in self._actor.pages("/v1/usg/abs/users", query):
            yield from map(DirectoryEntry.from_vendor, rows(page, "data"))
