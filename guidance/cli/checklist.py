"""The verbs of filled checklists: check, merge, migrate."""

from __future__ import annotations

import click


@click.group()
def checklist() -> None:
    """Check filled checklists, join them, and bring them to this edition."""
