"""What media files say of themselves; files made here by the published forms, whole, damaged and hostile."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest

from elearn_builder import probe


def box(kind: bytes, contents: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(contents), kind) + contents


def track(codec: bytes) -> bytes:
    table = box(b"stsd", b"\0\0\0\0\0\0\0\1" + box(codec, bytes(78)))
    return box(b"trak", box(b"tkhd", bytes(84)) + box(b"mdia", box(b"minf", box(b"stbl", table))))


def mp4(*codecs: bytes, brand: bytes = b"isom", late: bool = False) -> bytes:
    index = box(b"moov", box(b"mvhd", bytes(100)) + b"".join(track(codec) for codec in codecs))
    data = box(b"mdat", bytes(500))
    return box(b"ftyp", brand + bytes(4)) + (data + index if late else index + data)


def exif(order: str = "<", *, latitude: bool = True) -> bytes:
    def directory(*entries: tuple[int, int, int, int]) -> bytes:
        rows = b"".join(struct.pack(f"{order}HHII", *one) for one in entries)
        return struct.pack(f"{order}H", len(entries)) + rows + bytes(4)

    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    first = directory((0x0112, 3, 1, 6), (0x8825, 4, 1, 38))
    return head + first + directory((1, 2, 2, 0), *([(2, 5, 3, 0)] if latitude else []))


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    return b"\xff\xd8" + b"".join(
        b"\xff" + bytes([kind]) + struct.pack(">H", len(data) + 2) + data for kind, data in segments
    )


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I4s", len(data), name) + data + bytes(4) for name, data in chunks
    )


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    parts = b"".join(struct.pack("<4sI", name, len(data)) + data + bytes(len(data) % 2) for name, data in chunks)
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file"


def test_codecs_of_all_tracks_are_found(file: Path) -> None:
    file.write_bytes(mp4(b"hvc1", b"mp4a"))
    assert probe.recording(file) == probe.RecordingFacts("isom", ("hvc1", "mp4a"))


def test_the_place_of_the_index_is_seen(file: Path) -> None:
    file.write_bytes(mp4(b"avc1", late=True))
    assert probe.recording(file).starts_late
    file.write_bytes(mp4(b"avc1"))
    assert not probe.recording(file).starts_late


def test_a_large_box_has_a_long_length(file: Path) -> None:
    large = struct.pack(">I4sQ", 1, b"mdat", 16 + 40) + bytes(40)
    file.write_bytes(box(b"ftyp", b"isom") + large + box(b"moov", track(b"avc1")))
    assert probe.recording(file) == probe.RecordingFacts("isom", ("avc1",), starts_late=True)


def test_webm_names_its_codecs(file: Path) -> None:
    file.write_bytes(b"\x1aE\xdf\xa3\x01\0\0\0webm" + b"\x86\x85V_VP9" + bytes(9) + b"\x86\x86A_OPUS")
    assert probe.recording(file) == probe.RecordingFacts("webm", ("V_VP9", "A_OPUS"))


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_position_is_found_in_every_kind_of_photo(order: str, file: Path) -> None:
    data = exif(order)
    for photo in (
        jpeg((0xE0, b"JFIF\0"), (0xE1, b"http://ns.adobe.com/xap/1.0/\0"), (0xE1, b"Exif\0\0" + data)),
        png((b"IHDR", bytes(13)), (b"eXIf", data), (b"IDAT", b"")),
        webp((b"VP8X", bytes(10)), (b"ICCP", b"odd"), (b"EXIF", data)),
        webp((b"EXIF", b"Exif\0\0" + data)),
    ):
        file.write_bytes(photo)
        assert probe.names_place(file)


def test_a_photo_without_position_names_none(file: Path) -> None:
    for photo in (
        jpeg((0xE1, b"Exif\0\0" + exif(latitude=False))),
        jpeg((0xE0, b"JFIF\0"), (0xDA, exif())),
        png((b"IHDR", bytes(13))),
        b"\xff\xd8",
        b"",
        b"GIF89a",
    ):
        file.write_bytes(photo)
        assert not probe.names_place(file)


def test_a_gif_moves_from_two_pictures_on(file: Path) -> None:
    frame = b"\x21\xf9\x04" + bytes(20)
    for count in (0, 1, 2, 30):
        file.write_bytes(b"GIF89a" + frame * count)
        assert probe.moves(file) == (count > 1)


def test_nothing_damaged_raises_or_takes_for_ever(file: Path) -> None:
    chance = random.Random(7)
    whole = [
        mp4(b"avc1", b"mp4a", late=True),
        jpeg((0xE1, b"Exif\0\0" + exif())),
        png((b"IHDR", bytes(13)), (b"eXIf", exif())),
        webp((b"EXIF", exif())),
        box(b"ftyp", b"isom") + box(b"moov") * 5000,
        box(b"ftyp", b"isom") + struct.pack(">I4s", 0, b"moov") * 500,
        box(b"ftyp", b"isom") + struct.pack(">I4s", 4, b"moov") * 500,
    ]
    for data in whole:
        for _ in range(120):
            broken = bytearray(data[: chance.randrange(1, len(data) + 1)])
            for _ in range(chance.randrange(4)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            file.write_bytes(bytes(broken))
            probe.recording(file)
            probe.names_place(file)
            probe.moves(file)
            probe.true_colour_png(file)
