"""The shape of a model clause and of a module."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from guidance.load.records.facets import FacetsShape
from guidance.load.records.fields import (
    Date,
    Flag,
    Integer,
    Label,
    PlaceholderName,
    Plain,
    ProvisionRef,
    Rich,
    Shape,
    Slug,
    Url,
)
from guidance.load.records.releases import HoldShape

Status = Literal["draft", "adopted", "withdrawn"]
"""How far the clause has come.

draft: The editors still work on it.
adopted: It is part of the guidance and open for use.
withdrawn: It is no longer part of the guidance; its page stays and names what replaces it.
"""


class PlaceholderShape(Shape):
    """A blank that the drafter fills."""

    hint: Plain
    """What to write here, as an instruction to the drafter: “Name the authority that leads on roads.”"""
    default: Plain | None = None
    """Wording that stands in the blank until the drafter fills it, such as “six months”."""


class ProvisionShape(Shape):
    """A paragraph of the clause; numbers are computed from the order."""

    heading: Plain | None = None
    """A few words above the paragraph that say what it is about, such as “Land kept open”."""
    text: Rich
    """One duty (shall), power (may) or prohibition (shall not): who must do what, by when, to what standard."""
    children: dict[Label, ProvisionShape] = {}
    """The sub-paragraphs in their order, each under a label of its own that never changes."""


class ChoiceShape(Shape):
    """One wording that may stand in the place of the default, or follow it."""

    title: Plain
    """A few words that tell this wording from the others, such as “No works across a last link”."""
    text: Rich
    """The wording itself, ready to be put in the bill."""
    note: Rich
    """When this wording fits, what else must change with it, and what is won or lost."""
    stringency: Literal["baseline", "stricter", "softer", "different"]
    """How much this wording protects, compared with the main text.

    baseline: It protects about as much.
    stricter: It protects more.
    softer: It protects less; the note says what is lost.
    different: It takes another legal route, and cannot be called stricter or softer.
    """


class AlternativeShape(Shape):
    """A set of wordings for one provision."""

    title: Plain
    """What the alternative is about, such as “Who bears the cost of old barriers”."""
    at: Annotated[str, Field(pattern=r"^[a-z0-9_-]+(/[a-z0-9_-]+)*$", title="Provision varied")]
    """The label of the provision that is varied; for a sub-paragraph the labels down to it, as in duty/species."""
    mode: Literal["replace", "add"]
    """Whether a choice takes the place of the provision or is added to it.

    replace: The choice stands in the place of the provision.
    add: The provision stays, and the choice follows it.
    """
    how_many: Literal["one", "one-or-more"]
    """How many of the choices the drafter may take.

    one: One choice, and no more.
    one-or-more: One choice or several together.
    """
    note: Rich
    """What the default does, and by what the drafter should choose."""
    choices: Annotated[dict[Label, ChoiceShape], Field(min_length=2)]
    """Two wordings or more, each under a label of its own that never changes."""


class DraftingNotesShape(Shape):
    """Notes for the drafter, by setting."""

    civil_law: Rich
    """What to change or to mind in a civil-law system."""
    common_law: Rich
    """What to change or to mind in a common-law system."""
    federal: Rich
    """Who may legislate, and what to mind, in a federal or decentralized State."""
    customary: Rich | None = None
    """What to mind where land or water is held or governed by custom."""
    other_laws: Rich
    """Which other laws must be amended so that the clause works, and in which point."""
    mistakes: Rich
    """Frequent mistakes in laws of this kind, as a list or in sentences."""
    enforcement: Rich
    """How the clause is enforced: sanctions, orders, courts, audit, and the clauses that provide for them."""


class ImplementsShape(Shape):
    """What the clause carries out: a target or a provision of an instrument, exactly one."""

    target: Slug | None = None
    """The id of a goal or target, such as gbf-3 or gbf-a; leave it out if you name a provision."""
    provision: ProvisionRef | None = None
    """A provision of an instrument, such as cms/article-iii-5; leave it out if you name a target."""
    relation: Literal["implements", "supports", "enables"]
    """What the clause does for its source.

    implements: The clause does what the source asks for, or a definite part of it.
    supports: The clause helps to reach what the source asks for, together with other measures.
    enables: The clause provides the body, the power, the data or the money that others need to act.
    """
    strength: Literal["primary", "secondary"]
    """How much the source is a reason for the clause.

    primary: It is a main reason for the clause.
    secondary: The clause serves it as well.
    """
    why: Plain
    """The reason for this mapping, in one sentence."""


class ExampleShape(Shape):
    """A provision of real national law, with what is worth copying and what is not."""

    law: Slug
    """The id of a law of the register, such as sk-543-2002; it is the name of the law’s file."""
    provision: Label | None = None
    """The label of a provision in the law’s file, such as art-5-3; leave it out if you mean the whole law."""
    note: Rich
    """What is worth copying and what is not, in a sentence or two."""


class AnchorsShape(Shape):
    """What must be true of the law for each value of the scale that the question decides."""

    full: Plain
    """What the law provides if the answer is “provided for in law”, in one sentence about this question."""
    partial: Plain
    """What the law provides if the answer is “partly provided for”, in one sentence about this question."""
    none: Plain
    """What the law lacks if the answer is “not provided for”, in one sentence about this question."""


class QuestionShape(Shape):
    """A checklist question: asks about law, names one duty, is answerable from a text."""

    core: Flag = False
    """Write true if the question belongs to the first pass of half an hour; leave it out otherwise."""
    text: Plain
    """The question, which asks about law and not about practice, as “Does the law require …?” does."""
    help: Plain | None = None
    """Where to look for the answer, and what does not count."""
    anchors: AnchorsShape
    """What must be true of the law for each of three answers, so that two people give the same answer."""
    targets: Annotated[list[Slug], Field(min_length=1)]
    """The ids of the goals and targets that the answer counts towards, such as gbf-3."""


class ClauseShape(Shape):
    """A model clause: text that a drafter can put in a bill, with its typed parts."""

    id: Slug
    """The permanent id: the name of this file without .yaml, such as corridor-designation; it never changes."""
    module: Slug
    """The id of the module in which the clause stands, such as ecological-network; the module lists the clause too."""
    status: Status
    """How far the clause has come: draft, adopted or withdrawn."""
    replaced_by: Slug | None = None
    """The id of the clause that takes the place of a withdrawn one; only withdrawn clauses have it."""
    holds: list[HoldShape] = []
    """What must be settled before this is published; each hold stops a release until it is taken out."""
    title: Plain
    """A heading as it would stand in an act, without a full stop, such as “Designation of ecological corridors”."""
    purpose: Rich
    """The problem in nature and the gap in law that the clause closes, in 40 to 90 words."""
    placeholders: dict[PlaceholderName, PlaceholderShape] = {}
    """The blanks of the law text: each stands there as {name} and is explained here once under that name."""
    provisions: Annotated[dict[Label, ProvisionShape], Field(min_length=1)]
    """The law text: its paragraphs in their order, each under a label such as duty; the numbers are computed."""
    alternatives: dict[Label, AlternativeShape] = {}
    """Other wordings for parts of the law text, each set under a label of its own that never changes."""
    no_alternatives: Plain | None = None
    """The reason why no other wording is offered; only where there are no alternatives."""
    drafting_notes: DraftingNotesShape
    """Help for the drafter, by legal setting, with other laws to amend, frequent mistakes and enforcement."""
    implements: Annotated[list[ImplementsShape], Field(min_length=1)]
    """The targets and the provisions of instruments that the clause serves, each with the reason."""
    depends_on: list[Slug] = []
    """The ids of clauses without which this one does not work."""
    facets: FacetsShape
    """The labels by which readers find the clause: aim, realm, sectors, threats, channel and legal level."""
    examples: list[ExampleShape] = []
    """Provisions of real laws of the register that do what the clause does."""
    no_example_yet: Plain | None = None
    """The reason why the register holds no example; only where there are no examples."""
    questions: Annotated[dict[Label, QuestionShape], Field(min_length=1)]
    """The checklist questions, each under an id that no other clause uses, such as corridor-designation-power."""


class LinkShape(Shape):
    """An outside source worth opening."""

    title: Plain
    """The name of the source as the reader sees it."""
    url: Url
    """The address of the page or file, which begins with https:// and leads to the source itself."""
    note: Plain | None = None
    """Why the source is worth opening, in one sentence."""
    as_at: Date
    """When the link was last looked at: a day, a month or a year, such as '2026-11-22'."""


