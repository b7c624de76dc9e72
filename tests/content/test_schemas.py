"""The schemas teach, and a validator that is not ours accepts and refuses by them what the loader does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from guidance.app import checking, desk
from guidance.config import Settings
from guidance.i18n.stamp import written
from guidance.load.records.registry import KINDS
from guidance.model.text import digest
from tests.conftest import ROOT
from tests.content.kinds import content_files, kinds, named_schema, record_text
from tests.rules.examples import lay

SCHEMAS = ROOT / "content/schema"
#: Kinds whose file a project may do without.
OPTIONAL = {
    "links": "written by the check of outside links, when it has first run",
    "release": "written by guidance release, from the first edition that goes out",
}

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What check-jsonschema said: the files it accepts, and the complaints on each other file."""

    accepted: frozenset[str]
    refused: dict[str, list[str]]


def _ask(*arguments: str | Path) -> Said:
    """Run check-jsonschema as a program."""
    program = Path(sys.executable).parent / "check-jsonschema"
    command = [str(program), "-v", "--output-format", "json", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    said = json.loads(done.stdout)
    assert (said["status"] == "ok") == (done.returncode == 0)
    refused: dict[str, list[str]] = {}
    for complaint in (*said.get("errors", []), *said.get("parse_errors", [])):
        refused.setdefault(complaint["filename"], []).append(f"{complaint.get('path', '')}: {complaint['message']}")
    return Said(frozenset(said.get("checked_paths", said.get("successes", []))), refused)


def _validate(kind: str, files: Iterable[str | Path]) -> Said:
    return _ask("--schemafile", SCHEMAS / f"{kind}.schema.json", *files)


def test_schemas_are_what_the_records_say() -> None:
    assert desk.stale_schemas(Settings(ROOT)) == [], "run: guidance schema"
    assert {path.name for path in SCHEMAS.iterdir()} == {f"{kind}.schema.json" for kind in KINDS}


def test_schemas_keep_the_schema_of_schemas() -> None:
    said = _ask("--check-metaschema", *sorted(SCHEMAS.iterdir()))
    assert len(said.accepted) == len(KINDS), said.refused
    for kind in KINDS:
        assert _schema(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def _schema(kind: str) -> Node:
    schema: Node = json.loads((SCHEMAS / f"{kind}.schema.json").read_text("utf-8"))
    return schema


def _schemas(node: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Every object in a schema with the way to it."""
    if isinstance(node, dict):
        yield at, node
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in below:
        yield from _schemas(value, (*at, str(key)))


def _taught(schema: Node) -> list[tuple[str, Node]]:
    """What an editor explains, with its place: the schema itself, each definition and each property, however deep."""
    return [
        ("/".join(at), node) for at, node in _schemas(schema) if not at or at[-2:-1] in (("$defs",), ("properties",))
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_teach(kind: str) -> None:
    """An editor shows the title and the description of what is under the cursor."""
    taught = _taught(_schema(kind))
    silent = [(at, key) for at, node in taught for key in ("title", "description") if not node.get(key, "").strip()]
    assert not silent
    # A walk that finds nothing would be content with everything.
    assert {f"properties/{name}" for name in KINDS[kind].shape.model_fields} <= {at for at, _ in taught}


@pytest.mark.parametrize("kind", KINDS)
def test_closed_lists_explain_their_values(kind: str) -> None:
    for at, node in _schemas(_schema(kind)):
        if isinstance(node.get("enum"), list):
            meanings = node.get("enumDescriptions", [])
            assert len(meanings) == len(node["enum"]), at
            assert all(meaning.strip() for meaning in meanings), at
            assert len(set(meanings)) == len(meanings), at


def test_each_file_names_the_schema_of_its_kind() -> None:
    """By its first line, or by that of its front matter; editors look for the schema there."""
    named = {path: named_schema(ROOT / path) for path in content_files(ROOT)}
    assert named == {path: SCHEMAS / f"{kind}.schema.json" for path, kind in kinds(ROOT).items()}
    assert all(schema.is_file() for schema in named.values() if schema)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Said]:
    """What check-jsonschema says of all content: one run for each schema that files name, on the files as they are.

    The front matter of a page is put into a file of its own, because no validator looks for YAML in Markdown; it is
    reported under the name of the page.
    """
    folder = tmp_path_factory.mktemp("front")
    names: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for path in content_files(ROOT):
        schema, file = named_schema(ROOT / path), path
        if path.endswith(".md"):
            place = folder / f"{Path(path).stem}.yaml"
            place.write_text(record_text(ROOT / path), "utf-8")
            file = str(place)
        names[file] = path
        if schema and schema.is_file():
            groups.setdefault(schema.name.removesuffix(".schema.json"), []).append(file)
    with ThreadPoolExecutor(2) as pool:
        found = zip(groups, pool.map(_validate, groups, groups.values()), strict=True)
        return {kind: _renamed(said, names) for kind, said in found}


def _renamed(said: Said, names: dict[str, str]) -> Said:
    return Said(
        frozenset(names[file] for file in said.accepted),
        {names[file]: complaints for file, complaints in said.refused.items()},
    )


@pytest.mark.parametrize("kind", KINDS)
def test_an_independent_validator_accepts_every_file(reports: dict[str, Said], kind: str) -> None:
    """As an editor reads it: YAML 1.2, where a digest such as 475213913e48 without quotation marks is a number."""
    if kind not in reports:
        assert kind in OPTIONAL
        return
    assert not reports[kind].refused
    assert reports[kind].accepted == {path for path, of in kinds(ROOT).items() if of == kind}


def test_no_file_is_passed_over(reports: dict[str, Said]) -> None:
    seen = [path for said in reports.values() for path in (*said.accepted, *said.refused)]
    assert sorted(seen) == content_files(ROOT)


@dataclass(frozen=True, slots=True)
class Breaks:
    """How a sound file of the sample is broken: a value that is made wrong, and words with a key that are taken out.

    ``code`` is what the loader says of the wrong value.
    """

    path: str
    value: tuple[str, str]
    without: str
    code: str = "G104"


LINKS = """# yaml-language-server: $schema=schema/links.schema.json
links:
  https://laws.example/wildlife-act:
    state: alive
    checked: '2026-11-01'
    since: '2026-10-01'
"""

RELEASE = f"""# yaml-language-server: $schema=../schema/release.schema.json
id: '2025.1'
date: '2025-11-23'
status: final
content: '{"0" * 64}'
files:
  guidance-2025.1-en.pdf: {{kind: book, lang: en, size: 1000, sha256: '{"1" * 64}'}}
"""

BREAKS = {
    "publication": Breaks("publication.yaml", ("status: draft", "status: drafted"), "short_title: Sample\n"),
    "themes": Breaks("themes.yaml", ("[gbf-3]", "[GBF 3]"), "title: Designation, ", "G105"),
    "style": Breaks("style.yaml", ("[organisation]", "organisation"), "    write: organization\n", "G103"),
    "links": Breaks("links.yaml", ("state: alive", "state: fine"), "    since: '2026-10-01'\n"),
    "module": Breaks("modules/safe-passage.yaml", ("part: planning", "part: plans"), "order: 1\n"),
    "clause": Breaks("clauses/quiet-rivers.yaml", ("how_many: one", "how_many: two"), "title: Quiet rivers\n"),
    "framework": Breaks("targets/gbf.yaml", ("connectivity: explicit", "connectivity: clear"), "place: Montreal\n"),
    "instrument": Breaks(
        "instruments/sample-convention.yaml", ("type: treaty", "type: pact"), "short_title: Sample Convention\n"
    ),
    "law": Breaks("laws/xx/xx-roads-act.yaml", ("tradition: common-law", "tradition: other-law"), "year: 2015\n"),
    "country": Breaks("countries/xx.yaml", ("region: africa", "region: atlantis"), "name: Exampleland\n"),
    "membership": Breaks(
        "memberships/sample-convention.yaml", ("unlisted: not-a-party", "unlisted: none"), "family: cms\n"
    ),
    "neighbours": Breaks("neighbours.yaml", ("xx: [yy]", "xx: [YY]"), "as_at: '2026'\n", "G105"),
    "term": Breaks("terms/corridor.yaml", ("kind: use", "kind: mention"), "category: areas\n"),
    "resource": Breaks(
        "resources/track-store.yaml",
        ("kind: database", "kind: data"),
        "duty: It shows where night corridors are needed.\n",
    ),
    "page": Breaks("pages/about.md", ("menu: start", "menu: begin"), "title: About\n"),
    "release": Breaks("releases/2025.1.yaml", ("lang: en", "lang: eng"), "status: final\n"),
    "translation": Breaks("translations/ru/clauses/night-corridors.yaml", ("courtesy", "rude"), "status: courtesy"),
    "register-translation": Breaks("translations/fr/terms.yaml", ("courtesy", "rude"), "status: courtesy"),
}


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample, with a record of its links and of a release."""
    lay(tmp_path, "# publication.yaml")
    (tmp_path / "content/links.yaml").write_text(LINKS, "utf-8")
    (tmp_path / "content/releases").mkdir()
    (tmp_path / "content/releases/2025.1.yaml").write_text(RELEASE, "utf-8")
    return tmp_path


def _without(text: str, old: str, new: str = "") -> str:
    assert old in text, f"the sample does not hold {old!r} any more: mend the test"
    return text.replace(old, new, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_broken_files_are_refused(sample: Path, kind: str) -> None:
    """An unknown key, a wrong value and a missing key, by check-jsonschema and by the loader."""
    breaks = BREAKS[kind]
    place = sample / "content" / breaks.path
    sound = place.read_text("utf-8")
    line = next(line for line in sound.splitlines(keepends=True) if "$schema=" in line)
    broken = {
        "unknown": (_without(sound, line, f"{line}strange: x\n"), "G101"),
        "wrong": (_without(sound, *breaks.value), breaks.code),
        "missing": (_without(sound, breaks.without), "G102"),
    }
    files = {"sound": sample / "sound.yaml"}
    files["sound"].write_text(record_text(place), "utf-8")
    for name, (text, code) in broken.items():
        place.write_text(text, "utf-8")
        found = [
            d.code
            for d in checking.check(Settings(sample)).report.diagnostics
            if d.pin.path == f"content/{breaks.path}"
        ]
        assert found == [code], name
        files[name] = sample / f"{name}.yaml"
        files[name].write_text(record_text(place), "utf-8")
    said = _validate(kind, files.values())
    assert said.accepted == {str(files["sound"])}
    complaints = {name: said.refused[str(files[name])] for name in broken}
    assert all(len(found) == 1 for found in complaints.values()), complaints
    assert "('strange' was unexpected)" in complaints["unknown"][0]
    assert "is a required property" in complaints["missing"][0]


@pytest.mark.parametrize("pattern", ["[0-9]{12}", "[0-9]+e[0-9]+"])
def test_what_the_program_writes_is_text_to_others(sample: Path, pattern: str) -> None:
    """A digest may look like a number: without quotation marks others take it for one."""
    title = next(text for text in map("Night corridors {}".format, count()) if re.fullmatch(pattern, digest(text)))
    clause = sample / "content/clauses/night-corridors.yaml"
    clause.write_text(_without(clause.read_text("utf-8"), "title: Designation of night corridors", f"title: {title}"))
    assert written(digest(title)) == f"'{digest(title)}'"
    assert len(desk.stamp_translations(Settings(sample))) == 5
    translated = sorted((sample / "content/translations").glob("*/clauses/night-corridors.yaml"))
    # A new translation begins with the digests of the source.
    translated[0].unlink()
    lang = translated[0].parents[1].name
    [new] = desk.new_file(Settings(sample), "translation", "night-corridors", {"lang": lang})
    new.write_text(new.read_text("utf-8").replace("units: {}", "units:").replace("#  title:", "  title:"), "utf-8")
    assert digest(title) in new.read_text("utf-8")
    assert _validate("translation", translated).accepted == {str(path) for path in translated}
    assert not [d for d in checking.check(Settings(sample)).report.diagnostics if d.code == "G601"]
