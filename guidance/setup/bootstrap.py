"""Make the project ready to run: virtual environment, locked dependencies, system libraries.

The system's own python3 runs this file before anything is installed, so it uses the standard library only,
and all above the version check must be readable to older versions of Python 3.
"""

import sys

NEEDED = (3, 11)


def python_problem(version: "tuple[int, ...]") -> str:
    """Return what to do about a Python that is too old, or nothing."""
    if version >= NEEDED:
        return ""
    have, need = "{}.{}".format(*version), "{}.{}".format(*NEEDED)
    return (
        "Python {0} or newer is needed and this is Python {1}.\n"
        "  Debian 12, Ubuntu 24.04 or newer:  sudo apt-get install python3 python3-venv\n"
        "  Fedora:                            sudo dnf install python3\n"
        "  macOS (Homebrew):                  brew install python\n"
        "  Windows:                           winget install Python.Python.3.13\n"
        "If a newer one is installed beside it, name it: make site PYTHON=python{0}"
    ).format(need, have)


if python_problem(sys.version_info[:3]):
    sys.stderr.write("set-up: " + python_problem(sys.version_info[:3]) + "\n")
    sys.exit(2)

import argparse
import hashlib
import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    # Run as a script, Python puts this folder on the path; the package is imported from the project's root.
    sys.path[0] = str(ROOT)

from guidance.setup.system import (
    DEV_NEEDS,
    NEEDS,
    Need,
    SetupError,
    apt_install,
    can_apt,
    how_to_install,
    missing,
    run,
    venv_need,
)

VENV_HINT = "Delete the folder .venv and run this again."
PIP_HINT = (
    "If the network or the package index did not answer, run this again; if a hash does not match, "
    "run `make lock` and look at what changed."
)


@dataclass(frozen=True)
class Stamp:
    """What was installed last: the digests of the lock file and of pyproject.toml."""

    lock: str = ""
    project: str = ""

    @classmethod
    def of_files(cls, root: Path) -> "Stamp":
        """Return the stamp that the project's files ask for."""
        return cls(digest(root / "requirements.lock"), digest(root / "pyproject.toml"))

    @classmethod
    def read(cls, path: Path) -> "Stamp":
        """Return the stamp that was written, an empty one where there is none or it cannot be understood."""
        try:
            lines = path.read_text(encoding="ascii").split()
        except (OSError, UnicodeDecodeError):
            return cls()
        return cls(*lines) if len(lines) == 2 else cls()

    def write(self, path: Path) -> None:
        """Write the stamp."""
        path.write_text(f"{self.lock}\n{self.project}\n", encoding="ascii")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def venv_python(venv: Path) -> Path:
    """Return where the virtual environment has its interpreter."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def venv_is_whole(venv: Path) -> bool:
    """Tell whether the environment has an interpreter and pip: one that was interrupted has no pip yet."""
    has_pip = any(venv.glob("lib/python*/site-packages/pip")) or (venv / "Lib/site-packages/pip").is_dir()
    return venv_python(venv).exists() and has_pip


def system_needs(dev: bool, venv: Path) -> list[Need]:
    """Return what the system lacks, Python's venv among it where the environment is still to be made."""
    lacking = missing([*NEEDS, *DEV_NEEDS] if dev else NEEDS)
    if not venv_is_whole(venv) and importlib.util.find_spec("ensurepip") is None:
        lacking.insert(0, venv_need((sys.version_info[0], sys.version_info[1])))
    return lacking


def prepare_system(lacking: Sequence[Need]) -> None:
    """Install what is lacking where this process may, else say how it is installed."""
    if not lacking:
        return
    if not can_apt():
        raise SetupError(how_to_install(lacking))
    apt_install(lacking)


def prepare_venv(venv: Path) -> None:
    """Make the virtual environment if there is none that works."""
    if venv_is_whole(venv):
        return
    print(f"set-up: making {venv.name}", flush=True)
    run([sys.executable, "-m", "venv", "--clear", str(venv)], hint=VENV_HINT)


def prepare_packages(root: Path, venv: Path) -> None:
    """Install the locked packages and the project itself, each only when its file has changed."""
    wanted, path = Stamp.of_files(root), venv / ".guidance-lock"
    done = Stamp.read(path)
    if wanted == done:
        return
    # Without a stamp until all is done: an install that was interrupted is made again.
    path.unlink(missing_ok=True)
    python = str(venv_python(venv))
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    if wanted.lock != done.lock:
        print("set-up: installing requirements.lock", flush=True)
        run([*pip, "--require-hashes", "-r", "requirements.lock"], cwd=root, hint=PIP_HINT)
    print("set-up: installing the project (editable)", flush=True)
    run([*pip, "--no-deps", "--no-build-isolation", "-e", "."], cwd=root, hint=VENV_HINT)
    wanted.write(path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the project ready and return the exit code: 0 when it is, 2 when the reader must do something."""
    parser = argparse.ArgumentParser(description="Make the project ready to run.")
    parser.add_argument("--dev", action="store_true", help="also what the tests need: Chromium, Poppler")
    options = parser.parse_args(arguments)
    venv = ROOT / ".venv"
    try:
        prepare_system(system_needs(options.dev, venv))
        prepare_venv(venv)
        prepare_packages(ROOT, venv)
    except SetupError as error:
        print(f"set-up: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
