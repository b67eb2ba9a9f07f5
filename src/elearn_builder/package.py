"""A package in memory, and its way to disk: whole or not at all, the same bytes every time."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import uuid
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MANIFEST = "imsmanifest.xml"
# The zip format knows no earlier time. Every entry carries it, so that no clock gets into a package.
EPOCH = (1980, 1, 1, 0, 0, 0)
PACKED = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp4", ".webm", ".mp3", ".m4a", ".ogg", ".pdf"}
SCRATCH = ".elearn-"
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Package:
    """What a target makes of a course.

    Attributes:
        name: File or folder name, ASCII, without ending.
        target: The target's name.
        files: Contents by path (``/``, relative, ASCII); media are paths on disk.
        launch: The file that is opened first.
        zipped: Whether it is written as a zip file or as a folder.
    """

    name: str
    target: str
    files: Mapping[str, bytes | Path]
    launch: str
    zipped: bool = True

    @property
    def output(self) -> str:
        """What it is called on disk."""
        return f"{self.name}.zip" if self.zipped else self.name

    @property
    def paths(self) -> list[str]:
        """All paths in the order they are written: the manifest first, then by name."""
        return sorted(self.files, key=lambda path: (path != MANIFEST, path))


@dataclass(frozen=True, slots=True)
class Written:
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
        place = self._scratch / package.output
        size, digest = write_zip(package, place) if package.zipped else write_folder(package, place)
        return self.folder / package.output, size, digest

    def publish(self, names: list[str]) -> None:
        """Move finished packages to their places, replacing what was there."""
        for name in names:
            source, target = self._scratch / name, self.folder / name
            if source.is_dir():
                aside = self._scratch / f"{name}.old"
                if target.exists():
                    target.rename(aside)
                try:
                    source.rename(target)
                except OSError:
                    if aside.exists():
                        aside.rename(target)
                    raise
            else:
                source.replace(target)


def recover(folder: Path) -> None:
    """Tidy up after builds that were killed: put back a folder that was about to be replaced, remove the rest."""
    for scratch in folder.glob(f"{SCRATCH}*-*"):
        owner = scratch.name.removeprefix(SCRATCH).partition("-")[0]
        if owner.isdigit() and int(owner) != os.getpid() and _alive(int(owner)):
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
            packed = path[path.rfind(".") :] in PACKED
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
