"""Faults of access, media and weight, sown one at a time into a real course: each is found, at its line, and alone."""

from __future__ import annotations

import shutil
import struct
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from elearn_builder import pipeline
from elearn_builder.diagnostics import Diagnostic
from tests.conftest import ROOT

COURSE = "basel"
LESSON = "lessons/01-why-basel.md"
Seed = Callable[[Path], tuple[str, int]]  # sows into a course folder; the file and line of the finding


def check(course: Path) -> list[Diagnostic]:
    return list(pipeline.check([(course, COURSE)]).diagnostics)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    for name in (COURSE, "reference"):
        shutil.copytree(ROOT / "courses" / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def before(sound: Path) -> Counter[tuple[str, str, str]]:
    return Counter(about(one) for one in check(sound / COURSE))


def about(one: Diagnostic) -> tuple[str, str, str]:
    return one.code.id, one.span.path, one.message


def line(course: Path, path: str, needle: str) -> int:
    rows = (course / path).read_text("utf-8").splitlines()
    return next(number for number, row in enumerate(rows, 1) if needle in row)


def change(course: Path, old: str, new: str, path: str = LESSON, find: str = "") -> tuple[str, int]:
    text = (course / path).read_text("utf-8")
    assert old in text, old
    (course / path).write_text(text.replace(old, new, 1), "utf-8")
    return path, line(course, path, find or new.splitlines()[0])


def append(course: Path, text: str, find: str = "") -> tuple[str, int]:
    """Add a paragraph before the first heading of the lesson, so that it stands in no block."""
    file = course / LESSON
    written = file.read_text("utf-8")
    at = written.index("\n## ")
    file.write_text(f"{written[:at]}\n{text}\n{written[at:]}", "utf-8")
    return LESSON, line(course, LESSON, find or text.splitlines()[0])


def media(course: Path, name: str, data: bytes) -> None:
    (course / "media" / name).write_bytes(data)


def png(width: int, height: int, size: int) -> bytes:
    head = struct.pack(">I4sIIBBBBB", 13, b"IHDR", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + head + bytes(4)).ljust(size, b"\0")


def box(kind: bytes, contents: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(contents), kind) + contents


def mp4(codec: bytes, size: int, *, late: bool = False) -> bytes:
    table = box(b"stsd", b"\0\0\0\0\0\0\0\1" + box(codec, bytes(8)))
    index = box(b"moov", box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", table)))))
    data = box(b"mdat", bytes(size))
    return box(b"ftyp", b"isom" + bytes(4)) + (data + index if late else index + data)


def show(course: Path, name: str) -> tuple[str, int]:
    return append(course, f"![Drums in a row before a brick wall](../media/{name})")


def play(course: Path, data: bytes) -> tuple[str, int]:
    media(course, "opening.mp4", data)
    media(course, "opening.en.vtt", b"WEBVTT\n\n00:00.000 --> 00:02.000\nThe door opens.\n")
    head = "::: video Opening a container {src=../media/opening.mp4 captions=../media/opening.en.vtt}"
    return append(course, f"{head}\nThe door opens.\n:::")


def drawing(course: Path, inside: str) -> tuple[str, int]:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 440 200">{inside}</svg>'
    media(course, "sown.svg", svg.encode())
    return append(course, "::: figure A drawing\n![Some words in a box](../media/sown.svg)\n:::", "![Some words")


def caption(course: Path) -> tuple[str, int]:
    where = line(course, LESSON, "![Above: export State")
    rows = (course / LESSON).read_text("utf-8").split("\n")
    rows[where - 1] = "![Who decides, and where customs stands](../media/who-decides.svg)"
    (course / LESSON).write_text("\n".join(rows), "utf-8")
    return LESSON, where


def heading(course: Path) -> tuple[str, int]:
    path = "lessons/02-what-is-controlled.md"
    change(course, "## Customs codes and transport numbers", "## The letter shows the list", path)
    rows = (course / path).read_text("utf-8").splitlines()
    return path, max(number for number, row in enumerate(rows, 1) if row == "## The letter shows the list")


def oversized(course: Path) -> tuple[str, int]:
    media(course, "drums.png", png(4000, 3000, 140_000))
    show(course, "drums.png")
    return LESSON, line(course, LESSON, "drums.png")


def photo(course: Path) -> tuple[str, int]:
    media(course, "drums.png", png(400, 400, 151_000))
    show(course, "drums.png")
    return LESSON, line(course, LESSON, "drums.png")


def moving(course: Path) -> tuple[str, int]:
    frame = b"\x21\xf9\x04" + bytes(20)
    media(course, "crane.gif", b"GIF89a\x28\0\x14\0\0\0\0" + frame * 3)
    show(course, "crane.gif")
    return LESSON, line(course, LESSON, "crane.gif")


def placed(course: Path) -> tuple[str, int]:
    def directory(*entries: tuple[int, int, int, int]) -> bytes:
        return struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *one) for one in entries) + bytes(4)

    tiff = b"II*\0\x08\0\0\0" + directory((0x8825, 4, 1, 26)) + directory((2, 5, 3, 0))
    data = b"Exif\0\0" + tiff
    size = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 300, 400, 1) + b"\1\x11\0\xff\xd9"
    media(course, "yard.jpg", b"\xff\xd8\xff\xe1" + struct.pack(">H", len(data) + 2) + data + size)
    show(course, "yard.jpg")
    return LESSON, line(course, LESSON, "yard.jpg")


