"""Lay translations over a checked record and make the model's objects of it.

One table says which dataclass stands for which shape. Fields keep their names; a field marked translatable becomes a
``Text`` with its translations; ``label`` is the key a thing stands under, ``pin`` is where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from guidance.diagnostics import Pin, Pointer
from guidance.load.records import (
    clause,
    countries,
    facets,
    frameworks,
    instruments,
    laws,
    links,
    memberships,
    publication,
    releases,
    resources,
    style,
    terms,
)
from guidance.load.records.fields import Shape, Translatable
from guidance.model import clause as clause_model
from guidance.model import countries as country_model
from guidance.model import health as health_model
from guidance.model import memberships as membership_model
from guidance.model import publication as publication_model
from guidance.model import registers as register_model
from guidance.model import release as release_model
from guidance.model import resources as resource_model
from guidance.model import style as style_model
from guidance.model.text import Text, Translation

MODELS: dict[type[Shape], type] = {
    clause.PlaceholderShape: clause_model.Placeholder,
    clause.ProvisionShape: clause_model.Provision,
    clause.ChoiceShape: clause_model.Choice,
    clause.AlternativeShape: clause_model.Alternative,
    clause.DraftingNotesShape: clause_model.DraftingNotes,
    clause.ImplementsShape: clause_model.Implements,
    facets.FacetsShape: clause_model.Facets,
    clause.ExampleShape: clause_model.Example,
    clause.AnchorsShape: clause_model.Anchors,
    clause.QuestionShape: clause_model.Question,
    clause.ClauseShape: clause_model.Clause,
    clause.LinkShape: clause_model.Link,
    clause.ModuleShape: clause_model.Module,
    frameworks.IndicatorRoleShape: register_model.IndicatorRole,
    frameworks.IndicatorShape: register_model.Indicator,
    frameworks.TargetShape: register_model.Target,
    frameworks.DecisionShape: register_model.Decision,
    frameworks.FrameworkShape: register_model.Framework,
    instruments.NumberShape: register_model.Number,
    instruments.ProvisionShape: register_model.InstrumentProvision,
    instruments.RevisionShape: register_model.Revision,
    instruments.InstrumentShape: register_model.Instrument,
    laws.LawTitlesShape: register_model.LawTitles,
    laws.LawJurisdictionShape: register_model.LawJurisdiction,
    laws.LawStatusShape: register_model.LawStatus,
    laws.LawProvisionShape: register_model.LawProvision,
    laws.LawTargetShape: register_model.LawTarget,
    laws.LawSourceShape: register_model.LawSource,
    laws.LawShape: register_model.Law,
    terms.TermSourceShape: register_model.TermSource,
    terms.TermShape: register_model.Term,
    resources.NamedInShape: resource_model.NamedIn,
    resources.ResourceShape: resource_model.Resource,
    frameworks.ThemeShape: register_model.Theme,
    frameworks.ThemesShape: register_model.Themes,
    countries.EvidenceShape: country_model.Evidence,
    countries.AnswerShape: country_model.Answer,
    countries.FindingShape: country_model.Finding,
    countries.SignOffShape: country_model.SignOff,
    countries.CommentShape: country_model.Comment,
    countries.AssessmentShape: country_model.Assessment,
    countries.CountryShape: country_model.Country,
    memberships.SourceShape: membership_model.ListSource,
    memberships.PartyShape: membership_model.Membership,
    memberships.MembershipShape: membership_model.TreatyParties,
    memberships.NeighboursShape: membership_model.Neighbours,
    releases.HoldShape: release_model.Hold,
    releases.LanguageRulesShape: release_model.LanguageRules,
    releases.ReleaseRulesShape: release_model.ReleaseRules,
    releases.ReleasedFileShape: release_model.ReleasedFile,
    releases.RecordChangesShape: release_model.RecordChanges,
    releases.WithdrawalShape: release_model.Withdrawal,
    releases.ReleaseShape: release_model.Release,
    publication.CreatorShape: publication_model.Creator,
    publication.RelatedShape: publication_model.Related,
    publication.PartShape: publication_model.Part,
    publication.ScaleValueShape: publication_model.ScaleValue,
    publication.PublicationShape: publication_model.Publication,
    links.LinkStateShape: health_model.LinkState,
    links.LinksShape: health_model.LinkHealth,
    style.PreferredShape: style_model.Preferred,
    style.StyleShape: style_model.Style,
}

#: The translations of one record: unit path, then language.
Overlay = dict[str, dict[str, Translation]]


@dataclass(slots=True)
class Assembly:
    """The making of one record's objects; collects every text unit on the way."""

    path: str
    overlay: Overlay
    texts: list[Text] = field(default_factory=list)

    def text(self, source: str, rich: bool, unit: str, pointer: Pointer) -> Text:
        """Make a text unit with its translations."""
        made = Text(unit, source, rich, Pin(self.path, pointer), self.overlay.get(unit, {}))
        self.texts.append(made)
        return made

    def thing(self, shape: Shape, unit: str, pointer: Pointer) -> Any:
        """Make the model's object for a shape."""
        plan = _plan(type(shape))
        values: dict[str, Any] = {name: getattr(shape, name) for name in plan.kept}
        for name, mark in plan.made:
            value = getattr(shape, name)
            if value is not None:
                value = self._value(value, mark, f"{unit}/{name}" if unit else name, (*pointer, name))
            values[name] = value
        if plan.has_pin:
            values["pin"] = Pin(self.path, pointer)
        if plan.takes_label:
            values["label"] = str(pointer[-1])
        return plan.model(**values)

    def _value(self, value: object, mark: Translatable | None, unit: str, pointer: Pointer) -> Any:
        if isinstance(value, Shape):
            return self.thing(value, unit, pointer)
        if isinstance(value, dict):
            return {k: self._value(v, mark, f"{unit}/{k}", (*pointer, k)) for k, v in value.items()}
        if isinstance(value, list):
            steps = ((i, v, f"{unit}/{_key(v, i)}") for i, v in enumerate(value))
            return tuple(self._value(v, mark, below, (*pointer, i)) for i, v, below in steps)
        if isinstance(value, str) and mark is not None:
            return self.text(value, mark.rich, unit, pointer)
        return value


