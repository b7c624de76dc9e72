"""Shortcuts in WeasyPrint for boxes: what is the same for most of them is not worked out for each.

As in ``pdf_speed``, no byte changes.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

#: Parts that only notes and items of lists have, though the library has rules for those of every element.
_PARTS = ("marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
#: Where a sheet keeps the parts that nobody has asked for, and a style what its boxes measure.
_WAITING, _COMMON, _AROUND, _USED = "_guidance_waiting", "_guidance_common", "_guidance_around", "_guidance_used"
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
_BORDERS = tuple(f"border_{side}_width" for side in ("left", "right", "top", "bottom"))


def apply_box_shortcuts() -> None:
    """Apply every shortcut of this module."""
    _parts_when_asked_for()
    _lengths_once_a_style()
    _flow_at_a_glance()
    _breaks_between_letters_once()
    _lines_without_floats()


def _parts_when_asked_for() -> None:
    # The library has rules for six parts of every element, and matches them, and makes a style of each, though hardly
    # any box has such a part.
    from weasyprint.css import StyleFor as target

    begin: Callable[..., None] = target.__init__
    make: Callable[..., None] = target.set_computed_styles
    find: Callable[..., Any] = target.__call__

    def start(self: Any, html: Any, sheets: Any, *more: Any, **other: Any) -> None:
        self.__dict__[_COMMON] = {}
        for sheet, origin, specificity in sheets:
            if origin == "user agent" and specificity is None:
                self.__dict__[_COMMON] |= _common_rules(sheet.matcher)
        begin(self, html, sheets, *more, **other)

    def later(self: Any, element: Any, *above: Any, pseudo_type: Any = None, **more: Any) -> None:
        key = element, pseudo_type
        if pseudo_type in _PARTS and key in self._cascaded_styles:
            whole = _cascaded(self.__dict__[_COMMON].get(pseudo_type, {}), self._cascaded_styles[key])
            self._cascaded_styles[key] = whole
            # An anchor must be known before it is referred to.
            if not above and "anchor" not in whole:
                self.__dict__.setdefault(_WAITING, {})[key] = whole
                return
        make(self, element, *above, pseudo_type=pseudo_type, **more)
        # The first is the root: what is said of it holds for all elements, but for the parent.
        self.__dict__.setdefault(_AROUND, more)

    def ask(self: Any, element: Any, pseudo_type: Any = None) -> Any:
        key = element, pseudo_type
        common = self.__dict__[_COMMON].get(pseudo_type) if pseudo_type in _PARTS else None
        whole = self.__dict__.get(_WAITING, {}).pop(key, common)
        if whole and key not in self._computed_styles:
            self._cascaded_styles[key] = whole
            make(self, element, pseudo_type=pseudo_type, **(self.__dict__[_AROUND] | {"parent": element}))
            del self._cascaded_styles[key]
        return find(self, element, pseudo_type)

    target.__init__, target.set_computed_styles, target.__call__ = start, later, ask


def _common_rules(matcher: Any) -> dict[str, Any]:
    """Take the rules for a part of whatever element out of a style sheet, and return them by the part."""
    common: dict[str, Any] = matcher.__dict__.setdefault(_COMMON, {})
    if not common:
        for entry in list(matcher.other_selectors):
            test, specificity, _order, part, (declarations, layer) = entry
            if part in _PARTS and layer is None and _holds_for_all(test):
                matcher.other_selectors.remove(entry)
                own = {name: (values, _weight(importance, specificity)) for name, values, importance in declarations}
                common[part] = _cascaded(common.get(part, {}), own)
    return common


def _holds_for_all(test: Callable[[Any], Any]) -> bool:
    """Whether a selector matches without looking at the element."""
    try:
        return bool(test(None))
    except (AttributeError, TypeError):
        return False


def _weight(importance: bool, specificity: Any) -> tuple[Any, ...]:
    from weasyprint.css import declaration_precedence

    return declaration_precedence("user agent", importance), math.inf, specificity


def _cascaded(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Declarations with their weights, of which later ones win if they weigh no less."""
    stronger = {name: found for name, found in after.items() if name not in before or before[name][1] <= found[1]}
    return {**before, **stronger}


