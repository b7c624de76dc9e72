"""What the codes of filled checklists stand for (G951 to G960)."""

from __future__ import annotations

from guidance.diagnostics import Code, Severity

#: None has an example that is laid over content: a filled checklist is no content.
CHECKLIST_CODES: tuple[Code, ...] = (
    Code(
        "G951",
        Severity.ERROR,
        "replies that contradict each other",
        "Several ministries replied to one question, and not the same. No program chooses between them: the question "
        "has no reply until somebody puts the right one under “replies” and deletes the conflict.",
    ),
    Code(
        "G952",
        Severity.WARNING,
        "checklist made for other questions",
        "The questions were worded otherwise, or were others, when this checklist was made. Carry it over with "
        "guidance checklist migrate, which says what somebody has to look at again.",
    ),
    Code(
        "G953",
        Severity.ERROR,
        "reply to no question",
        "The checklist was made for the questions of this edition, and none of them has this id: mostly it is a slip.",
    ),
    Code(
        "G954",
        Severity.WARNING,
        "unfinished reply",
        "A reply has a value, a positive or negative one names its sources, and not-applicable says why: without them "
        "nobody else can tell whether the reply is right.",
    ),
    Code(
        "G955",
        Severity.ERROR,
        "checklists that cannot be joined",
        "One checklist is about one country, in one language, for one set of questions; replies to other questions or "
        "about another country would be mixed without a word.",
    ),
    Code(
        "G956",
        Severity.NOTE,
        "reply to be looked at again",
        "The reply was carried over from another edition, and it is not certain that it answers the question as it is "
        "worded now. Whoever has looked deletes the line “look_again”.",
    ),
    Code(
        "G957",
        Severity.WARNING,
        "reply without a place",
        "No question of this edition asks for the reply, or its place is taken. It is kept under “unplaced”, and every "
        "later migration tries again.",
    ),
    Code(
        "G958",
        Severity.WARNING,
        "country that is not in the guidance",
        "The code may have a slip. A country that is really not there yet can be added: see CONTRIBUTING.",
    ),
    Code(
        "G959",
        Severity.NOTE,
        "sign-off left out",
        "Whoever signed the checklist of one ministry has not signed the one that several make together.",
    ),
    Code(
        "G960",
        Severity.ERROR,
        "draft that cannot be published",
        "What stands on the page of a country is signed by somebody of the country for this edition, says why, and "
        "names laws that the register holds, so that readers can follow it. Nothing of a draft is published before.",
    ),
)
SEVERITIES = {code.code: code.severity for code in CHECKLIST_CODES}
