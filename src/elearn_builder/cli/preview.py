"""`elearn preview`."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import click

from elearn_builder.cli import courses


@click.command(
    "preview",
    short_help="Show a course as you write it, and what an LMS sees of it.",
    epilog="""
    \b
    Examples:
      elearn preview                        the course in this folder
      elearn preview courses/basel          one course
      elearn preview dist/basel-scorm12.zip any SCORM package, whatever tool made it
      elearn preview --editor code          "open" buttons open Visual Studio Code

    Press Ctrl-C to end it.
    """,
)
@click.argument("course", required=False, metavar="[COURSE|PACKAGE.zip]")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port.  [default: any that is free]")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to answer on. Any other than this machine's own lets others on the network see the course.",
)
@click.option("--editor", default="", help="The command of your editor.  [default: VISUAL, then EDITOR]")
@click.option("--no-browser", is_flag=True, help="Do not open the browser, only say the address.")
def command(course: str | None, port: int, host: str, editor: str, *, no_browser: bool) -> None:
    """Show a course in the browser as you write it, and what an LMS sees of it.

    The page shows the course in the real player, as packaged; beside it an LMS with every call and value, and what
    `elearn check` finds, each with its line. It changes with every file that you save. A mistake never ends it.

    The address holds a random word and works on this machine only.
    """
    from elearn_builder.parser import reference_folder
    from elearn_builder.preview import editor as editors
    from elearn_builder.preview import run
    from elearn_builder.preview.studio import Exhibit, Studio

    gc.enable()  # it goes on for hours
    if not run.loopback(host):
        click.echo(f"On {host}, everybody on the network who has the address can read the course.", err=True)
        click.confirm("Go on?", abort=True, err=True)
        click.confirm("The line is not encrypted. Really go on?", abort=True, err=True)
    try:
        words = editors.command(editor)
    except ValueError as problem:
        raise click.BadParameter(f"this is no command: {problem}", param_hint="--editor") from problem
    if editor and not words:
        message = f"`{editor}` is not there, or needs a terminal, which a browser cannot give it"
        raise click.BadParameter(message, param_hint="--editor")
    studio: Studio | Exhibit
    if course and Path(course).is_file():
        studio = Exhibit(Path(course), course)
        courses.show(studio.package.diagnostics, err=True)
        if not studio.package.launches:
            click.echo("there is nothing in it that could be played", err=True)
            sys.exit(1)
    else:
        found = courses.find((course,) if course else ())
        if len(found) > 1:
            names = ", ".join(shown for _, shown in found)
            raise click.UsageError(f"there are several courses here; name one of them: {names}")
        root, shown = found[0]
        if not (root / "course.yaml").is_file():
            raise click.UsageError(f"there is no course.yaml in {shown}; name a course folder or a SCORM package")
        studio = Studio(root, shown, reference_folder(root), lambda: courses.now().date())
        studio.build()
        courses.show(studio.snapshot.diagnostics, err=True)
    listening = run.bind(host, port)
    run.serve(
        studio,
        listening,
        host,
        words,
        browser=not no_browser,
        say=lambda address: click.echo(f"{address}\nCtrl-C ends the preview."),
    )
    click.echo("elearn: the preview has ended", err=True)
