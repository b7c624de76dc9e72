"""The health of links as the YAML of their record."""

from __future__ import annotations

from guidance.model.health import LinkHealth, LinkState

_HEAD = """\
# yaml-language-server: $schema=schema/links.schema.json
# Written by: guidance links --external. Only `archived` is edited by hand.
"""
#: A longer key has to be announced with a question mark (YAML 1.1); escapes count too, so this stays well below.
_LONGEST_SIMPLE_KEY = 500


def to_yaml(health: LinkHealth) -> str:
    """The record: addresses sorted, one field a line, nothing empty; the same health gives the same text."""
    checked = f"checked: {health.checked}\n" if health.checked else ""
    if not health.links:
        return f"{_HEAD}{checked}links: {{}}\n"
    states = "".join(_state(url, health.links[url]) for url in sorted(health.links))
    return f"{_HEAD}{checked}links:\n{states}"


def _state(url: str, state: LinkState) -> str:
    lines = [f"state: {state.state}"]
    if state.code is not None:
        lines.append(f"code: {state.code}")
    if state.reason:
        lines.append(f"reason: {_quoted(state.reason)}")
    lines += [f"checked: {state.checked}", f"since: {state.since}"]
    if state.dead_on:
        lines.append(f"dead_on: [{', '.join(state.dead_on)}]")
    if state.moved_to:
        lines.append(f"moved_to: {_quoted(state.moved_to)}")
    if state.archived:
        lines.append(f"archived: {_quoted(state.archived)}")
    key = _quoted(url)
    if len(key) <= _LONGEST_SIMPLE_KEY:
        return f"  {key}:\n" + "".join(f"    {line}\n" for line in lines)
    first, *rest = lines
    return f"  ? {key}\n  : {first}\n" + "".join(f"    {line}\n" for line in rest)


def _quoted(text: str) -> str:
    """A text in double quotation marks; what cannot be printed is escaped, so it cannot hide in the file either."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
