"""The fonts of a file, and the words that their glyphs stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from guidance.inspect.facts import Dict, Font, Pdf

_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[(.*?)\])", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
#: Codes of one range; a font has no more of two bytes.
_MOST_CODES = 1 << 16


def read_fonts(facts: Pdf, pdf: pikepdf.Pdf) -> dict[str, Font]:
    """Every font of the file by its reference, but not those that are parts of others."""
    found: dict[str, Font] = {}
    for ref, data in facts.objects.items():
        if isinstance(data, dict) and data.get("/Type") == "/Font" and not str(data.get("/Subtype")).startswith("/CID"):
            found[ref] = _font(facts, pdf, ref, data)
    return found


def _font(facts: Pdf, pdf: pikepdf.Pdf, ref: str, data: Dict) -> Font:
    parts = facts.array(data.get("/DescendantFonts"))
    inner = facts.dictionary(parts[0]) if parts else data
    descriptor = facts.dictionary(inner.get("/FontDescriptor"))
    own = data.get("/Subtype") == "/Type3"
    return Font(
        ref,
        str(data.get("/BaseFont", "/a font without a name"))[1:],
        own or any(name in descriptor for name in _FILES),
        _words(pdf, data.get("/ToUnicode")),
        frozenset(_with_width(facts, inner)),
        2 if parts else 1,
    )


def _words(pdf: pikepdf.Pdf, ref: Any) -> Mapping[int, str] | None:
    if not isinstance(ref, str) or not ref.endswith(" R"):
        return None
    number, generation, _ = ref.split()
    stream = pdf.get_object(int(number), int(generation))
    return parse_map(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else None


def parse_map(content: bytes) -> dict[int, str]:
    """The words of each code in a map to Unicode (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for block in _CHARACTERS.findall(content):
        found |= {_number(code): _text(said) for code, said in _PAIR.findall(block)}
    for block in _RANGES.findall(content):
        for first, last, start, listed in _RANGE.findall(block):
            codes = range(_number(first), min(_number(last), _number(first) + _MOST_CODES) + 1)
            if listed:
                found |= dict(zip(codes, map(_text, _HEX.findall(listed)), strict=False))
            elif begin := _text(start):
                found |= {code: begin[:-1] + chr(ord(begin[-1]) + n) for n, code in enumerate(codes)}
    return found


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split()), 16)


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")


def _with_width(facts: Pdf, inner: Dict) -> Iterator[int]:
    """The codes whose widths a font tells: those of the glyphs that somebody drew."""
    widths = facts.array(inner.get("/W"))
    place = 0
    while place + 1 < len(widths):
        first, then = widths[place], facts.at(widths[place + 1])
        if isinstance(then, list):
            yield from range(first, first + len(then))
            place += 2
        else:
            yield from range(first, min(then, first + _MOST_CODES) + 1)
            place += 3
