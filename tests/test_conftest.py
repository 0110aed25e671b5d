"""The guard around the tests itself."""

import socket

import pytest

from tests.conftest import LeftTheLoopback


def test_connect_to_another_machine_is_refused() -> None:
    with socket.socket() as client, pytest.raises(LeftTheLoopback):
        client.connect(("192.0.2.1", 80))


def test_connect_to_the_loopback_is_allowed() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())


def test_name_of_another_machine_does_not_resolve() -> None:
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("meeting.huaweicloud.com", 443)
