"""The token of an enterprise's owner."""

from accounts.models import Tenant
from accounts.vendor import sign_in, tokens


class OwnerToken:
    """The token of the enterprise's owner, for the life of one client: no row keeps what may do everything."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant, self._token = tenant, ""

    def token(self) -> str:
        return self._token or self.renewed("")

    def renewed(self, stale: str) -> str:
        tokens.check_no_transaction()
        signed_in = sign_in.sign_in_client(tenant=self._tenant).as_enterprise_administrator()
        self._token = signed_in.access_token
        return self._token
