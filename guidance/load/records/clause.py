"""The shape of a model clause and of a module."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

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

Status = Literal["draft", "adopted", "withdrawn"]
Aim = Literal["maintain", "improve", "restore"]
Realm = Literal["terrestrial", "freshwater", "marine", "air"]
Threat = Literal[
    "barriers",
    "added-mortality",
    "fragmented-resources",
    "disrupted-processes",
    "genetic-isolation",
    "non-viable-populations",
    "altered-behaviour",
    "range-shift",
    "depleted-food-or-water",
    "inconsistent-management",
]
Sector = Literal[
    "nature-conservation",
    "spatial-planning",
    "transport",
    "energy",
    "water",
    "agriculture",
    "forestry",
    "fisheries",
    "shipping",
    "mining",
    "tourism",
    "urban-development",
    "telecommunications",
    "defence-and-borders",
    "finance",
    "justice",
    "foreign-affairs",
]
Channel = Literal["law", "policy", "plan", "international-cooperation"]
LegalLevel = Literal["constitution", "statute", "regulation", "policy", "treaty"]


class PlaceholderShape(Shape):
    """A blank that the drafter fills."""

    hint: Annotated[Plain, Field(description="What to write here, as an instruction to the drafter.")]
    default: Annotated[Plain | None, Field(description="Wording used where the drafter fills nothing.")] = None


class ProvisionShape(Shape):
    """A paragraph of the clause; numbers are computed from the order."""

    heading: Plain | None = None
    text: Annotated[Rich, Field(description="One duty, power or prohibition.")]
    children: dict[Label, ProvisionShape] = {}


class ChoiceShape(Shape):
    """One wording that may stand in the place of the default."""

    title: Plain
    text: Rich
    note: Annotated[Rich, Field(description="When it fits and what else must change.")]
    stringency: Literal["baseline", "stricter", "softer", "different"]


class AlternativeShape(Shape):
    """A set of wordings for one provision."""

    title: Plain
    at: Annotated[str, Field(pattern=r"^[a-z0-9_-]+(/[a-z0-9_-]+)*$", description="The provision varied.")]
    mode: Annotated[
        Literal["replace", "add"], Field(description="Whether a choice replaces the provision or follows it.")
    ]
    how_many: Literal["one", "one-or-more"]
    note: Rich
    choices: Annotated[dict[Label, ChoiceShape], Field(min_length=2)]


class DraftingNotesShape(Shape):
    """Notes for the drafter, by setting."""

    civil_law: Rich
    common_law: Rich
    federal: Rich
    customary: Rich | None = None
    other_laws: Annotated[Rich, Field(description="Which other law must be amended.")]
    mistakes: Annotated[Rich, Field(description="Frequent mistakes.")]
    enforcement: Annotated[Rich, Field(description="The link to enforcement.")]


class ImplementsShape(Shape):
    """What the clause carries out: a target or a provision of an instrument, exactly one."""

    target: Slug | None = None
    provision: ProvisionRef | None = None
    relation: Literal["implements", "supports", "enables"]
    strength: Literal["primary", "secondary"]
    why: Annotated[Plain, Field(description="One sentence of rationale.")]


class FacetsShape(Shape):
    """How readers find the clause."""

    aim: Annotated[list[Aim], Field(min_length=1)]
    realm: Annotated[list[Realm], Field(min_length=1)]
    sectors: Annotated[list[Sector], Field(min_length=1)]
    threats: list[Threat] = []
    channel: Annotated[list[Channel], Field(min_length=1)]
    level: Annotated[list[LegalLevel], Field(min_length=1)]


class ExampleShape(Shape):
    """A provision of real national law, with what is worth copying and what is not."""

    law: Slug
    provision: Annotated[Label | None, Field(description="A label of the law's provisions.")] = None
    note: Rich


class AnchorsShape(Shape):
    """What must be true of the law for each value of the scale that the question decides."""

    full: Plain
    partial: Plain
    none: Plain


class QuestionShape(Shape):
    """A checklist question: asks about law, names one duty, is answerable from a text."""

    core: Flag = False
    text: Plain
    help: Annotated[Plain | None, Field(description="Where to look, and what does not count.")] = None
    anchors: AnchorsShape
    targets: Annotated[list[Slug], Field(min_length=1, description="GBF targets the answer rolls up to.")]


class ClauseShape(Shape):
    """A model clause: text that a drafter can put in a bill, with its typed parts."""

    id: Slug
    module: Slug
    status: Status
    replaced_by: Slug | None = None
    title: Plain
    purpose: Rich
    placeholders: dict[PlaceholderName, PlaceholderShape] = {}
    provisions: Annotated[dict[Label, ProvisionShape], Field(min_length=1)]
    alternatives: dict[Label, AlternativeShape] = {}
    no_alternatives: Annotated[Plain | None, Field(description="Why the wording has no variant.")] = None
    drafting_notes: DraftingNotesShape
    implements: Annotated[list[ImplementsShape], Field(min_length=1)]
    depends_on: list[Slug] = []
    facets: FacetsShape
    examples: list[ExampleShape] = []
    no_example_yet: Annotated[Plain | None, Field(description="Why the register holds no example.")] = None
    questions: Annotated[dict[Label, QuestionShape], Field(min_length=1)]


class LinkShape(Shape):
    """An outside source worth opening."""

    title: Plain
    url: Url
    note: Plain | None = None
    as_at: Date


class ModuleShape(Shape):
    """A module: an introduction, a five-minute summary and clauses in reading order."""

    id: Slug
    part: Literal["foundations", "planning", "pressures", "restoring", "cooperating"]
    order: Annotated[Integer, Field(description="Place among the 26 modules of the outline.")]
    title: Plain
    summary: Annotated[Rich, Field(description="The five-minute version for the busy reader.")]
    introduction: Rich
    clauses: Annotated[list[Slug], Field(min_length=1)]
    instruments: list[Slug] = []
    links: Annotated[dict[Label, LinkShape], Field(description="Tools and external guidance.")] = {}
