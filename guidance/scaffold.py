"""New content files that already pass the check, with the next steps written into them."""

from __future__ import annotations

import re

from guidance.errors import UsageError
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES, SOURCE

_ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_FOLDERS = {"clause": "clauses", "module": "modules", "page": "pages", "framework": "targets"}


class ScaffoldError(UsageError):
    """What was asked for cannot be made; the message says why."""


def scaffold(corpus: Corpus, texts: dict[str, str], content: str, kind: str, id_: str, option: str) -> dict[str, str]:
    """The files of a new clause (``option``: its module), page or translation (``option``: its language), by path."""
    if not _ID.match(id_):
        raise ScaffoldError(f'"{id_}" is not an id: use lower-case letters, digits and hyphens')
    match kind:
        case "clause":
            return _clause(corpus, texts, content, id_, option)
        case "page":
            return _page(corpus, content, id_)
        case _:
            return _translation(corpus, content, id_, option)


def _clause(corpus: Corpus, texts: dict[str, str], content: str, id_: str, module_id: str) -> dict[str, str]:
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
        lines.append(f'#  {found.text.path}: {{of: {found.text.digest}, text: "{english}"}}')
    return {path: "\n".join(lines) + "\n"}


_PAGE = """---
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
