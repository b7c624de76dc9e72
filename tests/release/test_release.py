"""A release is whole or not at all, the same bytes each time, and says truly what it is made of."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from guidance import write
from guidance.app import checking, gate, inspecting, release
from guidance.app.checking import Checked
from guidance.app.gate import GateError
from guidance.app.release import Done, ReleaseError
from guidance.check.rules import at_the_gate
from guidance.config import Settings, SettingsError, read_settings
from guidance.diagnostics import Diagnostic, Pin, Severity, collect
from guidance.model.corpus import Corpus
from guidance.setup.fonts import ensure_fonts
from guidance.shelf import ShelfError
from tests.conftest import ROOT, run_guidance
from tests.release.shop import EDITION, SHOP, contents, edit, released, sample

RECORD = f"content/releases/{EDITION}.yaml"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Settings]:
    """The small project."""
    yield sample(tmp_path / "one")


def test_two_releases_have_the_same_bytes(small: Settings, tmp_path: Path) -> None:
    other = sample(tmp_path / "two")
    first, second = released(small), released(other)
    assert contents(first.folder) == contents(second.folder)
    assert (small.root / RECORD).read_bytes() == (other.root / RECORD).read_bytes()
    # What the record says is what stands there, and the record is content like any other.
    corpus = checking.check(small).sound
    assert corpus is not None
    assert {n: f.sha256 for n, f in corpus.releases[EDITION].files.items()} == contents(first.folder)
    assert corpus.releases[EDITION].content == contents(first.folder)[f"content-{EDITION}.zip"]
    # Once more, with the record and the ledger there: nothing is made, and nothing differs.
    before, stamps = contents(first.folder), (small.root / RECORD).read_bytes()
    assert contents(released(small, workshop=replace(SHOP, site=_no_site)).folder) == before
    assert (small.root / RECORD).read_bytes() == stamps


def _no_site(*_: object) -> bytes:
    raise AssertionError("the site is there already")


def test_the_manifest_says_what_each_file_is(small: Settings) -> None:
    folder = released(small).folder
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert (manifest["edition"], manifest["status"], manifest["languages"]) == (EDITION, "draft", ["en", "fr"])
    files = {file["path"]: file for file in manifest["files"]}
    assert files[f"gaps-{EDITION}-xx-en.pdf"]["subject"] == "xx"
    assert files[f"guidance-{EDITION}-fr.pdf"]["language"] == "fr"
    assert manifest["made_from"]["content"] == "sha256:" + files[f"content-{EDITION}.zip"]["sha256"]
    kinds = {file["kind"] for file in manifest["files"]}
    assert kinds == {"book", "report", "site", "content", "data", "catalogue"}


def test_a_trial_in_one_language_is_not_recorded(small: Settings) -> None:
    whole = contents(released(small).folder)
    (small.root / RECORD).unlink()
    edit(small, "ledger.txt", f"release/{EDITION}\n", "")
    made = released(replace(small, langs=("fr",)))
    assert made.folder == small.root / "build/releases" / EDITION
    assert contents(small.root / "releases" / EDITION) == whole
    assert not made.to_commit and not (small.root / RECORD).exists()
    assert "release/" not in (small.root / "content/ledger.txt").read_text("utf-8")


def test_the_next_edition_says_what_changed(small: Settings) -> None:
    released(small)
    second = "2026.2-draft"
    edit(small, "publication.yaml", EDITION, second)
    edit(small, "clauses/quiet-rivers.yaml", "title: ", "title: Designation of ")
    (small.root / "content/terms/barrier.yaml").rename(small.root / "content/terms/obstacle.yaml")
    edit(small, "terms/obstacle.yaml", "id: barrier", "id: obstacle")
    edit(small, "terms/corridor.yaml", "related: [barrier]", "related: [obstacle]")
    edit(small, "ledger.txt", "term/barrier", "term/barrier -> term/obstacle")
    folder = released(small, second).folder
    changes = json.loads((folder / "changes.json").read_text("utf-8"))
    assert (changes["from"], changes["to"]) == (EDITION, second)
    found = {f"{record['kind']}/{record['id']}": record for record in changes["records"]}
    assert found["term/obstacle"]["old_id"] == "barrier"
    titles = [text for text in found["clause/quiet-rivers"]["texts"] if text["path"] == "title"]
    assert {(text["language"], text["change"]) for text in titles} == {("en", "changed"), ("fr", "changed")}
    said = (folder / "changes-fr.md").read_text("utf-8")
    assert "clauses/quiet-rivers/" in said
    assert "<ins>Designation of </ins>" in (folder / "changes-en.html").read_text("utf-8")
    corpus = checking.check(small).sound
    assert corpus is not None and list(corpus.releases) == [second, EDITION]
    record = corpus.releases[second].changes
    assert record is not None and record.since == EDITION
    assert "clause/quiet-rivers" in record.changed and record.moved == {"term/barrier": "term/obstacle"}
    related = json.loads((folder / "datacite.json").read_text("utf-8"))["relatedIdentifiers"]
    assert related[0]["relatedIdentifier"].endswith(f"/en/releases/{EDITION}/")
    assert related[0]["relationType"] == "IsNewVersionOf"


def test_an_edition_before_that_nobody_has_stops_the_release(small: Settings) -> None:
    shutil.rmtree(released(small).folder)
    edit(small, "publication.yaml", EDITION, "2026.2-draft")
    with pytest.raises(ReleaseError, match=r"put its release into releases/2026\.1-draft, or fetch its tag"):
        released(small, "2026.2-draft")


# --- the gate


def test_the_gate_names_every_reason_at_its_place(small: Settings) -> None:
    edit(small, "publication.yaml", "status: draft\n", "status: final\n")
    edit(small, "clauses/night-corridors.yaml", "title: ", "title: '[Night]' #")
    for path in ("modules/safe-passage.yaml", "laws/xx/xx-roads-act.yaml", "clauses/quiet-rivers.yaml"):
        with (small.root / "content" / path).open("a") as file:
            file.write("holds:\n  - {reason: Counsel has not answered., since: '2026-11-01', by: the editors}\n")
    page = small.root / "content/pages/about.md"
    held = "menu: start\nholds: [{reason: Counsel has not answered., since: '2026-11-01', by: the editors}]\n"
    page.write_text(page.read_text("utf-8").replace("menu: start\n", held), "utf-8")
    (small.root / "content/links.yaml").write_text(_DEAD, "utf-8")
    with pytest.raises(GateError) as refused:
        release.plan(small, "2027.1", workshop=SHOP)
    said = str(refused.value)
    for code in ("G421", "G790", "G791", "G793", "G794", "G795", "G821"):
        assert f"error {code} " in said, code
    assert said.count("error G791 on hold since 2026-11-01, by the editors: Counsel has not answered.") == 4
    assert "content/modules/safe-passage.yaml:" in said and "content/pages/about.md:" in said
    assert said.endswith("The edition 2027.1 is not released: mend what is listed above.")
    assert not (small.root / "releases").exists() and not (small.root / "content/releases").exists()


_DEAD = """# yaml-language-server: $schema=schema/links.schema.json
checked: 2026-11-20
links:
  https://atlas.example/:
    {state: dead, checked: 2026-11-20, since: 2026-11-10, dead_on: [2026-11-10, 2026-11-20]}
