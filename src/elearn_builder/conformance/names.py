"""Names of files in a package: what breaks on servers, in other languages, in LMSs."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error, warning
from elearn_builder.media import FORBIDDEN as FORBIDDEN_MEDIA
from elearn_builder.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection

    from elearn_builder.conformance.archive import Contents
    from elearn_builder.diagnostics import Report

CASE = error(
    "P011",
    "two paths that differ only in case",
    """
On many servers and on every Windows computer these are one file, so one of them overwrites the other.
""",
)
STRANGE = warning(
    "P012",
    "a file name that some LMSs break",
    """
LMSs strip, decode or refuse blanks, accents, other scripts and signs such as `~ # % & ' + ( )` in file names. Use small
ASCII letters, digits, `-`, `_` and `.`. Windows keeps some names for itself, such as `con`, `aux` and `nul`, whatever
their ending.
""",
)
NO_ENDING = warning(
    "P013",
    "a file name without an ending",
    """
Servers tell the type of a file by its ending, and the official validator refuses a path in the manifest that has none.
""",
)
SERVER_SIDE = error(
    "P014",
    "a file that makes LMSs refuse the package",
    """
Packages with files that could run on a server (`.php`, `.asp`, `.jsp`, `.sh` …) are refused by some LMSs as a whole.
""",
)
LEFTOVER = warning(
    "P015",
    "a file that a desktop left behind",
    """
`__MACOSX`, `.DS_Store` and `Thumbs.db` come from packing a folder with the desktop's own tool. They are of no use, and
the manifest does not list them.
""",
)
CODES = (CASE, STRANGE, NO_ENDING, SERVER_SIDE, LEFTOVER)

PLAIN = re.compile(r"[A-Za-z0-9_./-]+")
LEFT_BEHIND = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini"}
ALLOWED_SCRIPTS = {".js", ".mjs", ".html", ".htm", ".swf"}
FORBIDDEN = FORBIDDEN_MEDIA - ALLOWED_SCRIPTS
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?", re.IGNORECASE)


def left_behind(path: str) -> bool:
    """Whether a file comes from a desktop, not from an author."""
    return bool(LEFT_BEHIND & {part.lower() for part in path.split("/")})


def check(contents: Contents, told: Collection[str], report: Report) -> None:
    """Report names that cause trouble; of those in ``told`` the manifest's path has been reported."""
    folded: dict[str, list[str]] = defaultdict(list)
    for path in contents.paths:
        folded[path.casefold()].append(path)
        where = Span(f"{contents.shown}!/{path}")
        pure = PurePosixPath(path)
        if left_behind(path):
            report.add(LEFTOVER, where, f"`{path}` was left behind by a desktop", "delete it from the package")
            continue
        if any(RESERVED.fullmatch(part) for part in pure.parts):
            report.add(STRANGE, where, f"Windows cannot store a file called `{path}`", "give it another name")
        elif path not in told and (not PLAIN.fullmatch(path) or any(part.startswith(".") for part in pure.parts)):
            report.add(STRANGE, where, f"`{path}` is a name that some LMSs break", "use a-z, 0-9, `-`, `_`, `.`")
        if pure.suffix.lower() in FORBIDDEN:
            report.add(SERVER_SIDE, where, f"LMSs refuse packages with {pure.suffix} files", "take it out")
        elif not pure.suffix and path not in told:
            report.add(NO_ENDING, where, f"`{path}` has no ending", "give it one")
    for paths in folded.values():
        for other in paths[1:]:
            where = Span(f"{contents.shown}!/{other}")
            report.add(CASE, where, f"`{paths[0]}` and `{other}` differ only in case", "rename one of the two")
