"""G4: how clauses, modules and questions are built and worded as law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidance.check.rules import Finding, rule
from guidance.check.texts import below, plain
from guidance.diagnostics import Pin, Related, Severity
from guidance.model.corpus import Corpus
from guidance.model.statistics import words
from guidance.model.text import Text

ERROR = Severity.ERROR
WARNING = Severity.WARNING


@rule(
    "G410",
    ERROR,
    "module without a core question",
    fails="""
    # clauses/night-corridors.yaml
    questions:
      night-corridor-power:
        text: Does the law name an authority that designates night corridors?
        anchors: {full: It names one., partial: It names several., none: It names none.}
        targets: [gbf-3]
    """,
    passes="""
    # clauses/night-corridors.yaml
    questions:
      night-corridor-power:
        core: true
        text: Does the law name an authority that designates night corridors?
        anchors: {full: It names one., partial: It names several., none: It names none.}
        targets: [gbf-3]
    """,
)
def core_question(corpus: Corpus) -> Iterator[Finding]:
    """Every module is in the first pass through the checklist, so one question of its clauses is core."""
    for module in corpus.modules.values():
        clauses = [corpus.clauses[i] for i in module.clauses if i in corpus.clauses]
        whole = len(clauses) == len(module.clauses)
        if whole and not any(q.core for clause in clauses for q in clause.questions.values()):
            hint = "mark the most telling question of the module with core: true"
            yield Finding("no question of this module is core", below(module.pin, "clauses"), hint)


@rule(
    "G411",
    ERROR,
    "alternative that varies nothing",
    fails="""
    # clauses/night-corridors.yaml
    alternatives:
      who:
        title: Who designates
        at: lighting
        mode: add
        how_many: one
        note: Choose by the form of government.
        choices:
          council: {title: A council, text: The council shall decide., note: For federal States., stringency: different}
          court: {title: A court, text: The council shall decide., note: Where courts do., stringency: stricter}
    """,
    passes="""
    # clauses/night-corridors.yaml
    alternatives:
      who:
        title: Who designates
        at: lighting
        mode: add
        how_many: one
        note: Choose by the form of government.
        choices:
          council: {title: A council, text: The council shall decide., note: For federal States., stringency: different}
          court: {title: A court, text: The court shall decide., note: Where courts do., stringency: stricter}
    """,
)
def alternative_that_varies(corpus: Corpus) -> Iterator[Finding]:
    """The choices of an alternative differ from each other, and from the provision in whose place they may stand."""
    for clause in corpus.clauses.values():
        provisions = dict(clause.walk())
        for alternative in clause.alternatives.values():
            seen: dict[str, Pin] = {}
            if alternative.mode == "replace" and alternative.at in provisions:
                text = provisions[alternative.at].text
                seen[_folded(text)] = text.pin
            for choice in alternative.choices.values():
                known = seen.setdefault(_folded(choice.text), choice.text.pin)
                if known != choice.text.pin:
                    related = (Related("the same words stand here", known),)
                    yield Finding("the choice changes nothing", choice.text.pin, "vary it or delete it", related)


def _folded(text: Text) -> str:
    return " ".join(text.source.casefold().split())


@rule(
    "G412",
    ERROR,
    "“should” in model text",
    fails="""
    # clauses/night-corridors.yaml
    provisions:
      designation:
        text: The {authority} should designate as a night corridor every [[corridor|way]] that animals use in the dark.
      lighting: {text: 'No person shall light a night corridor except under [[para:designation]].'}
    """,
    passes="""
    # clauses/night-corridors.yaml
    provisions:
      designation:
        text: The {authority} shall designate as a night corridor every [[corridor|way]] that animals use in the dark.
      lighting: {text: 'No person shall light a night corridor except under [[para:designation]].'}
    """,
)
def should_in_law(corpus: Corpus) -> Iterator[Finding]:
    """In law a duty is *shall*, a power is *may* and a ban is *shall not*; *should* binds nobody."""
    for clause in corpus.clauses.values():
        texts = [provision.text for _, provision in clause.walk()]
        texts += [choice.text for a in clause.alternatives.values() for choice in a.choices.values()]
        for text in texts:
            if found := re.search(r"\b[Ss]hould\b", plain(text.source)):
                pin = Pin(text.pin.path, text.pin.pointer, found[0])
                yield Finding(f'"{found[0]}" in the text of the law', pin, "write shall, may or shall not")


#: A duty that nobody has to do.
_NO_SUBJECT = re.compile(
    r"^(?:Shall|Must)\b|\b(?:[Ii]t|[Tt]here) shall be (?:ensured|provided|required)\b|\bshall be ensured\b(?! by)|"
    r"\b(?:[Mm]easures|[Ee]fforts|[Ss]teps|[Aa]ction|[Aa]ccount|[Rr]egard|[Cc]are) shall be "
    r"(?:made|taken|undertaken|had|given|paid)\b(?! by)"
)


@rule(
    "G418",
    ERROR,
    "duty without a subject",
    fails="""
    # clauses/night-corridors.yaml
    provisions:
      designation:
        text: Measures shall be taken to keep dark every [[corridor|way]] that the {authority} designates.
      lighting: {text: 'No person shall light a night corridor except under [[para:designation]].'}
    """,
    passes="""
    # clauses/night-corridors.yaml
    provisions:
      designation:
        text: The {authority} shall take measures to keep dark every [[corridor|way]] that it designates.
      lighting: {text: 'No person shall light a night corridor except under [[para:designation]].'}
    """,
)
def duty_without_subject(corpus: Corpus) -> Iterator[Finding]:
    """A duty names who must do it: measures that “shall be taken” are taken by nobody, and no court can order them."""
    for clause in corpus.clauses.values():
        texts = [provision.text for _, provision in clause.walk()]
        texts += [choice.text for a in clause.alternatives.values() for choice in a.choices.values()]
        for text in texts:
            if found := _NO_SUBJECT.search(text.source):
                pin = Pin(text.pin.path, text.pin.pointer, found[0])
                yield Finding(f'"{found[0]}" says not who must act', pin, "begin with the authority or the person")


@rule(
    "G413",
    WARNING,
    "purpose too short or too long",
    fails="""
    # clauses/night-corridors.yaml
    purpose: Bats need the dark.
    """,
    passes="""
    # clauses/night-corridors.yaml
    purpose: >-
      Bats, moths and many mammals move in the dark and lose their way where light is left on. Most laws protect the
      places where they rest and say nothing of the way between them. This clause gives one authority the duty to keep
      such ways dark, and the power to act.
    """,
)
def purpose_length(corpus: Corpus) -> Iterator[Finding]:
    """The purpose says in 40 to 90 words which problem in nature and which gap in law the clause closes."""
    for clause in corpus.clauses.values():
        words = len(plain(clause.purpose.source).split())
        if not 40 <= words <= 90:
            yield Finding(f"the purpose has {words} words", clause.purpose.pin, "write 40 to 90 words")


@rule(
    "G428",
    WARNING,
    "law of a clause too long",
    fails="""
    # style.yaml
    longest_law: 30
    # clauses/night-corridors.yaml
    provisions:
      designation:
        text: >-
          The {authority} shall by order designate every [[corridor]] in which animals move by night, after it has heard
          those who live there, and shall mark it on a map.
      lighting: {text: 'No person shall light a night corridor except under [[para:designation]].'}
    """,
    passes="""
    # style.yaml
    longest_law: 30
    # clauses/night-corridors.yaml
    provisions:
      designation: {text: 'The {authority} shall by order designate every [[corridor]].'}
      lighting: {text: 'No person shall light a night corridor except under [[para:designation]].'}
    """,
)
def law_length(corpus: Corpus) -> Iterator[Finding]:
    """A clause is read in one go and fits on a page; style.yaml says how many words of law it has at most.

    Definitions do not count: a list of terms is looked up, not read.
    """
    longest = corpus.style.longest_law if corpus.style else None
    for clause in corpus.clauses.values() if longest else ():
        count = sum(words(p.text.source) for _, p in clause.walk() if not p.text.source.startswith("“"))
        if longest and count > longest and clause.status != "withdrawn":
            hint = f"say it in {longest} words, or make two clauses"
            yield Finding(f"the law has {count} words", below(clause.pin, "provisions"), hint)


@rule(
    "G414",
    ERROR,
    "question that is not one question",
    fails="""
    # clauses/night-corridors.yaml
    questions:
      night-corridor-power:
        core: true
        text: The law names an authority that designates night corridors.
        anchors: {full: It names one., partial: It names several., none: It names none.}
        targets: [gbf-3]
    """,
    passes="""
    # clauses/night-corridors.yaml
    questions:
      night-corridor-power:
        core: true
        text: Does the law name an authority that designates night corridors?
        anchors: {full: It names one., partial: It names several., none: It names none.}
        targets: [gbf-3]
    """,
)
def one_question(corpus: Corpus) -> Iterator[Finding]:
    """A question of the checklist ends with a question mark, in each language its own, and asks once."""
    marks = {"ar": "؟", "zh": "？"}
    for _, question in corpus.questions.values():
        wordings = [("en", question.text.source, question.text.pin)]
        wordings += [(lang, t.text, below(t.pin, "text")) for lang, t in question.text.translations.items()]
        for lang, text, pin in wordings:
            mark = marks.get(lang, "?")
            if not text.rstrip().endswith(mark):
                yield Finding("the question does not end with a question mark", pin, f"end it with {mark}")
            elif text.count(mark) > 1:
                yield Finding("two questions in one", pin, "ask one; give the other an id of its own")


@rule(
    "G415",
    WARNING,
    "answers that cannot be told apart",
    fails="""
    # clauses/night-corridors.yaml
    questions:
      night-corridor-power:
        core: true
        text: Does the law name an authority that designates night corridors?
        anchors: {full: It names one., partial: It names one., none: It names none.}
        targets: [gbf-3]
    """,
    passes="""
    # clauses/night-corridors.yaml
    questions:
      night-corridor-power:
        core: true
        text: Does the law name an authority that designates night corridors?
        anchors: {full: It names one., partial: It names several., none: It names none.}
        targets: [gbf-3]
    """,
)
def distinct_anchors(corpus: Corpus) -> Iterator[Finding]:
    """Each value of the scale has a sentence of its own, so that two people give the same answer."""
    for _, question in corpus.questions.values():
        anchors = question.anchors
        seen: dict[str, Pin] = {}
        for text in (anchors.full, anchors.partial, anchors.none):
            known = seen.setdefault(_folded(text), text.pin)
            if known != text.pin:
                related = (Related("the same sentence stands here", known),)
                yield Finding("the sentence does not tell this answer from another", text.pin, None, related)


@rule(
    "G416",
    ERROR,
    "title that is not a heading",
    fails="""
    # clauses/night-corridors.yaml
    title: Designation of night corridors.
    """,
    passes="""
    # clauses/night-corridors.yaml
    title: Designation of night corridors
    """,
    local=True,
)
def title_is_heading(corpus: Corpus) -> Iterator[Finding]:
    """A title stands as a heading in an act: no full stop at its end, and short enough for a list of contents."""
    for owned in corpus.texts:
        if owned.text.path != "title" or owned.kind not in ("clause", "module", "page"):
            continue
        wordings = [(owned.text.source, owned.pin)]
        wordings += [(t.text, below(t.pin, "text")) for t in owned.text.translations.values()]
        for text, pin in wordings:
            if text.rstrip().endswith((".", "。", ";", "؛", "；", ":", "：")):
                yield Finding("the title ends with a stop", pin, "delete it")
            elif len(text) > 120:
                yield Finding(f"the title has {len(text)} characters", pin, "write at most 120")
