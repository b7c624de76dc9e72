"""What the workbench needs to know, in one file a language: questions with all that helps to answer them, and words.

A text is a string; one that has no translation yet and stands in English is a list of that string alone. Keys that end
in ``_html`` hold markup of ours with addresses as seen from the page of the workbench.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from guidance.artifact import Artifact
from guidance.model.checklists import LEVELS, question_digest, questions_digest
from guidance.model.clause import Clause, Example, Implements, Question
from guidance.model.corpus import Corpus
from guidance.model.countries import ANSWER_VALUES
from guidance.model.ledger import successor
from guidance.model.registers import Law
from guidance.model.text import State, Text
from guidance.render.address import data_path, page_path, relative_addresses
from guidance.render.html import Writer
from guidance.render.view import View
from guidance.render.workbench.words import words

VERSION = 1
#: A text as the data hold it: in the language of the file, or in English for want of a translation.
Said = str | list[str]


def workbench_artifacts(corpus: Corpus, lang: str, published: Mapping[str, Any]) -> Iterable[Artifact]:
    """The data of a language as JSON, and as a script for pages opened from a disk, which may fetch nothing.

    ``published`` are the published answers by country, in the form that the file of a checklist has.
    """
    text = json.dumps(workbench_data(View(corpus, lang), published), ensure_ascii=False, separators=(",", ":"))
    # What a script holds as text ends a line in it; JSON may have these two characters as they are.
    script = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    handed = f'document.dispatchEvent(new CustomEvent("workbench-data",{{detail:{script}}}));\n'
    path = data_path(f"workbench-{lang}")
    return (
        Artifact(path, f"{text}\n".encode(), "application/json"),
        Artifact(f"{path.removesuffix('.json')}.js", handed.encode(), "text/javascript"),
    )


def workbench_data(view: View, published: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a language; the order of modules, clauses, questions, targets and countries is that of the pages."""
    corpus, labels = view.corpus, view.labels
    scale = corpus.publication.scale
    tested = {target for _, question in corpus.questions.values() for target in question.targets}
    return {
        "name": "workbench",
        "version": VERSION,
        "language": view.lang,
        "edition": corpus.publication.edition,
        "digest": questions_digest(corpus),
        "scale": [
            {"value": value, "label": said(view, scale[value].label), "anchor": said(view, scale[value].anchor)}
            for value in ANSWER_VALUES
        ],
        "levels": {level: labels.word("proof-level", level) for level in LEVELS},
        "modules": [
            {"id": m.id, "title": _numbered(view, str(m.order), m.title), "clauses": list(m.clauses)}
            for m in corpus.modules.values()
        ],
        "clauses": {clause.id: _clause(view, clause) for clause in corpus.clauses.values()},
        "questions": [_question(view, clause, question) for clause, question in corpus.questions.values()],
        "targets": {i: _target(view, i) for i in corpus.targets if i in tested},
        "countries": {country.code: view.words(country.name) for country in view.countries},
        "laws": _laws(view),
        "published": dict(published),
        "successors": _successors(corpus),
        "words": words(view.labels),
    }


def said(view: View, text: Text) -> Said:
    """A text as a reader of the language sees it."""
    unit = view.unit(text)
    return [unit.text] if unit.state is State.MISSING else unit.text


def _numbered(view: View, number: str, text: Text) -> Said:
    found = said(view, text)
    # A clause has its number without a stop after it (4.1), a module with one (4.).
    shown = number if "." in number else f"{number}."
    return [f"{shown} {found[0]}"] if isinstance(found, list) else f"{shown} {found}"


def _question(view: View, clause: Clause, question: Question) -> dict[str, Any]:
    anchors = question.anchors
    return {
        "id": question.label,
        "clause": clause.id,
        "core": question.core,
        "text": said(view, question.text),
        **({"help": said(view, question.help)} if question.help else {}),
        "anchors": {
            "full": said(view, anchors.full),
            "partial": said(view, anchors.partial),
            "none": said(view, anchors.none),
        },
        "targets": list(question.targets),
        "of": question_digest(question),
    }


def _clause(view: View, clause: Clause) -> dict[str, Any]:
    writer = Writer(view, relative_addresses(page_path("workbench"))).of(clause)
    return {
        "title": _numbered(view, view.clause_numbers[clause.id], clause.title),
        "purpose_html": str(writer.rich(clause.purpose)),
        "sources": [_source(view, mapping) for mapping in clause.implements],
        "examples": [_example(view, example) for example in clause.examples if example.law in view.corpus.laws],
        **({"no_example": said(view, clause.no_example_yet)} if clause.no_example_yet else {}),
    }


def _source(view: View, mapping: Implements) -> dict[str, Any]:
    """A target or a provision that the clause carries out, and why."""
    if mapping.target:
        kind, id_, anchor = "target", mapping.target, ""
        name = view.target_title(*view.corpus.targets[mapping.target])
    else:
        kind = "instrument"
        instrument, provision = view.corpus.provision(mapping.provision or "")
        id_, anchor, name = instrument.id, provision.label, view.provision_name(instrument, provision)
    word = view.labels.word
    return {
        "name": name,
        "address": _address(kind, id_, anchor),
        "how": f"{word('relation', mapping.relation)}, {word('mapping-strength', mapping.strength)}",
        "why": said(view, mapping.why),
    }


def _example(view: View, example: Example) -> dict[str, Any]:
    law = view.corpus.laws[example.law]
    return {
        "name": view.law_name(law),
        "address": _address("law", law.id, example.provision or ""),
        "note": said(view, example.note),
    }


def _address(kind: str, id_: str, anchor: str) -> str:
    return relative_addresses(page_path("workbench"))(kind, id_, anchor)


def _target(view: View, id_: str) -> dict[str, Any]:
    framework, target = view.corpus.targets[id_]
    return {
        "name": view.target_name(framework, target),
        "title": said(view, target.name),
        "address": _address("target", id_, ""),
    }


def _laws(view: View) -> dict[str, list[list[str]]]:
    """The laws of the register by country, Union law and treaties included: id, title, and where it can be read."""
    found: dict[str, list[list[str]]] = {}
    for country in view.corpus.countries.values():
        laws = [*view.corpus.links.laws_of_country.get(country.code, ()), *_shared(view.corpus, country.code)]
        if laws:
            found[country.code] = [[law.id, view.words(law.titles.english), law.source.url] for law in laws]
    return found


def _shared(corpus: Corpus, code: str) -> list[Law]:
    links = corpus.links
    union = links.laws_of_country.get("eu", ()) if corpus.countries[code].eu_member else ()
    treaties = [law for law in links.laws_of_country.get("int", ()) if code in law.jurisdiction.parties]
    return [*union, *treaties]


def _successors(corpus: Corpus) -> dict[str, str]:
    """The questions of earlier editions with the question in the place of each, as the ledger names them."""
    lines = [line for line in corpus.ledger if line.successor]
    gone = (line.entry.rpartition("#question/")[2] for line in lines if line.entry and "#question/" in line.entry)
    return {label: after for label in gone if (after := successor(lines, "question", label))}
