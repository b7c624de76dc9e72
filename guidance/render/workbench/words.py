"""The words of the workbench, by the keys its scripts know them by; those that count have a form for each plural."""

from __future__ import annotations

from collections.abc import Callable

from guidance.render.labels import Labels

Words = dict[str, str | dict[str, str]]
#: A number of every plural category is met on the way to here, in each of the languages.
_NUMBERS = range(0, 130)


def words(labels: Labels) -> Words:
    """Every word that the scripts of the workbench show."""
    parts = (_desk, _ways, _answering, _help, _keeping, _files, _mistakes, _counts)
    return {key: word for part in parts for key, word in part(labels).items()}


def _desk(labels: Labels) -> Words:
    """Assessments: what they are called, and what can be done with them."""
    _ = labels.gettext
    return {
        "assessments": _("Assessments"),
        "none-yet": _("There is no assessment in this browser yet."),
        "new": _("New assessment"),
        "country": _("Country"),
        "choose-country": _("Choose a country"),
        "questions": _("Questions"),
        "core-only": _("Core questions only"),
        "full-set": _("All questions"),
        "core": _("Core question"),
        "filled-by": _("Filled by (such as a ministry)"),
        "language": _("Language"),
        "name": _("Name"),
        "role": _("Role"),
        "date": _("Date"),
        "edition": _("Edition"),
        "last-change": _("Last change"),
        "answered": _("Answered"),
        "from-published": _("Begin with the published answers of the editors’ desk review, to confirm or correct"),
        "begin": _("Begin"),
        "open": _("Open"),
        "duplicate": _("Duplicate"),
        "rename": _("Rename"),
        "delete": _("Delete"),
        "deleted": _("“{name}” was deleted."),
        "copy-of": _("{name} (copy)"),
    }


def _ways(labels: Labels) -> Words:
    """The views of an assessment and the ways between them."""
    _ = labels.gettext
    return {
        "undo": _("Undo"),
        "redo": _("Redo"),
        "undone": _("Undone: {what}"),
        "redone": _("Done again: {what}"),
        "overview": _("Overview"),
        "gaps": _("Gaps"),
        "print": _("Print"),
        "print-view": _("Print view"),
        "all-assessments": _("All assessments"),
        "whose": _("Whose checklist this is"),
        "sign-offs": _("Who signs"),
        "add-sign-off": _("Add somebody who signs"),
        "remove": _("Remove"),
        "by-module": _("Progress by module"),
        "by-target": _("Progress by goal and target of the Global Biodiversity Framework"),
        "no-score": _("Counts of questions and answers; no score is computed."),
        "module": _("Module"),
        "modules": _("Modules"),
        "target": _("Target"),
        "show": _("Show"),
        "all": _("All"),
        "still-open": _("Still open"),
        "continue": _("Next open question"),
        "previous": _("Previous question"),
        "next": _("Next question"),
        "nothing-open": _("No question is open any more."),
        "nothing-here": _("No question here fits what you chose to show."),
        "no-gaps": _("The answers so far show no gap; unknown answers may hide some."),
        "clause-to-adopt": _("Clause to adopt:"),
        "question": _("Question"),
        "question-of": _("Question {number} of {count}"),
        "answers-of": _("{answered} of {count}"),
    }


def _answering(labels: Labels) -> Words:
    """One question with its answer and its proofs."""
    _ = labels.gettext
    return {
        "answer": _("Answer"),
        "no-answer": _("No answer yet"),
        "clear-answer": _("Clear the answer"),
        "reasons": _("Reasons"),
        "reasons-na": _("Say why the question cannot arise: an answer “not applicable” needs its reason."),
        "practice": _("How the law is applied"),
        "evidence": _("Evidence"),
        "evidence-missing": _("This answer names no source yet. Add one, or answer “unknown”."),
        "evidence-number": _("Evidence {number}"),
        "add-evidence": _("Add evidence"),
        "remove-evidence": _("Remove evidence {number}"),
        "law": _("Law or other proof"),
        "law-hint": _("Choose a law of the register, or write the title of any other."),
        "law-missing": _("Name the law or other proof; what else you wrote here is kept but cannot be handed on."),
        "in-register": _("in the register: {title}"),
        "pinpoint": _("Article or paragraph"),
        "level": _("Kind of law"),
        "not-said": _("Not said"),
        "url": _("Web address"),
        "url-wrong": _("A web address begins with https:// or http:// and has no spaces."),
        "as-at": _("As at (such as 2026-11)"),
        "date-wrong": _("Write a year, a month or a day: 2026, 2026-11 or 2026-11-22."),
        "day-wrong": _("Write a day with year, month and day: 2026-11-22."),
        "proof-note": _("Note on the proof"),
        "note": _("Note"),
    }


