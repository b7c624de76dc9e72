"""Interface strings: collect them from code, templates and vocabularies, and bring the catalogues up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from guidance.i18n.vocabularies import VOCABULARIES
from guidance.model.lang import SOURCE

#: Words by vocabulary and key.
Vocabularies = Mapping[str, Mapping[str, str]]

_METHODS = [("**.py", "python"), ("templates/**.j2", "jinja2.ext:babel_extract")]
_OPTIONS = {"templates/**.j2": {"extensions": "jinja2.ext.do,jinja2.ext.loopcontrols", "silent": "false"}}
_KEYWORDS = {"_": None, "gettext": None, "n": (1, 2), "ngettext": (1, 2)}


def labels_folder() -> Path:
    """Where the catalogues stand."""
    return Path(str(files("guidance.render"))) / "labels"


def template(extra: Vocabularies = MappingProxyType({})) -> Catalog:
    """Every interface string there is, without translations; ``extra`` are vocabularies that the code itself holds."""
    catalog = Catalog(fuzzy=False)
    rendering = str(files("guidance.render"))
    found = extract_from_dir(rendering, _METHODS, _OPTIONS, keywords=_KEYWORDS)
    for _name, _line, message, comments, _context in sorted(found, key=lambda item: str(item[2])):
        catalog.add(message, auto_comments=comments)
    for vocabulary, words in {**VOCABULARIES, **extra}.items():
        for key in words:
            catalog.add(key, context=vocabulary)
    return catalog


def updated(lang: str, extra: Vocabularies = MappingProxyType({})) -> bytes:
    """The catalogue of a language with exactly the strings there are; translations are kept."""
    path = labels_folder() / f"{lang}.po"
    old = read_po(BytesIO(path.read_bytes()), locale=lang) if path.is_file() else Catalog(locale=lang)
    new = Catalog(locale=lang, fuzzy=False, project="connectivity-guidance", header_comment="")
    words = {**VOCABULARIES, **extra}
    for message in template(extra):
        if message.id:
            known = old.get(message.id, context=message.context)
            text = known.string if known else None
            if lang == SOURCE and message.context:
                text = words[message.context][str(message.id)]
            new.add(
                message.id,
                text,
                context=message.context,
                auto_comments=list(_hint(lang, words, message.context, message.id)),
            )
    out = BytesIO()
    write_po(out, new, width=110, omit_header=True)
    return _header(lang, new) + out.getvalue()


def _hint(lang: str, words: Vocabularies, context: str | None, key: object) -> Iterator[str]:
    """For a translator: what an English reader sees for the key of a vocabulary."""
    if lang != SOURCE and context:
        yield f"English: {words[context][str(key)]}"


def _header(lang: str, catalog: Catalog) -> bytes:
    # No dates: the same strings give the same bytes.
    lines = [
        'msgid ""',
        'msgstr ""',
        f'"Language: {lang}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: nplurals={catalog.num_plurals}; plural={catalog.plural_expr};\\n"',
        "",
        "",
    ]
    return "\n".join(lines).encode()


def untranslated(lang: str) -> list[str]:
    """The strings that a catalogue lacks."""
    path = labels_folder() / f"{lang}.po"
    catalog = read_po(BytesIO(path.read_bytes()), locale=lang)
    missing: list[str] = []
    for message in template():
        if not message.id or (lang == SOURCE and not message.context):
            continue
        known = catalog.get(message.id, context=message.context)
        strings = known.string if known else ""
        whole = all(strings) if isinstance(strings, tuple | list) else bool(strings)
        if not whole:
            missing.append(f"{message.context}: {message.id}" if message.context else str(message.id))
    return missing
