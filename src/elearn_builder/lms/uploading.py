"""How a package gets to its place, whatever the service: look, compare, send, read back, say what was done."""

from __future__ import annotations

import hashlib
import re
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from elearn_builder.comparison import compare_read
from elearn_builder.comparison.published import read
from elearn_builder.conformance import verify
from elearn_builder.conformance.archive import UNREADABLE, open_zip
from elearn_builder.diagnostics import Report
from elearn_builder.lms.codes import LOST, NOT_ACCEPTED, OTHER_BYTES, PROGRESS, TOO_LARGE, UNKNOWN_OLD
from elearn_builder.lms.secrets import Secrets
from elearn_builder.lms.service import Parcel, Receipt, Refusal
from elearn_builder.record import Record, replace
from elearn_builder.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from elearn_builder.comparison import Comparison
    from elearn_builder.comparison.published import Published
    from elearn_builder.diagnostics import Diagnostic
    from elearn_builder.lms.service import Found, Lms
    from elearn_builder.lms.settings import Target

    Tell = Callable[[str, int, int], None]

BLOCK = 1 << 20
KEY = re.compile(r"[^A-Za-z0-9._-]+")


class Wishes(Record, frozen=True):
    """How an upload is to go about it: only say what it would do; replace even if it costs progress; go without
    encryption.
    """

    dry_run: bool = False
    force: bool = False
    insecure: bool = False


class Outcome(Record, frozen=True):
    """One package at one target: the receipt, and findings (errors where it was refused)."""

    receipt: Receipt
    diagnostics: tuple[Diagnostic, ...] = ()


def prepare(file: Path, report: Report) -> Parcel | None:
    """Verify a package and read what an upload must know of it; None, with findings, if it is not fit."""
    shown = file.as_posix()
    if file.is_dir():
        cure = "name the zip file of a SCORM package"
        report.add(NOT_ACCEPTED, Span(shown), "this is a folder, and no course", cure)
        return None
    with open_zip(file, shown, report) as contents:
        if contents is None:
            return None
        found = Report()
        verify(contents, found)
        report.extend(found.diagnostics)
        published = None if found.failed else read(contents, Report())
    if published is None:
        return None
    sha256, sha1 = _digests(file)
    course = published.course
    key = course.id if course else KEY.sub("-", published.identifier).strip("-") or KEY.sub("-", file.stem)
    title = course.title if course else next((one.title for one in published.launches if one.title), file.stem)
    return Parcel(
        file=file,
        key=key[:100],
        title=title,
        version=course.version if course else "",
        edition=published.edition,
        size=file.stat().st_size,
        sha256=sha256,
        sha1=sha1,
        items=len(course.sco) if course else 1,
        scored=published.exam is not None if course else True,
    )


def deliver(
    target: Target, parcels: Sequence[Parcel], wishes: Wishes, ask: Callable[[str], str] | None, tell: Tell
) -> list[Outcome]:
    """Put packages to one target, in one conversation; a refusal of one does not stop the others.

    Args:
        target: Where.
        parcels: What.
        wishes: How.
        ask: Asks a person for a secret; None when there is nobody.
        tell: Told the package and the target, and the bytes sent of all.
    """
    secrets = Secrets(target.name, getattr(target.settings, "address", ""), ask)
    outcomes: list[Outcome] = []
    try:
        with target.service.open(target.settings, secrets, wishes.insecure) as lms:
            delivery = _Delivery(target, lms, wishes, secrets, tell)
            outcomes.extend(map(delivery.parcel, parcels))
    except Refusal as refusal:  # nothing could be begun, or the rest not
        outcomes.extend(_refused(target, parcel, refusal, secrets) for parcel in parcels[len(outcomes) :])
    return outcomes


