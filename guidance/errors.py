"""Errors that are told plainly: somebody else's mistake, with a message that says what to do; ours show a traceback."""

from __future__ import annotations


class ToldError(Exception):
    """What cannot be done, in words; ``exit_code`` is 1 for content and 2 for wrong usage."""

    exit_code = 1


class UsageError(ToldError):
    """The command was asked for something it cannot do."""

    exit_code = 2
