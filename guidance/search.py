"""The search index, made by Pagefind's command line; the only door to it.

Its Python API waits a tenth of a second for every page, so the pages are written to a folder of their own and the
program reads that. It writes the values of a filter in an order that changes from run to run, and names files by what
they hold: both are set right, for the same pages give the same bytes.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

import cbor2
from pagefind_bin import get_executable

from guidance.errors import ToldError


class SearchError(ToldError):
    """The search index could not be made; the message holds what the program said."""


def version() -> str:
    """Which Pagefind makes the index: another one makes another index of the same pages."""
    return metadata.version("pagefind-bin")


def build_index(feed: Path, output: Path) -> None:
    """Index the HTML of one language, below ``feed``, into ``output``."""
    output.parent.mkdir(parents=True, exist_ok=True)
    program = str(get_executable())
    command = [*_WHEN_IDLE, program, "--site", str(feed), "--output-path", str(output), "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SearchError(f"Pagefind failed:\n{done.stdout}{done.stderr}".rstrip())
    for name in _UNUSED:
        for path in output.glob(name):
            path.unlink()
    for entry in json.loads((output / _ENTRY).read_text("utf-8"))["languages"].values():
        _put_in_order(output, str(entry["hash"]))


#: An index takes as long as the pages of its language: it gets the processor that they leave, and most of it is made
#: while MkDocs, which can use one only, puts pages into their frames.
_WHEN_IDLE = ("nice", "-n", "10") if shutil.which("nice") else ()
_ENTRY = "pagefind-entry.json"
#: What every packed file of Pagefind begins with; CBOR follows.
_MAGIC = b"pagefind_dcd"
#: Where the list of filters, each with its file, stands in the record of an index.
_FILTERS = 3


def _put_in_order(output: Path, old: str) -> None:
    """Sort the filters of an index and their values, and name the files anew by what they hold."""
    record = output / f"pagefind.{old}.pf_meta"
    held = _read(record)
    filters = [_sorted_filter(output, name) for _, name in held[_FILTERS]]
    held[_FILTERS] = sorted(filters)
    new = _write(record, held, "pagefind.{}.pf_meta", old.partition("_")[0], 10)
    entry = output / _ENTRY
    entry.write_text(entry.read_text("utf-8").replace(f'"{old}"', f'"{new}"'), "utf-8")


def _sorted_filter(output: Path, old: str) -> list[str]:
    """The name of a filter and that of its file, after its values were sorted."""
    path = output / "filter" / f"{old}.pf_filter"
    name, values = _read(path)
    return [name, _write(path, [name, sorted(values)], "{}.pf_filter", old.partition("_")[0], 7)]


def _read(path: Path) -> list[Any]:
    packed = gzip.decompress(path.read_bytes())
    if not packed.startswith(_MAGIC):
        raise SearchError(f"{path.name} is not as Pagefind 1.5 writes it")
    held: list[Any] = cbor2.loads(packed[len(_MAGIC) :])
    return held


def _write(path: Path, held: list[Any], name: str, lang: str, digits: int) -> str:
    """Write a packed file under the name that its content gives, in the place of the old; returns its hash."""
    packed = _MAGIC + cbor2.dumps(held)
    made = f"{lang}_{sha256(packed).hexdigest()[:digits]}"
    path.unlink()
    path.with_name(name.format(made)).write_bytes(gzip.compress(packed, mtime=0))
    return made


#: Pagefind's own interfaces; the site has its own.
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