def _lengths_once_a_style() -> None:
    # Of the boxes in a line hardly any has a length that depends on the box around it. All boxes of a style have the
    # same then.
    import weasyprint.layout.inline as target
    from weasyprint.css import AnonymousStyle
    from weasyprint.css.properties import INITIAL_VALUES
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

    resolve: Callable[[Any, Any], None] = target.resolve_percentages
    initial = {name: _initial(name, INITIAL_VALUES[name]) for name in _LENGTHS} | dict.fromkeys(_BORDERS, 0)

    def quick(box: Any, containing_block: Any) -> None:
        kind, style = box.__class__, box.style
        if kind is not TextBox and kind is not InlineBox and kind is not LineBox:
            resolve(box, containing_block)
            return
        # The style of a text or a line itself sets no length, unless one of them was looked up in it before.
        if kind is not InlineBox and style.__class__ is AnonymousStyle and style.keys().isdisjoint(_LENGTHS):
            box.__dict__.update(initial)
            return
        known = style.__dict__.setdefault(_USED, {})
        if used := known.get(kind):
            box.__dict__.update(used)
            return
        resolve(box, containing_block)
        if used is None:
            fixed = _is_fixed(style, kind is TextBox)
            known[kind] = {name: getattr(box, name) for name in (*_LENGTHS, *_BORDERS)} if fixed else {}

    target.resolve_percentages = quick


def _initial(name: str, value: Any) -> Any:
    """The used value of a length that nothing sets."""
    if value == "auto":
        return 0 if name.startswith("min_") else "auto"
    return value.value


def _is_fixed(style: Any, is_text: bool) -> bool:
    """Whether no length of a style depends on another box, nor a border on those of a table."""
    values = [style[name] for name in _LENGTHS]
    fixed = all(value == "auto" or getattr(value, "unit", None) == "px" for value in values)
    return fixed and style["box_sizing"] == "content-box" and (is_text or style["border_collapse"] != "collapse")


def _flow_at_a_glance() -> None:
    # Most boxes neither float nor have a place of their own: that is seen without five more questions.
    from weasyprint.formatting_structure.boxes import Box as target

    ask: Callable[[Any], bool] = target.is_in_normal_flow

    def quick(self: Any) -> bool:
        style = self.style
        return (style["position"] == "static" and style["float"] == "none") or ask(self)

    target.is_in_normal_flow = quick


def _breaks_between_letters_once() -> None:
    # Whether a line may end between two letters is asked wherever a link begins or ends, of the same few pairs.
    import weasyprint.layout.inline as target

    target.can_break_text = lru_cache(1 << 14)(target.can_break_text)


def _lines_without_floats() -> None:
    # Where nothing floats, a line has the room of its block. The library looks for what floats three times a line; and
    # where the language is read from right to left it then compares the two ends of the line instead of one with
    # itself, finds that the line has moved, and lays it out a second time in the same place.
    import weasyprint.layout.inline as target

    avoid: Callable[..., tuple[float, float, float]] = target.avoid_collisions

    def quick(context: Any, box: Any, containing_block: Any, outer: bool = True) -> tuple[float, float, float]:
        if outer or context.excluded_shapes:
            return avoid(context, box, containing_block, outer)
        # Sums and differences as there: others would differ in the last digit.
        left = containing_block.content_box_x()
        right = left + containing_block.width - box.margin_right
        left += box.margin_left
        x = left
        if containing_block.style["direction"] == "rtl":
            x = _start_of(box.width, right)
        return x - box.margin_left, box.border_box_y() - box.margin_top, right - left

    target.avoid_collisions = quick


def _start_of(width: float, end: float) -> float:
    """Where a line begins whose end is where its cursor was, so that it is found not to have moved."""
    start = end - width
    near = (start, math.nextafter(start, math.inf), math.nextafter(start, -math.inf))
    return next((found for found in near if found + width == end), end)
