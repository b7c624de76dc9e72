"""The command line: arguments to one call into app, and an exit code (0 clean, 1 content has errors, 2 wrong usage).

Each verb stands in a module that is imported when the verb is called: a check must not wait for the renderers.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module

import click

from guidance import __version__
from guidance.errors import ToldError

#: The verbs in the order people meet them, each with its module.
VERBS = {
    "build": "site",
    "serve": "site",
    "export": "publish",
    "stage": "site",
    "release": "release",
    "check": "checks",
    "verify": "verify",
    "explain": "checks",
    "links": "checks",
    "diff": "editions",
    "inspect": "checks",
    "checklist": "checklist",
    "schema": "desk",
    "ledger": "desk",
    "new": "desk",
    "i18n": "desk",
}


class _Verbs(click.Group):
    """A group that imports a verb only when it is called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = import_module(f"guidance.cli.{VERBS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="guidance")
def cli() -> None:
    """Build, check and translate the legislative guidance on ecological connectivity."""


def main() -> None:
    """Run the command line; content errors and wrong usage are told plainly, our own bugs show a traceback."""
    # What is reported holds every script, whatever the terminal is set to.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(2)
    except ToldError as told:
        click.echo(f"guidance: {told}" if told.exit_code == 2 else str(told), err=True)
        sys.exit(told.exit_code)
    finally:
        # At its end the interpreter looks through a million live objects for circular garbage, and frees them anyway.
        gc.freeze()
