"""New content files that already pass the check, with the next steps written into them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import get_args

from guidance.errors import UsageError
from guidance.i18n.stamp import written
from guidance.load.records.countries import CountryShape
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES, SOURCE

_ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ '’.()-])*")
_URL = re.compile(r"""https?://[^\s<>"'{}|\\^`]+""")
_REGIONS: tuple[str, ...] = get_args(CountryShape.model_fields["region"].annotation)
_LEVELS = {"eu": "supranational", "int": "international"}
_OPTIONS = {
    "clause": {"module"},
    "page": set[str](),
    "country": {"name", "region"},
    "law": {"country", "url"},
    "translation": {"lang"},
}
_FOLDERS = {"clause": "clauses", "module": "modules", "page": "pages", "framework": "targets"}


class ScaffoldError(UsageError):
    """What was asked for cannot be made; the message says why."""


def scaffold(
    corpus: Corpus, texts: Mapping[str, str], content: str, kind: str, id_: str, options: Mapping[str, str]
) -> dict[str, str]:
    """The files of a new clause, page, country, law or translation, by path.

    ``options`` holds what was said beside the id, by name: the module of a clause, the name and the region of a
    country, the country and the address of a law, the language of a translation. What cannot be made raises
    ``ScaffoldError``.
    """
    if not _ID.match(id_):
        raise ScaffoldError(f'"{id_}" is not an id: use lower-case letters, digits and hyphens')
    if strange := sorted(set(options) - _OPTIONS[kind]):
        raise ScaffoldError(f"a new {kind} takes no --{strange[0]}")
    match kind:
        case "clause":
            return _clause(corpus, texts, content, id_, options.get("module", ""))
        case "page":
            return _page(corpus, content, id_)
        case "country":
            return _country(corpus, content, id_, options.get("name", ""), options.get("region", ""))
        case "law":
            return _law(corpus, content, id_, options.get("country", ""), options.get("url", ""))
        case _:
            return _translation(corpus, content, id_, options.get("lang", ""))


def _clause(corpus: Corpus, texts: Mapping[str, str], content: str, id_: str, module_id: str) -> dict[str, str]:
    module = corpus.modules.get(module_id)
    if module is None:
        raise ScaffoldError(f'name the module with --module; there is no "{module_id}"')
    if id_ in corpus.clauses:
        raise ScaffoldError(f'there is a clause "{id_}" already')
    path = module.pin.path
    last = module.clauses[-1]
    listed = re.sub(rf"(?m)^( *- ){re.escape(last)}[ \t]*$", rf"\g<0>\n\g<1>{id_}", texts[path], count=1)
    if listed == texts[path]:
        raise ScaffoldError(f"add {id_} to the clauses of {path} by hand: the list is not written one a line")
    return {f"{content}/clauses/{id_}.yaml": _CLAUSE.format(id=id_, module=module_id), path: listed}


def _page(corpus: Corpus, content: str, id_: str) -> dict[str, str]:
    if id_ in corpus.pages:
        raise ScaffoldError(f'there is a page "{id_}" already')
    order = 1 + max((page.order for page in corpus.pages.values()), default=0)
    return {f"{content}/pages/{id_}.md": _PAGE.format(id=id_, order=order)}


def _country(corpus: Corpus, content: str, code: str, name: str, region: str) -> dict[str, str]:
    if not re.fullmatch("[a-z]{2}", code):
        raise ScaffoldError(f'"{code}" is not the code of a country: ISO 3166-1 has two letters, here in lower case')
    if code in corpus.countries:
        raise ScaffoldError(f'there is a country "{code}" already')
    if not name:
        raise ScaffoldError("name the country with --name, as the United Nations write it in English")
    if region not in _REGIONS:
        raise ScaffoldError(f"name the region with --region: {', '.join(_REGIONS)}")
    if owner := next((c.code for c in corpus.countries.values() if c.name.source == name), None):
        raise ScaffoldError(f'"{owner}" has the name "{name}" already')
    return {f"{content}/countries/{code}.yaml": _COUNTRY.format(code=code, name=_scalar(name), region=region)}


