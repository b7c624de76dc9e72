"""Fonts: those of the project, in the file, and with the words of every glyph."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.inspect.facts import Pdf
from guidance.inspect.rules import Finding, Wanted, rule


@rule("G766", "font that is not in the file", "embed the font")
def embedded(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """A viewer draws with another font what is not embedded, or with none: in Arabic and Chinese nothing is left."""
    for font in pdf.fonts.values():
        if not font.embedded:
            yield Finding(f"the font {font.name} is not embedded")


@rule("G767", "glyphs without words", "write for each glyph the letters that it stands for (ToUnicode)")
def readable(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """What nobody can search, copy or hear is a picture of text: every glyph names the letters that it stands for."""
    for font in pdf.fonts.values():
        if font.words is None:
            yield Finding(f"the font {font.name} does not say what letters its glyphs stand for")
        elif lost := [code for code in sorted(font.glyphs) if not font.words.get(code)]:
            yield Finding(f"{len(lost)} glyphs of the font {font.name} stand for no letters, the first is {lost[0]}")


@rule("G768", "font that was not prepared", "use the fonts of guidance/setup/fonts.toml only")
def prepared(pdf: Pdf, wanted: Wanted) -> Iterator[Finding]:
    """A font that happens to be on a machine makes other pages on the next one, and its licence is not known."""
    known = {family.replace(" ", "-") for family in wanted.families}
    for font in pdf.fonts.values() if known else ():
        name = font.name.partition("+")[2] or font.name
        if not any(name == family or name.startswith(f"{family}-") for family in known):
            yield Finding(f"the font {name} is none of those that were prepared")
