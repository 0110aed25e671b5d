"""Connections are kept for the next call, not for too long, and never with anything that tells users apart."""

import os
import threading

import pytest

from hwmeeting import Client, NotFound
from hwmeeting.http import pool
from hwmeeting.http.pool import get_pool
from tests.hwmeeting.vendor_server import Reply, VendorServer

_NO_ROOMS = Reply({"offset": 0, "limit": 500, "count": 0, "data": []})


def connections(server: VendorServer) -> list[int]:
    return [asked.connection for asked in server.asked]


def test_connection_is_kept(client: Client, server: VendorServer) -> None:
    server.plan(*[_NO_ROOMS] * 3)
    for _ in range(3):
        list(client.rooms.list())
    assert connections(server) == [1, 1, 1]


def test_connection_is_kept_after_a_refusal(client: Client, server: VendorServer) -> None:
    server.plan(Reply({"error_code": "MMC.111070005"}, status=400), _NO_ROOMS)
    with pytest.raises(NotFound):
        client.meetings.cancel("1")
    list(client.rooms.list())
    assert connections(server) == [1, 1]


def test_connection_that_idled_is_not_written_into(
    client: Client, server: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plan(_NO_ROOMS, Reply(b""))
    list(client.rooms.list())
    monkeypatch.setattr(pool, "IDLE_SECONDS", 0.0)
    client.meetings.cancel("1")
    assert connections(server) == [1, 2]


def test_threads_have_connections_of_their_own(client: Client, server: VendorServer) -> None:
    together = threading.Barrier(8)

    def ask() -> None:
        together.wait(10)
        list(client.rooms.list())

    server.plan(*[_NO_ROOMS] * 8)
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({asked.headers["x-request-id"] for asked in server.asked}) == 8
    assert server.steps == []


def test_nothing_of_one_user_stays_for_the_next(client: Client, server: VendorServer) -> None:
    server.plan(Reply(_NO_ROOMS.body, headers={"Set-Cookie": "session=chen; Path=/"}), _NO_ROOMS)
    for _ in range(2):
        list(client.rooms.list())
    assert ["cookie" in asked.headers for asked in server.asked] == [False, False]


def test_this_machine_is_reached_without_the_environments_proxy(
    client: Client, server: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.plan(_NO_ROOMS)
    assert list(client.rooms.list()) == []


def test_the_vendor_is_reached_through_the_environments_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    with pool.Pool("https://api.meeting.huaweicloud.com").session() as session:
        assert (session.proxies["https"], session.trust_env, session.verify) == ("http://127.0.0.1:9", False, True)


def test_a_child_process_does_not_write_into_its_parents_connections(client: Client, server: VendorServer) -> None:
    parents = get_pool(server.url)
    child = os.fork()
    if child == 0:
        os._exit(7 if get_pool(server.url) is not parents else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert get_pool(server.url) is parents
