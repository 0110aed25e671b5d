"""Parse the command line."""

import argparse
import ipaddress
import os
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.contract import assumptions

_MOST_HISTORY = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    host: str
    port: int
    directory: Path
    seed: str
    history: int
    has_tls: bool
    ca_file: Path | None
    assumptions: dict[str, str]
    app_id: str
    app_key: str = field(repr=False)


def parse_options(arguments: list[str]) -> Options:
    """Return the options, or end the program with a sentence where the arguments can't be."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="Huawei Cloud Meeting, emulated.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8900, help="0 takes a free one (default: %(default)s)")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="where all state is kept")
    parser.add_argument("--seed", choices=["demo", "large", "none"], default="demo", help="what stands at first")
    parser.add_argument("--history", type=int, metavar="N", help="so many ended meetings, with --seed large")
    parser.add_argument("--tls", action="store_true", help="HTTPS, with a certificate of its own making")
    parser.add_argument("--ca-file", type=Path, metavar="OUT", help="write there whom clients have to trust")
    parser.add_argument("--app-id", default="", help="the application that may sign in")
    parser.add_argument("--app-key", default="", help="its key; better in the environment: SANDBOX_APP_KEY")
    parser.add_argument("--expose", action="store_true", help="allow an address that others can reach")
    parser.add_argument(
        "--assume",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a reading where the contract has none",
    )
    given = parser.parse_args(arguments)
    try:
        assumed = assumptions.parse_assignments(given.assume)
    except ValueError as error:
        parser.error(f"--assume: {error}")
    app_key = given.app_key or os.environ.get("SANDBOX_APP_KEY", "")
    if not 0 <= given.port <= 65535:
        parser.error("--port is a number from 0 to 65535.")
    if bool(given.app_id) != bool(app_key) and (given.app_id or given.app_key):
        parser.error("--app-id needs its key, in SANDBOX_APP_KEY or by --app-key, and the other way round.")
    if (given.seed == "large") != (given.history is not None) or (given.history or 0) not in range(_MOST_HISTORY + 1):
        parser.error(f"--seed large needs --history, from 0 to {_MOST_HISTORY}, and nothing else takes it.")
    if given.seed == "none" and not given.app_id:
        parser.error("--seed none needs --app-id: nobody could sign in.")
    if given.ca_file and not given.tls:
        parser.error("--ca-file needs --tls.")
    if not given.expose and not _is_loopback(given.host):
        parser.error(f"{given.host} can be reached by others. If that is meant, say --expose.")
    return Options(
        host=given.host,
        port=given.port,
        directory=given.data,
        seed=given.seed,
        history=given.history or 0,
        has_tls=given.tls,
        ca_file=given.ca_file,
        assumptions=assumed,
        app_id=given.app_id,
        app_key=app_key if given.app_id else "",
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
