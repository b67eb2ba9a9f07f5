"""A package in memory, and its way to disk: whole or not at all, the same bytes every time."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import signal
import sys
import threading
import uuid
import zipfile
from typing import TYPE_CHECKING, Self

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MANIFEST = "imsmanifest.xml"
# The zip format knows no earlier time. Every entry carries it, so that no clock gets into a package.
EPOCH = (1980, 1, 1, 0, 0, 0)
PACKED = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp4", ".webm", ".mp3", ".m4a", ".ogg", ".pdf"}
SCRATCH = ".elearn-"
_SCRATCH = re.compile(r"\.elearn-(\d{1,9})-[0-9a-f]{8}")
BLOCK = 1 << 20


class Package(Record, frozen=True):
    """What a target makes of a course.

    Attributes:
        name: File or folder name, ASCII, without ending.
        target: The target's name.
        files: Contents by path (``/``, relative, ASCII); media are paths on disk.
        launch: The file that is opened first.
        zipped: Whether it is written as a zip file or as a folder.
        ending: What the name of the zip file ends with.
        stored: Paths of contents that are packed already although their names do not tell.
    """

    name: str
    target: str
    files: Mapping[str, bytes | Path]
    launch: str
    zipped: bool = True
    ending: str = ".zip"
    stored: frozenset[str] = frozenset()

    @property
    def output(self) -> str:
        """What it is called on disk."""
        return f"{self.name}{self.ending}" if self.zipped else self.name

    @property
    def paths(self) -> list[str]:
        """All paths in the order they are written: the manifest first, then by name."""
        return sorted(self.files, key=lambda path: (path != MANIFEST, path))


class Written(Record, frozen=True):
    """A package on disk. ``sha256`` of a folder is that of its paths and contents in order."""

    package: str
    target: str
    path: Path
    size: int
    sha256: str
    state: int
    state_limit: int


class Staging:
    """Writes packages beside their place and moves them there when all of them are complete.

    Use it as a context manager: leaving it without `publish` (an error, a broken build) removes what was begun and
    touches nothing else. A killed process leaves a hidden folder, which the next build removes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._scratch = folder / f"{SCRATCH}{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._ready: list[tuple[Path, Path]] = []

    def __enter__(self) -> Self:
        if self.folder.exists() and not self.folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "The place for packages is no folder", str(self.folder))
        self.folder.mkdir(parents=True, exist_ok=True)
        recover(self.folder)
        self._scratch.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._scratch, ignore_errors=True)

    def write(self, package: Package) -> tuple[Path, int, str]:
        """Write a package into the scratch folder.

        Returns:
            Where it will be published, its size in bytes and its SHA-256.

        Raises:
            OSError: The disk is full, a media file vanished, the folder cannot be written.
        """
        place = self.staged(package)
        size, digest = write_zip(package, place) if package.zipped else write_folder(package, place)
        return self.folder / package.output, size, digest

    def staged(self, package: Package) -> Path:
        """Where a package that was written waits until it is published."""
        return self._scratch / package.output

    def publish(self, names: list[str]) -> None:
        """Move finished packages to their places, replacing what was there.

        Raises:
            FileExistsError: In the place of one of them is something that no build has made; nothing is replaced then.
            OSError: The folder cannot be written.
        """
        for name in names:
            if not _replaceable(self.folder / name, folder=(self._scratch / name).is_dir()):
                message = "Something else has the name of a package; move it away"
                raise FileExistsError(errno.EEXIST, message, str(self.folder / name))
        with _uninterrupted():
            for name in names:
                source, target = self._scratch / name, self.folder / name
                if not source.is_dir() or not target.exists():
                    source.replace(target)
                elif not _exchange(source, target):
                    _swap(source, target, self._scratch / f"{name}.old")


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C has no effect: half of the packages new and half of them old is what nobody wants."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears of it
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before if before is not None else signal.SIG_DFL)


def _replaceable(target: Path, *, folder: bool) -> bool:
    """Whether a package may take the place of what is there: of nothing, a file, or a folder that a build has made."""
    if not folder:
        return not target.is_dir()
    if not os.path.lexists(target):
        return True
    made = (target / "index.html").is_file() and (target / "course.js").is_file()
    return target.is_dir() and not target.is_symlink() and (made or not any(target.iterdir()))


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot.

    Linux only: `renameat2` with RENAME_EXCHANGE (2) below the current folder (AT_FDCWD, -100).
    """
    if sys.platform != "linux":
        return False
    import ctypes

    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(-100, os.fsencode(one), -100, os.fsencode(other), 2) == 0


def _swap(source: Path, target: Path, aside: Path) -> None:
    """Put a folder in the place of another in two steps; `recover` undoes the first if the second is never taken."""
    target.rename(aside)
    try:
        source.rename(target)
    except OSError:
        aside.rename(target)
        raise


def recover(folder: Path) -> None:
    """Tidy up after builds that were killed: put back a folder that was about to be replaced, remove the rest."""
    for scratch in folder.glob(f"{SCRATCH}*-*"):
        own = _SCRATCH.fullmatch(scratch.name)
        if not own or (int(own[1]) != os.getpid() and _alive(int(own[1]))):
            continue
        for aside in scratch.glob("*.old"):
            place = folder / aside.name.removesuffix(".old")
            if not place.exists():
                with contextlib.suppress(OSError):
                    aside.rename(place)
        shutil.rmtree(scratch, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def write_zip(package: Package, place: Path) -> tuple[int, str]:
    """Write a zip file: sorted entries, fixed times, no zip64; gives size and SHA-256."""
    with zipfile.ZipFile(place, "w") as archive:
        for path in package.paths:
            content = package.files[path]
            info = zipfile.ZipInfo(path, EPOCH)
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            packed = path[path.rfind(".") :] in PACKED or path in package.stored
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            if isinstance(content, bytes):
                archive.writestr(info, content)
            else:
                info.file_size = content.stat().st_size
                with content.open("rb") as source, archive.open(info, "w") as target:
                    shutil.copyfileobj(source, target, BLOCK)
    digest = hashlib.sha256()
    with place.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return place.stat().st_size, digest.hexdigest()


def write_folder(package: Package, place: Path) -> tuple[int, str]:
    """Write a folder; gives the sum of its sizes and a SHA-256 over its paths and contents."""
    digest = hashlib.sha256()
    size = 0
    for path in package.paths:
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        inner = hashlib.sha256()
        with file.open("wb") as target:
            for block in read_blocks(package.files[path]):
                target.write(block)
                inner.update(block)
                size += len(block)
        digest.update(f"{path}\0{inner.hexdigest()}\n".encode())
    return size, digest.hexdigest()


def read_blocks(content: bytes | Path) -> Iterator[bytes]:
    """Contents in blocks."""
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
