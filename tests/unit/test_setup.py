"""The set-up: what it decides to install, what it tells the reader, and the fonts it prepares."""

import dataclasses
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guidance.setup import bootstrap, fonts, sources, system
from guidance.setup.system import DEV_NEEDS, NEEDS, SetupError

ROOT = Path(__file__).parents[2]
TABLE = sources.read_table()


def only(*names: str) -> Callable[[str], str | None]:
    """Return a search that finds the given names and nothing else."""
    return lambda name: f"/found/{name}" if name in names else None


class TestNeeds:
    def test_nothing_is_missing_when_all_is_found(self) -> None:
        found = only("fc-list", "chromium", "pdftotext", "pangoft2-1.0", "harfbuzz-subset")
        assert system.missing([*NEEDS, *DEV_NEEDS], found, found) == []

    def test_another_name_of_the_same_thing_counts(self) -> None:
        found = only("google-chrome", "libpangoft2-1.0-0")
        lacking = {need.name for need in system.missing([*NEEDS, *DEV_NEEDS], found, found)}
        assert lacking == {"HarfBuzz subset", "fontconfig", "Poppler tools"}

    def test_a_program_is_no_library(self) -> None:
        lacking = system.missing(NEEDS, which=only("harfbuzz-subset"), find_library=only("fc-list"))
        assert [need.name for need in lacking] == [need.name for need in NEEDS]

    @pytest.mark.parametrize("need", [*NEEDS, *DEV_NEEDS], ids=lambda need: need.name)
    def test_each_need_names_its_package_on_each_platform(self, need: system.Need) -> None:
        assert set(need.packages) == set(system.PLATFORMS)
        assert need.packages["debian"]
        assert need.libraries or need.programs

    @pytest.mark.parametrize(
        ("dev", "names"), [(False, []), (True, ["Chromium or Chrome", "Poppler tools"])], ids=["site", "dev"]
    )
    def test_browser_and_poppler_are_for_the_tests_only(
        self, dev: bool, names: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bootstrap, "missing", lambda needs: [n for n in needs if n not in NEEDS])
        monkeypatch.setattr(bootstrap, "venv_is_whole", lambda venv: True)
        assert [need.name for need in bootstrap.system_needs(dev, ROOT / ".venv")] == names

    @pytest.mark.parametrize(
        ("whole", "ensurepip", "asked"), [(False, None, True), (False, "spec", False), (True, None, False)]
    )
    def test_venv_is_asked_for_only_where_it_is_to_be_made(
        self, whole: bool, ensurepip: str | None, asked: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bootstrap, "missing", lambda needs: [])
        monkeypatch.setattr(bootstrap, "venv_is_whole", lambda venv: whole)
        monkeypatch.setattr("importlib.util.find_spec", lambda name: ensurepip)
        packages = [need.packages["debian"] for need in bootstrap.system_needs(False, ROOT / ".venv")]
        assert packages == ([f"python3.{sys.version_info[1]}-venv"] if asked else [])


class TestMessage:
    @pytest.mark.parametrize(
        ("start", "words"),
        [
            (
                "Debian, Ubuntu:",
                "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontc",
            ),
            ("Fedora:", "sudo dnf install pango harfbuzz fontconfig chromium poppler-utils"),
            ("macOS (Homebrew):", "brew install pango harfbuzz fontconfig poppler"),
            ("Windows (MSYS2, UCRT64 shell):", "pacman -S mingw-w64-ucrt-x86_64-pango mingw-w64-ucrt"),
        ],
    )
    def test_each_platform_has_its_line(self, start: str, words: str) -> None:
        lines = system.how_to_install([*NEEDS, *DEV_NEEDS]).splitlines()
        line = next(line for line in lines if line.strip().startswith(start))
        assert line.split(":", 1)[1].strip().startswith(words)

    def test_it_lists_only_what_is_missing(self) -> None:
        message = system.how_to_install([DEV_NEEDS[1]])
        assert "not found on this system: Poppler tools." in message
        assert "pango" not in message.lower()

    def test_what_no_package_manager_brings_is_named(self) -> None:
        message = system.how_to_install([DEV_NEEDS[0]])
        assert len(re.findall(r"the installer of Chromium or Chrome", message)) == 2

    def test_an_old_python_is_told_what_to_install(self) -> None:
        assert bootstrap.python_problem((3, 11, 0)) == ""
        assert bootstrap.python_problem((3, 14, 1)) == ""
        problem = bootstrap.python_problem((3, 9, 18))
        assert "Python 3.11 or newer is needed and this is Python 3.9." in problem
        assert all(word in problem for word in ("apt-get", "dnf", "brew", "winget"))


