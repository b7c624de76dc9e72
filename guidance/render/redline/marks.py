"""Changes as lines of marked runs: texts, values and titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from guidance.model.lang import SOURCE
from guidance.model.revision_values import Value
from guidance.render.redline.parts import name_of
from guidance.render.redline.words import difference, likeness
from guidance.render.report.blocks import Line, Run
from guidance.render.view import View

#: The vocabulary with the words for the values of a field, by kind of record where several have a field of that name.
#: Other fields have a vocabulary of their own name, or none.
_VOCABULARIES = {
    "publication/status": "publication-status",
    "clause/status": "clause-status",
    "clause/strength": "mapping-strength",
    "framework/relation": "indicator-relation",
    "framework/type": "indicator-type",
    "instrument/status": "provision-status",
    "instrument/type": "instrument-type",
    "instrument/kind": "provision-kind",
    "law/status": "law-status",
    "law/value": "law-status",
    "law/strength": "law-strength",
    "law/level": "law-level",
    "law/type": "law-type",
    "law/kind": "source-kind",
    "country/value": "finding",
    "resource/kind": "resource-kind",
    "term/kind": "term-source",
    "how_many": "how-many",
    "addressees": "addressee",
    "method": "assessment-method",
    "category": "term-category",
    "family": "treaty-family",
    "url_confidence": "confidence",
    "name_confidence": "confidence",
    "name_origin": "name-origin",
    "english_status": "title-status",
}
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")
#: Lines that have less in common are not the same line with other words.
_SAME_LINE = 0.4
#: The most lines that are paired by what they have in common.
_MOST_PAIRED = 400


def marked(old: str, new: str, lang: str = "") -> Line:
    """The pieces of two texts as runs."""
    return tuple(Run(text, lang, mark=mark) for mark, text in difference(old, new))


def marked_lines(old: Sequence[str], new: Sequence[str], lang: str = "") -> list[Line]:
    """Two texts of several lines as marked lines, in reading order; lines that are alike are one line with changes."""
    made: list[Line] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            made += [(Run(line, lang),) for line in new[c:d]]
        else:
            made += [marked(was, now, lang) for was, now in _paired(old[a:b], new[c:d])]
    return [line for line in made if line]


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The lines of both sides in order, each with the one that it was or has become; empty where there is none."""
    place = 0
    for line in new:
        window = range(place, len(old) if len(old) * len(new) <= _MOST_PAIRED else min(place + 1, len(old)))
        best = max(window, key=lambda n: likeness(old[n], line), default=None)
        if best is None or likeness(old[best], line) < _SAME_LINE:
            yield "", line
            continue
        yield from ((gone, "") for gone in old[place:best])
        yield old[best], line
        place = best + 1
    yield from ((gone, "") for gone in old[place:])


def marked_value(view: View, old_view: View, kind: str, path: str, old: Value, new: Value) -> Line:
    """The old and the new value of a field of a record in words; of a list, its members."""
    field = f"{kind}/{path.rpartition('/')[2]}"
    if len(old) == len(new) == 1:
        return _marked_words(_word(old_view, field, old[0]), _word(view, field, new[0]))
    members = [(_word(view, field, one), "" if one in old else "ins") for one in new]
    members = [(_word(old_view, field, one), "del") for one in old if one not in new] + members
    return tuple(_listed(members, view.labels.gettext(", ")))


def _marked_words(old: Run, new: Run) -> Line:
    """Long remarks word by word; short values, which are read as one, as a whole."""
    if old.lang and len(old.text.split()) > 2 and len(new.text.split()) > 2:
        return marked(old.text, new.text, new.lang)
    return Run(old.text, old.lang, mark="del"), Run(" "), Run(new.text, new.lang, mark="ins")


def _listed(members: Iterable[tuple[Run, str]], separator: str) -> Iterator[Run]:
    for place, (run, mark) in enumerate(members):
        if place:
            yield Run(separator)
        yield Run(run.text, run.lang, mark=mark)


def _word(view: View, field: str, value: str) -> Run:
    """A value in words; what has no words in the language is said to be English."""
    labels, _ = view.labels, view.labels.gettext
    if value in ("true", "false"):
        return Run(_("yes") if value == "true" else _("no"))
    if field == "country/value" and value in view.corpus.publication.scale:
        return Run(view.words(view.corpus.publication.scale[value].label))
    name = field.partition("/")[2]
    if word := labels.translated(_VOCABULARIES.get(field, _VOCABULARIES.get(name, name)), value):
        return Run(word)
    if found := name_of(view, value):
        return Run(found)
    if _DATE.fullmatch(value):
        return Run(labels.date(value))
    return Run(value, SOURCE if view.lang != SOURCE and any(char.isalpha() for char in value) else "")
