"""What can be played: the package of a course for a target, or a finished package of whatever tool.

Both give files by path, and what an LMS would launch of them.
"""

from __future__ import annotations

import contextlib
import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from elearn_builder import conformance
from elearn_builder.conformance import document
from elearn_builder.conformance.archive import PackageContents, open_zip
from elearn_builder.conformance.launch import Launch, launches
from elearn_builder.diagnostics import Report

if TYPE_CHECKING:
    from pathlib import Path

    from elearn_builder.conformance.archive import ZipContents
    from elearn_builder.diagnostics import Diagnostic
    from elearn_builder.package import Package

LARGEST = 512 << 20  # bytes of one file that are served from a zip


class Playable(Protocol):
    """Something to play."""

    @property
    def edition(self) -> str:
        """``scorm12``, ``scorm2004-3rd``, ``scorm2004-4th``, or empty for a plain site."""
        ...

    @property
    def launches(self) -> tuple[Launch, ...]:
        """What an LMS would launch."""
        ...

    def read(self, path: str) -> bytes | Path | None:
        """A file of the package; None when it has none of this path."""
        ...


class OwnPackage:
    """The package of a course for a target, in memory. What it launches is read from its manifest, as an LMS does."""

    def __init__(self, package: Package, edition: str) -> None:
        self.package = package
        self.edition = edition

    @cached_property
    def launches(self) -> tuple[Launch, ...]:
        """What an LMS would launch; read when it is first asked for."""
        found: tuple[Launch, ...] = ()
        if self.edition:
            contents = PackageContents(self.package)
            manifest = document.read(contents, frozenset(contents.paths), Report())
            found = launches(manifest) if manifest else ()
        return found or (Launch("course", "", self.package.launch, "", sco=False),)

    def read(self, path: str) -> bytes | Path | None:
        """A file of the package."""
        return self.package.files.get(path)


class ForeignPackage:
    """A zip file, read entry by entry and never unpacked. Entries are checked like those that `elearn verify` gets.

    ``diagnostics`` says what is wrong with it; one that must not be looked at any further has no launches.
    """

    def __init__(self, file: Path, shown: str) -> None:
        report = Report()
        self.title = file.stem
        self.edition = ""
        self.launches: tuple[Launch, ...] = ()
        self._stack = contextlib.ExitStack()
        self._lock = threading.Lock()
        self._contents: ZipContents | None = self._stack.enter_context(open_zip(file, shown, report))
        self._paths = frozenset(self._contents.paths if self._contents else ())
        if self._contents is not None:
            conformance.verify(self._contents, report)
            manifest = document.read(self._contents, self._paths, Report())
            if manifest is not None:
                self.edition = manifest.edition
                self.launches = launches(manifest)
                self.title = _title(manifest) or self.title
        self.diagnostics: tuple[Diagnostic, ...] = report.diagnostics

    def read(self, path: str) -> bytes | Path | None:
        """A file of the package, at most `LARGEST` bytes of it."""
        if self._contents is None or path not in self._paths:
            return None
        with self._lock:
            return self._contents.read(path, LARGEST)

    def close(self) -> None:
        """Let the file go."""
        self._stack.close()


def _title(manifest: Any) -> str:
    organizations = manifest.own("organization")
    return (organizations[0].findtext(manifest.name("cp", "title")) or "").strip() if organizations else ""
