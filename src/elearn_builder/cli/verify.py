"""`elearn verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from elearn_builder.cli import EXIT_FINDINGS, courses
from elearn_builder.cli.check import FORMATS


@click.command(
    "verify",
    short_help="Check whether a SCORM package is fit to upload.",
    epilog="""
    \b
    Examples:
      elearn verify dist/basel-scorm12.zip
      elearn verify *.zip --strict
      elearn verify course.zip --format json
    """,
)
@click.argument("package", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PACKAGE.zip...")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
def command(package: tuple[Path, ...], form: str, *, strict: bool) -> None:
    """Check whether SCORM packages are fit to upload, whatever tool made them.

    The manifest is held against the official schemas and the rules of SCORM 1.2 and 2004, and against the files in the
    package, both ways. Nothing is unpacked to disk and nothing is fetched.
    """
    from elearn_builder.conformance import verify_file
    from elearn_builder.diagnostics import Report

    report = Report()
    for file in package:
        verify_file(file, file.as_posix(), report)
    courses.show(report.diagnostics, form)
    if courses.failed(report.diagnostics, strict=strict):
        sys.exit(EXIT_FINDINGS)
    if form == "text":
        names = f"{len(package)} package{'s' if len(package) != 1 else ''}"
        click.echo(
            f"{names} verified, no errors" if report.diagnostics else f"{names} verified, all is well",
            err=True,
        )
