"""What is in a package: a zip file read without trusting it, or a package of ours still in memory."""

from __future__ import annotations

import contextlib
import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from elearn_builder.diagnostics import error, warning
from elearn_builder.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from elearn_builder.diagnostics import Report
    from elearn_builder.package import Package

NO_ZIP = error(
    "P001",
    "not a zip file, or a damaged one",
    """
A SCORM package is a zip file. This file is something else, or its end is missing (a download that broke off), or the
contents do not match their checksums. Get it again from where it comes from.
""",
)
TOO_MANY = error(
    "P002",
    "far too many files in a package",
    """
No course needs tens of thousands of files, and LMSs give up long before. Such archives are made by mistake (a folder of
tools was packed along) or to bring a server down.
""",
)
BOMB = error(
    "P003",
    "a package that grows beyond all measure when it is unpacked",
    """
The archive says that its contents are thousands of times larger than the archive, or larger than any course.
Unpacking it could fill the disk of the LMS. It is not looked at any further.
""",
)
ESCAPE = error(
    "P004",
    "a path that leads out of the package",
    """
Paths inside a package are relative, with `/` between folders. An absolute path, a drive letter, `..` or a
back-slash leads somewhere else when the archive is unpacked, at worst over files of the server.
""",
)
LINK = error(
    "P005",
    "a symbolic link in a package",
    """
A link points to a file that is not in the package, or to one on the server. Put the file itself in.
""",
)
ENCRYPTED = error(
    "P006",
    "an encrypted file in a package",
    """
LMSs cannot ask for a password. Pack the file without encryption.
""",
)
TWICE = error(
    "P007",
    "two files with the same path",
    """
Which of the two an LMS keeps is left to chance. Some tools check one and unpack the other.
""",
)
ZIP64 = warning(
    "P008",
    "a package in the zip64 form",
    """
SCORM packages follow the older zip form (PKZip 2.04g), which some LMSs know only. A package needs zip64 when it or
a file in it has more than four gigabytes: leave recordings out, or host them elsewhere.
""",
)
CODES = (NO_ZIP, TOO_MANY, BOMB, ESCAPE, LINK, ENCRYPTED, TWICE, ZIP64)

MOST_ENTRIES = 20_000
MOST_BYTES = 4 << 30
MOST_RATIO = 1000
SMALL = 10 << 20  # below this size the ratio says nothing
FOUR_GIGABYTES = (1 << 32) - 1


