"""Broken courses that a repository cannot hold well: huge files, bytes that are no text, links, odd names.

A recipe gets the folder of a course that is right and breaks it; beside it stands what is expected.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

Recipe = Callable[[Path], None]
RECIPES: dict[str, tuple[Recipe, tuple[str, ...]]] = {}

COURSE = """\
id: case
title: Case
objectives: {o: Find mistakes}
modules:
- title: Cases
  lessons: [01-case]
"""
HEAD = "---\ntitle: Case\n---\n"
LESSON = f"{HEAD}Text.\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>\n'


def recipe(*expected: str) -> Callable[[Recipe], Recipe]:
    def register(make: Recipe) -> Recipe:
        RECIPES[make.__name__.replace("_", "-")] = (make, expected)
        return make

    return register


def write(course: Path, path: str, content: str | bytes) -> Path:
    file = course / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def lesson(course: Path, text: str | bytes) -> None:
    write(course, "lessons/01-case.md", text if isinstance(text, bytes) else f"{HEAD}{text}")


def slow(course: Path, text: str) -> None:
    """A lesson that is only hard to read; the mistake stands elsewhere."""
    lesson(course, text)
    write(course, "exam.md", ":::\n")


def png(width: int, height: int) -> bytes:
    """The beginning of a picture; that is all that is looked at."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


# --- bytes that are no text ---


@recipe("lessons/01-case.md:4 C007")
def latin1_lesson(course: Path) -> None:
    lesson(course, f"{HEAD}Déchets.\n".encode("latin-1"))


@recipe("lessons/01-case.md:1 C007")
def utf16_lesson(course: Path) -> None:
    lesson(course, LESSON.encode("utf-16"))


@recipe("course.yaml:2 C007")
def latin1_course_yaml(course: Path) -> None:
    write(course, "course.yaml", COURSE.replace("title: Case", "title: Prüfung").encode("latin-1"))


@recipe("lessons/01-case.md:4 S003")
def bom_lesson(course: Path) -> None:
    """A byte order mark is fine; the places behind it must still be right."""
    lesson(course, f"\ufeff{HEAD}:::\n".encode())


@recipe("lessons/01-case.md:4 S003")
def windows_line_ends(course: Path) -> None:
    lesson(course, f"{HEAD}:::\n".replace("\n", "\r\n").encode())


@recipe("lessons/01-case.md:4 C019")
def nul_bytes(course: Path) -> None:
    lesson(course, "One\0two\0three\0\0\n")


@recipe("lessons/01-case.md:4 C019")
def control_characters(course: Path) -> None:
    lesson(course, "Be\x07ll, \x1b[31mred\x1b[0m\n")


@recipe("lessons/01-case.md:1 C007")
def lesson_is_a_picture(course: Path) -> None:
    lesson(course, png(9, 9) + bytes(range(256)))


# --- too much ---


@recipe("lessons/01-case.md:1 C008")
def huge_file(course: Path) -> None:
    lesson(course, "word " * 300_000)


@recipe("lessons/01-case.md:4 C008")
def endless_line(course: Path) -> None:
    lesson(course, f"![A photo](data:image/png;base64,{'iVBOR' * 40_000})\n")


@recipe("course.yaml:1 C008")
def huge_course_yaml(course: Path) -> None:
    write(course, "course.yaml", COURSE + "# comment\n" * 30_000)


@recipe("course.yaml:1 C010")
def deep_yaml(course: Path) -> None:
    write(course, "course.yaml", "[" * 10_000 + "]" * 10_000)


@recipe("lessons/01-case.md:4 L014")
def huge_media(course: Path) -> None:
    lesson(course, "[The paper](../media/paper.pdf)\n")
    os.truncate(write(course, "media/paper.pdf", b"%PDF"), 260_000_000)


@recipe("lessons/01-case.md:4 L014")
def huge_image_dimensions(course: Path) -> None:
    lesson(course, "![A seal](../media/seal.png)\n")
    write(course, "media/seal.png", png(2_000_000_000, 2_000_000_000))


@recipe("lessons/01-case.md:4 L008")
def image_cut_short(course: Path) -> None:
    lesson(course, "![A seal](../media/seal.png)\n")
    write(course, "media/seal.png", png(9, 9)[:18])


@recipe("lessons/01-case.md:5 L011")
def huge_drawing(course: Path) -> None:
    lesson(course, "::: figure The way\n![The way](../media/way.svg)\n:::\n")
    write(course, "media/way.svg", DRAWING.replace("<path", "<path" + " " * 300_000))


