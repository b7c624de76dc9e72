"""The hostile project, its site and a checklist that somebody filled in, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from guidance.app import site
from guidance.app.checking import Checked
from guidance.diagnostics import collect
from guidance.model.checklists import Conflict, FilledChecklist, Proof, Reply, Unplaced, Version, questions_digest
from guidance.model.countries import SignOff
from tests.conftest import ROOT
from tests.hostile.corpus import ATTACK, LANGS, Hostile, hostile


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="session")
def made(project: Path) -> Hostile:
    return hostile(project)


@pytest.fixture(scope="session")
def filled(made: Hostile) -> FilledChecklist:
    """A checklist in which somebody wrote an attack into every box."""
    return filled_in(made)


def filled_in(made: Hostile) -> FilledChecklist:
    numbers = iter(range(9000, 9999))

    def said(start: str = "=") -> str:
        return f"{start}cmd|'/C calc'!A0 Zq{next(numbers)}z{ATTACK}"

    def proof() -> Proof:
        return Proof(
            said("+"), said("-"), "statute", f"https://evil.example/Zq{next(numbers)}z?'pwned='1", "2026", said()
        )

    def reply(question: str, value: str = "none") -> Reply:
        return Reply(question, value, said("="), said("+"), (proof(),), said("-"), "", said("@"))

    river = "quiet-river-power"
    versions = Version((said(),), reply(river)), Version((said("@"),), reply(river, "full"))
    return FilledChecklist(
        "xx",
        "en",
        made.corpus.publication.edition,
        questions_digest(made.corpus),
        filled_by=said(),
        replies={"night-corridor-power": reply("night-corridor-power")},
        sign_offs=(SignOff(said("@"), said("-"), "2026-11-02", made.corpus.publication.edition),),
        conflicts=(Conflict(river, versions),),
        unplaced=(Unplaced(reply("gone"), said("+")),),
    )


@pytest.fixture(scope="session")
def built(made: Hostile, project: Path) -> Path:
    """The site of the hostile project, in two languages, built by MkDocs."""
    for part in ("hooks", "overrides", "mkdocs.yml", "pyproject.toml"):
        place = ROOT / part
        (shutil.copytree if place.is_dir() else shutil.copy)(place, project / part)
    (project / "content/assets").mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUIDANCE_LANGS", ",".join(LANGS))
        patch.setenv("GUIDANCE_BOOKS", "0")
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        patch.setattr(site, "_checked", lambda settings, preview: Checked(made.corpus, collect([]), {}))
        patch.chdir(project)
        config = load_config(str(project / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    return project / "site"
