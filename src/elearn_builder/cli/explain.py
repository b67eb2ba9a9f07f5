"""`elearn explain`."""

from __future__ import annotations

import shutil
import textwrap

import click


@click.command(
    "explain",
    short_help="Say what a code means and how to cure it.",
    epilog="""
    \b
    Examples:
      elearn explain Q204      one code
      elearn explain Q         all codes about questions
      elearn explain           all codes
    """,
)
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Say what a code means and how to cure it.

    CODE stands in brackets at the head of each finding, like Q204. Its letter alone lists the family.
    """
    from elearn_builder.catalogue import CATALOGUE
    from elearn_builder.diagnostics import FAMILIES, did_you_mean

    wanted = (code or "").strip().strip("[]").upper()
    if wanted in CATALOGUE:
        found = CATALOGUE[wanted]
        click.echo(f"{found.id}  {found.title} ({found.severity.word})\n\n{_wrapped(found.manual)}")
        return
    if wanted and wanted not in FAMILIES:
        cure = did_you_mean(wanted, CATALOGUE) or "`elearn explain` lists all codes"
        message = f"there is no code {wanted}; {cure}"
        raise click.UsageError(message)
    for letter, words in FAMILIES.items():
        codes = [one for one in CATALOGUE.values() if one.id[0] == letter]
        if codes and wanted in {"", letter}:
            click.echo(f"{letter}  {words}")
            for one in codes:
                click.echo(f"  {one.id}  {one.title}")


def _wrapped(manual: str) -> str:
    """Paragraphs wrapped to the terminal; examples (indented by four blanks) as they are."""
    width = min(100, max(50, shutil.get_terminal_size().columns))
    paragraphs = manual.split("\n\n")
    return "\n\n".join(
        paragraph if paragraph.startswith("    ") else textwrap.fill(" ".join(paragraph.split()), width)
        for paragraph in paragraphs
    )
