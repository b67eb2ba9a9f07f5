"""What several commands share: which courses are meant, how many processes to use, how findings are shown."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from elearn_builder.reports import FORMATS, terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elearn_builder.diagnostics import Diagnostic


def find(named: Sequence[str]) -> list[tuple[Path, str]]:
    """Course folders: those named, else the current folder, else all courses in it or in ``courses/``.

    Raises:
        click.UsageError: None is named and none is found.
    """
    if named:
        return [(Path(name), name.rstrip("/\\") or name) for name in dict.fromkeys(named)]
    if Path("course.yaml").is_file():
        return [(Path(), ".")]
    for place in (Path("courses"), Path()):
        found = sorted(file.parent for file in place.glob("*/course.yaml"))
        if found:
            return [(folder, folder.as_posix()) for folder in found]
    message = "there is no course here: name a course folder, or make one with `elearn new my-course`"
    raise click.UsageError(message)


def processors() -> int:
    """How many processes can work at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def show(
    diagnostics: Sequence[Diagnostic], form: str = "text", *, ignored: Sequence[Diagnostic] = (), err: bool = False
) -> None:
    """Print findings; text is coloured on a terminal that wants it. SARIF also takes those that are ignored."""
    stream = sys.stderr if err else sys.stdout
    if form == "text":
        colour = stream.isatty() and "NO_COLOR" not in os.environ
        click.echo(terminal.render(diagnostics, colour=colour), nl=False, err=err, color=True)
    else:
        found = sorted([*diagnostics, *ignored], key=lambda one: one.order) if form == "sarif" else diagnostics
        click.echo(FORMATS[form](found), nl=False, err=err)


def now() -> datetime:
    """Now; with SOURCE_DATE_EPOCH (seconds since 1970) in the environment, then, so that a verdict can be repeated."""
    written = os.environ.get("SOURCE_DATE_EPOCH", "")
    if written.isascii() and written.isdigit() and len(written) <= 11:  # the year 5138
        return datetime.fromtimestamp(int(written), tz=UTC)
    return datetime.now().astimezone()


def write(file: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        OSError: It cannot be written; what was there before is as it was.
    """
    scratch = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        scratch.write_text(text, encoding="utf-8")
        scratch.replace(file)
    finally:
        scratch.unlink(missing_ok=True)


def failed(diagnostics: Sequence[Diagnostic], *, strict: bool) -> bool:
    """Whether findings make a command fail; notes never do."""
    least = "warning" if strict else "error"
    return any(one.code.severity.word in {"error", least} for one in diagnostics)
