"""What is shown at the moment: a course that is built again when its folder changes, or a finished package."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
import watchfiles

from elearn_builder import player, resources, strings
from elearn_builder.preview import overview, shelf
from elearn_builder.preview.shelf import OwnPackage
from elearn_builder.preview.workshop import Snapshot, Workshop
from elearn_builder.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from elearn_builder.preview.shelf import Playable

SETTLED = 30  # milliseconds without a further change, then it is built
LATEST = 400  # but not later than this after the first one


class Studio:
    """A course on the bench.

    Attributes:
        root: The course folder; None for a finished package.
        number: Counts builds from 1.
        busy: Whether it is being built.
        fault: What went wrong in elearn itself at the last try; empty if nothing did.
        snapshot: The course as of the last build.
    """

    def __init__(self, root: Path, shown: str, reference: Path, today: Callable[[], date] | None = None) -> None:
        self.root: Path | None = root
        self.number = 0
        self.busy = False
        self.fault = ""
        self.snapshot = Snapshot(())
        self._folder = root
        self._shown = shown
        self._reference = reference
        self._today = today  # asked for the day as of which ages are told; without it they are not
        self._lock = threading.Lock()
        self._workshops = {"": Workshop(root, shown)}
        self._built: dict[str, int] = {}
        self._played: dict[tuple[str, str], OwnPackage] = {}
        self._waiting: set[anyio.Event] = set()
        self._scales = overview.Scales()
        self._readable = self.snapshot  # the last one whose settings could be read: it names the pages
        self._whole = 0  # the last build without an error
        self._before = 0  # the one before it

    # --- building ---

    def build(self) -> None:
        """Build what has changed; takes the time that it takes."""
        with self._lock:
            snapshot = self._workshops[""].build(self._today() if self._today else None)
            self.snapshot = snapshot
            if snapshot.course is not None:
                self._readable = snapshot
            self.number += 1
            if snapshot.site is not None:
                self._before, self._whole = self._whole, self.number
            self._built = {"": self.number}

    async def watch(self, over: anyio.Event) -> None:
        """Build whenever a file of the course, of its reference tables or of the player changes, until ``over``."""
        made = resources.folder("scorm") / "vendor"  # and not `minified` in it, which is replaced as a whole
        places = [place for place in {self._folder, self._reference, made} if place.is_dir()]
        async for changes in watchfiles.awatch(
            *places, debounce=LATEST, step=SETTLED, stop_event=over, raise_interrupt=False, recursive=True
        ):
            self.busy = True
            self.tell()
            player_changed = any(Path(path).is_relative_to(made) for _, path in changes)
            await anyio.to_thread.run_sync(partial(self._rebuild, player_changed=player_changed))
            self.tell()

    def _rebuild(self, *, player_changed: bool) -> None:
        """Build; what goes wrong is told and does not end the preview."""
        try:
            if player_changed:
                player.forget()
                self._workshops = {name: Workshop(self._folder, self._shown, name) for name in self._workshops}
            self.build()
            self.fault = ""
        except Exception as problem:  # noqa: BLE001 - a fault of the builder: the next save may go round it
            self.fault = f"{type(problem).__name__}: {problem}"
        finally:
            self.busy = False

    def tell(self) -> None:
        """Wake those who wait for a change."""
        waiting, self._waiting = self._waiting, set()
        for event in waiting:
            event.set()

    async def changed(self, told: dict[str, Any], over: anyio.Event) -> None:
        """Wait until there is other news than this, or the end."""
        event = anyio.Event()
        self._waiting.add(event)
        try:
            if self.news() == told and not over.is_set():
                await event.wait()
        finally:
            self._waiting.discard(event)

    # --- telling ---

    def news(self) -> dict[str, Any]:
        """The last build in short.

        Its number; `since`, the whole build that `changed` and `everywhere` compare it with; `shown`, the last one that
        is whole; whether this one is; whether the next is under way; `fault`.
        """
        return {
            "number": self.number,
            "since": self._before,
            "shown": self._whole,
            "changed": list(self.snapshot.changed),
            "everywhere": self.snapshot.everywhere,
            "whole": self._whole == self.number,
            "busy": self.busy,
            "fault": self.fault,
        }

    def state(self, today: date) -> dict[str, Any]:
        """All that the page shows of the course."""
        with self._lock:
            found, snapshot, news = self.snapshot, self._readable, self.news()
            course = snapshot.course
            package = self._workshops[""].package(course.config.targets[0]) if course else None
        told: dict[str, Any] = {
            **news,
            "kind": "course",
            "folder": str(self._folder.resolve()),
            "title": course.config.title if course else self._shown,
            "findings": overview.findings(found.diagnostics, self._shown, snapshot.files),
            "pages": overview.pages(snapshot),
            "targets": [
                {"name": one.name, "summary": one.summary, "limit": one.state_limit} for one in TARGETS.values()
            ],
            "languages": sorted(strings.available()),
            "states": {name: list(sizes) for name, sizes in snapshot.states.items()},
        }
        if course is not None:
            told |= {
                "id": course.id,
                "version": course.config.version,
                "language": course.config.language,
                "asked": list(course.config.targets),
                "objectives": overview.objectives(course),
                "freshness": overview.freshness(course, today),
                "weights": self._scales.weigh(package.files, course) if package else None,
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
                self._workshops[language].build(self._today() if self._today else None)
                self._built[language] = self.number
            package = self._workshops[language].package(target)
            if package is None:
                return None
            key = (target, language)
            if key not in self._played or self._played[key].package is not package:
                self._played[key] = OwnPackage(package, TARGETS[target].edition)
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

    async def changed(self, told: dict[str, Any], over: anyio.Event) -> None:
        """Wait until the end."""
        if told == self.news():
            await over.wait()

    def news(self) -> dict[str, Any]:
        """There is one build."""
        return {
            "number": 1,
            "since": 0,
            "shown": 1,
            "changed": [],
            "everywhere": True,
            "whole": True,
            "busy": False,
            "fault": "",
        }

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
