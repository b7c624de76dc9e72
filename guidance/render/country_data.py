"""Countries for machines: memberships, neighbours, answers and findings with their evidence, and what countries say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from guidance.model.corpus import Corpus
from guidance.model.countries import Answer, Comment, Country, Evidence
from guidance.model.countries import Finding as DeskFinding


def country_data(corpus: Corpus) -> dict[str, Any]:
    """Every country, and the sources of the lists of Parties and of neighbours."""
    treaties = [
        {
            "instrument": treaty.id,
            "family": treaty.family,
            "unlisted": treaty.unlisted,
            "as_at": treaty.as_at,
            "sources": [asdict(source) for source in treaty.sources],
            "note": treaty.note,
        }
        for treaty in corpus.memberships.values()
    ]
    borders = corpus.neighbours
    sources = [asdict(source) for source in borders.sources] if borders else []
    return {
        "treaties": treaties,
        "neighbours": {"as_at": borders.as_at, "sources": sources, "note": borders.note} if borders else None,
        "countries": [_country(corpus, country) for country in corpus.countries.values()],
    }


def _country(corpus: Corpus, country: Country) -> dict[str, Any]:
    memberships = corpus.links.treaties_of_country.get(country.code, ())
    return {
        "code": country.code,
        "iso3": country.iso3,
        "name": country.name.source,
        "region": country.region,
        "eu_member": country.eu_member,
        "note": country.note,
        "memberships": [
            {"instrument": treaty.id, "in_force": m.in_force, "confidence": m.confidence, "note": m.note}
            for treaty, m in memberships
        ],
        "neighbours": list(corpus.neighbours.borders.get(country.code, ())) if corpus.neighbours else [],
        "laws": [law.id for law in corpus.links.laws_of_country.get(country.code, ())],
        "assessment": asdict(country.assessment) if country.assessment else None,
        "answers": [_statement("question", answer) | {"as_at": answer.as_at} for answer in country.answers.values()],
        "findings": [_statement("theme", finding) for finding in country.findings.values()],
        "comments": [_comment(comment) for comment in country.comments.values()],
    }


def _statement(key: str, statement: Answer | DeskFinding) -> dict[str, Any]:
    return {
        key: statement.label,
        "value": statement.value,
        "reasoning": statement.reasoning.source,
        "evidence": _evidence(statement.evidence),
        "confidence": statement.confidence,
    }


def _evidence(items: Iterable[Evidence]) -> list[dict[str, str | None]]:
    return [{"law": item.law, "provision": item.provision, "pinpoint": item.pinpoint} for item in items]


def _comment(comment: Comment) -> dict[str, str | None]:
    return {
        "id": comment.label,
        "by": comment.by,
        "role": comment.role,
        "date": comment.date,
        "question": comment.question,
        "theme": comment.theme,
        "lang": comment.lang,
        "text": comment.text,
        "english": comment.english.source if comment.english else None,
        "url": comment.url,
    }
