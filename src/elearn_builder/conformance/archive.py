"""What is in a package: a zip file read without trusting it, or a package of ours still in memory."""

from __future__ import annotations

import contextlib
import io
import itertools
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Protocol

from elearn_builder.diagnostics import error, warning
from elearn_builder.record import Record
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
    "a path that leads out of the package, or is not plain",
    """
Paths inside a package are relative, with `/` between folders. An absolute path, a drive letter or `..` leads somewhere
else when the archive is unpacked, at worst over files of the server. A back-slash parts folders on some servers and
is a part of the name on others.
""",
)
LINK = error(
    "P005",
    "a symbolic link in a package",
    """
A link points to a file that is not in the package, or to one on the server. Put the file itself in. Devices and pipes
are no files at all.
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
COMPRESSION = error(
    "P009",
    "a compression that LMSs do not know",
    """
Files in a SCORM package are stored or deflated, the two ways that every tool knows (PKZip 2.04g, RFC 1951). Newer ones,
such as Deflate64, BZip2, LZMA or Zstandard, are options of a few tools: choose "deflate" or "normal" there.
""",
)
CODES = (NO_ZIP, TOO_MANY, BOMB, ESCAPE, LINK, ENCRYPTED, TWICE, ZIP64, COMPRESSION)

MOST_ENTRIES = 20_000
MOST_DIRECTORY = 8 << 20
MOST_BYTES = 4 << 30
BLOCK = 1 << 20  # that is read at once
MOST_RATIO = 1000
SMALL = 10 << 20  # below this size the ratio of one file says nothing
MOST_RATIO_OF_ALL = 200
SMALL_FOR_ALL = 100 << 20
METHODS = {9: "Deflate64", 12: "BZip2", 14: "LZMA", 93: "Zstandard", 95: "XZ"}
HEADER = 30  # bytes before each entry, at least
# What the zip module raises on hostile input, besides its own error.
UNREADABLE = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
    IndexError,
    ValueError,
    OverflowError,
)


class _DirectoryTooLargeError(Exception):
    """The table of contents of an archive is larger than that of any package."""


class _Reader(io.BufferedReader):
    """A file that is never read in larger pieces than an honest table of contents has."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MOST_DIRECTORY:
            raise _DirectoryTooLargeError
        return super().read(size)


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


class PackageContents(Record, frozen=True):
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


class ZipContents(Record, frozen=True):
    """An open zip file whose entries have been found harmless."""

    shown: str
    paths: Sequence[str]
    archive: zipfile.ZipFile

    def read(self, path: str, limit: int) -> bytes | None:
        """Contents of a file, never more than ``limit`` bytes whatever its header says."""
        data = bytearray()
        try:
            with self.archive.open(path) as file:
                while len(data) <= limit and (block := file.read(BLOCK)):
                    data += block
        except UNREADABLE:
            return None
        return bytes(data) if len(data) <= limit else None


@contextlib.contextmanager
def open_zip(file: Path, shown: str, report: Report) -> Iterator[ZipContents | None]:
    """Open a zip file; gives None (with findings) when it is none or must not be looked at any further."""
    where = Span(shown)
    if file.is_dir():
        report.add(NO_ZIP, where, "this is a folder", "pack what is in it, and name the zip file")
        yield None
        return
    with contextlib.ExitStack() as stack:
        archive = _open(file, where, report, stack)
        yield None if archive is None else _examined(archive, file.stat().st_size, shown, report)


def _open(file: Path, where: Span, report: Report, stack: contextlib.ExitStack) -> zipfile.ZipFile | None:
    """Read the table of contents, of limited size."""
    try:
        if file.exists() and not file.is_file():  # opening a pipe would wait for ever
            report.add(NO_ZIP, where, "this is no file", "name a zip file")
            return None
        reader = stack.enter_context(_Reader(io.FileIO(file)))
        if not file.stat().st_size:
            report.add(NO_ZIP, where, "the file is empty", "get the file again")
            return None
        return stack.enter_context(zipfile.ZipFile(reader))
    except _DirectoryTooLargeError:
        report.add(TOO_MANY, where, "the package's table of contents is endless", "pack only what the course needs")
    except OSError as problem:
        report.add(NO_ZIP, where, f"the file cannot be opened: {problem.strerror or problem}", "correct the path")
    except UNREADABLE as problem:
        reason = "it is something else, or its end is missing" if "not a zip" in str(problem) else _safe(str(problem))
        message = f"this cannot be read as a zip file: {reason or 'it is damaged'}"
        report.add(NO_ZIP, where, message, "get the file again")
    return None


def _examined(archive: zipfile.ZipFile, size: int, shown: str, report: Report) -> ZipContents | None:
    """An archive of ``size`` bytes as contents, if it is harmless and whole."""
    entries = archive.infolist()
    if not _bounded(entries, size, shown, report):
        return None
    if any(_large(entry) for entry in entries) or _large_end(archive, size):
        report.add(ZIP64, Span(shown), "the package uses the zip64 form", "pack it without zip64 extensions")
    sound = [_harmless(entry, shown, report) for entry in entries]
    files = [entry.filename for entry in entries if not _is_folder(entry)]
    _twice(files, shown, report)
    if not all(sound) or not _intact(archive, entries, shown, report):
        return None
    return ZipContents(shown, tuple(dict.fromkeys(files)), archive)


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.endswith("/")


def _bounded(entries: list[zipfile.ZipInfo], size: int, shown: str, report: Report) -> bool:
    where = Span(shown)
    distrust = "do not unpack it; get it from a source that you trust"
    if len(entries) > MOST_ENTRIES:
        message = f"the package has {len(entries):,} files, {MOST_ENTRIES:,} is the most"
        report.add(TOO_MANY, where, message, "pack only what the course needs")
        return False
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        message = f"the package unpacks to {total / (1 << 30):,.1f} GB, 4 GB is the most"
        report.add(BOMB, where, message, distrust)
        return False
    if total > SMALL_FOR_ALL and total > MOST_RATIO_OF_ALL * size:
        report.add(BOMB, where, f"the package unpacks to {total // size:,} times its size", distrust)
        return False
    for entry in entries:
        if entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
            times = entry.file_size // max(1, entry.compress_size)
            message = f"`{_safe(entry.filename)}` unpacks to {times:,} times its size"
            report.add(BOMB, where, message, distrust)
            return False
    for one, other in itertools.pairwise(sorted(entries, key=lambda entry: entry.header_offset)):
        if one.header_offset + HEADER + one.compress_size > other.header_offset:
            message = f"`{_safe(one.filename)}` and `{_safe(other.filename)}` share bytes of the archive"
            report.add(BOMB, where, message, distrust)
            return False
    return True


def _large(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry has the zip64 extra field, or a version that says so (APPNOTE 4.4.3, 4.5.3)."""
    rest = entry.extra
    while len(rest) >= 4:
        kind, length = struct.unpack_from("<HH", rest)
        if kind == 1:
            return True
        rest = rest[4 + length :]
    return entry.extract_version == 45


def _large_end(archive: zipfile.ZipFile, size: int) -> bool:
    """Whether the archive ends in the zip64 form (APPNOTE 4.3.15)."""
    file = archive.fp
    if file is None:
        return False
    file.seek(max(0, size - 22 - 20 - len(archive.comment)))
    return file.read(4) == b"PK\x06\x07"


def _harmless(entry: zipfile.ZipInfo, shown: str, report: Report) -> bool:
    """Whether an entry stays inside the package and is a plain file or folder."""
    name = getattr(entry, "orig_filename", entry.filename)
    where = Span(f"{shown}!/{_safe(name)}")
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        report.add(ESCAPE, where, f"the path `{_safe(name)}` leads out of the package", "use relative paths with `/`")
        return False
    if "\\" in name:
        cure = "pack it with a tool that puts `/` between folders"
        report.add(ESCAPE, where, f"the path `{_safe(name)}` has a back-slash", cure)
        return False
    if not name or "\0" in name or "" in parts[:-1] or "." in parts:
        cure = "pack it anew, with plain paths such as `folder/file.html`"
        report.add(ESCAPE, where, f"`{_safe(name)}` is not a plain path", cure)
        return False
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        report.add(LINK, where, f"`{_safe(name)}` is a symbolic link", "put the file itself into the package")
        return False
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        report.add(LINK, where, f"`{_safe(name)}` is a device or a pipe, not a file", "take it out")
        return False
    if entry.flag_bits & 0x1:
        report.add(ENCRYPTED, where, f"`{_safe(name)}` is encrypted", "pack it without a password")
        return False
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        method = METHODS.get(entry.compress_type, f"method {entry.compress_type}")
        message = f"`{_safe(name)}` is compressed with {method}"
        report.add(COMPRESSION, where, message, "pack it with the usual compression, deflate")
        return False
    return True


def _twice(files: list[str], shown: str, report: Report) -> None:
    seen: set[str] = set()
    for path in files:
        if path in seen:
            where = Span(f"{shown}!/{_safe(path)}")
            report.add(TWICE, where, f"`{_safe(path)}` is in the package twice", "keep one of the two")
        seen.add(path)


def _intact(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], shown: str, report: Report) -> bool:
    """Read everything once, in blocks, and compare checksums."""
    for entry in entries:
        try:
            with archive.open(entry) as file:
                while file.read(BLOCK):
                    pass
        except UNREADABLE as problem:
            where = Span(f"{shown}!/{_safe(entry.filename)}")
            reason = _safe(str(problem)) or "it ends too early"
            report.add(NO_ZIP, where, f"`{_safe(entry.filename)}` is damaged: {reason}", "get the package again")
            return False
    return True


def _safe(name: str) -> str:
    """A name from outside, fit to be printed."""
    return "".join(character if character.isprintable() else "�" for character in name)[:200]
