"""The course's media folder: what is in it, what it is called inside a package, what a file may be.

Names inside a package are ASCII and unique as base names, whatever the author calls the files: blanks, accents and
other scripts break LMSs, and at least one player finds files by base name alone.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from elearn_builder.model import MediaFile
from elearn_builder.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from elearn_builder.model import Course

IMAGES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
VIDEO = {".mp4": "video/mp4", ".webm": "video/webm"}
AUDIO = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg"}
CAPTIONS = {".vtt": "text/vtt", ".srt": "text/vtt"}
# What LMSs are known to accept inside a package besides; anything else is doubtful.
DOCUMENTS = {".pdf", ".txt", ".csv", ".docx", ".xlsx", ".pptx"}
# LMSs refuse the whole package for one of these (server-side and executable types).
FORBIDDEN = {
    *(".php", ".phtml", ".asp", ".aspx", ".jsp", ".cgi", ".pl", ".py", ".rb", ".sh", ".bash", ".ps1"),
    *(
        ".exe",
        ".dll",
        ".bat",
        ".cmd",
        ".com",
        ".msi",
        ".jar",
        ".htaccess",
        ".swf",
        ".js",
        ".mjs",
        ".html",
        ".htm",
    ),
}
KNOWN = {*IMAGES, *VIDEO, *AUDIO, *CAPTIONS, *DOCUMENTS}

FOLDER = "media"
IGNORED = {"thumbs.db", "desktop.ini", "__macosx"}


def index_media(root: Path) -> Mapping[str, MediaFile]:
    """All files of the media folder, by path from the course folder with ``/``; links are not followed into folders.

    Hidden files and what desktops leave behind are passed over. Nothing is opened.
    """
    found: dict[str, Path] = {}
    top = root / FOLDER
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(name for name in folders if not _ignored(name))
        for name in sorted(files):
            if not _ignored(name):
                file = Path(folder) / name
                found[file.relative_to(root).as_posix()] = file
    names = packaged_names(found)
    return MappingProxyType({path: MediaFile(path, names[path], found[path]) for path in sorted(found)})


def _ignored(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in IGNORED


def used(course: Course) -> set[str]:
    """The author's paths of the media files that go into the package."""
    return {path for page in course.pages for path in page.media} | set(course.glossary_media)


def place(course: Course, path: str) -> Span:
    """Where a media file is first shown: in a page, in the glossary; else the file itself."""
    pages = (use for page in course.pages for use in page.shows)
    found = (use.span for use in (*pages, *course.glossary_shows) if use.path == path)
    return next(found, Span(f"{course.folder}/{path}"))


def weighed(media: Mapping[str, MediaFile], least: int) -> list[MediaFile]:
    """Media files of so many bytes or more."""
    return [one for one in media.values() if one.file.is_file() and one.file.stat().st_size >= least]


def packaged_names(paths: Iterable[str]) -> dict[str, str]:
    """A name inside the package for each of the author's paths; the same paths always give the same names.

    Captions are converted, so ``.srt`` becomes ``.vtt``. Names that would meet get a few digits of a hash of the path.
    """
    plain: dict[str, list[str]] = {}
    for path in sorted(paths):
        plain.setdefault(plain_name(path), []).append(path)
    names = {}
    for name, owners in plain.items():
        for path in owners:
            if len(owners) > 1 or name.startswith("."):
                stem, suffix = os.path.splitext(name)  # noqa: PTH122 - a name, not a path
                digest = hashlib.sha256(os.fsencode(unicodedata.normalize("NFC", path))).hexdigest()[:8]
                names[path] = f"{FOLDER}/{stem.strip('.') or 'file'}-{digest}{suffix or stem}"
            else:
                names[path] = f"{FOLDER}/{name}"
    return names


def plain_name(path: str) -> str:
    """The path below the media folder as one ASCII file name: small letters, digits, ``-``, ``_`` and ``.``."""
    inner = PurePosixPath(path)
    parts = inner.parts[1:] if inner.parts and inner.parts[0] == FOLDER else inner.parts
    stem = fold("-".join([*parts[:-1], inner.stem]))
    suffix = fold(inner.suffix.lstrip("."))
    suffix = {"srt": "vtt"}.get(suffix, suffix)
    return f"{stem}.{suffix}" if suffix else stem


@lru_cache(maxsize=4096)  # pages refer to the same things
def fold(text: str) -> str:
    """Text as small ASCII letters, digits, ``-`` and ``_``; accents are taken off, the rest becomes ``-``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")
