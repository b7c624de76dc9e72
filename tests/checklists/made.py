"""Filled checklists made at random, with texts of all scripts."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from guidance.load.sources import forbidden_character
from guidance.model.checklists import LEVELS, Conflict, FilledChecklist, Proof, Reply, Unplaced, Version
from guidance.model.countries import ANSWER_VALUES, SignOff

DIGESTS = st.text("0123456789abcdef", min_size=12, max_size=12)
LABELS = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)


def _readable(text: str) -> str:
    return "".join(char for char in text if not forbidden_character(char)).strip()


#: Words as a record holds them: no spaces around them, nothing that cannot be seen.
WORDS = (st.text() | st.text("\n:#'\"- \t{}[]&*!|>%@`?,.0e~ña中ع😀", max_size=30)).map(_readable).filter(bool)
MAYBE = st.just("") | WORDS
DATES = st.dates().map(lambda day: day.isoformat())

PROOFS = st.builds(
    Proof,
    WORDS,
    MAYBE,
    st.sampled_from(("", *LEVELS)),
    st.sampled_from(("", "https://laws.example/1")),
    st.just("") | DATES,
    MAYBE,
)


def replies(question: str) -> st.SearchStrategy[Reply]:
    """Replies to a question in which something is written."""
    return st.builds(
        Reply,
        st.just(question),
        st.sampled_from(("", *ANSWER_VALUES)),
        MAYBE,
        MAYBE,
        st.lists(PROOFS, max_size=3).map(tuple),
        MAYBE,
        st.just("") | DIGESTS,
        MAYBE,
    ).map(lambda reply: replace(reply, value="unknown") if reply.empty else reply)


@st.composite
def checklists(draw: st.DrawFn, labels: st.SearchStrategy[str] = LABELS) -> FilledChecklist:
    """Filled checklists of all shapes."""
    sources = st.lists(WORDS, min_size=1, max_size=2).map(tuple)
    conflicts = [
        Conflict(q, tuple(draw(st.lists(st.builds(Version, sources, replies(q)), min_size=2, max_size=3))))
        for q in draw(st.lists(labels, max_size=2, unique=True))
    ]
    return FilledChecklist(
        "cr",
        draw(st.sampled_from(("ar", "zh", "en", "fr", "ru", "es"))),
        "2026.1",
        draw(DIGESTS),
        draw(st.sampled_from(("core", "full"))),
        draw(MAYBE),
        {q: draw(replies(q)) for q in draw(st.lists(labels, max_size=4, unique=True))},
        draw(st.lists(st.builds(SignOff, WORDS, WORDS, DATES, st.just("2025.2-draft")), max_size=2).map(tuple)),
        tuple(conflicts),
        tuple(Unplaced(reply, draw(WORDS)) for reply in draw(st.lists(labels.flatmap(replies), max_size=2))),
    )
