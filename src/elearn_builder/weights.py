"""How many bytes cross the line for a page, a first view, a course: before it is built, so text is estimated.

Media count as they are; servers do not compress them again. Text and drawings are compressed by servers and LMSs:
measured on the courses of this project, a page has 0.75 bytes on the line for each byte of its Markdown, a
drawing 0.32 for each of its file, and the player with its styles and the course's description 27 kB.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from elearn_builder.media import AUDIO, IMAGES, VIDEO
from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from elearn_builder.model import Lesson, MediaFile

PLAYER = 27_000
TEXT, DRAWING = 0.75, 0.32
RATES = (64, 256)  # kbit/s: a poor line of a mobile phone, a fair one


class Part(Record, frozen=True):
    """Something on a page and its bytes on the line; ``path`` is the author's, empty for the text."""

    path: str
    size: int


def of_page(lesson: Lesson, text: int, media: Mapping[str, MediaFile]) -> tuple[Part, ...]:
    """What crosses the line when a page is read: ``text`` bytes of Markdown, drawings, pictures; the heaviest first.

    Recordings come only when they are played, papers when they are opened.
    """
    parts = [Part("", round(text * TEXT))]
    parts += [Part(path, round(_size(media[path]) * DRAWING)) for path in lesson.drawings]
    for path in lesson.media:
        if ending(path) in IMAGES:
            share = DRAWING if ending(path) == ".svg" else 1.0
            parts.append(Part(path, round(_size(media[path]) * share)))
    return tuple(sorted(parts, key=lambda part: -part.size))


def recordings(paths: Iterable[str], media: Mapping[str, MediaFile]) -> tuple[Part, ...]:
    """The recordings among some media files."""
    return tuple(Part(path, _size(media[path])) for path in paths if ending(path) in VIDEO or ending(path) in AUDIO)


def ending(path: str) -> str:
    """The ending of a name in small letters, with its dot."""
    return PurePosixPath(path).suffix.lower()


def waiting(size: float) -> str:
    """How long bytes take at the rates that officers have, in words."""
    told = []
    for rate in RATES:
        seconds = size * 8 / (rate * 1000)
        time = f"{seconds:.0f} seconds" if seconds < 90 else f"{seconds / 60:.0f} minutes"
        told.append(f"{time} at {rate} kbit/s")
    return ", ".join(told)


def kilobytes(size: float) -> str:
    """Bytes in thousands."""
    return f"{size / 1000:,.0f} kB"


def _size(file: MediaFile) -> int:
    return file.file.stat().st_size
