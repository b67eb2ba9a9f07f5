"""What is shown at the moment: a course that is built again when its folder changes, or a finished package."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
import watchfiles

from elearn_builder import strings
from elearn_builder.preview import overview, shelf
from elearn_builder.preview.workshop import Snapshot, Workshop
from elearn_builder.targets import TARGETS

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from elearn_builder.preview.shelf import OwnPackage, Playable

SETTLED = 30  # milliseconds without a further change, then it is built
LATEST = 400  # but not later than this after the first one


class Studio:
    """A course on the bench.

    Attributes:
        root: The course folder; None for a finished package.
        number: Counts builds from 1.
        snapshot: The course as of the last build.
    """

    def __init__(self, root: Path, shown: str, reference: Path) -> None:
        self.root: Path | None = root
        self.number = 0
        self.snapshot = Snapshot(())
        self._folder = root
        self._shown = shown
        self._reference = reference
        self._lock = threading.Lock()
        self._workshops = {"": Workshop(root, shown)}
        self._built: dict[str, int] = {}
        self._played: dict[tuple[str, str], OwnPackage] = {}
        self._waiting: set[anyio.Event] = set()
        self._whole = 0  # the last build without an error

    # --- building ---

    def build(self) -> None:
        """Build what has changed; takes the time that it takes."""
        with self._lock:
            snapshot = self._workshops[""].build()
            self.snapshot = snapshot
            self.number += 1
            if snapshot.site is not None:
                self._whole = self.number
            self._built = {"": self.number}

    async def watch(self, over: anyio.Event) -> None:
        """Build whenever a file of the course or of its reference tables changes, until ``over``."""
        places = [place for place in {self._folder, self._reference} if place.is_dir()]
        async for _ in watchfiles.awatch(
            *places, debounce=LATEST, step=SETTLED, stop_event=over, raise_interrupt=False, recursive=True
        ):
            await anyio.to_thread.run_sync(self.build)
            self.tell()

    def tell(self) -> None:
        """Wake those who wait for a change."""
        waiting, self._waiting = self._waiting, set()
        for event in waiting:
            event.set()

    async def changed(self, number: int, over: anyio.Event) -> None:
        """Wait until there is another build than this one, or the end."""
        event = anyio.Event()
        self._waiting.add(event)
        try:
            if self.number == number and not over.is_set():
                await event.wait()
        finally:
            self._waiting.discard(event)

    # --- telling ---

    def news(self) -> dict[str, Any]:
        """The last build in short."""
        return {
            "number": self.number,
            "changed": list(self.snapshot.changed),
            "everywhere": self.snapshot.everywhere,
            "whole": self._whole == self.number,
        }

    def state(self, today: date) -> dict[str, Any]:
        """All that the page shows of the course."""
        with self._lock:
            snapshot = self.snapshot
            course = snapshot.course
            told: dict[str, Any] = {
                **self.news(),
                "kind": "course",
                "folder": str(self._folder.resolve()),
                "title": course.config.title if course else self._shown,
                "findings": overview.findings(snapshot.diagnostics, self._shown, snapshot.files),
                "pages": overview.pages(snapshot),
                "targets": [
                    {"name": one.name, "summary": one.summary, "limit": one.state_limit} for one in TARGETS.values()
                ],
                "languages": sorted(strings.available()),
                "states": {name: list(sizes) for name, sizes in snapshot.states.items()},
            }
            if course is not None:
                package = self._workshops[""].package(course.config.targets[0])
                told |= {
                    "id": course.id,
                    "version": course.config.version,
                    "language": course.config.language,
                    "asked": list(course.config.targets),
                    "objectives": overview.objectives(course),
                    "freshness": overview.freshness(course, today),
                    "weights": overview.weights(package.files, course) if package else None,
                }
            return told

    def playable(self, target: str, language: str) -> Playable | None:
        """The course for a target as it was when it was last whole, with the player in another language if asked to."""
        if target not in TARGETS or (language and language not in strings.available()):
            return None
        with self._lock:
            if language not in self._workshops:
                self._workshops[language] = Workshop(self._folder, self._shown, language)
            if self._built.get(language) != self.number:
                self._workshops[language].build()
                self._built[language] = self.number
            package = self._workshops[language].package(target)
            if package is None:
                return None
            key = (target, language)
            if key not in self._played or self._played[key].package is not package:
                self._played[key] = shelf.own(package, TARGETS[target].edition)
            return self._played[key]


class Exhibit:
    """A finished package, whatever tool made it: it is played and not watched. Otherwise like a `Studio`."""

    root = None
    number = 1

    def __init__(self, file: Path, shown: str) -> None:
        self.package = shelf.ForeignPackage(file, shown)
        self._shown = shown

    async def watch(self, over: anyio.Event) -> None:
        """Nothing changes."""
        await over.wait()

    def tell(self) -> None:
        """Nobody waits for a change."""

    async def changed(self, number: int, over: anyio.Event) -> None:
        """Wait until the end."""
        if number == self.number:
            await over.wait()

    def news(self) -> dict[str, Any]:
        """There is one build."""
        return {"number": 1, "changed": [], "everywhere": True, "whole": True}

    def state(self, today: date) -> dict[str, Any]:  # noqa: ARG002 - a package has no reviews
        """All that the page shows of the package."""
        return {
            **self.news(),
            "kind": "package",
            "folder": "",
            "title": self.package.title,
            "findings": overview.findings(self.package.diagnostics, self._shown, {}),
            "pages": [],
            "targets": [{"name": self.package.edition or "web", "summary": self.package.edition, "limit": 0}],
            "languages": [],
            "asked": [self.package.edition or "web"],
            "states": {},
        }

    def playable(self, target: str, language: str) -> Playable | None:  # noqa: ARG002 - it is what it is
        """The package."""
        return self.package