def _law(corpus: Corpus, content: str, id_: str, country: str, url: str) -> dict[str, str]:
    if country != "int" and country not in corpus.countries:
        raise ScaffoldError(f'name the country with --country; there is no "{country}"')
    if not id_.startswith(f"{country}-"):
        raise ScaffoldError(f"the id of a law begins with the code of its country: {country}-{id_}")
    if id_ in corpus.laws:
        raise ScaffoldError(f'there is a law "{id_}" already')
    if not _URL.fullmatch(url):
        raise ScaffoldError("give the address of the law with --url, such as https://example.org/the-law")
    date = corpus.publication.date
    # A country's other laws vouch for its group and its tradition; for its first law nobody does.
    kin = next((law for law in corpus.laws.values() if law.jurisdiction.country == country), None)
    text = _LAW.format(
        id=id_,
        country=country,
        level=_LEVELS.get(country, "national"),
        region=kin.region if kin else "cross-regional",
        tradition=kin.tradition if kin else "mixed",
        open="" if kin else "the regional group, the legal tradition, ",
        year=date[:4],
        date=date,
        url=_scalar(url),
    )
    return {f"{content}/laws/{country}/{id_}.yaml": text}


def _scalar(text: str) -> str:
    """The text as YAML reads it back, in quotation marks if it needs them: a string of JSON is one of YAML too."""
    return text if _PLAIN.fullmatch(text) or _URL.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _translation(corpus: Corpus, content: str, id_: str, lang: str) -> dict[str, str]:
    if lang not in LANGUAGES or lang == SOURCE:
        known = ", ".join(code for code in LANGUAGES if code != SOURCE)
        raise ScaffoldError(f"name the language with --lang: {known}")
    owned = [o for o in corpus.texts if o.id == id_ and (o.kind in _FOLDERS or o.kind in ("publication", "themes"))]
    if not owned:
        raise ScaffoldError(f'there is no clause, module, page or framework "{id_}" to translate')
    folder = _FOLDERS.get(owned[0].kind)
    path = (
        f"{content}/translations/{lang}/{folder}/{id_}.yaml" if folder else f"{content}/translations/{lang}/{id_}.yaml"
    )
    if any(lang in o.text.translations for o in owned):
        raise ScaffoldError(f"{path} exists already")
    up = "../../../" if folder else "../../"
    lines = [
        f"# yaml-language-server: $schema={up}schema/translation.schema.json",
        "# Take the # from a unit and put the translation in the place of the English text.",
        "translation:",
        "  status: courtesy",
        "units: {}",
    ]
    for found in owned:
        english = " ".join(found.text.source.split()).replace('"', '\\"')
        lines.append(f'#  {found.text.path}: {{of: {written(found.text.digest)}, text: "{english}"}}')
    return {path: "\n".join(lines) + "\n"}


_PAGE = """---
# yaml-language-server: $schema=../schema/page.schema.json
id: {id}
title: New page
summary: What this page holds.
order: {order}
menu: help
---

Write the introduction here.

## First section {{#first-section}}

Write the text here.
"""

_COUNTRY = """# yaml-language-server: $schema=../schema/country.schema.json
code: {code}
name: {name}
region: {region}
note: The memberships have not been looked up yet; they stand in content/memberships/.
"""

_LAW = """# yaml-language-server: $schema=../../schema/law.schema.json
id: {id}
titles:
  original: Title of the law
  language: und
  english: Title of the law in English
  english_status: unofficial
jurisdiction:
  country: {country}
  level: {level}
region: {region}
tradition: {tradition}
type: act
year: {year}
status:
  value: unknown
  as_at: '{date}'
  amended: false
provisions:
  general:
    summary: What the law provides for connectivity, in our own words.
    text_read: false
themes: []
targets: []
source:
  url: {url}
  kind: reliable-secondary
checked: '{date}'
confidence: low
confidence_basis: nothing was looked up yet
note: >-
  Not looked up yet: the titles and their language, {open}the level, the type, the year, amendments and the kind
  of the source.
"""

_CLAUSE = """# yaml-language-server: $schema=../schema/clause.schema.json
id: {id}
module: {module}
status: draft
title: New clause
purpose: Say in 40 to 90 words which problem in nature and which gap in law the clause closes.
provisions:
  first:
    text: The competent authority shall write one duty in each paragraph.
no_alternatives: The wording has no variant yet.
drafting_notes:
  civil_law: What a civil-law State changes.
  common_law: What a common-law State changes.
  federal: What a federal State changes.
  other_laws: Which other laws must be amended.
  mistakes: Frequent mistakes.
  enforcement: The link to enforcement.
implements:
  - target: gbf-3
    relation: supports
    strength: secondary
    why: One sentence of rationale.
facets:
  aim: [maintain]
  realm: [terrestrial]
  sectors: [nature-conservation]
  channel: [law]
  level: [statute]
no_example_yet: The register of laws holds no example yet.
questions:
  {id}-question:
    text: Does the law provide this?
    anchors:
      full: The law provides it.
      partial: The law provides part of it.
      none: The law does not provide it.
    targets: [gbf-3]
"""
