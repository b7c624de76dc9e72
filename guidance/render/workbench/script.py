"""The scripts of the workbench as one file that any page may load, one opened from a disk too.

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


def bundle(modules: Mapping[str, str], first: str) -> str:
    """One script that runs ``first`` and all it imports; ``modules`` are their texts by the names they import.

    A module under ``vendor/`` is taken as it is: a script that fills ``exports``, as libraries are handed out.
    """
    made: dict[str, str] = {}
    _add(modules, first, made, ())
    return "".join(['(()=>{"use strict";\n', *made.values(), "})();\n"])


def _add(modules: Mapping[str, str], name: str, made: dict[str, str], path: tuple[str, ...]) -> None:
    """Put a module after those it imports."""
    if name in path:
        raise ScriptError(f"{name} imports itself by way of {' and '.join(path[path.index(name) + 1 :]) or name}")
    if name in made:
        return
    if name not in modules:
        raise ScriptError(f"there is no module {name}, which {path[-1] if path else 'the page'} imports")
    if name.startswith("vendor/"):
        code = f"const exports={{}},module={{exports}};\n{modules[name].strip()}\nreturn module.exports;\n"
        made[name] = _wrapped(name, code)
        return
    lines, exported = [], []
    for line in _code(modules[name], name):
        if found := _IMPORT.fullmatch(line):
            _add(modules, found[2], made, (*path, name))
            lines.append(f"const {{{_names(found[1])}}}={_variable(found[2])};")
        elif line.startswith(("import ", "export ")):
            match = _EXPORT.match(line)
            if match is None:
                raise ScriptError(f"{name}: this way to import or export is not known here: {line[:60]}")
            exported.append(match[2])
            lines.append(line.removeprefix("export "))
        else:
            lines.append(line)
    made[name] = _wrapped(name, "\n".join([*lines, f"return {{{','.join(exported)}}};", ""]))


def _wrapped(name: str, code: str) -> str:
    return f"const {_variable(name)}=(()=>{{\n{code}}})();\n"


def _variable(name: str) -> str:
    return "m_" + re.sub(r"\W", "_", name.removesuffix(".js"))


def _names(listed: str) -> str:
    """The names of an import as a declaration has them: ``a as b`` becomes ``a:b``."""
    found = (_NAME.fullmatch(name.strip()) for name in listed.split(","))
    return ",".join(f"{match[1]}:{match[2]}" if match[2] else match[1] for match in found if match)


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
