"""Where the files of the fonts come from: the system's font folders, else the Debian packages."""

import hashlib
import os
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from guidance.setup.system import SetupError, can_apt, run

TABLE = Path(__file__).with_name("fonts.toml")


@dataclass(frozen=True, slots=True)
class Font:
    """One file of a font: what it is, what brings it, and the file it is cut from if it is cut."""

    file: str
    family: str
    style: str
    package: str
    sha256: str
    licence: str
    source: str = ""
    source_sha256: str = ""

    @property
    def fetched(self) -> tuple[str, str]:
        """Return name and checksum of the file to find, before any cut."""
        return (self.source, self.source_sha256) if self.source else (self.file, self.sha256)


@dataclass(frozen=True, slots=True)
class Table:
    """The fonts, the version of each Debian package, and the characters of a cut font."""

    fonts: tuple[Font, ...]
    versions: dict[str, str]
    ranges: tuple[tuple[int, int], ...]
    extra: str


def read_table(path: Path = TABLE) -> Table:
    """Read the table of fonts."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Table(
        fonts=tuple(Font(**row) for row in data["font"]),
        versions={name: package["version"] for name, package in data["packages"].items()},
        ranges=tuple((first, last) for first, last in data["cut"]["ranges"]),
        extra="".join(data["cut"]["extra"].split()),
    )


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def system_folders() -> list[Path]:
    """Return the folders in which the systems we know keep fonts."""
    home = Path.home()
    folders = [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/opt/homebrew/share/fonts"),
        Path("/Library/Fonts"),
        home / "Library/Fonts",
    ]
    for variable, below in (("WINDIR", "Fonts"), ("LOCALAPPDATA", "Microsoft/Windows/Fonts")):
        if os.environ.get(variable):
            folders.append(Path(os.environ[variable]) / below)
    return folders


def find(wanted: Iterable[tuple[str, str]], folders: Iterable[Path]) -> dict[str, Path]:
    """Return where the wanted files are, by name: only a file with the right checksum counts."""
    sums = dict(wanted)
    found: dict[str, Path] = {}
    for path in _files(folders):
        if path.name in sums and path.name not in found and checksum(path) == sums[path.name]:
            found[path.name] = path
    return found


def download(packages: Sequence[str], versions: dict[str, str], folder: Path) -> None:
    """Fetch Debian packages through apt-get and unpack them into a folder, installing nothing."""
    for package in packages:
        print(f"fonts: fetching {package} {versions[package]}", flush=True)
        _fetch(package, versions[package], folder)
    for archive in sorted(folder.glob("*.deb")):
        run(["dpkg-deb", "-x", str(archive), str(folder)])
        archive.unlink()


def can_download() -> bool:
    """Tell whether Debian packages can be fetched and unpacked here."""
    return shutil.which("apt-get") is not None and shutil.which("dpkg-deb") is not None


def how_to_get(names: Sequence[str], table: Table) -> str:
    """Return the message that says where missing font files come from."""
    brought = {font.package for font in table.fonts if font.fetched[0] in names}
    packages = "\n".join(f"  {package} {table.versions[package]}" for package in sorted(brought))
    return (
        f"these font files were not found with the right checksum: {', '.join(names)}.\n"
        f"They come from these versions of Debian packages:\n{packages}\n"
        "Get the .deb files from Debian's archive of packages (old versions are in its snapshot archive),\n"
        "unpack them into any folder (dpkg-deb -x, bsdtar or 7-Zip) and run this with that folder:\n"
        "  make fonts FONTS_FROM=FOLDER"
    )


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    # Sorted, so that of two equal files the same one is taken on every run.
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _fetch(package: str, version: str, folder: Path) -> None:
    # Another release of Debian may carry the same file in another version of the package: the checksum
    # decides, so the pinned version is tried first and then the one on offer.
    attempts = [f"{package}={version}", package]
    apt = ["apt-get", "-q", "-o", "APT::Sandbox::User=root", "download"]
    try:
        run([*apt, attempts[0]], cwd=folder)
        return
    except SetupError:
        if can_apt():
            # A fresh machine has no lists of packages yet.
            run(["apt-get", "-q", "update"])
    for attempt in attempts:
        try:
            run([*apt, attempt], cwd=folder)
            return
        except SetupError as error:
            failure = error
    raise SetupError(f"{failure}\nRun `apt-get update` as root and try again.")