def _help(labels: Labels) -> Words:
    """What helps to answer, and replies that somebody has to look at."""
    _ = labels.gettext
    return {
        "clause": _("Clause"),
        "sources": _("What it carries out"),
        "examples": _("Examples"),
        "help-at-hand": _("The clause, its sources and examples"),
        "open-clause": _("The clause with its model text"),
        "targets": _("Targets"),
        "look-again": _("To be looked at again"),
        "looked": _("I have looked; the answer stands"),
        "reworded": labels.word("look-again", "reworded"),
        "unknown-wording": labels.word("look-again", "unknown"),
        "replaced": labels.word("look-again", "replaced"),
        "gone": labels.word("unplaced", "gone"),
        "taken": labels.word("unplaced", "taken"),
        "unplaced": _("Replies without a place"),
        "why-unplaced": _("Why it has no place"),
        "conflicts": _("Replies that contradict each other"),
        "choose-reply": _("Keep this reply"),
        "from-files": _("From {files}"),
        "other-edition": _(
            "This assessment was made for other questions (edition {edition}). Carry it over: each reply goes to its "
            "question, and what was worded anew is marked to be looked at again. Nothing is dropped."
        ),
        "carry-over": _("Carry over to this edition"),
    }


def _keeping(labels: Labels) -> Words:
    """Whether what was typed is safe."""
    _ = labels.gettext
    return {
        "saved": _("Saved in this browser"),
        "saving": _("Saving …"),
        "not-saved": _("Not saved"),
        "no-store": _(
            "This browser keeps nothing (a private window, or a setting). You can work, but what you type is gone when "
            "the page is closed: export it before you leave."
        ),
        "e-files": _(
            "What reads and writes files could not be loaded. Check the connection and try again; nothing is lost."
        ),
        "save-failed": _(
            "The browser could not save what you typed last; its storage may be full. It is still on this page: "
            "export it now."
        ),
        "only-here": _(
            "What you type stays in this browser, on this device. Nobody else sees it, and clearing the browser’s data "
            "deletes it: export a copy now and then."
        ),
        "other-tab": _(
            "This assessment is open in another tab or window, and is written there. Here you see it as it is there."
        ),
        "take-over": _("Write here instead"),
        "taken-over": _("This assessment is now written in another tab or window."),
        "kept-copy": _(
            "The assessment was changed elsewhere in the meantime. What you typed here was kept as a copy of its own."
        ),
        "offline-ready": _("This page now works without a connection."),
        "new-version": _("A newer version of this page is ready. What you typed is saved."),
        "reload": _("Load it"),
        "gone-assessment": _("This assessment is not in this browser."),
    }


def _files(labels: Labels) -> Words:
    """Export and import."""
    _ = labels.gettext
    return {
        "export": _("Export"),
        "export-as": _("Export as {format}"),
        "import": _("Import files"),
        "import-hint": _("YAML, JSON or Excel (.xlsx). Each file becomes an assessment of its own."),
        "imported": _("“{name}” was read."),
        "import-failed": _("“{file}” was not read; nothing was changed."),
        "also-left-out": _(
            "Not in the form that a file needs, and therefore moved into a note, or left out, in the exported file:"
        ),
        "sheet-about": _("Instructions"),
        "checklist": _("Checklist"),
        "digest": _("Digest of the questions"),
        "what-counts": _("What counts"),
        "why-look-again": _("Why to look again"),
        "at-line": _("line {line}, column {column}"),
        "at-cell": _("sheet “{sheet}”, cell {cell}"),
    }


def _mistakes(labels: Labels) -> Words:
    """What can be wrong with a file."""
    _ = labels.gettext
    return {
        "e-large": _("The file is too large."),
        "e-encoding": _("The file is not UTF-8 text."),
        "e-empty": _("The file is empty."),
        "e-syntax": _("The file cannot be read:"),
        "e-shared": _("Anchors, aliases and tags are not read: write the value out."),
        "e-deep": _("It is nested too deeply."),
        "e-hidden": _("It holds an invisible or forbidden character ({code})."),
        "e-kind": _("This is no filled checklist."),
        "e-key": _("There is no such key: {key}"),
        "e-missing": _("A key is missing: {key}"),
        "e-value": _("This is not a value that {key} may have."),
        "e-text": _("A text is expected."),
        "e-list": _("A list is expected."),
        "e-mapping": _("Keys and values are expected."),
        "e-blank": _("The value is empty: write one, or delete the key."),
        "e-long": _("The text is too long."),
        "e-workbook": _("This is no workbook that can be read."),
        "e-no-lists": _("This is no checklist: its hidden sheet is missing."),
        "e-choice": _("“{text}” is not in the list of the cell."),
        "e-formula": _("The cell holds a formula and no text: write the value itself."),
        "e-no-country": _("No country is named."),
        "e-no-question": _("The row has a reply and no question."),
        "e-two": _("“{question}” has two texts here: keep one of them."),
        "e-no-law": _("The proof does not say which law."),
        "e-conflicts": _("A workbook cannot hold replies that contradict each other: decide them first."),
    }


def _counts(labels: Labels) -> Words:
    """Words that depend on a number."""

    def n(singular: str, plural: str) -> dict[str, str]:
        return _forms(labels, lambda count: labels.catalog.ngettext(singular, plural, count))

    return {
        "n-open": n("{count} question is open", "{count} questions are open"),
        "n-gaps": n("{count} gap", "{count} gaps"),
        "n-more-problems": n("and {count} more", "and {count} more"),
    }


def _forms(labels: Labels, message: Callable[[int], str]) -> dict[str, str]:
    """A message by the plural categories of the language, as browsers name them; ``{count}`` stays to be filled in."""
    found: dict[str, str] = {}
    for count in _NUMBERS:
        found.setdefault(labels.locale.plural_form(count), message(count))
    return {**found, "other": found.get("other", message(1000))}
