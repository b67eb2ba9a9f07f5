"""`elearn certificate`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from elearn_builder.cli import EXIT_FINDINGS

if TYPE_CHECKING:
    from datetime import datetime


@click.command(
    "certificate",
    short_help="Compare a certificate with its check code.",
    epilog="""
    \b
    Examples:
      elearn certificate 4K7QX-0M2ZB --course basel --course-version 2026.11 \\
          --name "Anna Diallo" --score 87 --date 2026-11-24
    """,
)
@click.argument("code")
@click.option("--course", required=True, help="The course's `id` in course.yaml.")
@click.option("--course-version", required=True, help="Version of the course, as the certificate says it.")
@click.option("--name", required=True, help="The learner's name, as it stands there.")
@click.option("--score", type=click.IntRange(0, 100), help="The result in percent; leave it out if there is none.")
@click.option("--date", "day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The date, like 2026-11-24.")
def command(*, code: str, course: str, course_version: str, name: str, score: int | None, day: datetime) -> None:
    """Compare a certificate with its check CODE: does the code belong to this name, result and date?

    The code finds out what was changed on the paper. Whether somebody really took the course is in the records of the
    learning platform.
    """
    from elearn_builder.certificate import check_code, same

    if same(code, check_code(course, course_version, " ".join(name.split()), score, day.date())):
        click.echo("The code belongs to this certificate.")
        return
    click.echo("The code does not belong to this certificate: look whether all is typed as it stands there.", err=True)
    sys.exit(EXIT_FINDINGS)
