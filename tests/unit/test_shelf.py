"""The shelf makes what is missing, once, and loses nothing when a product, a process or the whole run fails."""

from __future__ import annotations

import os
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from guidance import shelf
from guidance.shelf import Product, ShelfError, Workers
from guidance.write import write_file


def _text(path: str, digest: str = "1", text: str = "text") -> Product:
    return Product(path, digest, partial(str.encode, text))


def _paths(products: list[Product]) -> list[str]:
    return sorted(product.path for product in products)


ONE = Workers(1)


def test_makes_what_is_missing_and_keeps_the_rest(tmp_path: Path) -> None:
    told: list[str] = []
    assert _paths(shelf.make_all(tmp_path, [_text("en/a"), _text("b")], Workers(2), lambda p: told.append(p.path))) == [
        "b",
        "en/a",
    ]
    assert sorted(told) == ["b", "en/a"] and (tmp_path / "en/a").read_bytes() == b"text"
    told.clear()
    assert shelf.make_all(tmp_path, [_text("en/a"), _text("b")], ONE, lambda p: told.append(p.path)) == []
    assert sorted(told) == ["b", "en/a"]
    # Another source, or a file that was edited or lost: made again.
    (tmp_path / "b").write_text("edited")
    assert _paths(shelf.missing(tmp_path, [_text("en/a", "2"), _text("b")])) == ["b", "en/a"]
    shelf.make_all(tmp_path, [_text("en/a", "2", "new"), _text("b")], ONE)
    assert (tmp_path / "en/a").read_text() == "new" and (tmp_path / "b").read_text() == "text"


def test_a_failure_loses_no_other_product_and_all_are_told(tmp_path: Path) -> None:
    products = [
        Product("lost", "1", partial(Path.read_bytes, tmp_path / "no such file")),
        Product("dead", "1", partial(os._exit, 1)),
        *(_text(name) for name in "abcd"),
    ]
    with pytest.raises(ShelfError) as error:
        shelf.make_all(tmp_path, products, Workers(2))
    said = str(error.value)
    assert said.startswith("2 of 6 files could not be made")
    assert "lost: " in said and "no such file" in said and "dead: its process died" in said
    assert _paths(shelf.missing(tmp_path, products)) == ["dead", "lost"]


def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    products = [_text(name) for name in "abc"]

    def killed(product: Product) -> None:
        if product.path == "b":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shelf.make_all(tmp_path, products, ONE, killed)
    # The run died in the middle of a line, too.
    with (tmp_path / ".made").open("ab") as file:
        file.write(b"12345 6789")
    assert _paths(shelf.make_all(tmp_path, products, ONE)) == ["c"]
    assert shelf.missing(tmp_path, products) == []


def test_workers_begin_with_what_they_need(tmp_path: Path) -> None:
    (tmp_path / "here").write_text("brought")
    workers = Workers(1, partial(os.chdir, tmp_path), {"SHELF_TEST": "set"})
    products = [
        Product("read", "1", partial(Path.read_bytes, Path("here"))),
        Product("environment", "1", partial(Path.read_bytes, Path("/proc/self/environ"))),
    ]
    shelf.make_all(tmp_path / "out", products, workers)
    assert (tmp_path / "out/read").read_text() == "brought"
    assert b"SHELF_TEST=set" in (tmp_path / "out/environment").read_bytes().split(b"\0")
    assert "SHELF_TEST" not in os.environ
    with pytest.raises(ShelfError, match="No such file"):
        shelf.make_all(tmp_path / "out", [_text("a")], Workers(1, partial(os.chdir, tmp_path / "nowhere")))


def test_forgets_only_what_it_made(tmp_path: Path) -> None:
    shelf.make_all(tmp_path, [_text("a"), _text("b")], ONE)
    (tmp_path / "mine").write_text("a file of somebody's")
    shelf.forget_others(tmp_path, [_text("a")])
    assert sorted(path.name for path in tmp_path.iterdir()) == [".made", "a", "mine"]
    assert shelf.missing(tmp_path, [_text("a")]) == []


def test_the_list_does_not_grow_for_ever(tmp_path: Path) -> None:
    for run in range(300):
        shelf.keep(tmp_path, "a", f"{run}", b"text")
    shelf.keep(tmp_path, "b", "1", b"other")
    lines = (tmp_path / ".made").read_text().splitlines()
    assert len(lines) == 301
    shelf.tidy(tmp_path)
    assert (tmp_path / ".made").read_text().splitlines() == [lines[299], lines[300]]
    assert shelf.kept(tmp_path, "a", "299") == b"text" and shelf.kept(tmp_path, "b", "1") == b"other"
    # A few are left alone: to write the list anew is work too.
    shelf.keep(tmp_path, "a", "300", b"text")
    shelf.tidy(tmp_path)
    assert len((tmp_path / ".made").read_text().splitlines()) == 3
    shelf.tidy(tmp_path / "nothing here")
    assert not (tmp_path / "nothing here").exists()


@pytest.mark.parametrize("path", ["../a", "/a", "", "a/../../b", "a\nb"])
def test_refuses_paths_that_lead_elsewhere(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="no path"):
        shelf.make_all(tmp_path, [_text(path)], ONE)


def test_the_digest_tells_its_parts_apart() -> None:
    digests = [shelf.digest_of("ab", "c"), shelf.digest_of("a", "bc"), shelf.digest_of("abc"), shelf.digest_of("ab")]
    assert len(set(digests)) == 4
    assert shelf.digest_of("a", b"b") == shelf.digest_of("a", "b")


def _write_often(path: Path) -> None:
    for number in range(300):
        write_file(path, b"%d" % number)


def test_two_processes_may_write_the_same_file(tmp_path: Path) -> None:
    processes = [get_context("fork").Process(target=_write_often, args=(tmp_path / "part",)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["part"]
