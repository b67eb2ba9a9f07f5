"""`elearn build`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from elearn_builder.cli import EXIT_FINDINGS, courses, progress

TARGETS = ("scorm12", "scorm2004-3rd", "scorm2004-4th", "web")


@click.command(
    "build",
    short_help="Make packages for learning platforms.",
    epilog="""
    \b
    Examples:
      elearn build                               all courses here, in the formats they ask for
      elearn build courses/basel                 one course
      elearn build courses/basel --target all    in every format
      elearn build --target web --output site    to open by double click

    \b
    Formats:
      scorm12         SCORM 1.2: what every LMS takes; start with this one
      scorm2004-3rd   SCORM 2004 3rd edition: completion and success apart
      scorm2004-4th   SCORM 2004 4th edition, for LMSs that ask for it
      web             a folder to open by double click, progress stays in the browser
    """,
)
@click.argument("course", nargs=-1, metavar="[COURSE]...")
@click.option(
    "--target",
    "targets",
    type=click.Choice((*TARGETS, "all")),
    multiple=True,
    help="The format; may be given several times.  [default: what course.yaml says, else scorm12]",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="DIRECTORY",
    default=Path("dist"),
    show_default=True,
    help="The folder for the packages.",
)
@click.option("--strict", is_flag=True, help="Build only if there are no warnings either.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="How many processes may work at once.  [default: all there are]",
)
def command(
    course: tuple[str, ...], targets: tuple[str, ...], output: Path, workers: int | None, *, strict: bool
) -> None:
    """Make packages for learning platforms.

    Checks the courses first; with an error nothing is written, and packages from before stay as they are. The same
    course gives the same bytes on any day and any machine, so the SHA-256 in the table proves which package it is.
    """
    from elearn_builder import pipeline
    from elearn_builder.reports import tables

    roots = courses.find(course)
    wanted = TARGETS if "all" in targets else targets
    with progress.bar() as tell:
        result = pipeline.build(
            roots, wanted, output, workers=workers or courses.processors(), strict=strict, progress=tell
        )
    courses.show(result.diagnostics, err=True)
    if not result.written:
        click.echo("nothing was written", err=True)
        sys.exit(EXIT_FINDINGS)
    rows = [
        (
            one.path.as_posix(),
            one.target,
            tables.size(one.size),
            _state(one.state, one.state_limit),
            one.sha256,
        )
        for one in result.written
    ]
    heads = ("Package", "Target", "Size", "State", "SHA-256")
    click.echo(tables.render(heads, rows, right=frozenset({2, 3})), nl=False)


def _state(state: int, limit: int) -> str:
    """The most characters that a learner's state can take, of those the LMS keeps."""
    return f"{state:,} of {limit:,}" if limit else f"{state:,}"
