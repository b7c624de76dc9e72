"""What a pattern asks for, in words: for diagnostics and for editors."""

from __future__ import annotations

#: How a pattern begins, what a text that it accepts is called, and how to write one. The first that fits is taken.
_WORDS = (
    ("^[0-9]{4}(-(0[1-9]", "a date", "write YYYY-MM-DD, YYYY-MM or YYYY"),
    ("^[0-9]{4}-(0[1-9]", "a day", "write YYYY-MM-DD"),
    (r"^[0-9]{4}\.", "an edition", "write a year, a stop and a number, such as 2026.1 or 2026.1-draft"),
    ("^https?://", "a web address", "write https://…"),
    ("^[a-z]{2}$", "a country code", "two lower-case letters, ISO 3166-1"),
    ("^([a-z]{2}|int)$", "a country code", 'two lower-case letters, ISO 3166-1, or "int"'),
    ("^[A-Z]{3}$", "a country code", "three capital letters, ISO 3166-1"),
    ("^[a-z]{2,3}(-", "a language code", "BCP 47, such as fr or pt-BR"),
    ("^[0-9a-f]{12}$", "a digest", "run: guidance i18n stamp"),
    ("^(?:[0-9a-f]{12})$", "a digest", "put it back as the program wrote it"),
    ("^[0-9a-f]{64}$", "a SHA-256 checksum", "put it back as guidance release wrote it"),
    (r"^10\.[0-9]{4,9}/", "a DOI", "write it without https://doi.org/, such as 10.5555/12345"),
    ("^[A-Za-z0-9][A-Za-z0-9_-]*(", "the name of a file", "ASCII letters, digits, hyphens and single stops"),
    ("^[a-z]+/[a-z0-9]+(-", "a record", "write its kind and id, such as clause/corridor-designation"),
    ("^[a-z0-9]+(-[a-z0-9]+)*/", "a provision", "write <instrument>/<label>"),
    ("^[a-z0-9_-]+(/", "the place of a provision", "write its label, or labels joined by /"),
    ("^[a-z][a-z0-9]*(_", "a placeholder name", "lower-case letters, digits and underscores"),
    ("^[a-z0-9]+(-[a-z0-9]+)*$", "an id", "lower-case letters, digits and hyphens"),
    ("^[a-z0-9]+([-_]", "a label", "lower-case letters, digits, hyphens and underscores"),
)


def pattern_words(pattern: str) -> tuple[str, str]:
    """What a text that fits the pattern is called, with its article, and a hint on how to write one."""
    for start, name, hint in _WORDS:
        if pattern.startswith(start):
            return name, hint
    return "written as expected", f"the pattern is {pattern}"
