"""All addresses: the sandbox's own, and everything else as the vendor would answer it."""

from starlette.applications import Starlette
from starlette.routing import Mount

from sandbox.own import addresses, client
from sandbox.service import Service
from sandbox.vendor_door import VendorDoor


def application(service: Service) -> Starlette:
    door = VendorDoor(service.database, service.faults, address=service.address)
    app = Starlette(routes=[*addresses.ROUTES, *client.ROUTES, Mount("/", door)])
    app.state.service = service
    return app
