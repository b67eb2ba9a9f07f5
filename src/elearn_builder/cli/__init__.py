"""The command `elearn`. Parses arguments, calls, prints, exits; each command is a module that is imported when it
is used.
"""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from pathlib import Path

import click

from elearn_builder import __version__

COMMANDS = {
    "new": "Make a new course that builds at once.",
    "check": "Find the mistakes in courses, each at its line.",
    "preview": "Show a course as you write it, and what an LMS sees of it.",
    "build": "Make packages for learning platforms.",
    "verify": "Check whether a SCORM package is fit to upload.",
    "compare": "Say what learners keep when a package is replaced.",
    "upload": "Put packages into an LMS, the first time and every time after.",
    "explain": "Say what a code means and how to cure it.",
    "certificate": "Compare a certificate with its check code.",
    "completion": "Let the Tab key complete commands in your shell.",
}

EXIT_FINDINGS, EXIT_ENVIRONMENT, EXIT_STOPPED = 1, 3, 130


class _Commands(click.Group):
    """Commands by name; nothing of them is imported to list them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"elearn_builder.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from elearn_builder.diagnostics import did_you_mean

            message = f"there is no command `{args[0]}`; {did_you_mean(args[0], COMMANDS)}"
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""
    \b
    Exit codes: 0 all is well, 1 there are findings, 2 the command was not understood,
    3 something outside is in the way (disk, permissions, network).
    """,
)
@click.version_option(__version__, "-V", "--version", prog_name="elearn", message="%(prog)s %(version)s")
def cli() -> None:
    """Courses in Markdown in, packages for learning platforms out.

    A course is a folder with a course.yaml and lessons in Markdown. Write, check, build, and upload the zip to your
    learning management system (LMS).

    \b
    The usual way:
      elearn new my-course              make a course that works
      elearn check my-course            find mistakes
      elearn preview my-course          see it in the browser while you write
      elearn build my-course            make dist/my-course-scorm12.zip
      elearn upload my-course --to lms  put it into an LMS

    Each command has examples: elearn COMMAND --help
    """  # noqa: D301 - the backspace tells click to leave the lines as they are
    for stream in (sys.stdout, sys.stderr):  # a file name that is no text, a terminal that does not know a letter
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main() -> None:
    """Run the command; whatever goes wrong is said in one sentence, never as a traceback."""
    gc.disable()  # a command ends within seconds, and hardly anything it makes refers back to itself
    try:
        sys.exit(cli(prog_name="elearn", standalone_mode=False))
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_FINDINGS)
    except (KeyboardInterrupt, click.Abort):
        click.echo("elearn: stopped", err=True)
        sys.exit(EXIT_STOPPED)
    except OSError as problem:
        click.echo(f"elearn: {_in_words(problem)}", err=True)
        sys.exit(EXIT_ENVIRONMENT)
    except Exception as problem:  # noqa: BLE001 - the last door: a bug must not look like the author's mistake
        click.echo(f"elearn: {_bug(problem)}", err=True)
        sys.exit(EXIT_ENVIRONMENT)


def _in_words(problem: OSError) -> str:
    reason = problem.strerror or str(problem)
    return f"{reason}: {problem.filename}" if problem.filename else reason


def _bug(problem: Exception) -> str:
    """Keep the details of a bug in a file and say where."""
    import tempfile
    import traceback

    handle, name = tempfile.mkstemp(prefix="elearn-error-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"elearn {__version__}, Python {sys.version}\n{' '.join(sys.argv)}\n\n")
        file.write("".join(traceback.format_exception(problem)))
    what = f"{type(problem).__name__}: {problem}".strip()
    mistake = f"this is a mistake in elearn-builder, not in your course ({what})."
    return f"{mistake}\nPlease report it with the file {Path(name)}"