class ModuleShape(Shape):
    """A module: an introduction, a five-minute summary and clauses in reading order."""

    id: Slug
    """The permanent id: the name of this file without .yaml, such as ecological-network; it never changes."""
    part: Literal["foundations", "planning", "pressures", "restoring", "cooperating"]
    """The part of the guidance in which the module stands.

    foundations: Foundations: purpose, definitions, institutions, rights.
    planning: Knowing, planning, designating.
    pressures: Regulating pressures.
    restoring: Restoring and resourcing.
    cooperating: Cooperating and complying.
    """
    order: Integer
    """The place of the module in the outline of the guidance, a whole number that no other module has."""
    title: Plain
    """The name of the module, such as “Linear infrastructure”."""
    summary: Rich
    """The five-minute version for the busy reader: what the clauses do, and what to settle first."""
    introduction: Rich
    """The issue in nature, the legal tools and how the clauses fit together, in 300 to 600 words."""
    clauses: Annotated[list[Slug], Field(min_length=1)]
    """The ids of the clauses in reading order; each of them names this module."""
    instruments: list[Slug] = []
    """The ids of the instruments that bear on the module most, such as cms-res-12-26."""
    links: dict[Label, LinkShape] = {}
    """Tools and guidance on other websites, each under a label of its own."""
    holds: list[HoldShape] = []
    """What must be settled before this is published; each hold stops a release until it is taken out."""
