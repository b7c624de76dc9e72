"""Prepare the fonts of the PDF: the same files on every machine, whatever fonts it has installed."""

import argparse
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from xml.sax.saxutils import escape

from guidance.setup.sources import (
    TABLE,
    Font,
    Table,
    can_download,
    checksum,
    download,
    find,
    how_to_get,
    read_table,
    system_folders,
)
from guidance.setup.system import SetupError

STAMP = ".stamp"
LICENCE = Path(__file__).with_name("OFL-1.1.txt")

# fontconfig passes over names that begin with a dot, so its own cache never makes the folder look changed.
# The cache has an absolute path because fontconfig 2.14 takes a relative one from the working directory,
# whatever its prefix.
CACHE = ".fontconfig"
CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<!-- Only the fonts in this folder are seen: set FONTCONFIG_FILE to the absolute path of this file. -->
<fontconfig>
  <dir prefix="relative">.</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def fonts_dir(root: Path) -> Path:
    """Return the folder of the prepared fonts."""
    return root / ".cache" / "fonts"


def ensure_fonts(root: Path, folders: Iterable[Path] | None = None) -> Path:
    """Prepare the fonts if they are not there yet and return their folder.

    `folders` are searched in place of the system's font folders.
    """
    target, table = fonts_dir(root.resolve()), read_table()
    if is_ready(target, table):
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="fonts-") as temporary:
        work = Path(temporary)
        made = _make(table, target, [*(system_folders() if folders is None else folders)], work)
        # Last, so that a folder with a stamp is whole.
        (made / STAMP).write_text(stamp(target), encoding="ascii")
        _swap(made, target, work)
    return target


def stamp(target: Path) -> str:
    """Return the digest of all that decides what the prepared folder holds, its own place among it."""
    files = (TABLE, LICENCE, Path(__file__))
    return hashlib.sha256(b"".join([bytes(target), *(path.read_bytes() for path in files)])).hexdigest()


def is_ready(target: Path, table: Table) -> bool:
    """Tell whether the folder was prepared from this table and still has all of its files."""
    path = target / STAMP
    names = ["fonts.conf", *(font.file for font in table.fonts)]
    return (
        path.is_file()
        and path.read_text(encoding="ascii") == stamp(target)
        and all((target / n).is_file() for n in names)
    )


def cut(source: str, target: str, family: str, characters: Sequence[int]) -> None:
    """Write the face of one family out of a collection, with the given characters only."""
    # Imported here: the check that nothing is to be done must stay instant.
    from fontTools import subset
    from fontTools.ttLib import TTCollection

    with TTCollection(source, lazy=True) as collection:
        number = [font["name"].getDebugName(1) for font in collection].index(family)
    options = subset.Options(
        font_number=number,
        name_IDs=["*"],
        notdef_outline=True,
        hinting=False,
        # With closure, variants reached only through layout features come along, one for each glyph.
        layout_closure=False,
        # The same bytes on every run, with or without the optional HarfBuzz module.
        recalc_timestamp=False,
        harfbuzz_repacker=False,
        # The bounds of the whole font hold for a part of it, and counting them anew doubles the time.
        recalc_bounds=False,
    )
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    subset.save_font(font, target, options)


def cut_characters(table: Table) -> list[int]:
    """Return the code points of a cut font."""
    found = {code for first, last in table.ranges for code in range(first, last + 1)}
    found.update(map(ord, table.extra))
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            found.update(map(ord, bytes((lead, trail)).decode("gb18030", "ignore")))
    return sorted(found)


def glyphs(folder: Path) -> frozenset[int]:
    """The characters that one of the prepared fonts or another can draw."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for font in read_table().fonts:
        with TTFont(folder / font.file, lazy=True) as opened:
            found |= opened.getBestCmap().keys()
    return frozenset(found)


def _make(table: Table, target: Path, folders: Sequence[Path], work: Path) -> Path:
    # A font cut before is taken over, so that only a new cut costs its half minute.
    cuts = [font for font in table.fonts if font.source]
    done = find(((font.file, font.sha256) for font in cuts), [target])
    to_cut = [font for font in cuts if font.file not in done]
    plain = [font for font in table.fonts if not font.source]
    found = _gather(table, [*plain, *to_cut], [target, *folders], work / "packages")
    made = work / "fonts"
    (made / CACHE).mkdir(parents=True)
    conf = CONF.format(cache=escape(str(target / CACHE)))
    (made / "fonts.conf").write_text(conf, encoding="utf-8", newline="\n")
    for name in [*done, *(font.file for font in plain)]:
        shutil.copyfile(done.get(name) or found[name], made / name)
    _cut_all(to_cut, found, made, cut_characters(table))
    _copy_licences(table, [work / "packages", Path("/")], target, made)
    return made


def _gather(table: Table, fonts: Sequence[Font], folders: Sequence[Path], packages: Path) -> dict[str, Path]:
    wanted = dict(font.fetched for font in fonts)
    found = find(wanted.items(), folders)
    lacking = [name for name in wanted if name not in found]
    if lacking and can_download():
        packages.mkdir()
        brought = {font.package for font in fonts if font.fetched[0] in lacking}
        download(sorted(brought), table.versions, packages)
        found |= find(((name, wanted[name]) for name in lacking), [packages])
        lacking = [name for name in wanted if name not in found]
    if lacking:
        raise SetupError(how_to_get(lacking, table))
    return found


def _cut_all(fonts: Sequence[Font], found: dict[str, Path], made: Path, characters: list[int]) -> None:
    if not fonts:
        return
    print(f"fonts: cutting {', '.join(font.file for font in fonts)} (about half a minute)", flush=True)
    with ProcessPoolExecutor() as pool:
        jobs = [
            pool.submit(cut, str(found[font.source]), str(made / font.file), font.family, characters) for font in fonts
        ]
        for job in jobs:
            job.result()
    sums = {font: checksum(made / font.file) for font in fonts}
    wrong = [f"  {font.file}: {got}, in fonts.toml {font.sha256}" for font, got in sums.items() if got != font.sha256]
    if wrong:
        raise SetupError(
            "the cut fonts do not have the SHA-256 of the table:\n" + "\n".join(wrong) + "\n"
            "Either fontTools is not the one of the lock, or the lock is new and fonts.toml must follow it."
        )


def _copy_licences(table: Table, roots: Sequence[Path], before: Path, made: Path) -> None:
    shutil.copyfile(LICENCE, made / LICENCE.name)
    shutil.copyfile(TABLE, made / TABLE.name)
    for package in table.versions:
        name = f"{package}.copyright.txt"
        places = [*(root / "usr/share/doc" / package / "copyright" for root in roots), before / name]
        # Only Debian has this file; the two above name licence and holders in any case.
        for path in places:
            if path.is_file():
                shutil.copyfile(path, made / name)
                break


def _swap(made: Path, target: Path, work: Path) -> None:
    if target.exists():
        target.rename(work / "old")
    made.rename(target)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare the fonts and return 0 when they are there, 2 when the reader must do something."""
    parser = argparse.ArgumentParser(prog="python -m guidance.setup.fonts", description="Prepare the fonts of the PDF.")
    parser.add_argument(
        "--from",
        dest="folders",
        action="append",
        type=Path,
        metavar="FOLDER",
        help="look here, not in the system",
    )
    options = parser.parse_args(arguments)
    try:
        ensure_fonts(Path(__file__).resolve().parents[2], options.folders)
    except SetupError as error:
        print(f"fonts: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
