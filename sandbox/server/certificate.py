"""Make a certificate of the sandbox's own, the same one at every start."""

import shutil
from pathlib import Path

import trustme


def ensure_certificate(directory: Path, *, host: str, ca_file: Path | None) -> tuple[Path, Path]:
    """Return the files of certificate and key. ``ca_file`` gets what a client has to trust."""
    directory.mkdir(mode=0o700, exist_ok=True)
    chain, key, authority = directory / "server.pem", directory / "server.key", directory / "ca.pem"
    if not chain.exists():
        _make(chain, key, authority, host)
    if ca_file:
        shutil.copyfile(authority, ca_file)
    return chain, key


def _make(chain: Path, key: Path, authority: Path, host: str) -> None:
    ca = trustme.CA()
    names = dict.fromkeys(["localhost", "127.0.0.1", "::1", host])
    made = ca.issue_cert(*names)
    key.touch(mode=0o600)
    made.private_key_pem.write_to_path(str(key))
    ca.cert_pem.write_to_path(str(authority))
    # Last, since it is what says that all of them are there.
    chain.write_bytes(b"".join(blob.bytes() for blob in made.cert_chain_pems))
