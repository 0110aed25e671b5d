"""Join all addresses: the sandbox's own, and everything else as the vendor would answer it."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from sandbox.control_api import belongings, client, control, crowd, in_meeting
from sandbox.control_api.page import views as page
from sandbox.control_api.same_origin import SameOrigin
from sandbox.server import push_endpoint, recording_store
from sandbox.server.vendor_endpoint import VendorEndpoint
from sandbox.service import Service


def build_application(service: Service) -> Starlette:
    routes = [
        *page.ROUTES,
        *control.ROUTES,
        *belongings.ROUTES,
        *client.ROUTES,
        *in_meeting.ROUTES,
        *crowd.ROUTES,
        *push_endpoint.ROUTES,
        *recording_store.ROUTES,
        Mount("/", VendorEndpoint(service)),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(SameOrigin)])
    app.state.service = service
    return app