@recipe("lessons/01-case.md:5 L011")
def deep_drawing(course: Path) -> None:
    lesson(course, "::: figure The way\n![The way](../media/way.svg)\n:::\n")
    deep = "<g>" * 10_000 + "</g>" * 10_000
    write(course, "media/way.svg", DRAWING.replace('<path d="M0 0h9"/>', deep))


@recipe("lessons/01-case.md:14 S019")
def nested_colons(course: Path) -> None:
    lesson(course, ":::a\n" * 2_000)


@recipe("lessons/01-case.md:4 S003")
def stray_ends(course: Path) -> None:
    lesson(course, ":::\n" * 2_000)


@recipe("lessons/01-case.md:2004 S003")
def ends_of_another_length(course: Path) -> None:
    lesson(course, "::: note\n" * 2_000 + "::::\n" * 2_000)


@recipe("lessons/01-case.md:14 S019")
def deeply_nested_blocks(course: Path) -> None:
    lesson(course, "::: note\n" * 500 + "Text.\n" + ":::\n" * 500)


@recipe("lessons/01-case.md:14 S019")
def deeply_nested_tabs(course: Path) -> None:
    lesson(course, "::: tabs\n::: tab One\n" * 300 + "Text.\n" + ":::\n:::\n" * 300)


@recipe("lessons/01-case.md:4 S019")
def deeply_nested_lists(course: Path) -> None:
    lesson(course, "".join(f"{'  ' * level}- item\n" for level in range(400)))


@recipe("lessons/01-case.md:4 S019")
def deeply_nested_quotes(course: Path) -> None:
    lesson(course, f"{'> ' * 2000}Text.\n")


@recipe("exam.md:1 S003")
def deeply_nested_html(course: Path) -> None:
    slow(course, f"{'<div>' * 1500}\n\nText.\n\n{'</div>' * 1500}\n")


@recipe("exam.md:1 S003")
def deeply_nested_inline_html(course: Path) -> None:
    slow(course, f"Text {'<span>' * 1500}deep{'</span>' * 1500}.\n")


@recipe("exam.md:1 S003")
def deeply_nested_emphasis(course: Path) -> None:
    slow(course, f"{'*a **b ' * 1000}\n")


@recipe("lessons/01-case.md:4 S019")
def open_brackets(course: Path) -> None:
    lesson(course, f"{'[' * 9000}\n")


@recipe("lessons/01-case.md:4 S019")
def open_pictures(course: Path) -> None:
    lesson(course, f"{'![' * 4500}\n")


@recipe("lessons/01-case.md:4 S019")
def open_links(course: Path) -> None:
    lesson(course, f"{'[a](' * 2200}\n")


@recipe("exam.md:1 S003")
def open_comments(course: Path) -> None:
    slow(course, "<!-- a\n" * 20_000)


@recipe("exam.md:1 S003")
def open_tags(course: Path) -> None:
    slow(course, f"Text {'<span ' * 1600}\n")


@recipe("exam.md:1 S003")
def open_code(course: Path) -> None:
    slow(course, " ".join("`" * (1 + number % 90) for number in range(200)) + "\n")


@recipe("exam.md:1 S003")
def many_unclosed_headings(course: Path) -> None:
    slow(course, "Text <h1>\n" * 5_000)


@recipe("exam.md:1 S003")
def many_footnotes(course: Path) -> None:
    slow(course, "".join(f"[^{number}] " for number in range(2000)) + "\n\n[^1]: [^1] One.\n")


@recipe("lessons/01-case.md:4 L001")
def many_missing_pictures(course: Path) -> None:
    lesson(course, "".join(f"![A](../media/{number}.png)\n\n" for number in range(1_000)))


@recipe("lessons/01-case.md:4 L004")
def many_equal_links(course: Path) -> None:
    lesson(course, "[A](gone.md)\n" * 1_000)


@recipe("lessons/01-case.md:4 R005")
def many_unknown_references(course: Path) -> None:
    lesson(course, "[[hs:9998.76]]\n\n" * 100)


@recipe("lessons/01-case.md:4 S001")
def many_blocks_of_no_kind(course: Path) -> None:
    lesson(course, "::: nothing\nText.\n:::\n" * 1_000)


@recipe("course.yaml:7 C003")
def many_unknown_keys(course: Path) -> None:
    write(course, "course.yaml", COURSE + "".join(f"title{number}: x\n" for number in range(1_000)))


@recipe("lessons/01-case.md:4 S019")
def wide_table(course: Path) -> None:
    lesson(course, f"{'|a' * 3000}|\n{'|-' * 3000}|\n" + f"{'|[' * 3000}|\n" * 3)


# --- files that are none ---


