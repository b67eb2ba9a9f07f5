"""`elearn new`."""

from __future__ import annotations

import re
import shutil
import sys
import uuid
from datetime import datetime
from pathlib import Path

import click

from elearn_builder.cli import EXIT_FINDINGS


@click.command(
    "new",
    short_help="Make a new course that builds at once.",
    epilog="""
    \b
    Examples:
      elearn new my-course
      elearn new courses/ozone --title "Ozone-depleting gases" --language fr
    """,
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="What the course is called; asked for if left out.")
@click.option("--language", help="Its language as a tag, like en, fr or ar; asked for if left out.")
def command(folder: Path, title: str | None, language: str | None) -> None:
    """Make a new course in the folder DIR: small, complete, and showing the main blocks.

    It can be checked and built as it is. Nothing that exists is overwritten.
    """
    from elearn_builder import resources
    from elearn_builder.media import fold
    from elearn_builder.reader import is_identifier

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        click.echo(f"elearn: {folder} exists already and is not empty; choose another folder", err=True)
        sys.exit(EXIT_FINDINGS)
    asks = sys.stdin.isatty()
    name = fold(folder.resolve().name).replace("_", "-").strip("-")[:40]
    if not is_identifier(name):
        name = "course"
    if title is None:
        plain = folder.resolve().name.replace("-", " ").strip().capitalize()
        title = click.prompt("Title of the course", default=plain) if asks else plain
    if language is None:
        prompt = "Language (en, fr, es, ar …)"
        language = click.prompt(prompt, default="en", value_proc=_language) if asks else "en"
    language = _language(language)
    starters = resources.folder("templates") / "starter"
    starter = next(
        (starters / tag for tag in (language, language.split("-")[0]) if (starters / tag).is_dir()),
        starters / "en",
    )
    place = folder.resolve()
    scratch = place.parent / f".elearn-new-{uuid.uuid4().hex[:8]}"
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copytree(starter, scratch)
        today = datetime.now().astimezone().date().isoformat()
        marks = {"@id@": name, "@title@": _quoted(title), "@language@": language, "@today@": today}
        for file in (scratch / "course.yaml", *scratch.glob("lessons/*.md")):
            text = file.read_text(encoding="utf-8")
            for mark, value in marks.items():
                text = text.replace(mark, value)
            file.write_text(text, encoding="utf-8", newline="\n")
        if place.exists():  # empty, and perhaps the folder one stands in: filled instead of replaced
            for part in scratch.iterdir():
                part.rename(place / part.name)
        else:
            scratch.rename(place)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    shown = folder.as_posix()
    click.echo(f"Made the course in {shown}.\n\nNext:\n  elearn check {shown}\n  elearn build {shown}")


def _language(tag: str) -> str:
    """A language tag (BCP 47) as it was given.

    Raises:
        click.UsageError: It is none; a prompt asks again.
    """
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        message = f"`{tag}` is no language tag; write it like en, fr, ar or pt-BR"
        raise click.UsageError(message)
    return tag


def _quoted(text: str) -> str:
    """Text as a YAML string in double quotes."""
    import json

    return json.dumps(" ".join(text.split()), ensure_ascii=False)