def unplayable(course: Path) -> tuple[str, int]:
    return play(course, mp4(b"hvc1", 500))


def late(course: Path) -> tuple[str, int]:
    return play(course, mp4(b"avc1", 200_000, late=True))


def heavy_lesson(course: Path) -> tuple[str, int]:
    for number in range(6):
        media(course, f"drums-{number}.png", png(1300, 975, 90_000))
    rows = "\n\n".join(f"![Drums of kind {number} before a wall](../media/drums-{number}.png)" for number in range(6))
    text = (course / "lessons" / "05-used-goods.md").read_text("utf-8")
    at = text.index("\n## ")
    (course / "lessons" / "05-used-goods.md").write_text(f"{text[:at]}\n{rows}\n{text[at:]}", "utf-8")
    return "lessons/05-used-goods.md", line(course, "lessons/05-used-goods.md", "drums-0.png")


def heavy_first_view(course: Path) -> tuple[str, int]:
    for name in ("drums.png", "barrels.png"):
        media(course, name, png(1300, 975, 140_000))
        show(course, name)
    return LESSON, line(course, LESSON, "drums.png")


def heavy_course(course: Path) -> tuple[str, int]:
    file = course / "course.yaml"
    file.write_text(file.read_text("utf-8") + "\nchecks: {course_mb: 1}\n", "utf-8")
    for number in range(8):
        media(course, f"drums-{number}.png", png(1300, 975, 140_000))
        path = sorted((course / "lessons").glob("*.md"))[number + 1]
        text = path.read_text("utf-8")
        at = text.index("\n## ")
        picture = f"![Drums of kind {number} before a wall](../media/drums-{number}.png)"
        path.write_text(f"{text[:at]}\n{picture}\n{text[at:]}", "utf-8")
    first = sorted((course / "lessons").glob("*.md"))[1].relative_to(course).as_posix()
    return first, line(course, first, "drums-0.png")


TEXTS = "".join(f'<text x="9" y="{20 * number}" fill="currentColor">Word {number}</text>' for number in range(1, 10))
LINK = "[The text of the Convention](https://www.basel.int/TheConvention)"
SEEDS: dict[str, Seed] = {
    "A006": lambda course: append(course, "![Diagram](../media/who-decides.svg)"),
    "A007": caption,
    "A008": lambda course: drawing(course, TEXTS),
    "A009": heading,
    "A010": lambda course: append(course, "The text is [here](https://www.basel.int/TheConvention)."),
    "A011": lambda course: append(
        course, f"{LINK}\nand {LINK.replace('/TheConvention', '/')}", "and [The text of the Convention]"
    ),
    "A012": lambda course: change(course, "| Rule | Where |", "| Rule | |"),
    "A013": lambda course: drawing(course, '<text x="9" y="40">Black words</text>'),
    "A014": lambda course: drawing(course, '<text x="9" y="40" fill="currentColor" font-size="9">Tiny</text>'),
    "A015": lambda course: append(course, "Look at the boxes shown in red."),
    "L030": oversized,
    "L031": photo,
    "L032": unplayable,
    "L033": late,
    "L034": moving,
    "L035": placed,
    "B001": heavy_lesson,
    "B002": lambda course: play(course, mp4(b"avc1", 9_000_000)),
    "B003": heavy_course,
    "B004": heavy_first_view,
}


@pytest.mark.parametrize("code", SEEDS)
def test_a_fault_is_found_at_its_line_and_alone(
    code: str, sound: Path, before: Counter[tuple[str, str, str]], tmp_path: Path
) -> None:
    shutil.copytree(sound / COURSE, tmp_path / COURSE)
    (tmp_path / "reference").symlink_to(sound / "reference")
    path, number = SEEDS[code](tmp_path / COURSE)
    found = check(tmp_path / COURSE)
    new = [one for one in found if about(one) not in before]
    assert {(one.code.id, one.span.path, one.span.line) for one in new} == {(code, f"{COURSE}/{path}", number)}
    assert not before - Counter(about(one) for one in found)
