"""The scripts of the workbench as files that any page may load, one opened from a disk too.

Browsers load no modules from a disk, and on a slow line one file comes faster than thirty. The modules keep to a part
of the language that can be put together line by line: what they import stands at their top by name, what they export
is declared with the word before it and never assigned again, comments have lines of their own, and no text runs over
several lines. Whatever breaks these rules is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from guidance.errors import ToldError

_IMPORT = re.compile(r'import \{ ([\w$, ]+) \} from "\./([\w/.-]+\.js)";')
_EXPORT = re.compile(r"export ((?:async )?function\*?|const|class) ([\w$]+)")
_NAME = re.compile(r"([\w$]+)(?: as ([\w$]+))?")
_LINE_COMMENT = re.compile(r"\s*//")
_BLOCK = re.compile(r"\s*/\*")


class ScriptError(ToldError):
    """A module that cannot be put together with the others; the message says which and why."""


def bundle(modules: Mapping[str, str], first: str, event: str = "") -> str:
    """One script that runs ``first`` and all it imports; ``modules`` are their texts by the names they import.

    With ``event``, the script hands over what ``first`` exports in an event of that name. A module under ``vendor/`` is
    taken as it is: a script that fills ``exports``, as libraries are handed out.
    """
    made = _Bundle(modules)
    made.add(first, ())
    handed = f'document.dispatchEvent(new CustomEvent("{event}",{{detail:{_variable(first)}}}));\n' if event else ""
    return "".join(['(()=>{"use strict";\n', *made.code.values(), handed, "})();\n"])


class _Bundle:
    """Modules put together so far: the code of each, after that of those it imports, and the names it exports."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = modules
        self.code: dict[str, str] = {}
        self._exports: dict[str, list[str]] = {}

    def add(self, name: str, path: tuple[str, ...]) -> None:
        """Put a module after those it imports; ``path`` are the modules that led to it."""
        if name in path:
            raise ScriptError(f"{name} imports itself by way of {' and '.join(path[path.index(name) + 1 :]) or name}")
        if name in self.code:
            return
        if name not in self._modules:
            raise ScriptError(f"there is no module {name}, which {path[-1] if path else 'the page'} imports")
        if name.startswith("vendor/"):
            code = f"const exports={{}},module={{exports}};\n{self._modules[name].strip()}\nreturn module.exports;\n"
        else:
            code = self._module(name, path)
        self.code[name] = f"const {_variable(name)}=(()=>{{\n{code}}})();\n"

    def _module(self, name: str, path: tuple[str, ...]) -> str:
        exported = self._exports[name] = []
        lines: list[str] = []
        for line in _code(self._modules[name], name):
            if found := _IMPORT.fullmatch(line):
                self.add(found[2], (*path, name))
                lines.append(f"const {{{self._imported(name, found[2], found[1])}}}={_variable(found[2])};")
            elif line.startswith(("import ", "export ")):
                match = _EXPORT.match(line)
                if match is None:
                    raise ScriptError(f"{name}: this way to import or export is not known here: {line[:60]}")
                exported.append(match[2])
                lines.append(line.removeprefix("export "))
            else:
                lines.append(line)
        return "\n".join([*lines, f"return {{{','.join(exported)}}};", ""])

    def _imported(self, name: str, other: str, listed: str) -> str:
        """The names of an import as a declaration has them: ``a as b`` becomes ``a:b``."""
        known = self._exports.get(other)
        found = [match for word in listed.split(",") if (match := _NAME.fullmatch(word.strip()))]
        for match in found:
            # A library is no module of ours: what it exports is known when it runs.
            if known is not None and match[1] not in known:
                raise ScriptError(f"{name}: {other} exports no {match[1]}")
        return ",".join(f"{match[1]}:{match[2]}" if match[2] else match[1] for match in found)


def _variable(name: str) -> str:
    return "m_" + re.sub(r"\W", "_", name.removesuffix(".js"))


def _code(text: str, name: str) -> list[str]:
    """The lines of a module without comments and without space before them."""
    found: list[str] = []
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        if inside or _BLOCK.match(line):
            end = line.find("*/")
            inside = end < 0
            if end >= 0 and line[end + 2 :].strip():
                raise ScriptError(f"{name}:{number}: something stands after a comment")
        elif line.strip() and not _LINE_COMMENT.match(line):
            if line.replace("\\`", "").count("`") % 2:
                raise ScriptError(f"{name}:{number}: a text runs over several lines")
            found.append(line.strip())
    return found
