"""Cures findings in the author's files, where the cure is certain: `elearn check --fix`.

A file is changed only while it still holds the lines that were found faulty, all changes of a finding or none; line
ends, byte order mark and permissions stay as they are, and a file is replaced in one step.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from elearn_builder.files import CONTROLS, lies_in
from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elearn_builder.diagnostics import Diagnostic, Edit

_END = re.compile(r"(\r\n|\r|\n)")
_BOM = b"\xef\xbb\xbf"


class Mended(Record, frozen=True):
    """A file with its cures: how it is shown, where it is, its bytes before and after, what was cured."""

    path: str
    file: Path
    before: bytes
    after: bytes
    cured: tuple[Diagnostic, ...]

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        old, new = (data.decode("utf-8-sig").splitlines(keepends=True) for data in (self.before, self.after))
        rows = difflib.unified_diff(old, new, self.path, self.path)
        return "".join(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows)


def plan(diagnostics: Sequence[Diagnostic], roots: Sequence[tuple[Path, str]]) -> list[Mended]:
    """Work out the cures of findings that have some.

    Args:
        diagnostics: Findings; those without a certain cure are passed over.
        roots: Course folders, each with how it is shown to the author.

    Returns:
        The files that change. Of findings whose changes overlap the first is cured; check again for the others.
    """
    by_path: dict[str, list[Diagnostic]] = {}
    for one in diagnostics:
        if one.fixes and all(edit.span.path == one.span.path for edit in one.fixes):
            by_path.setdefault(one.span.path, []).append(one)
    found = (_mend(path, file, some) for path, some in by_path.items() if (file := _locate(path, roots)))
    return [mended for mended in found if mended]


def write(mended: Mended) -> bool:
    """Write a file with its cures; False if somebody has changed it since, who must not lose that.

    Raises:
        OSError: It cannot be written; then it is as it was.
    """
    if mended.file.read_bytes() != mended.before:
        return False
    handle, name = tempfile.mkstemp(prefix=f".{mended.file.name}.", dir=mended.file.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(mended.after)
        shutil.copymode(mended.file, name)
        Path(name).replace(mended.file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return True


def _locate(path: str, roots: Sequence[tuple[Path, str]]) -> Path | None:
    """The file behind a path as it is shown, links followed; None when it lies in no course."""
    for root, shown in roots:
        folder = f"{shown.rstrip('/') or '.'}/"
        if path.startswith(folder):
            file = root / path.removeprefix(folder)
            if file.is_file() and lies_in(file, root):
                return Path(os.path.realpath(file))
    return None


def _mend(path: str, file: Path, diagnostics: Sequence[Diagnostic]) -> Mended | None:
    before = file.read_bytes()
    try:
        parts = _END.split(before.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None
    rows, ends = parts[::2], [*parts[1::2], ""]
    taken: list[Edit] = []
    cured = []
    for one in diagnostics:
        if all(_fits(edit, rows) and not any(_overlap(edit, other) for other in taken) for edit in one.fixes):
            taken += one.fixes
            cured.append(one)
    for edit in sorted(taken, key=lambda edit: (edit.span.line, edit.span.col), reverse=True):
        index = edit.span.line - 1
        if edit.text is None:
            del rows[index], ends[index]
        else:
            rows[index] = rows[index][: edit.span.col - 1] + edit.text + rows[index][edit.span.end - 1 :]
    text = "".join(row + end for row, end in zip(rows, ends, strict=True))
    after = (_BOM if before.startswith(_BOM) else b"") + text.encode("utf-8")
    return Mended(path, file, before, after, tuple(cured)) if after != before else None


def _fits(edit: Edit, rows: Sequence[str]) -> bool:
    """Whether the file still holds the line that was found faulty."""
    index = edit.span.line - 1
    return index < len(rows) and CONTROLS.sub(" ", rows[index]) == CONTROLS.sub(" ", edit.span.excerpt)


def _overlap(one: Edit, other: Edit) -> bool:
    if one.span.line != other.span.line:
        return False
    whole = one.text is None or other.text is None
    return whole or (one.span.col < other.span.end and other.span.col < one.span.end)
