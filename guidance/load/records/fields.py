"""The field types that every record is made of.

A YAML scalar reaches a record as the string its author typed (see ``load.yaml``), so the types that are
not text parse it here: a country code ``NO`` stays text, a flag is ``true`` or ``false`` and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints


@dataclass(frozen=True, slots=True)
class Translatable:
    """Marks a field as a text unit; ``rich`` text may use the restricted Markdown."""

    rich: bool = False


class Shape(BaseModel):
    """A closed mapping: an unknown key is an error, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=True)


def _flag(value: object) -> object:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _integer(value: object) -> object:
    return int(value) if isinstance(value, str) and value.lstrip("-").isdigit() and len(value) < 10 else value


Flag = Annotated[bool, BeforeValidator(_flag)]
Integer = Annotated[int, BeforeValidator(_integer)]

#: A permanent identifier: ASCII, lower case, hyphens; never reused (design: ids are opaque).
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
#: A stable key inside a record, such as the label of a provision.
Label = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=80)]
#: The name of a placeholder as it stands in the text between braces.
PlaceholderName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=40)]
#: A provision of an instrument or of a law: ``<record>/<label>``.
ProvisionRef = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+([-_][a-z0-9]+)*$", max_length=160)
]
#: ISO 3166-1 alpha-2 in lower case, and ``eu``; ``int`` stands for treaties among the laws.
CountryCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
JurisdictionCode = Annotated[str, StringConstraints(pattern=r"^([a-z]{2}|int)$")]
#: A calendar date, a month or a year (ISO 8601).
Date = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")]
#: An edition of the guidance, such as 2026.1.
Edition = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}\.[0-9]+(-draft)?$")]
Url = Annotated[str, StringConstraints(pattern=r'^https?://[^\s<>"{}|\\^`]+$', max_length=2000)]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]

#: Text without a translation: names of documents, symbols, editors' notes on a fact.
Note = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
#: A text unit on one line: a title, a name.
Plain = Annotated[str, StringConstraints(min_length=1, max_length=4000), Translatable()]
#: A text unit in the restricted Markdown.
Rich = Annotated[str, StringConstraints(min_length=1, max_length=20000), Translatable(rich=True)]

Confidence = Literal["high", "medium", "low", "none"]
"""How sure the editors are.

high: The text was read, or an official source or several independent ones confirm it.
medium: It is well established, but some of it was not looked up again.
low: It is probably so, but nothing that was looked up confirms it yet.
none: Nothing that was looked up settles it.
"""

Connectivity = Literal["explicit", "strong", "moderate", "indirect"]
"""How strongly a goal or target rests on connectivity.

explicit: The adopted wording itself speaks of connectivity.
strong: The wording does not name it, but the outcome cannot be reached without measures for connectivity.
moderate: Connectivity is one of several useful means, or the target supplies something that such law depends on.
indirect: There is only a loose link.
"""

NameOrigin = Literal["official", "usual", "translation"]
"""Whose wording a name is.

official: The wording of the framework or the treaty itself, or of the body that publishes it.
usual: A wording in common use that no official text fixes.
translation: A translation by the editors.
"""

LanguageCode = Literal["ar", "zh", "en", "fr", "ru", "es"]
"""The six official languages of the United Nations.

ar: Arabic.
zh: Chinese.
en: English.
fr: French.
ru: Russian.
es: Spanish.
"""
