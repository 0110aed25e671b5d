"""Start the meeting service on one's own machine: ``python -m sandbox --data DIR``."""

import os
import sys

from sandbox import tz_database
from sandbox.demo import seed
from sandbox.server import options, serving


def main(arguments: list[str]) -> int:
    tz_database.use_newest()
    given = options.parse_options(arguments)
    given.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        listening = serving.listen(given)
    except serving.PortTaken as taken:
        sys.stderr.write(f"{taken}\n")
        return 1
    if given.seed != "none":
        history = given.history if given.seed == "large" else seed.DEMO_HISTORY
        planted, key_files = seed.make_demo_seed(
            given.directory, name=given.seed, history=history, app_id=given.app_id, app_key=given.app_key
        )
        for path in key_files:
            sys.stdout.write(f"App Key kept in {path}\n")
    else:
        planted = seed.Seed("none", given.app_id, given.app_key)
    serving.serve(given, planted, listening)
    return 0


if __name__ == "__main__":
    os.umask(0o077)  # keys and meetings are for this account alone
    sys.exit(main(sys.argv[1:]))
