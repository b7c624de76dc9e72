"""What a validator that is not ours says of a PDF, without the mistakes that it makes."""

from __future__ import annotations

from pathlib import Path

from guidance.inspect.validator import validate


def failures(path: Path, *profiles: str) -> list[str]:
    """What is wrong with a file by PDF/UA-1 and by profiles such as 2a and 3a."""
    return [found.message for found in validate(path, profiles)]
