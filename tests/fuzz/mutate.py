"""Mutations: small damage to the bytes, the lines or the tokens of a file; the same random source, the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

#: What a hostile or careless hand writes in the place of a value.
NASTY = (
    b"[", b"]", b"{", b"}", b"&a", b"*a", b"!!python/object:os.system", b"|", b">-", b"\x00", "\u202e".encode(),
    b'"\\u202e"', b'"\\0"', b"null", b"~", b"", b"''", b"x" * 10_000, b"../..", b"{placeholder}", b"[[x]]",
    b"[[clause:", b"[[|]]", b"^[note", b"^[]", b"<script>", b"[x](javascript:alert)", b"[x](<a b>)", b"**a*",
    b"- - - a", b"1. a", b"% &", b"---", b"...", b"? a", b": b", b"- a", b"#", b"<<", b"@x", b"`x`", b"\\", b'"\\x"',
    b"-1", b"1e999", b"9" * 400, b"0x1F", "٣".encode(), b"2026-13-45", "а".encode(), "e\u0301".encode(),
    b"\xff", b"\xed\xa0\x80", "\U0010ffff".encode(), b"http://[", b"https://u:p@h/", b"mailto:", b"\r", b"\t",
)  # fmt: skip

_SCALAR = re.compile(rb"(?<=: |- )[^\n]+|(?<=\n)[a-z_0-9-]+(?=:)|[^\s,\[\]{}:]+")

Mutation = Callable[[bytes, Random], bytes]


def mutated(content: bytes, random: Random) -> tuple[str, bytes]:
    """One to three damages to a file; returns what was done, in words, and the new bytes."""
    done: list[str] = []
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        name = random.choice(tuple(MUTATIONS))
        content = MUTATIONS[name](content, random)
        done.append(name)
    return ", ".join(done), content


def _flip(content: bytes, random: Random) -> bytes:
    at = _place(content, random)
    return content[:at] + bytes(byte ^ (1 << random.randrange(8)) for byte in content[at : at + 1]) + content[at + 1 :]


def _insert(content: bytes, random: Random) -> bytes:
    at = _place(content, random)
    return content[:at] + random.randbytes(random.randint(1, 4)) + content[at:]


def _delete(content: bytes, random: Random) -> bytes:
    at = _place(content, random)
    return content[:at] + content[at + random.choice((1, 1, 2, 5, 50)) :]


def _duplicate(content: bytes, random: Random) -> bytes:
    at, length = _place(content, random), random.choice((1, 2, 10, 100, 1000))
    return content[:at] + content[at : at + length] * 2 + content[at + length :]


def _delete_line(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    del lines[random.randrange(len(lines))]
    return b"\n".join(lines)


def _duplicate_line(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    lines.insert(random.randrange(len(lines)), random.choice(lines))
    return b"\n".join(lines)


def _swap_lines(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _indent_line(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    at = random.randrange(len(lines))
    lines[at] = random.choice((b" ", b"  ", b"    ", b"\t", b"- ")) + lines[at]
    return b"\n".join(lines)


def _replace_token(content: bytes, random: Random) -> bytes:
    tokens = list(_SCALAR.finditer(content))
    if not tokens:
        return random.choice(NASTY)
    token = random.choice(tokens)
    return content[: token.start()] + random.choice(NASTY) + content[token.end() :]


def _insert_token(content: bytes, random: Random) -> bytes:
    at = _place(content, random)
    return content[:at] + random.choice((b"", b" ")) + random.choice(NASTY) + content[at:]


def _exchange_tokens(content: bytes, random: Random) -> bytes:
    """A value in the place of another: well formed, and wrong in a way that only the rules can see."""
    tokens = list(_SCALAR.finditer(content))
    if not tokens:
        return content
    target, source = random.choice(tokens), random.choice(tokens)
    return content[: target.start()] + source[0] + content[target.end() :]


def _place(content: bytes, random: Random) -> int:
    return random.randrange(len(content) + 1)


#: Every damage by its name.
MUTATIONS: dict[str, Mutation] = {
    "flip a bit": _flip,
    "insert bytes": _insert,
    "delete bytes": _delete,
    "duplicate bytes": _duplicate,
    "delete a line": _delete_line,
    "duplicate a line": _duplicate_line,
    "swap lines": _swap_lines,
    "indent a line": _indent_line,
    "replace a token": _replace_token,
    "insert a token": _insert_token,
    "exchange tokens": _exchange_tokens,
}
