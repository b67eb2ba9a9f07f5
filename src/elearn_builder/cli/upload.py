"""`elearn upload`."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from elearn_builder.cli import EXIT_ENVIRONMENT, EXIT_FINDINGS, courses, progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elearn_builder.diagnostics import Diagnostic, Report
    from elearn_builder.lms.service import Parcel, Receipt
    from elearn_builder.lms.settings import Target
    from elearn_builder.lms.uploading import Outcome, Wishes


@click.command(
    "upload",
    short_help="Put packages into an LMS, the first time and every time after.",
    epilog="""
    \b
    Examples:
      elearn upload courses/basel --to academy            build it and put it there
      elearn upload dist/basel-scorm12.zip --to academy   a package as it is
      elearn upload dist/*.zip --to academy --to archive  several packages, several places
      elearn upload courses/basel --to academy --dry-run  only say what would happen
      elearn upload --guide canvas                        the steps by hand, where nothing else goes

    \b
    A place is a table in elearn.toml, in this folder or above it, or in your own settings:
      [targets.academy]
      service = "moodle"
      address = "https://academy.example.org"
      course = 12
      user = "trainer"

    \b
    Passwords and tokens never stand in a file. They come from the environment (ELEARN_ACADEMY_PASSWORD,
    ELEARN_ACADEMY_TOKEN), from the keyring of the computer, or are asked for.
    """,
)
@click.argument("what", nargs=-1, metavar="[COURSE|PACKAGE.zip]...")
@click.option("--to", "names", multiple=True, metavar="NAME", help="Where to; may be given several times.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--force", is_flag=True, help="Replace a package even if learners lose progress.")
@click.option("--insecure", is_flag=True, help="Allow addresses without encryption.")
@click.option("--json", "as_json", is_flag=True, help="Print receipts and findings as JSON.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="DIRECTORY",
    default=Path("dist"),
    show_default=True,
    help="The folder for packages that are built, and for receipts.",
)
@click.option("--guide", metavar="LMS", help="Print how to upload by hand, for LMSs that let nobody else.")
def command(
    what: tuple[str, ...],
    names: tuple[str, ...],
    output: Path,
    guide: str | None,
    *,
    dry_run: bool,
    force: bool,
    insecure: bool,
    as_json: bool,
) -> None:
    """Put packages into an LMS: created the first time, replaced after that.

    Before anything is sent, the package is verified and compared with the one that is there; when learners would lose
    progress, it is refused with the reasons. Afterwards it is read back. A broken connection leaves the old package or
    the new one, and running the command again finishes the work.
    """
    from elearn_builder.diagnostics import Report
    from elearn_builder.lms import settings
    from elearn_builder.lms.services import SERVICES
    from elearn_builder.lms.uploading import Wishes

    if guide is not None:
        _show_guide(guide)
        return
    if not names:
        message = "say where to, with `--to NAME`; the places stand in elearn.toml (see `elearn upload --help`)"
        raise click.UsageError(message)
    report = Report()
    targets = settings.read(settings.files(Path.cwd()), names, SERVICES, report)
    outcomes: list[Outcome] = []
    if not report.failed:
        work = _gather(what, targets, output, report)
        if not report.failed:
            outcomes = _deliver(work, Wishes(dry_run, force, insecure), quiet=as_json)
    for one in outcomes:
        report.extend(one.diagnostics)
    receipts = [one.receipt for one in outcomes]
    _keep(receipts, output / "receipts")
    _show(receipts, report.diagnostics, as_json=as_json)
    _leave(report.diagnostics)


def _gather(
    what: Sequence[str], targets: Sequence[Target], output: Path, report: Report
) -> list[tuple[Target, list[Parcel]]]:
    """The packages for each target; course folders are built in the format that the target asks for."""
    from elearn_builder import pipeline
    from elearn_builder.lms.uploading import prepare

    files = [Path(name) for name in what if not (Path(name) / "course.yaml").is_file()]
    folders = [name for name in what if (Path(name) / "course.yaml").is_file()]
    roots = courses.find(folders) if folders or not what else []
    built: dict[str, list[Path]] = {}
    if roots:
        editions = list(dict.fromkeys(target.settings.package for target in targets))
        with progress.bar() as tell:
            result = pipeline.build(roots, editions, output, workers=courses.processors(), progress=tell)
        report.extend(result.diagnostics)
        for one in result.written:
            built.setdefault(one.target, []).append(one.path)
    parcels: dict[Path, Parcel | None] = {}
    work = []
    for target in targets:
        wanted = dict.fromkeys([*files, *built.get(target.settings.package, [])])
        for file in wanted:
            if file not in parcels:
                parcels[file] = prepare(file, report)
        work.append((target, [found for file in wanted if (found := parcels[file])]))
    return work


def _deliver(work: Sequence[tuple[Target, list[Parcel]]], wishes: Wishes, *, quiet: bool) -> list[Outcome]:
    """Serve all targets side by side, each with its packages in order."""
    from concurrent.futures import ThreadPoolExecutor

    from elearn_builder.lms.uploading import deliver

    lock = threading.Lock()

    def ask(words: str) -> str:
        with lock:
            return str(click.prompt(words, hide_input=True, err=True))

    person = ask if sys.stdin.isatty() else None
    with progress.bar(sizes=True) as shown:

        def tell(stage: str, done: int, total: int) -> None:
            if shown and not quiet:
                with lock:
                    shown(stage, done, total)

        with ThreadPoolExecutor(max_workers=max(1, len(work))) as pool:
            running = [pool.submit(deliver, target, parcels, wishes, person, tell) for target, parcels in work]
            return [outcome for one in running for outcome in one.result()]


def _keep(receipts: Sequence[Receipt], folder: Path) -> None:
    from elearn_builder.reports import receipts as forms

    for one in receipts:
        if one.action in {"created", "replaced", "unchanged"}:
            folder.mkdir(parents=True, exist_ok=True)
            stamp = one.time.replace(":", "").replace("-", "")
            place = folder / f"{Path(one.package).stem}.{one.target}.{stamp}.json"
            place.write_text(forms.one(one), encoding="utf-8")


def _show(receipts: Sequence[Receipt], findings: Sequence[Diagnostic], *, as_json: bool) -> None:
    from elearn_builder.reports import receipts as forms

    if as_json:
        click.echo(forms.together(receipts, findings), nl=False)
        return
    courses.show(findings, err=True)
    if receipts:
        click.echo(forms.text(receipts), nl=False)


def _leave(findings: Sequence[Diagnostic]) -> None:
    """The exit code: 3 when only things outside were in the way."""
    from elearn_builder.lms.codes import OUTSIDE

    errors = [one for one in findings if one.code.severity.word == "error"]
    if errors:
        sys.exit(EXIT_ENVIRONMENT if all(one.code in OUTSIDE for one in errors) else EXIT_FINDINGS)


def _show_guide(name: str) -> None:
    from elearn_builder.diagnostics import did_you_mean
    from elearn_builder.lms import guide

    known = guide.names()
    if name not in known:
        message = f"there is no guide for `{name}`; {did_you_mean(name, known)}"
        raise click.UsageError(message)
    click.echo(guide.text(name), nl=False)
