"""`elearn check`."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

import click

from elearn_builder.cli import EXIT_FINDINGS, courses, progress

FORMATS = ("text", "json", "github", "sarif")


@click.command(
    "check",
    short_help="Find the mistakes in courses, each at its line.",
    epilog="""
    \b
    Examples:
      elearn check                        all courses here
      elearn check courses/basel          one course
      elearn check --strict               warnings count too, for instance before a release
      elearn check --format json          for scripts and editors
    """,
)
@click.argument("course", nargs=-1, metavar="[COURSE]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How findings are printed: for people, or for programs.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day that ages are counted from, like 2026-11-23.  [default: today]",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="How many processes may work at once.  [default: all there are]",
)
def command(course: tuple[str, ...], form: str, workers: int | None, today: datetime | None, *, strict: bool) -> None:
    """Find the mistakes in courses, each at its line, with its cure.

    COURSE is a folder with a course.yaml. Without one, the course in the current folder is checked, or all courses
    in it or in courses/.
    """
    from elearn_builder import pipeline

    roots = courses.find(course)
    day = (today or _now()).date()
    with progress.bar() as tell:
        result = pipeline.check(roots, workers=workers or courses.processors(), today=day, progress=tell)
    courses.show(result.diagnostics, form, ignored=result.ignored)
    if courses.failed(result.diagnostics, strict=strict):
        sys.exit(EXIT_FINDINGS)
    if form == "text":
        names = f"{len(roots)} course{'s' if len(roots) != 1 else ''}"
        verdict = "no errors" if result.diagnostics else "all is well"
        ignored = f", {len(result.ignored)} ignored" if result.ignored else ""
        click.echo(f"{names} checked, {verdict}{ignored}", err=True)


def _now() -> datetime:
    """Now; with SOURCE_DATE_EPOCH (seconds since 1970) in the environment, then, so that a verdict can be repeated."""
    written = os.environ.get("SOURCE_DATE_EPOCH", "")
    if written.isascii() and written.isdigit() and len(written) <= 11:  # the year 5138
        return datetime.fromtimestamp(int(written), tz=UTC)
    return datetime.now().astimezone()
