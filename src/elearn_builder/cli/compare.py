"""`elearn compare`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from elearn_builder.cli import EXIT_FINDINGS, courses

FORMATS = ("text", "json")


@click.command(
    "compare",
    short_help="Say what learners keep when a package is replaced.",
    epilog="""
    \b
    Examples:
      elearn compare published/basel-scorm12.zip dist/basel-scorm12.zip
      elearn compare old.zip new.zip --format json
    """,
)
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD.zip")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW.zip")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How the comparison is printed.",
)
def command(old: Path, new: Path, form: str) -> None:
    """Say what learners in progress keep, and what they lose, when NEW takes the place of OLD in an LMS.

    Both are SCORM packages. Of packages that another tool has made, only the manifests are compared. Nothing is
    unpacked to disk. The exit code is 1 if learners would lose something.
    """
    from elearn_builder.comparison import compare_files
    from elearn_builder.diagnostics import Report
    from elearn_builder.reports import comparisons

    report = Report()
    found = compare_files(old, new, report)
    if found is None:
        courses.show(report.diagnostics, form)
        sys.exit(EXIT_FINDINGS)
    click.echo(comparisons.text(found) if form == "text" else comparisons.machine(found), nl=False)
    if found.loses:
        sys.exit(EXIT_FINDINGS)
