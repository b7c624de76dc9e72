"""The workbench before any browser: its data, its words, its script in one piece, and the worker that keeps it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guidance.app.workbench import MODULES, SCRIPTS, script_sources
from guidance.checklists.files import as_data
from guidance.checklists.published import published
from guidance.model.checklists import question_digest, questions_digest
from guidance.model.corpus import Corpus
from guidance.model.lang import LANGUAGES
from guidance.render.labels import labels
from guidance.render.view import View
from guidance.render.workbench.data import workbench_artifacts, workbench_data
from guidance.render.workbench.script import ScriptError, bundle
from guidance.render.workbench.words import words
from guidance.render.workbench.worker import worker
from guidance.render.xlsx.columns import COLUMNS

MAX_LINES, MAX_WIDTH = 250, 160


@pytest.fixture(scope="module")
def sources(root: Path) -> dict[str, str]:
    """The modules of the script."""
    return script_sources(root)


@pytest.fixture(scope="module")
def data(corpus: Corpus) -> dict[str, Any]:
    """What the page in Arabic loads."""
    return workbench_data(View(corpus, "ar"), {})


# --- data


def test_every_question_comes_with_what_helps_to_answer_it(corpus: Corpus, data: dict[str, Any]) -> None:
    questions = {question["id"]: question for question in data["questions"]}
    assert list(questions) == list(corpus.questions)
    asked = [i for module in data["modules"] for clause in module["clauses"] for i in corpus.clauses[clause].questions]
    assert sorted(asked) == sorted(corpus.questions)
    for label, (clause, question) in corpus.questions.items():
        found = questions[label]
        assert found["of"] == question_digest(question)
        assert set(found["anchors"]) == {"full", "partial", "none"}
        assert set(found["targets"]) <= set(data["targets"])
        shown = data["clauses"][found["clause"]]
        assert len(shown["sources"]) == len(clause.implements) and shown["purpose_html"]
        assert shown["examples"] or shown["no_example"]
    assert data["digest"] == questions_digest(corpus)


def test_what_has_no_translation_is_marked(corpus: Corpus, data: dict[str, Any]) -> None:
    """English that stands in is a list, a translation a text; both are there."""
    kinds = {type(question["text"]) for question in data["questions"]}
    assert kinds == {str, list}
    for found in data["questions"]:
        source = corpus.questions[found["id"]][1].text
        unit = source.in_language("ar")
        assert found["text"] == ([unit.text] if unit.lang == "en" else unit.text)


def test_addresses_are_those_of_pages_beside_it(data: dict[str, Any]) -> None:
    addresses = [target["address"] for target in data["targets"].values()]
    addresses += [item["address"] for c in data["clauses"].values() for item in (*c["sources"], *c["examples"])]
    assert addresses
    assert all(re.fullmatch(r"\.\./(targets|instruments|laws)/[a-z0-9-]+/(#[a-z0-9_-]+)?", a) for a in addresses)


def test_data_are_the_same_twice_and_in_both_forms(corpus: Corpus) -> None:
    replies = as_data(published(corpus, corpus.countries["ke"], "fr", "full"))["replies"]
    first, second = (list(workbench_artifacts(corpus, "fr", {"ke": replies})) for _ in range(2))
    assert first == second
    as_json, as_script = (artifact.content.decode() for artifact in first)
    handed = re.fullmatch(
        r'document\.dispatchEvent\(new CustomEvent\("workbench-data",\{detail:(.*)\}\)\);\n', as_script
    )
    assert handed and json.loads(handed[1]) == json.loads(as_json)
    assert json.loads(as_json)["published"]["ke"] == replies


# --- words


def _keys(sources: dict[str, str]) -> Iterator[str]:
    """Every text in the scripts that may be the key of a word."""
    for name, text in sources.items():
        if not name.startswith("vendor/"):
            yield from re.findall(r'"([a-z][a-z-]*)"', text)


def test_every_word_is_shown_and_every_word_shown_is_there(sources: dict[str, str]) -> None:
    known = words(labels("en"))
    code = "\n".join(text for name, text in sources.items() if not name.startswith("vendor/"))
    asked = set(re.findall(r'words\.(?:say|count)\("([a-z-]+)"', code)) | set(re.findall(r'"(e-[a-z-]+)"', code))
    assert asked <= set(known), asked - set(known)
    assert set(known) <= set(_keys(sources)), set(known) - set(_keys(sources))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_counted_words_have_the_forms_of_their_language(lang: str) -> None:
    categories = {"ar": {"zero", "one", "two", "few", "many"}, "ru": {"one", "few", "many"}, "zh": set()}
    for key, word in words(labels(lang)).items():
        if isinstance(word, dict):
            assert {"other", *categories.get(lang, {"one"})} == set(word), key
        else:
            assert word, key


def test_blanks_of_translations_are_those_of_the_source() -> None:
    source = words(labels("en"))
    for lang in LANGUAGES:
        for key, word in words(labels(lang)).items():
            english = source[key]
            if isinstance(word, str) and isinstance(english, str):
                assert sorted(re.findall(r"\{\w+\}", word)) == sorted(re.findall(r"\{\w+\}", english)), (lang, key)


# --- the script


def test_the_scripts_have_every_module_and_none_twice(sources: dict[str, str]) -> None:
    made = {path: bundle(sources, first, event) for path, (first, event) in SCRIPTS.items()}
    turned = dict(reversed(sources.items()))
    assert made == {path: bundle(turned, first, event) for path, (first, event) in SCRIPTS.items()}
    assert not any(re.search(r"^\s*(import|export) ", script, re.MULTILINE) for script in made.values())
    for name in sources:
        if name != "worker.js":
            variable = re.sub(r"\W", "_", name.removesuffix(".js"))
            counts = [script.count(f"const m_{variable}=") for script in made.values()]
            assert max(counts) == 1, name


def test_what_reads_and_writes_files_comes_later(sources: dict[str, str]) -> None:
    at_once, later = (bundle(sources, first, event) for first, event in SCRIPTS.values())
    for name in ("m_files", "m_yaml", "m_vendor_js_yaml", "m_workbook_read", "m_workbook_write", "m_zip"):
        assert f"const {name}=" not in at_once and f"const {name}=" in later
    assert later.endswith('document.dispatchEvent(new CustomEvent("workbench-files",{detail:m_files}));\n})();\n')


def test_what_a_script_exports_is_what_others_get() -> None:
    made = bundle(
        {
            "a.js": '// A comment.\nimport { b as c, d } from "./b.js";\nconsole.log(c(), d);\n',
            "b.js": "/** Doc.\n * import nothing\n */\nexport function b() {\n  return 1;\n}\nexport const d = 2;\n",
        },
        "a.js",
    )
    assert "const {b:c,d}=m_b;" in made and "return {b,d};" in made and "comment" not in made and "Doc" not in made


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('import x from "./b.js";', "not known here"),
        ("export default 1;", "not known here"),
        ("export let a = 1;", "not known here"),
        ('import { a } from "./missing.js";', "there is no module missing.js"),
        ('import { a } from "./a.js";', "imports itself"),
        ('import { a, gone } from "./b.js";', "b.js exports no"),
        ("const a = `one\n two`;", "several lines"),
        ("/* a\n b */ const c = 1;", "after a comment"),
    ],
)
def test_what_cannot_be_put_together_is_refused(text: str, said: str) -> None:
    with pytest.raises(ScriptError, match=said):
        bundle({"a.js": text, "b.js": ""}, "a.js")


def test_modules_are_short(sources: dict[str, str]) -> None:
    for name, text in sources.items():
        if not name.startswith("vendor/"):
            assert text.count("\n") <= MAX_LINES, f"{name}: split it by purpose"
            assert max(map(len, text.split("\n"))) <= MAX_WIDTH, name
            assert text.startswith("// "), f"{name} does not say what it is for"


def test_scripts_of_others_are_as_they_were_handed_out(root: Path) -> None:
    folder = root / MODULES / "vendor"
    listed = re.findall(r"^\| `([\w.-]+\.js)` .*`([0-9a-f]{64})` \|$", (folder / "README.md").read_text("utf-8"), re.M)
    assert sorted(name for name, _ in listed) == sorted(path.name for path in folder.glob("*.js"))
    for name, checksum in listed:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == checksum
        assert (folder / name.replace(".js", ".LICENSE")).is_file()


def test_columns_are_those_of_the_command_line(sources: dict[str, str]) -> None:
    found = re.findall(r'\["(\w+)", (\d+), "(\w+)"\]', sources["columns.js"])
    wanted = [(c.key, str(c.width), "text" if c.kind == "code" else c.kind) for c in COLUMNS]
    assert found[:-1] == wanted and found[-1][0] == "why"


# --- the worker


def test_the_worker_names_what_it_keeps_and_its_version() -> None:
    files = {"en/workbench/": b"page", "assets/a.js": b"script"}
    first = worker("// source\n", {"en": files})
    assert first == worker("// source\n", {"en": dict(reversed(files.items()))})
    head, source = first.content.decode().split("\n", 1)
    kept = json.loads(head.removeprefix("const KEPT = ").removesuffix(";"))
    assert kept["en"]["files"] == ["assets/a.js", "en/workbench/"] and source == "// source\n"
    changed = worker("// source\n", {"en": files | {"assets/a.js": b"Script"}})
    assert changed != first