@recipe("lessons/01-case.md:1 C018")
def lesson_is_a_folder(course: Path) -> None:
    (course / "lessons" / "01-case.md").unlink()
    (course / "lessons" / "01-case.md").mkdir()


@recipe("exam.md:1 C018")
def exam_is_a_folder(course: Path) -> None:
    (course / "exam.md").mkdir()


@recipe("glossary.yaml:1 C018")
def glossary_is_a_folder(course: Path) -> None:
    (course / "glossary.yaml").mkdir()


@recipe(".:1 C001")
def course_yaml_is_a_folder(course: Path) -> None:
    (course / "course.yaml").unlink()
    (course / "course.yaml").mkdir()


@recipe("course.yaml:6 L001")
def lessons_is_a_file(course: Path) -> None:
    (course / "lessons" / "01-case.md").unlink()
    (course / "lessons").rmdir()
    write(course, "lessons", "Text.\n")


@recipe("course.yaml:6 L001")
def lessons_folder_empty(course: Path) -> None:
    (course / "lessons" / "01-case.md").unlink()


@recipe("lessons/01-case.md:4 L001")
def media_is_a_file(course: Path) -> None:
    lesson(course, "![A seal](../media/seal.png)\n")
    write(course, "media", "Text.\n")


@recipe("lessons/01-case.md:1 C018")
def unreadable_lesson(course: Path) -> None:
    (course / "lessons" / "01-case.md").chmod(0)


@recipe("lessons/01-case.md:4 L001")
def unreadable_picture(course: Path) -> None:
    lesson(course, "![A seal](../media/seal.png)\n")
    write(course, "media/seal.png", png(9, 9)).chmod(0)


@recipe("lessons/01-case.md:1 C018")
def lesson_is_a_pipe(course: Path) -> None:
    """Whoever opens it waits for a writer that never comes."""
    (course / "lessons" / "01-case.md").unlink()
    os.mkfifo(course / "lessons" / "01-case.md")


@recipe("lessons/01-case.md:4 L001")
def picture_is_a_pipe(course: Path) -> None:
    lesson(course, "![A seal](../media/seal.png)\n")
    (course / "media").mkdir()
    os.mkfifo(course / "media" / "seal.png")


# --- links ---


def secret(course: Path, name: str, text: str | bytes) -> Path:
    return write(course.parent, f"outside/{name}", text)


@recipe("course.yaml:6 L002")
def symlink_out_of_course(course: Path) -> None:
    (course / "lessons" / "01-case.md").unlink()
    (course / "lessons" / "01-case.md").symlink_to(secret(course, "lesson.md", LESSON))


@recipe("exam.md:1 L002")
def symlink_exam(course: Path) -> None:
    (course / "exam.md").symlink_to(secret(course, "exam.md", LESSON))


@recipe("glossary.yaml:1 L002")
def symlink_glossary(course: Path) -> None:
    (course / "glossary.yaml").symlink_to(secret(course, "glossary.yaml", "PIC: secret\n"))


@recipe("course.yaml:1 L002")
def symlink_course_yaml(course: Path) -> None:
    (course / "course.yaml").unlink()
    (course / "course.yaml").symlink_to(secret(course, "course.yaml", COURSE))


@recipe("lessons/01-case.md:4 L002")
def symlink_picture(course: Path) -> None:
    lesson(course, "![A seal](../media/seal.png)\n")
    (course / "media").mkdir()
    (course / "media" / "seal.png").symlink_to(secret(course, "seal.png", png(9, 9)))


@recipe("lessons/01-case.md:4 L002")
def symlink_media_folder(course: Path) -> None:
    lesson(course, "![A seal](../media/seal.png)\n")
    (course / "media").symlink_to(secret(course, "seal.png", png(9, 9)).parent)


@recipe("course.yaml:6 L002")
def symlink_lessons_folder(course: Path) -> None:
    (course / "lessons" / "01-case.md").unlink()
    (course / "lessons").rmdir()
    (course / "lessons").symlink_to(secret(course, "01-case.md", LESSON).parent)


@recipe("lessons/01-case.md:4 L001")
def symlink_to_nothing(course: Path) -> None:
    lesson(course, "![A seal](../media/seal.png)\n")
    (course / "media").mkdir()
    (course / "media" / "seal.png").symlink_to(course / "gone.png")


@recipe("lessons/01-case.md:1 C018")
def circular_symlink(course: Path) -> None:
    (course / "lessons" / "01-case.md").unlink()
    (course / "lessons" / "01-case.md").symlink_to(course / "lessons" / "01-case.md")


