"""`elearn build`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from elearn_builder.cli import EXIT_FINDINGS, courses, progress

TARGETS = ("scorm12", "scorm2004-3rd", "scorm2004-4th", "web")
GATHERINGS = ("moodle-backup",)
TITLE = 254  # most characters of the name of a Moodle course


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
      elearn build --target moodle-backup        all courses here as one Moodle course

    \b
    Formats:
      scorm12         SCORM 1.2: what every LMS takes; start with this one
      scorm2004-3rd   SCORM 2004 3rd edition: completion and success apart
      scorm2004-4th   SCORM 2004 4th edition, for LMSs that ask for it
      web             a folder to open by double click, progress stays in the browser
      moodle-backup   one file with all courses of the run, to restore as a Moodle course;
                      not among "all", which makes packages of each course
    """,
)
@click.argument("course", nargs=-1, metavar="[COURSE]...")
@click.option(
    "--target",
    "targets",
    type=click.Choice((*TARGETS, *GATHERINGS, "all")),
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
@click.option(
    "--title",
    default="",
    metavar="TEXT",
    help="With moodle-backup: what the Moodle course is called.  [default: as the only course, or the only one without "
    "an agreement; else the names of the agreements]",
)
@click.option("--strict", is_flag=True, help="Build only if there are no warnings either.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="How many processes may work at once.  [default: all there are]",
)
def command(
    course: tuple[str, ...],
    targets: tuple[str, ...],
    output: Path,
    title: str,
    workers: int | None,
    *,
    strict: bool,
) -> None:
    """Make packages for learning platforms.

    Checks the courses first; with an error nothing is written, and packages from before stay as they are. The same
    course gives the same bytes on any day and any machine, so the SHA-256 in the table proves which package it is.
    """
    from elearn_builder import pipeline
    from elearn_builder.reports import tables

    _fits(title, targets)
    roots = courses.find(course)
    wanted = (*TARGETS, *(name for name in targets if name in GATHERINGS)) if "all" in targets else targets
    processors = workers or courses.processors()
    with progress.bar() as tell:
        result = pipeline.build(roots, wanted, output, workers=processors, strict=strict, progress=tell, title=title)
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


def _fits(title: str, targets: tuple[str, ...]) -> None:
    """Refuse a title that nothing bears, or that Moodle would cut."""
    if title and not set(targets) & set(GATHERINGS):
        message = "`--title` is the name of a Moodle course; it goes with `--target moodle-backup`"
        raise click.UsageError(message)
    if len(title) > TITLE:
        message = f"the title has {len(title)} characters, the name of a Moodle course {TITLE} at most"
        raise click.UsageError(message)


def _state(state: int, limit: int) -> str:
    """The most characters that a learner's state can take, of those the LMS keeps."""
    return f"{state:,} of {limit:,}" if limit else f"{state:,}"
