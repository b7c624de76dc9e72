"""G5: what a country says of the answers about it, and who stands behind them."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.check.texts import below
from guidance.diagnostics import Severity
from guidance.model.corpus import Corpus
from guidance.model.countries import Comment, Country
from guidance.model.lang import SOURCE

ERROR = Severity.ERROR


@rule(
    "G527",
    ERROR,
    "comment that has no place",
    fails="""
    # countries/xx.yaml
    comments:
      2026-ministry:
        by: Ministry of Wildlife
        role: CMS national focal point
        date: '2026-11-20'
        question: night-corridor-power
        theme: designation
        text: The Regulations of 2025 name the Minister too.
    """,
    passes="""
    # countries/xx.yaml
    comments:
      2026-ministry:
        by: Ministry of Wildlife
        role: CMS national focal point
        date: '2026-11-20'
        theme: designation
        lang: fr
        text: Le règlement de 2025 désigne aussi le ministre.
        english: The Regulations of 2025 name the Minister too.
    """,
)
def misplaced_comment(corpus: Corpus) -> Iterator[Finding]:
    """A comment stands beside the answer or finding it is about, or above the page; its own words need no translation
    into their own language."""
    for country in corpus.countries.values():
        for comment in country.comments.values():
            if problem := _misplaced(country, comment):
                name, message, hint = problem
                yield Finding(message, below(comment.pin, name), hint)


def _misplaced(country: Country, comment: Comment) -> tuple[str, str, str] | None:
    if comment.question and comment.theme:
        return "theme", "the comment is about two things", "write two comments, or delete question or theme"
    if comment.question and comment.question not in country.answers:
        return "question", f'the country has no answer to "{comment.question}"', "name another question, or none"
    if comment.theme and comment.theme not in country.findings:
        return "theme", f'the country has no finding on "{comment.theme}"', "name another theme, or none"
    if comment.english and comment.lang == SOURCE:
        return "english", "a translation into English of what is English", "delete it, or name the language in lang:"
    return None


@rule(
    "G528",
    ERROR,
    "sign-off of other answers",
    fails="""
    # countries/xx.yaml
    assessment:
      method: self-assessment
      as_at: '2026-11-01'
      sign_offs: [{name: A. Person, role: CMS national focal point, date: '2026-10-01', edition: '2026.1'}]
    """,
    passes="""
    # countries/xx.yaml
    assessment:
      method: self-assessment
      as_at: '2026-11-01'
      sign_offs: [{name: A. Person, role: CMS national focal point, date: '2026-11-02', edition: '2026.1'}]
    """,
)
def sign_off_of_other_answers(corpus: Corpus) -> Iterator[Finding]:
    """Whoever signs has seen the answers: no answer is newer than the last signature, and there is one to sign."""
    for country in corpus.countries.values():
        signed = country.assessment.sign_offs if country.assessment else ()
        if not signed or country.assessment is None:
            continue
        pin = below(country.pin, "assessment", "sign_offs")
        newest = max([country.assessment.as_at, *(answer.as_at for answer in country.answers.values())])
        last = max(sign_off.date for sign_off in signed)
        if not country.answers:
            yield Finding("there is no answer that was signed", pin, "delete it, or add the answers")
        elif last < newest[: len(last)]:
            yield Finding(f"signed on {last}, before answers of {newest}", pin, "ask for a new signature, or delete it")