class TestInstall:
    @pytest.fixture
    def commands(self, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        ran: list[list[str]] = []
        monkeypatch.setattr(system, "run", lambda command, **_: ran.append(list(command)))
        monkeypatch.setattr(bootstrap, "run", lambda command, **_: ran.append(list(command)))
        return ran

    def test_apt_updates_once_and_installs_all_at_once(self, commands: list[list[str]]) -> None:
        system.apt_install(NEEDS)
        assert [command[0] for command in commands] == ["apt-get", "apt-get"]
        assert commands[0][-1] == "update"
        assert "--no-install-recommends" in commands[1]
        assert commands[1][-4:] == [
            "libpango-1.0-0",
            "libpangoft2-1.0-0",
            "libharfbuzz-subset0",
            "fontconfig",
        ]

    def test_nothing_lacking_runs_nothing(self, commands: list[list[str]]) -> None:
        bootstrap.prepare_system([])
        assert commands == []

    def test_where_it_may_not_install_it_says_how(
        self, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bootstrap, "can_apt", lambda: False)
        with pytest.raises(SetupError, match="not found on this system: Pango"):
            bootstrap.prepare_system(NEEDS)
        assert commands == []

    @pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs a Unix system")
    @pytest.mark.parametrize(("user", "there", "may"), [(0, True, True), (1000, True, False), (0, False, False)])
    def test_only_root_with_apt_may_install(
        self, user: int, there: bool, may: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: user)
        assert system.can_apt(only("apt-get") if there else only()) is may

    def test_a_command_that_fails_is_shown_with_its_words_and_the_hint(self) -> None:
        code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(7)"
        with pytest.raises(SetupError) as caught:
            system.run([sys.executable, "-c", code], hint="Try again.")
        message = str(caught.value)
        assert all(word in message for word in ("out", "err", "exit code 7"))
        assert message.endswith("Try again.")

    def test_a_command_that_is_not_there_is_an_error_of_the_set_up(self) -> None:
        with pytest.raises(SetupError, match="no-such-program could not be run"):
            system.run(["no-such-program"])


class TestStamp:
    @pytest.fixture
    def project(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        (tmp_path / ".venv").mkdir()
        (tmp_path / "requirements.lock").write_text("a==1\n")
        (tmp_path / "pyproject.toml").write_text("[project]\n")
        self.ran: list[str] = []
        monkeypatch.setattr(bootstrap, "run", lambda command, **_: self.ran.append(" ".join(command[5:])))
        return tmp_path

    def prepare(self, project: Path) -> list[str]:
        self.ran.clear()
        bootstrap.prepare_packages(project, project / ".venv")
        return list(self.ran)

    LOCK = "install --quiet --require-hashes -r requirements.lock"
    EDITABLE = "install --quiet --no-deps --no-build-isolation -e ."

    def test_a_second_run_installs_nothing(self, project: Path) -> None:
        assert self.prepare(project) == [self.LOCK, self.EDITABLE]
        assert self.prepare(project) == []

    def test_a_changed_lock_is_installed(self, project: Path) -> None:
        self.prepare(project)
        (project / "requirements.lock").write_text("a==2\n")
        assert self.prepare(project) == [self.LOCK, self.EDITABLE]

    def test_changed_metadata_install_only_the_project(self, project: Path) -> None:
        self.prepare(project)
        (project / "pyproject.toml").write_text("[project]\nname = 'x'\n")
        assert self.prepare(project) == [self.EDITABLE]

    def test_a_damaged_stamp_counts_for_nothing(self, project: Path) -> None:
        (project / ".venv/.guidance-lock").write_bytes(b"\xff\xfe half a line")
        assert self.prepare(project) == [self.LOCK, self.EDITABLE]

    def test_a_failed_install_leaves_no_stamp(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(command: list[str], **_: object) -> None:
            raise SetupError("no network")

        self.prepare(project)
        (project / "requirements.lock").write_text("a==2\n")
        monkeypatch.setattr(bootstrap, "run", fail)
        with pytest.raises(SetupError):
            bootstrap.prepare_packages(project, project / ".venv")
        assert not (project / ".venv/.guidance-lock").exists()

    def test_an_environment_without_pip_is_not_whole(self, tmp_path: Path) -> None:
        python = bootstrap.venv_python(tmp_path)
        python.parent.mkdir(parents=True)
        python.touch()
        assert not bootstrap.venv_is_whole(tmp_path)
        (tmp_path / "lib/python3.11/site-packages/pip").mkdir(parents=True)
        assert bootstrap.venv_is_whole(tmp_path)
        python.unlink()
        assert not bootstrap.venv_is_whole(tmp_path)


class TestLock:
    def test_every_requirement_is_pinned_with_a_hash(self) -> None:
        text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
        blocks = re.split(r"\n(?=[a-z])", re.sub(r"(?m)^#.*\n", "", text))
        assert len(blocks) > 40
        assert [b for b in blocks if "==" not in b.splitlines()[0] or "--hash=sha256:" not in b] == []

    def test_it_holds_what_the_editable_install_takes_from_the_environment(self) -> None:
        assert re.search(r"(?m)^setuptools==", (ROOT / "requirements.lock").read_text(encoding="utf-8"))

    def test_it_names_no_place(self) -> None:
        assert not re.search(r"://|file:|--(index-url|find-links)", (ROOT / "requirements.lock").read_text())


class TestTable:
    def test_it_has_the_fonts_of_the_pdf(self) -> None:
        styles: dict[str, list[str]] = {}
        for font in TABLE.fonts:
            styles.setdefault(font.family, []).append(font.style)
        assert styles == {
            "Noto Serif": ["Regular", "Italic", "Bold", "Bold Italic"],
            "Noto Sans": ["Regular", "Bold"],
            "Noto Naskh Arabic": ["Regular", "Bold"],
            "Noto Sans Symbols2": ["Regular"],
            "Noto Serif CJK SC": ["Regular", "Bold"],
        }

    @pytest.mark.parametrize("font", TABLE.fonts, ids=lambda font: font.file)
    def test_each_font_has_checksums_licence_and_package(self, font: sources.Font) -> None:
        assert re.fullmatch(r"[0-9a-f]{64}", font.sha256)
        assert re.fullmatch(r"[0-9a-f]{64}", font.fetched[1])
        assert font.licence == "OFL-1.1"
        assert font.package in TABLE.versions

    def test_the_cut_keeps_what_chinese_law_is_written_with(self) -> None:
        kept = set(fonts.cut_characters(TABLE))
        gb2312 = {bytes((a, b)).decode("gb2312", "ignore") for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF)}
        assert kept.issuperset(ord(character) for character in gb2312 if character)
        assert kept.issuperset(map(ord, "，。、；：？！“”‘’（）《》〈〉【】—…·～　①⑩ⅣαЯ㎡℃±×→☐☑"))
        # A grebe, a place name and a chemical element: outside of GBK, yet in the national table.
        assert kept.issuperset(map(ord, "䴘㵐鿏"))


class TestFind:
    def test_only_the_right_checksum_counts(self, tmp_path: Path) -> None:
        for folder, text in (("a", "wrong"), ("b/deep", "right"), ("c", "right")):
            (tmp_path / folder).mkdir(parents=True)
            (tmp_path / folder / "x.ttf").write_text(text)
        wanted = [("x.ttf", sources.checksum(tmp_path / "c/x.ttf")), ("y.ttf", "0" * 64)]
        folders = [tmp_path / name for name in ("none", "a", "b", "c")]
        assert sources.find(wanted, folders) == {"x.ttf": tmp_path / "b/deep/x.ttf"}

    def test_the_pinned_version_is_tried_first_and_then_the_one_on_offer(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tried: list[str] = []

        def run(command: list[str], **_: object) -> None:
            tried.append(command[-1])
            if command[-1] in ("p=1", "update"):
                raise SetupError("not on offer")

        monkeypatch.setattr(sources, "run", run)
        monkeypatch.setattr(sources, "can_apt", lambda: False)
        sources.download(["p"], {"p": "1"}, tmp_path)
        assert tried == ["p=1", "p=1", "p"]

    def test_without_apt_the_message_names_files_and_packages(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(fonts, "can_download", lambda: False)
        with pytest.raises(SetupError) as caught:
            fonts.ensure_fonts(tmp_path, [tmp_path / "none"])
        message = str(caught.value)
        assert "NotoSerifCJK-Bold.ttc" in message and "NotoSerif-Italic.ttf" in message
        assert all(f"{package} {version}" in message for package, version in TABLE.versions.items())
        assert list((tmp_path / ".cache").iterdir()) == [], "a failed run leaves nothing behind"


@pytest.mark.skipif(not fonts.is_ready(fonts.fonts_dir(ROOT), TABLE), reason="run `make fonts` first")
class TestPrepared:
    folder = fonts.fonts_dir(ROOT)

    def test_each_file_has_its_checksum(self) -> None:
        wrong = [f.file for f in TABLE.fonts if sources.checksum(self.folder / f.file) != f.sha256]
        assert wrong == []

    @pytest.mark.parametrize("font", TABLE.fonts, ids=lambda font: font.file)
    def test_each_file_has_the_family_and_style_of_the_table(self, font: sources.Font) -> None:
        scan = ["fc-scan", "--format", "%{family}|%{style}\n", str(self.folder / font.file)]
        said = subprocess.run(scan, capture_output=True, text=True, check=True).stdout
        assert said == f"{font.family}|{font.style}\n"

    def test_fontconfig_sees_these_files_and_no_others(self) -> None:
        seen = subprocess.run(
            ["fc-list", "--format", "%{file}\n"],
            env={"FONTCONFIG_FILE": str(self.folder / "fonts.conf"), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split("\n")
        assert sorted(filter(None, seen)) == sorted(str(self.folder / font.file) for font in TABLE.fonts)

    def test_the_chinese_files_stay_small(self) -> None:
        sizes = [(self.folder / font.file).stat().st_size for font in TABLE.fonts if font.source]
        assert max(sizes) < 8_000_000

    def test_the_licence_stands_beside_them(self) -> None:
        assert "SIL OPEN FONT LICENSE Version 1.1" in (self.folder / "OFL-1.1.txt").read_text()
        assert "copyright" in (self.folder / "fonts.toml").read_text(encoding="utf-8")

    def test_a_second_run_does_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fonts, "_make", lambda *_: pytest.fail("the fonts were made again"))
        assert fonts.ensure_fonts(ROOT) == self.folder

    def test_a_lost_file_or_a_moved_folder_is_noticed(self, tmp_path: Path) -> None:
        more = dataclasses.replace(TABLE, fonts=(*TABLE.fonts, dataclasses.replace(TABLE.fonts[0], file="z")))
        assert not fonts.is_ready(self.folder, more)
        assert fonts.stamp(self.folder) != fonts.stamp(tmp_path)