class Contents(Protocol):
    """Contents of a package."""

    @property
    def shown(self) -> str:
        """What it is called in findings."""
        ...

    @property
    def paths(self) -> Sequence[str]:
        """Its files."""
        ...

    def read(self, path: str, limit: int) -> bytes | None:
        """Contents of a file, at most ``limit`` bytes; None if it has more or cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class PackageContents:
    """A package of ours that is still in memory."""

    package: Package

    @property
    def shown(self) -> str:
        """Its name on disk."""
        return self.package.output

    @property
    def paths(self) -> Sequence[str]:
        """Its files."""
        return self.package.paths

    def read(self, path: str, limit: int) -> bytes | None:
        """Contents of a file."""
        content = self.package.files[path]
        data = content if isinstance(content, bytes) else content.read_bytes()
        return data if len(data) <= limit else None


@dataclass(frozen=True, slots=True)
class ZipContents:
    """An open zip file whose entries have been found harmless."""

    shown: str
    paths: Sequence[str]
    archive: zipfile.ZipFile

    def read(self, path: str, limit: int) -> bytes | None:
        """Contents of a file, never more than ``limit`` bytes whatever its header says."""
        try:
            with self.archive.open(path) as file:
                data = file.read(limit + 1)
        except (
            OSError,
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            EOFError,
            KeyError,
        ):
            return None
        return data if len(data) <= limit else None


@contextlib.contextmanager
def open_zip(file: Path, shown: str, report: Report) -> Iterator[ZipContents | None]:
    """Open a zip file; gives None (with findings) when it is none or must not be looked at any further."""
    try:
        archive = zipfile.ZipFile(file)
    except (
        OSError,
        zipfile.BadZipFile,
        ValueError,
        NotImplementedError,
        UnicodeDecodeError,
        EOFError,
    ) as problem:
        reason = getattr(problem, "strerror", None) or str(problem) or "it is damaged"
        report.add(NO_ZIP, Span(shown), f"this cannot be read as a zip file: {reason}", "get the file again")
        yield None
        return
    with archive:
        entries = archive.infolist()
        if not _bounded(entries, shown, report):
            yield None
            return
        sound = [_harmless(entry, shown, report) for entry in entries]
        _twice(entries, shown, report)
        files = tuple(entry.filename for entry in entries if not entry.is_dir())
        intact = all(sound) and _intact(archive, entries, shown, report)
        yield ZipContents(shown, tuple(dict.fromkeys(files)), archive) if intact else None


def _bounded(entries: list[zipfile.ZipInfo], shown: str, report: Report) -> bool:
    where = Span(shown)
    if len(entries) > MOST_ENTRIES:
        message = f"the package has {len(entries):,} files, {MOST_ENTRIES:,} is the most"
        report.add(TOO_MANY, where, message, "pack only what the course needs")
        return False
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        message = f"the package unpacks to {total / (1 << 30):,.1f} GB, 4 GB is the most"
        report.add(BOMB, where, message, "do not unpack it; get it from a source that you trust")
        return False
    for entry in entries:
        if entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
            times = entry.file_size // max(1, entry.compress_size)
            message = f"`{_safe(entry.filename)}` unpacks to {times:,} times its size"
            report.add(BOMB, where, message, "do not unpack it; get it from a source that you trust")
            return False
    if any(
        entry.file_size > FOUR_GIGABYTES or (len(entry.extra) and entry.extra[:2] == b"\x01\x00") for entry in entries
    ):
        report.add(ZIP64, where, "the package uses the zip64 form", "pack it without zip64 extensions")
    return True


def _harmless(entry: zipfile.ZipInfo, shown: str, report: Report) -> bool:
    """Whether an entry stays inside the package and is a plain file or folder."""
    name = getattr(entry, "orig_filename", entry.filename)
    where = Span(f"{shown}!/{_safe(name)}")
    parts = name.replace("\\", "/").split("/")
    if "\\" in name or name.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in name:
        report.add(ESCAPE, where, f"the path `{_safe(name)}` leads out of the package", "use relative paths with `/`")
        return False
    kind = entry.external_attr >> 16
    if entry.create_system == 3 and stat.S_ISLNK(kind):
        report.add(LINK, where, f"`{_safe(name)}` is a symbolic link", "put the file itself into the package")
        return False
    if entry.flag_bits & 0x1:
        report.add(ENCRYPTED, where, f"`{_safe(name)}` is encrypted", "pack it without a password")
        return False
    return True


def _twice(entries: list[zipfile.ZipInfo], shown: str, report: Report) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.filename in seen:
            where = Span(f"{shown}!/{_safe(entry.filename)}")
            report.add(TWICE, where, f"`{_safe(entry.filename)}` is in the package twice", "keep one of the two")
        seen.add(entry.filename)


def _intact(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], shown: str, report: Report) -> bool:
    """Read everything once, in blocks, and compare checksums."""
    for entry in entries:
        try:
            with archive.open(entry) as file:
                while file.read(1 << 20):
                    pass
        except (
            OSError,
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            EOFError,
        ) as problem:
            where = Span(f"{shown}!/{_safe(entry.filename)}")
            report.add(NO_ZIP, where, f"`{_safe(entry.filename)}` is damaged: {problem}", "get the package again")
            return False
    return True


def _safe(name: str) -> str:
    """A name from outside, fit to be printed."""
    return "".join(character if character.isprintable() else "�" for character in name)[:200]
