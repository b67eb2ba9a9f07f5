"""Text files from disk: UTF-8, of sane size, without control characters, or a finding that says what is wrong."""

from __future__ import annotations

import errno
import itertools
import os
import re
import stat
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import Edit, error
from elearn_builder.source import SourceFile, Span

if TYPE_CHECKING:
    from pathlib import Path

    from elearn_builder.diagnostics import Report

ENCODING = error(
    "C007",
    "the file is not UTF-8 text",
    """
All text files are read as UTF-8, the encoding that can hold every script. Editors call it “UTF-8” in “Save as …” or
“Encoding”. In Word, save as “Plain text”, then choose “Unicode (UTF-8)”.
""",
)
TOO_LARGE = error(
    "C008",
    "a text file, or a line in it, is far too large",
    """
A lesson of over a megabyte is no lesson: most likely pictures were pasted into the text, or the wrong file was saved
under this name. Put pictures into `media/` and write `![what it shows](../media/name.png)`.
""",
)
UNREADABLE = error(
    "C018",
    "a file cannot be read",
    """
The operating system refuses to open it: a folder has this name, or its permissions do not let you read it, or another
program holds it.
""",
)
CONTROL = error(
    "C019",
    "an invisible control character",
    """
Some programs leave control characters in copied text. They have no meaning here, and XML (the manifest of the package)
forbids them. Delete the character; if you cannot see it, retype the word.
""",
)

ESCAPES = error(
    "L002",
    "a path that leads out of the course folder",
    """
A course must be complete in itself: whatever it shows lies in its own folder, so that the package holds all of it and
nobody's private files. Copy the file into `media/`.
""",
)
WRONG_CASE = error(
    "L003",
    "a path whose letters differ in case from the file's name",
    """
`Permit.svg` and `permit.svg` are the same file on your computer, perhaps, but two different ones on the server of an
LMS. Write the name exactly as the file has it.
""",
)

MAX_LINE = 20_000  # characters; a long paragraph, written as one line, has 2,000
MAX_CONTROLS = 20  # that are told; a file that is no text has thousands
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def lies_in(file: Path, folder: Path) -> bool:
    """Whether a file lies in a folder when all links are followed."""
    place, around = os.path.realpath(file), os.path.realpath(folder)
    return place == around or place.startswith(os.path.join(around, ""))  # noqa: PTH118 - thousands of files


def refuse_odd(status: os.stat_result) -> None:
    """Raise `OSError` for what is no file: a folder; a pipe or device, where reading could wait for ever."""
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "It is no file")


def read_text(file: Path, shown: str, report: Report, limit: int, root: Path) -> SourceFile | None:
    """Read a UTF-8 text file of at most ``limit`` bytes inside ``root``; reports C007, C008, C018, C019, L002."""
    if not lies_in(file, root):
        message = "this is a link to a file outside of the course"
        report.add(ESCAPES, Span(shown), message, "copy the file into the course folder")
        return None
    try:
        status = file.stat()
        refuse_odd(status)
        if status.st_size > limit:
            mega = f"{status.st_size / 1e6:.1f} MB"
            report.add(TOO_LARGE, Span(shown), f"this text file has {mega}", "split it, or move pictures to media/")
            return None
        data = file.read_bytes()
    except OSError as problem:
        reason = problem.strerror or "it cannot be read"
        report.add(
            UNREADABLE,
            Span(shown),
            f"this file cannot be read: {reason}",
            "check the file and its permissions",
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        _bad_encoding(data, problem.start, shown, report)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if CONTROLS.search(text):
        for match in itertools.islice(CONTROLS.finditer(text), MAX_CONTROLS):
            name = f"U+{ord(match[0]):04X}"
            where = SourceFile(shown, text).span(match.start())
            report.add(CONTROL, where, f"control character {name}", "delete it", Edit(where, ""))
        text = CONTROLS.sub(" ", text)
    source, lines = SourceFile(shown, text), text.split("\n")
    for number, line in enumerate(lines, 1) if max(map(len, lines)) > MAX_LINE else ():
        if len(line) > MAX_LINE:
            message = f"this line has {len(line):,} characters"
            report.add(TOO_LARGE, source.line(number), message, "break it into lines, or move pictures to media/")
            return None
    return source


def _bad_encoding(data: bytes, offset: int, shown: str, report: Report) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:64]:
        report.add(ENCODING, Span(shown), "this file is not UTF-8 (it looks like UTF-16)", "save it as UTF-8")
        return
    good = data[:offset].decode("utf-8", "replace").replace("\r\n", "\n")
    rest = data[offset:].split(b"\n", 1)[0].decode("cp1252", "replace").rstrip("\r")
    span = SourceFile(shown, good + rest).span(len(good))
    looks = f", it looks like “{rest[:1]}” of Windows-1252" if rest[:1].isalpha() else ""
    report.add(ENCODING, span, f"the byte 0x{data[offset]:02X} is not UTF-8{looks}", "save the file as UTF-8")
