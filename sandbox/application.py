"""All addresses: the sandbox's own, and everything else as the vendor would answer it."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from sandbox import recording_store
from sandbox.own import client, control
from sandbox.own.same_origin import SameOrigin
from sandbox.page import addresses as page
from sandbox.service import Service
from sandbox.vendor_door import VendorDoor


def application(service: Service) -> Starlette:
    routes = [*page.ROUTES, *control.ROUTES, *client.ROUTES, *recording_store.ROUTES, Mount("/", VendorDoor(service))]
    app = Starlette(routes=routes, middleware=[Middleware(SameOrigin)])
    app.state.service = service
    return app