"""


def test_the_real_draft_passes_the_gate_and_would_not_as_final(corpus: Corpus) -> None:
    assert gate.judge(Settings(ROOT)).text.strip() == "no problems"
    final = replace(corpus, publication=replace(corpus.publication, status="final"))
    found = at_the_gate(final)
    assert {problem.code for problem in found} == {"G793", "G794", "G795"}
    # Every module that is not translated is named.
    untranslated = {m.pin.path for m in corpus.modules.values() if not m.title.translations}
    assert untranslated and untranslated <= {problem.pin.path for problem in found}


def test_an_edition_that_went_out_does_not_change(small: Settings) -> None:
    folder = released(small).folder
    before = contents(folder)
    edit(small, "modules/safe-passage.yaml", "Animals move", "Most animals move")
    with pytest.raises(GateError, match=f"{RECORD}:6:10: error G796 "):
        released(small)
    edit(small, "modules/safe-passage.yaml", "Most animals move", "Animals move")
    # The content is as it was, but the program makes another file.
    shutil.rmtree(small.root / ".cache/release")
    with pytest.raises(ReleaseError, match=f"error G796 .* other files: SHA256SUMS, .*{EDITION}-site.tar.gz"):
        released(small, workshop=replace(SHOP, site=_other_site))
    assert contents(folder) == before and [path.name for path in folder.parent.iterdir()] == [EDITION]


def _other_site(*_: object) -> bytes:
    return b"another program"


def _dead_site(*_: object) -> bytes:
    raise GateError("site/en/index.html:1:1: error G801 a link leads to nothing")


def test_a_dead_link_in_the_site_stops_the_release(small: Settings) -> None:
    with pytest.raises(ShelfError, match="error G801"):
        released(small, workshop=replace(SHOP, site=_dead_site))
    assert not (small.root / "releases").exists()


def test_the_command(small: Settings) -> None:
    done = run_guidance(small.root, "release", "2026.9")
    assert done.returncode == 1 and "error G790" in done.stderr
    assert "release 2026.1-draft, or write the edition (and its date) here first" in done.stderr
    before = sorted(path.name for path in small.root.rglob("*") if ".cache" not in path.parts)
    done = run_guidance(small.root, "release", EDITION, "--langs", "en,fr", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert f"book\ten\tconnectivity-guidance-{EDITION}-en.pdf\n" in done.stdout
    assert sorted(path.name for path in small.root.rglob("*") if ".cache" not in path.parts) == before


# --- killed


def _release_and_die(settings: Settings, at: int) -> int:
    """Release in a process that kills itself before its n-th write or rename; returns how it ended."""
    child = os.fork()
    if child == 0:
        seen = 0

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal seen
            writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if (writes or event == "os.rename") and str(settings.root) in str(arguments[0]):
                seen += 1
                if seen == at:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            released(settings)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is like this one")
def test_a_kill_at_any_moment_leaves_a_whole_release(small: Settings, tmp_path: Path) -> None:
    old = contents(released(small).folder)
    (small.root / RECORD).unlink()
    edit(small, "clauses/quiet-rivers.yaml", "title: ", "title: Designation of ")
    other = sample(tmp_path / "two")
    edit(other, "clauses/quiet-rivers.yaml", "title: ", "title: Designation of ")
    new = contents(released(other).folder)
    assert new != old
    seen: list[dict[str, str]] = []
    at, finished = 1, False
    while not finished:
        finished = _release_and_die(small, at) == 0
        seen.append(contents(small.root / "releases" / EDITION))
        assert seen[-1] in (old, new), f"killed at its write {at}"
        assert checking.check(small).sound is not None
        # Each run goes on where the one before it stopped; so the later moments are reached as well.
        at += 3
    assert seen[0] == old and seen[-1] == new and len(seen) > 5
    assert [path.name for path in (small.root / "releases").iterdir()] == [EDITION]
    assert (small.root / RECORD).read_bytes() == (other.root / RECORD).read_bytes()


def test_a_system_that_cannot_exchange_names_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "_exchange", lambda one, other: False)
    place, beside = tmp_path / "place", tmp_path / ".place.old"
    for name, text in (("place", "first"), ("new", "second")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(text, "utf-8")
    write.swap_folder(tmp_path / "new", place)
    assert (place / "file").read_text("utf-8") == "second" and not beside.exists()
    # Killed between the two steps: what stood there is beside its place, and comes back.
    place.rename(beside)
    (tmp_path / "new").mkdir()
    with pytest.raises(OSError, match="cannot be moved"):
        monkeypatch.setattr(os, "rename", _only(beside, os.rename))
        write.swap_folder(tmp_path / "new", place)
    assert (place / "file").read_text("utf-8") == "second"


def _only(source: Path, rename: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
    """A rename that fails for all but one folder."""

    def renamed(old: Path, new: Path) -> None:
        if old != source:
            raise OSError(f"{old} cannot be moved")
        rename(old, new)

    return renamed


def test_the_folder_of_releases_is_in_the_project(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.guidance]\nreleases = "../elsewhere"\n', "utf-8")
    with pytest.raises(SettingsError, match=r'^pyproject\.toml:2:1: error G904 "\.\./elsewhere" is not a folder'):
        read_settings(tmp_path)
    (tmp_path / "pyproject.toml").write_text('[tool.guidance]\nreleases = "editions"\n', "utf-8")
    assert read_settings(tmp_path).releases == "editions"


def test_a_pdf_that_is_not_what_it_must_be_stops_the_release(tmp_path: Path) -> None:
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache/fonts").symlink_to(ensure_fonts(ROOT))
    with pytest.raises(GateError) as stopped:
        released(sample(tmp_path), workshop=replace(SHOP, inspect=inspecting.inspect_again))
    assert str(stopped.value).count("error G750") == 3, stopped.value
    assert not (tmp_path / "releases").exists()


def test_what_was_inspected_is_not_inspected_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    def inspect_files(settings: Settings, files: list[Path], validated: bool, done: Done) -> Checked:
        looked_at.extend(file.name for file in files)
        faults = [Diagnostic("G750", Severity.ERROR, "bad", Pin(f.name)) for f in files if b"bad" in f.read_bytes()]
        return Checked(None, collect(faults), {})

    monkeypatch.setattr(inspecting, "inspect_files", inspect_files)
    (tmp_path / "a.pdf").write_bytes(b"good")
    (tmp_path / "b.pdf").write_bytes(b"bad")
    files = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for _ in range(2):
        assert inspecting.inspect_again(Settings(tmp_path), files).report.has_errors
    assert looked_at == ["a.pdf", "b.pdf", "b.pdf"]
    files[0].write_bytes(b"changed")
    inspecting.inspect_again(Settings(tmp_path), files)
    assert looked_at[3:] == ["a.pdf", "b.pdf"]
