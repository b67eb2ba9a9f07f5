"""`elearn check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from elearn_builder.cli import EXIT_FINDINGS, courses, progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from elearn_builder.linkcheck.asking import Web
    from elearn_builder.pipeline import Result

ROUNDS = 10  # cures may overlap, and one may show the next fault
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
      elearn check --fix                  cure what needs no thought, and say what is left
      elearn check --links                also ask the web whether links still lead somewhere
      elearn check --format json          for scripts and editors
      elearn check --report report.html   coverage, exam, freshness, bytes on one page
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
@click.option("--fix", is_flag=True, help="Cure in the files what can be cured without doubt, and check again.")
@click.option("--diff", is_flag=True, help="With --fix: only show what would be changed.")
@click.option("--links", is_flag=True, help="Also ask the web whether links and sources are still there.")
@click.option("--again", is_flag=True, help="With --links: ask anew for what was asked for within the last week.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day that ages are counted from, like 2026-11-23.  [default: today]",
)
@click.option(
    "--report",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Also write a report for whoever answers for the training: one page, to read or to print.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="How many processes may work at once.  [default: all there are]",
)
def command(
    course: tuple[str, ...],
    form: str,
    workers: int | None,
    today: datetime | None,
    page: Path | None,
    *,
    strict: bool,
    links: bool,
    again: bool,
    fix: bool,
    diff: bool,
) -> None:
    """Find the mistakes in courses, each at its line, with its cure.

    COURSE is a folder with a course.yaml. Without one, the course in the current folder is checked, or all courses
    in it or in courses/.
    """
    from elearn_builder import pipeline

    if diff and not fix:
        message = "--diff shows what --fix would change; give both"
        raise click.UsageError(message)
    if again and not links:
        message = "--again is about what --links asks for; give both"
        raise click.UsageError(message)
    roots = courses.find(course)
    day = (today or courses.now()).date()
    web = _web(again=again) if links else None

    def run() -> Result:
        with progress.bar() as tell:
            wanted = workers or courses.processors()
            rendered = page is not None
            return pipeline.check(roots, workers=wanted, today=day, web=web, progress=tell, render=rendered)

    result = run()
    if fix:
        result = _fix(result, roots, run, diff=diff)
    if page:
        from elearn_builder.reports import training

        courses.write(page, training.page(result, day))
    courses.show(result.diagnostics, form, ignored=result.ignored)
    if web and web.offline:
        click.echo("links were not checked: no server could be reached; is there a network?", err=True)
    if courses.failed(result.diagnostics, strict=strict):
        sys.exit(EXIT_FINDINGS)
    if form == "text":
        names = f"{len(roots)} course{'s' if len(roots) != 1 else ''}"
        verdict = "no errors" if result.diagnostics else "all is well"
        ignored = f", {len(result.ignored)} ignored" if result.ignored else ""
        click.echo(f"{names} checked, {verdict}{ignored}", err=True)


def _fix(result: Result, roots: Sequence[tuple[Path, str]], run: Callable[[], Result], *, diff: bool) -> Result:
    """Cure what can be cured without doubt and check again, until nothing more can be; with ``diff``, only show it."""
    from elearn_builder import mending

    for _ in range(ROUNDS):
        files = mending.plan(result.diagnostics, roots)
        if diff:
            for file in files:
                click.echo(file.diff, nl=False)
            sys.exit(EXIT_FINDINGS if files else 0)
        if not files:
            break
        for file in files:
            if mending.write(file):
                places = ", ".join(f"{one.code.id} in line {one.span.line}" for one in file.cured)
                click.echo(f"mended {file.path}: {places}", err=True)
            else:
                click.echo(f"left alone {file.path}: it has changed meanwhile", err=True)
        result = run()
    return result


def _web(*, again: bool) -> Web:
    from elearn_builder.linkcheck.asking import Web
    from elearn_builder.linkcheck.memory import Memory

    return Web(Memory(forget=again))