def _key(item: object, index: int) -> str:
    """The stable key of a list item: what it refers to, never its place, where it refers to anything."""
    if isinstance(item, clause.ImplementsShape):
        return item.target or item.provision or str(index)
    if isinstance(item, clause.ExampleShape):
        return f"{item.law}/{item.provision}" if item.provision else item.law
    return str(index)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the object for a shape is made: fields taken as they are, and fields that hold texts or other shapes."""

    model: type
    kept: tuple[str, ...]
    made: tuple[tuple[str, Translatable | None], ...]
    has_pin: bool
    takes_label: bool


@cache
def _plan(shape: type[Shape]) -> _Plan:
    model = MODELS[shape]
    hints = get_type_hints(shape, include_extras=True)
    names = [f.name for f in fields(model)]
    given = [name for name in names if name in shape.model_fields]
    simple = {name for name in given if _is_simple(hints[name])}
    return _Plan(
        model,
        tuple(name for name in given if name in simple),
        tuple((name, _mark(hints[name])) for name in given if name not in simple),
        "pin" in names,
        "label" in names and "label" not in given,
    )


def _is_simple(annotation: Any) -> bool:
    """Whether a field of this type holds neither a text unit nor anything that a model's object is made of."""
    if get_origin(annotation) is Annotated:
        inner, *extras = get_args(annotation)
        return _is_simple(inner) and not any(isinstance(extra, Translatable) for extra in extras)
    if get_origin(annotation) in (Union, UnionType):
        return all(_is_simple(arg) for arg in get_args(annotation))
    return annotation in (str, bool, int, type(None)) or get_origin(annotation) is Literal


def _mark(annotation: Any) -> Translatable | None:
    """The mark in a type such as ``Plain | None`` or ``dict[Label, Rich]``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *extras = get_args(annotation)
        marks = [extra for extra in extras if isinstance(extra, Translatable)]
        return marks[0] if marks else _mark(inner)
    if origin is dict:
        return _mark(get_args(annotation)[1])
    if origin in (Union, UnionType, list):
        return next((mark for arg in get_args(annotation) if (mark := _mark(arg))), None)
    return None
