"""Anchors inside the book: the addresses of the site, folded into one document."""

from __future__ import annotations


def anchor_name(kind: str, id_: str, label: str = "") -> str:
    """The anchor of a thing, such as ``clause-corridor-designation--p-duty``; the same in every language."""
    name = f"{kind}-{id_}"
    return f"{name}--{label.replace('/', '-')}" if label else name
