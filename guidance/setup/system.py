"""What the project needs from the system, how to see that it is there, and how to get it."""

import ctypes.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Find = Callable[[str], str | None]

# The order is that of the message: the reader looks for the own system's line.
PLATFORMS = {
    "debian": ("Debian, Ubuntu", "apt-get install"),
    "fedora": ("Fedora", "dnf install"),
    "macos": ("macOS (Homebrew)", "brew install"),
    "windows": ("Windows (MSYS2, UCRT64 shell)", "pacman -S"),
}


class SetupError(Exception):
    """A step of the set-up failed; the message tells the reader what to do."""


@dataclass(frozen=True)
class Need:
    """Something the system must have: any one of the libraries or programs named proves it is there."""

    name: str
    packages: Mapping[str, str]
    libraries: Sequence[str] = field(default=())
    programs: Sequence[str] = field(default=())


# One library has several names: Linux and macOS use the first, Windows the others.
NEEDS = (
    Need(
        "Pango",
        {
            "debian": "libpango-1.0-0 libpangoft2-1.0-0",
            "fedora": "pango",
            "macos": "pango",
            "windows": "mingw-w64-ucrt-x86_64-pango",
        },
        libraries=("pangoft2-1.0", "pangoft2-1.0-0", "libpangoft2-1.0-0"),
    ),
    Need(
        "HarfBuzz subset",
        {
            "debian": "libharfbuzz-subset0",
            "fedora": "harfbuzz",
            "macos": "harfbuzz",
            "windows": "mingw-w64-ucrt-x86_64-harfbuzz",
        },
        libraries=("harfbuzz-subset", "harfbuzz-subset-0", "libharfbuzz-subset-0"),
    ),
    Need(
        "fontconfig",
        {
            "debian": "fontconfig",
            "fedora": "fontconfig",
            "macos": "fontconfig",
            "windows": "mingw-w64-ucrt-x86_64-fontconfig",
        },
        programs=("fc-list",),
    ),
)

DEV_NEEDS = (
    Need(
        "Chromium or Chrome",
        {"debian": "chromium", "fedora": "chromium", "macos": "", "windows": ""},
        programs=(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ),
    ),
    Need(
        "Poppler tools",
        {
            "debian": "poppler-utils",
            "fedora": "poppler-utils",
            "macos": "poppler",
            "windows": "mingw-w64-ucrt-x86_64-poppler",
        },
        programs=("pdftotext",),
    ),
)


def venv_need(version: tuple[int, int]) -> Need:
    """Return the need for the part of Python that makes virtual environments, which Debian packs apart."""
    package = f"python{version[0]}.{version[1]}-venv"
    return Need("Python's venv", {"debian": package, "fedora": "python3", "macos": "python", "windows": ""})


def is_there(need: Need, which: Find = shutil.which, find_library: Find = ctypes.util.find_library) -> bool:
    """Tell whether one of the libraries or programs that prove the need is found."""
    return any(which(name) for name in need.programs) or any(find_library(name) for name in need.libraries)


def missing(
    needs: Iterable[Need], which: Find = shutil.which, find_library: Find = ctypes.util.find_library
) -> list[Need]:
    """Return those of the needs that the system does not meet."""
    return [need for need in needs if not is_there(need, which, find_library)]


def how_to_install(needs: Sequence[Need]) -> str:
    """Return the message that says, for each platform, how to install what is missing."""
    lines = [
        f"not found on this system: {', '.join(need.name for need in needs)}.",
        "Install what is missing, then run this again:",
    ]
    for key, (label, command) in PLATFORMS.items():
        packages = _packages(needs, key)
        sudo = "sudo " if key in ("debian", "fedora") else ""
        if packages:
            lines.append(f"  {label + ':':<32}{sudo}{command} {' '.join(packages)}")
        by_hand = [need.name for need in needs if not need.packages[key]]
        if by_hand:
            lines.append(f"  {label + ':':<32}the installer of {', '.join(by_hand)}; its folder must be on PATH")
    return "\n".join(lines)


def can_apt(which: Find = shutil.which) -> bool:
    """Tell whether this is a Debian-like system on which this process may install packages."""
    # Windows has no geteuid; there apt-get is not found either.
    geteuid = getattr(os, "geteuid", None)
    return which("apt-get") is not None and geteuid is not None and geteuid() == 0


def apt_install(needs: Sequence[Need]) -> None:
    """Install the Debian packages of the needs, without asking and without what they only recommend."""
    packages = _packages(needs, "debian")
    print(f"set-up: installing {', '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # Another package manager may be at work on a machine that has just started: wait for it.
    apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    run([*apt, "update"], env=environment)
    run([*apt, "install", "-y", "--no-install-recommends", *packages], env=environment)


def run(command: Sequence[str], cwd: Path | None = None, env: Mapping[str, str] | None = None, hint: str = "") -> None:
    """Run a command silently; when it fails, raise an error that shows all it said and the hint."""
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise SetupError(f"{command[0]} could not be run: {error.strerror}") from error
    if done.returncode != 0:
        said = done.stdout.strip() or "(it said nothing)"
        shown = " ".join(command)
        raise SetupError(f"{said}\nthis command failed with exit code {done.returncode}: {shown}\n{hint}".rstrip())


def _packages(needs: Sequence[Need], platform: str) -> list[str]:
    # Two needs may come from one package; a dict keeps the order and drops the second.
    return list(dict.fromkeys(name for need in needs for name in need.packages[platform].split()))