class _Delivery(Record, frozen=True):
    """An open conversation with a target, and what it needs."""

    target: Target
    lms: Lms
    wishes: Wishes
    secrets: Secrets
    tell: Tell

    def parcel(self, parcel: Parcel) -> Outcome:
        """Deliver one package."""
        try:
            with tempfile.TemporaryDirectory(prefix="elearn-upload-") as folder:
                return self._deliver(parcel, Path(folder))
        except Refusal as refusal:
            return _refused(self.target, parcel, refusal, self.secrets)

    def _deliver(self, parcel: Parcel, folder: Path) -> Outcome:
        target, lms = self.target, self.lms
        there = lms.find(parcel)
        comparison: Comparison | None = None
        findings: tuple[Diagnostic, ...] = ()
        old, fetched = folder / "old.zip", False
        if there is not None:
            if there.sha1 == parcel.sha1:
                return Outcome(_receipt(target, parcel, "unchanged", there))
            fetched = lms.fetch(there, old)
            if fetched and same(old, parcel.file):
                return Outcome(_receipt(target, parcel, "unchanged", there))
            comparison, findings = _compared(old if fetched else None, parcel, target.name, force=self.wishes.force)
            if any(one.code in {PROGRESS, UNKNOWN_OLD} for one in findings):
                return Outcome(_receipt(target, parcel, "refused", there), findings)
        most = lms.limit(there)
        if 0 < most < parcel.size:
            message = f"the package has {parcel.size:,} bytes, {target.name} takes {most:,}"
            raise Refusal(TOO_LARGE, message, "make recordings smaller, or ask the administrator for a higher limit")
        action = "replace" if there else "create"
        if self.wishes.dry_run:
            return Outcome(_receipt(target, parcel, f"would {action}", there, comparison), findings)
        what = f"{parcel.file.name} → {target.name}"
        placed = lms.send(parcel, there, lambda done, total: self.tell(what, done, total), force=self.wishes.force)
        back = folder / "back.zip"
        if placed.sha1:
            arrived, still = placed.sha1 == parcel.sha1, there is not None and placed.sha1 == there.sha1
        else:
            read = lms.fetch(placed, back)
            arrived, still = read and same(back, parcel.file), read and fetched and same(back, old)
        if still:
            message = f"{target.name} still has the old package: the connection broke before the new one was taken"
            raise Refusal(LOST, message, "run the command again")
        if not arrived:
            message = f"what {target.name} has now under {placed.id} is not the package that was sent"
            raise Refusal(OTHER_BYTES, message, "run the command again")
        receipt = _receipt(target, parcel, f"{action}d", placed, comparison)
        return Outcome(replace(receipt, notes=lms.notes()), findings)


def _compared(
    old: Path | None, parcel: Parcel, name: str, *, force: bool
) -> tuple[Comparison | None, tuple[Diagnostic, ...]]:
    """What learners would lose; with findings that forbid the upload, unless it is forced."""
    shown = parcel.file.as_posix()
    report = Report()
    before = _published(old, f"the package in {name}") if old else None
    after = _published(parcel.file, shown)
    if before is None or after is None:
        if not force:
            message = f"the package that is in {name} cannot be read, so nobody knows what learners would lose"
            report.add(UNKNOWN_OLD, Span(shown), message, "if you know it, add --force")
        return None, report.diagnostics
    found = compare_read(before, after)
    if not force:
        report.extend(found.diagnostics)
    if found.loses and not force:
        message = f"replacing the package in {name} would cost learners progress"
        report.add(PROGRESS, Span(shown), message, "cure what is listed; if it is meant, add --force")
    return found, report.diagnostics


def _published(file: Path, shown: str) -> Published | None:
    with open_zip(file, shown, Report()) as contents:
        return read(contents, Report()) if contents else None


def same(one: Path, other: Path) -> bool:
    """Whether two packages have the same bytes, or the same files with the same contents: some LMSs pack anew."""
    if _digests(one) == _digests(other):
        return True
    listed = [_listing(file) for file in (one, other)]
    return listed[0] == listed[1] and bool(listed[0])


def _listing(file: Path) -> list[tuple[str, int, int]]:
    try:
        with zipfile.ZipFile(file) as archive:
            return sorted((one.filename, one.file_size, one.CRC) for one in archive.infolist() if not one.is_dir())
    except UNREADABLE:
        return []


def _digests(file: Path) -> tuple[str, str]:
    """SHA-256, and SHA-1, which Moodle names files by."""
    strong, short = hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
    with file.open("rb") as source:
        while block := source.read(BLOCK):
            strong.update(block)
            short.update(block)
    return strong.hexdigest(), short.hexdigest()


def _receipt(
    target: Target, parcel: Parcel, action: str, there: Found | None, comparison: Comparison | None = None
) -> Receipt:
    known = comparison is not None and not comparison.manifests_only
    return Receipt(
        target=target.name,
        service=target.service.name,
        package=parcel.file.name,
        action=action,
        time=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        key=parcel.key,
        title=parcel.title,
        version=parcel.version,
        edition=parcel.edition,
        size=parcel.size,
        sha256=parcel.sha256,
        id=there.id if there else "",
        address=there.address if there else "",
        revision=there.revision if there else "",
        kept={"pages": comparison.pages, "questions": comparison.questions} if known and comparison else {},
    )


def _refused(target: Target, parcel: Parcel, refusal: Refusal, secrets: Secrets) -> Outcome:
    report = Report()
    place = target.span if refusal.code is not TOO_LARGE else Span(parcel.file.as_posix())
    report.add(refusal.code, place, secrets.hide(refusal.message), secrets.hide(refusal.help))
    return Outcome(_receipt(target, parcel, "refused", None), report.diagnostics)
