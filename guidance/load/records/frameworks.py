"""The shape of a framework of targets, with its goals, targets and indicators, and the shape of the themes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from guidance.load.records.fields import (
    Confidence,
    Connectivity,
    Date,
    Flag,
    Integer,
    Label,
    NameOrigin,
    Note,
    Plain,
    Shape,
    Slug,
    Url,
)


class IndicatorRoleShape(Shape):
    """How a framework uses an indicator: its type, and for which goals or targets."""

    type: Literal["headline", "binary", "component", "complementary", "component or complementary"]
    """The type of the indicator in the monitoring framework.

    headline: Every Party reports on it.
    binary: Every Party answers it with yes or no.
    component: Optional; it stands for a part of the goal or target.
    complementary: Optional; it adds to what the other indicators say.
    component or complementary: Optional; the source does not say which of the two.
    """
    of: Annotated[list[Slug], Field(min_length=1, title="Goals and targets")]
    """The ids of the goals and targets for which the indicator is used, such as gbf-a."""


class IndicatorShape(Shape):
    """An indicator of the monitoring framework, seen from connectivity."""

    code: Note | None = None
    """The code in the decision, such as A.CY.15; leave it out for earlier lists that have none."""
    name: Plain
    """The name of the indicator in English."""
    roles: list[IndicatorRoleShape]
    """For which goals and targets the indicator is used, and as which type."""
    relation: Literal["direct", "proxy", "enabling", "none"]
    """What the indicator says about connectivity.

    direct: It measures connectivity.
    proxy: It measures something else that stands in for connectivity.
    enabling: It measures what makes connectivity possible, such as plans, money or cooperation.
    none: It says nothing about connectivity.
    """
    why: Plain
    """The reason for this relation, in one sentence."""
    framework: Annotated[Note, Field(title="Decision")]
    """The symbol of the decision that lists the indicator, such as CBD/COP/DEC/16/31."""
    current: Flag = True
    """Write false if the indicator no longer stands in the lists in force; leave it out otherwise."""
    custodian: Note | None = None
    """The organization that looks after the indicator and its data, such as FAO."""
    note: Plain | None = None
    """A remark for readers, such as a usual short name."""
    confidence: Confidence
    """How sure the editors are of the code, the name and the roles."""


class TargetShape(Shape):
    """A goal or target."""

    number: Note
    """The number or letter in the framework, such as '3' for Target 3 or A for Goal A."""
    level: Literal["goal", "target"]
    """Whether this is a goal or a target.

    goal: A goal, which says how things should be in the end.
    target: A target, which says what should be done by a year.
    """
    name: Plain
    """The heading of the goal or target in English, without its number."""
    name_origin: NameOrigin | None = None
    """Whose wording the English heading is."""
    name_confidence: Confidence | None = None
    """How sure the editors are that the heading is worded so."""
    alternative_name: Plain | None = None
    """Another heading in use for the same goal or target."""
    summary: Plain
    """What the goal or target asks for, in our own words."""
    connectivity: Connectivity
    """How strongly the goal or target rests on connectivity."""
    connectivity_reason: Plain
    """The reason for that value, in one or two sentences."""
    url: Url
    """The address of the official page of the goal or target."""
    indicators: list[Label] = []
    """The labels of its indicators in this file, such as 3-cy-3."""


class DecisionShape(Shape):
    """A decision that belongs to a framework."""

    symbol: Note
    """The symbol of the decision, such as CBD/COP/DEC/15/6."""
    subject: Note
    """What the decision is about, in a few words."""
    url: Url | None = None
    """The address of the text of the decision."""
    confidence: Confidence
    """How sure the editors are of the symbol and the subject."""


class FrameworkShape(Shape):
    """A framework of targets, such as the GBF."""

    id: Slug
    """The permanent id: the name of this file without .yaml, such as gbf; it never changes."""
    name: Plain
    """The full name of the framework in English."""
    name_origin: NameOrigin | None = None
    """Whose wording the English name is."""
    name_confidence: Confidence | None = None
    """How sure the editors are that the name is worded so."""
    abbreviations: list[Note]
    """The abbreviations in use, the usual one first, such as GBF."""
    symbol: Note
    """The symbol of the document that adopts the framework, such as CBD/COP/DEC/15/4."""
    adopted: Date
    """The day on which the framework was adopted, such as '2022-12-19'."""
    place: Note
    """Where and by which meeting it was adopted."""
    legal_nature: Plain
    """What the framework is in law, in one or two sentences: a treaty, a decision, a declaration."""
    binding: Flag | None = None
    """Write true if the framework itself binds in law, and false if it does not."""
    vision_year: Integer | None = None
    """The year of the vision and the goals, such as 2050."""
    mission_year: Integer | None = None
    """The year of the mission and the targets, such as 2030."""
    url: Url
    """The address of the framework’s official site."""
    text_url: Annotated[Url, Field(title="Address of the text")]
    """The address of the adopted text."""
    heading_sources: Note
    """Where the headings of the goals and targets come from, language by language."""
    explicit_connectivity_note: Note
    """Which goals and targets use the word connectivity in their adopted wording, and who else reads them so."""
    connectivity_scale: dict[Connectivity, Plain]
    """What each value of the scale for connectivity means, in one sentence for readers."""
    decisions: list[DecisionShape]
    """The decisions that belong to the framework, such as those on monitoring."""
    indicator_notes: dict[Label, Plain]
    """What readers should know about the indicators, each remark under a label of its own."""
    targets: Annotated[dict[Slug, TargetShape], Field(min_length=1)]
    """The goals and targets, each under its permanent id, such as gbf-a or gbf-3."""
    indicators: dict[Label, IndicatorShape]
    """The indicators, each under its code in lower case with hyphens, such as 3-cy-3 for 3.CY.3."""


class ThemeShape(Shape):
    """A theme of the laws register, with the question the first desk review asked."""

    title: Plain
    """The name of the theme, such as “Fences”."""
    question: Plain | None = None
    """The question that the first desk review asked about the theme."""
    belongs_to: Slug | None = None
    """The id of a broader theme of which this one is a part; leave it out for a theme of its own."""
    targets: list[Slug] = []
    """The ids of the goals and targets that the theme serves, the main one first, such as gbf-3."""


class ThemesShape(Shape):
    """All themes."""

    themes: dict[Slug, ThemeShape]
    """The themes in their order, each under its permanent id, such as spatial-planning."""
