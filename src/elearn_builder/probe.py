"""What is inside a media file, as far as its head tells: codecs of recordings, places in photos, pictures that move.

A few hundred bytes of each file are read, by the published forms of the formats: ISO 14496-12 (MP4), Matroska/WebM,
Exif 2.3 (TIFF 6.0), PNG, GIF89a. What is damaged or unknown gives nothing, never an exception.
"""

from __future__ import annotations

import re
import struct
from collections import deque
from typing import TYPE_CHECKING, BinaryIO

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BOXES = 2000
HEAD = 1 << 16  # bytes of a file in which its codecs are named, or its photo's data stand
MOST_EXIF = 1 << 20
_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
_CODEC = re.compile(rb"[VA]_[A-Z0-9/_]{3,20}")
_GPS_TAG, _LATITUDE = 0x8825, 2


class RecordingFacts(Record, frozen=True):
    """``brand``: the major brand of an MP4 file; ``codecs``: four letters each in MP4, names like ``V_VP9`` in WebM;
    ``starts_late``: its index stands behind the recording, so that nothing plays before all has come.
    """

    brand: str = ""
    codecs: tuple[str, ...] = ()
    starts_late: bool = False


def recording(file: Path) -> RecordingFacts:
    """Look into an MP4, M4A or WebM file."""
    try:
        with file.open("rb") as stream:
            head = stream.read(12)
            if head[4:8] == b"ftyp":
                return _mp4(stream, file.stat().st_size, head[8:12].decode("latin-1").strip())
            if head[:4] == b"\x1aE\xdf\xa3":
                stream.seek(0)
                found = dict.fromkeys(one.decode("ascii") for one in _CODEC.findall(stream.read(HEAD)))
                return RecordingFacts("webm", tuple(found))
    except (OSError, struct.error):
        pass
    return RecordingFacts()


def _mp4(stream: BinaryIO, size: int, brand: str) -> RecordingFacts:
    codecs: dict[str, None] = {}
    order = []
    for kind, depth, start, end in _boxes(stream, 0, size):
        if depth == 0:
            order.append(kind)
        if kind == b"stsd" and end - start > 16:
            stream.seek(start + 8)  # version and count; then the first entry: size, codec
            entry = stream.read(8)
            codecs[entry[4:8].decode("latin-1").strip()] = None
    late = b"moov" in order and b"mdat" in order and order.index(b"moov") > order.index(b"mdat")
    return RecordingFacts(brand, tuple(codecs), late)


def _boxes(stream: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Boxes of an MP4 file, also inside containers that lead to codecs: kind, depth, begin and end of contents."""
    waiting = deque([(start, end, 0)])
    count = 0
    while waiting:
        at, stop, depth = waiting.popleft()
        while at + 8 <= stop and count < MOST_BOXES:
            count += 1
            stream.seek(at)
            size, kind = struct.unpack(">I4s", stream.read(8))
            inner = at + 8
            if size == 1:
                (size,) = struct.unpack(">Q", stream.read(8))
                inner += 8
            size = size or stop - at
            if size < inner - at:
                return
            yield kind, depth, inner, min(at + size, stop)
            if kind in _CONTAINERS:
                waiting.append((inner, min(at + size, stop), depth + 1))
            at += size


def moves(file: Path) -> bool:
    """Whether a GIF has several pictures: a second graphic control extension in it says so."""
    with file.open("rb") as stream:
        data = stream.read(1 << 20)
    return data[:4] == b"GIF8" and data.count(b"\x21\xf9\x04") > 1


def true_colour_png(file: Path) -> bool:
    """Whether a PNG keeps eight bits or more of red, green and blue for each pixel, as photos do."""
    with file.open("rb") as stream:
        head = stream.read(26)
    return len(head) == 26 and head[:8] == b"\x89PNG\r\n\x1a\n" and head[24] >= 8 and head[25] in {2, 6}


def names_place(file: Path) -> bool:
    """Whether a photo (JPEG, PNG, WebP) says where it was taken."""
    with file.open("rb") as stream:
        try:
            return any(_has_position(data) for data in _exif(stream))
        except struct.error:
            return False


def _exif(stream: BinaryIO) -> Iterator[bytes]:
    """The TIFF blocks with a photo's data."""
    head = stream.read(12)
    if head[:2] == b"\xff\xd8":
        yield from _exif_of_jpeg(stream)
    elif head[:8] == b"\x89PNG\r\n\x1a\n":
        yield from _chunks(stream, 8, b"eXIf", little=False)
    elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        yield from _chunks(stream, 12, b"EXIF", little=True)


def _exif_of_jpeg(stream: BinaryIO) -> Iterator[bytes]:
    at = 2
    for _ in range(64):
        stream.seek(at)
        mark = stream.read(4)
        if len(mark) < 4 or mark[0] != 0xFF or mark[1] in {0xDA, 0xD9}:
            return
        (length,) = struct.unpack(">H", mark[2:])
        if mark[1] == 0xE1:
            data = stream.read(length - 2)
            if data.startswith(b"Exif\0\0"):
                yield data[6:]
        at += 2 + length


def _chunks(stream: BinaryIO, at: int, wanted: bytes, *, little: bool) -> Iterator[bytes]:
    """Chunks of a PNG (length, name, data, checksum) or of a RIFF file (name, length, data to an even place)."""
    for _ in range(MOST_BOXES):
        stream.seek(at)
        head = stream.read(8)
        if len(head) < 8:
            return
        length, name = struct.unpack(">I4s", head) if not little else struct.unpack("<4sI", head)[::-1]
        if name == wanted:
            data = stream.read(min(length, MOST_EXIF))
            yield data.removeprefix(b"Exif\0\0")
        at += 8 + length + (length % 2 if little else 4)


def _has_position(tiff: bytes) -> bool:
    """Whether a TIFF block has a GPS part with a latitude in it."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return False
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    place = _entry(tiff, order, first, _GPS_TAG)
    return place is not None and _entry(tiff, order, place, _LATITUDE) is not None


def _entry(tiff: bytes, order: str, at: int, tag: int) -> int | None:
    """The value (or its place) of a tag in a directory of a TIFF block."""
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for index in range(min(count, 512)):
        found, _, _, value = struct.unpack_from(f"{order}HHII", tiff, at + 2 + 12 * index)
        if found == tag:
            return int(value)
    return None
