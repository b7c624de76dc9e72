"""The redline between two editions as files, in each language and form that is asked for."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from guidance.app.printing import workers
from guidance.app.revisions import Edition, compared
from guidance.config import Settings
from guidance.errors import UsageError
from guidance.model.revision import Revision
from guidance.render.redline.compose import Compared, document
from guidance.render.redline.data import data
from guidance.render.redline.files import DOCUMENT_FORMS, redline_file
from guidance.render.view import View
from guidance.setup.fonts import fonts_dir
from guidance.shelf import Product, Workers, digest_of, make_all
from guidance.write import copy_file, write_file

FORMS = (*DOCUMENT_FORMS, "json")


@dataclass(frozen=True, slots=True)
class Redline:
    """A comparison that is ready to be written."""

    settings: Settings
    old: Edition
    new: Edition
    revision: Revision
    forms: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files that will be made."""
        revision = self.revision
        sides = _slug(revision.old_edition, self.old.label), _slug(revision.new_edition, self.new.label)
        stem = f"redline-{sides[0]}-{sides[1]}"
        texts = (f"{stem}-{lang}.{form}" for lang in self.settings.langs for form in self.forms if form != "json")
        return (*texts, *((f"{stem}.json",) if "json" in self.forms else ()))

    def write(self, out: Path, done: Callable[[str], None] = lambda name: None) -> list[Path]:
        """Make the files in a folder; each is there whole or not at all."""
        with tempfile.TemporaryDirectory(prefix="guidance-redline-") as folder:
            conf = fonts_dir(self.settings.root) / "fonts.conf"
            make = Workers(workers(), None, {"FONTCONFIG_FILE": str(conf.resolve())})
            make_all(Path(folder), list(self._products()), make, lambda product: done(product.path))
            made = [copy_file(Path(folder) / name, out / name) for name in self.names if not name.endswith(".json")]
        if "json" in self.forms:
            path = out / self.names[-1]
            write_file(path, data(self.revision))
            done(path.name)
            made.append(path)
        return made

    def _products(self) -> Iterator[Product]:
        names = iter(self.names)
        for lang in self.settings.langs:
            old, new = View(self.old.corpus, lang), View(self.new.corpus, lang)
            composed = document(Compared(old, new, self.old.label, self.new.label, self.revision))
            for form in self.forms:
                if form != "json":
                    make = partial(redline_file, composed, form, fonts_dir(self.settings.root))
                    yield Product(next(names), digest_of(repr(composed), form), make)


def redline(settings: Settings, old: str, new: str | None, forms: tuple[str, ...], skip_unreadable: bool) -> Redline:
    """Compare two editions; raises UsageError or EditionError where one cannot be found or read."""
    before, after, revision = compared(settings, old, new, skip_unreadable)
    return Redline(settings, before, after, revision, forms)


def parse_forms(text: str) -> tuple[str, ...]:
    """The forms in ``html,docx``; all of them for an empty text."""
    wanted = tuple(dict.fromkeys(form for part in text.split(",") if (form := part.strip().lower())))
    for form in wanted:
        if form not in FORMS:
            raise UsageError(f'there is no form "{form}": write one or more of {",".join(FORMS)}')
    return tuple(form for form in FORMS if not wanted or form in wanted)


def _slug(edition: str, name: str) -> str:
    """What an edition is called in the name of a file: its own name, and what the user called it if that is a ref."""
    words = f"{edition}-{name}" if name else edition
    return re.sub(r"[^A-Za-z0-9.]+", "-", words).strip("-.")
