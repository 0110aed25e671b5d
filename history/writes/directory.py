"""The people of a tenant by all that the history may call them."""

from collections import defaultdict
from functools import cached_property

from accounts.models import Identity, Tenant, User
from history.queries.forgotten import Forgotten, forgotten_in
from l10n import phone_number

Index = dict[str, set[int]]


class Directory:
    """Finds people by what stands in a row of attendance. Read once for many sessions; a person's name may repeat."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant

    def by_uuid(self, uuid: str) -> set[int]:
        return self._identities[0].get(uuid, set()) if uuid else set()

    def by_account(self, account: str) -> set[int]:
        return self._identities[1].get(account, set()) if account else set()

    def by_sip(self, number: str) -> set[int]:
        return self._identities[2].get(bare_number(number), set()) if number else set()

    def by_phone(self, number: str) -> set[int]:
        dialled = phone_number.dialled(bare_number(number)) if number else ""
        return self._people[0].get(dialled, set()) if dialled else set()

    def by_name(self, name: str) -> set[int]:
        return self._people[1].get(folded(name), set()) if name else set()

    def forgotten(self, number: str) -> int | None:
        """Return who is anonymous and had that number."""
        return self._forgotten.called(bare_number(number))

    def has_other_number(self, person_id: int, number: str) -> bool:
        """Return whether ``number`` is given and isn't that of the person's own account, as far as it is known."""
        known = self._identities[3].get(person_id, "")
        return bool(number and known) and known != bare_number(number)

    def name_of(self, person_id: int) -> str:
        return self._people[2].get(person_id, "")

    @cached_property
    def _forgotten(self) -> Forgotten:
        return forgotten_in(self.tenant.pk)

    @cached_property
    def _identities(self) -> tuple[Index, Index, Index, dict[int, str]]:
        uuids, accounts, numbers = _index(), _index(), _index()
        own = {}
        rows = Identity.objects.filter(tenant=self.tenant, person__tenant=self.tenant).values_list(
            "person_id", "vendor_user_uuid", "third_party_user_id", "vendor_account", "vendor_sip_number"
        )
        for person_id, uuid, user_id, account, number in rows:
            own[person_id] = bare_number(number)
            for index, value in (
                (uuids, uuid),
                (accounts, user_id),
                (accounts, account),
                (numbers, bare_number(number)),
            ):
                if value:
                    index[value].add(person_id)
        return uuids, accounts, numbers, own

    @cached_property
    def _people(self) -> tuple[Index, Index, dict[int, str]]:
        phones, names = _index(), _index()
        shown = {}
        for person_id, name, phone in User.objects.filter(tenant=self.tenant).values_list("pk", "name", "phone"):
            names[folded(name)].add(person_id)
            shown[person_id] = name
            if dialled := phone_number.dialled(phone) if phone else "":
                phones[dialled].add(person_id)
        return phones, names, shown


def bare_number(number: str) -> str:
    """Return a call number without "sip:" and the domain behind it."""
    return number.strip().removeprefix("sip:").removeprefix("tel:").partition("@")[0]


def folded(name: str) -> str:
    """Return a name as it is compared: single blanks, any case."""
    return " ".join(name.split()).casefold()


def _index() -> Index:
    return defaultdict(set)
