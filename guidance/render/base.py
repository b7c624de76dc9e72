"""What every renderer shares: the one template environment, and digests of what was made."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined

from guidance.model.moment import date_written
from guidance.render.template_speed import environment_class


@cache
def environment() -> Environment:
    """The Jinja environment of the package's templates: everything is escaped unless it says otherwise."""
    made = environment_class()(
        loader=PackageLoader("guidance.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    made.globals["date_written"] = date_written
    return made


def short_digest(*parts: str) -> str:
    """Sixteen hex digits that change with any of the parts."""
    made = sha256()
    for part in parts:
        made.update(part.encode())
        made.update(b"\0")
    return made.hexdigest()[:16]