@recipe("lessons/01-case.md:4 L001")
def circular_symlink_picture(course: Path) -> None:
    lesson(course, "![A seal](../media/seal.png)\n")
    (course / "media").mkdir()
    (course / "media" / "seal.png").symlink_to(course / "media" / "seal.png")


@recipe(".:1 C001")
def circular_symlink_course_yaml(course: Path) -> None:
    (course / "course.yaml").unlink()
    (course / "course.yaml").symlink_to(course / "course.yaml")


@recipe("exam.md:1 C018")
def circular_symlink_exam(course: Path) -> None:
    (course / "exam.md").symlink_to(course / "exam.md")


@recipe("lessons/01-case.md:4 S003")
def circular_symlink_folder(course: Path) -> None:
    lesson(course, ":::\n")
    (course / "lessons" / "again").symlink_to(course / "lessons")
    (course / "media").mkdir()
    (course / "media" / "again").symlink_to(course)


# --- names ---


@recipe("lessons/01-case.md:4 L001")
def names_that_fold_alike(course: Path) -> None:
    """é as one character and as two are different files; both go into the package under names of their own."""
    lesson(course, "![One](../media/e\u0301.png) ![Two](../media/\u00e9.png) ![Three](../media/è.png)\n")
    write(course, "media/e\u0301.png", png(9, 9))
    write(course, "media/\u00e9.png", png(9, 9))


@recipe("course.yaml:6 C012")
def lesson_names_that_fold_alike(course: Path) -> None:
    write(course, "course.yaml", COURSE.replace("[01-case]", "[01-café, 02-cafe]"))
    (course / "lessons" / "01-case.md").unlink()
    write(course, "lessons/01-café.md", LESSON)
    write(course, "lessons/02-cafe.md", LESSON)


@recipe("lessons/01-case.md:4 L001")
def names_that_are_no_text(course: Path) -> None:
    lesson(course, "![One](../media/%FF.png)\n")
    for name in ("%b.png", "%b-%b.png"):
        file = os.fsencode(course / "media") + b"/" + name.encode().replace(b"%b", b"\xff")
        (course / "media").mkdir(exist_ok=True)
        Path(os.fsdecode(file)).write_bytes(png(9, 9))
    Path(os.fsdecode(os.fsencode(course / "lessons") + b"/\xff.md")).write_text(LESSON)


@recipe("lessons/01-case.md:4 L001")
def names_with_line_ends(course: Path) -> None:
    write(course, "lessons/02\nmore.md", LESSON)
    write(course, "media/a\nb.png", png(9, 9))
    lesson(course, "![One](<../media/a%0Ac.png>)\n")


@recipe("course.yaml:6 C019")
def name_with_nul(course: Path) -> None:
    write(course, "course.yaml", COURSE.replace("[01-case]", '["01-case\\0"]'))


@recipe("course.yaml:6 L001")
def name_without_end(course: Path) -> None:
    write(course, "course.yaml", COURSE.replace("[01-case]", f"[01-case, {'x' * 5000}]"))


@recipe("Exam.md:1 L003")
def wrong_case_exam(course: Path) -> None:
    """Nobody would miss it before the last day of the course."""
    write(course, "Exam.md", LESSON)


@recipe("lessons/01-case.md:5 L008")
def drawing_in_utf16_with_entities(course: Path) -> None:
    lesson(course, "::: figure The way\n![The way](../media/way.svg)\n:::\n")
    bomb = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE svg [<!ENTITY a "aaaa">]>'
    write(course, "media/way.svg", (bomb + DRAWING.replace("<path", "<text>&a;</text><path")).encode("utf-16"))


@recipe("course.yaml:3 C002")
def yaml_unprintable(course: Path) -> None:
    write(course, "course.yaml", COURSE.replace("o: Find", "o: \x80ind"))


@recipe("glossary.yaml:1 S012")
def glossary_unclosed_html(course: Path) -> None:
    write(course, "glossary.yaml", 'PIC: "<div> consent"\n')


@recipe("lessons/01-case.md:4 L009")
def address_of_a_broken_host(course: Path) -> None:
    lesson(course, "[One](< //[oops>) ![Two](</\t/[oops.png>)\n")


@recipe("lessons/01-case.md:5 S011")
def open_comment_in_html(course: Path) -> None:
    """It would hide the rest of the page."""
    lesson(course, "<div>\n<!-- a\n</div>\n\nMore.\n")


@recipe("exam.md:1 S003")
def many_unclosed_tags_and_a_glossary(course: Path) -> None:
    write(course, "glossary.yaml", "PIC: Prior informed consent\nfoo: Foo\nbar: Bar\n")
    slow(course, "Text <abbr> foobar\n" * 3_000)
