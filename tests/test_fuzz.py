"""Lessons damaged at random: reading them never raises, and whatever is found has its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn_builder import pipeline

WORDS = [
    *(
        ":::",
        "::::",
        "::: note",
        "::: tabs",
        "::: choice Why? {#why}",
        "::: matching {#m}",
        "::: figure",
        "::: columns",
    ),
    *("[[", "]]", "[[term:", "[[hs:1]]", "{#", "}", '{a="', "---", "---\ntitle: [", "```", "~~~~", "`", "|", "| - |"),
    *("<div>", "</div>", "<h2>", "<span", "<script>", "<!--", "-->", "&#0;", "&lt", "<p markdown=1>", "<table>"),
    *(
        "- [x]",
        "- [ ] ",
        "> ",
        "> hint:",
        "    ",
        "\t",
        ": ",
        "1. ",
        "# ",
        "[^1]",
        "[^1]: ",
        "*[A]: b",
        "![a](../media/",
    ),
    *(
        "[a](",
        "](",
        ")",
        "![",
        "**",
        "_",
        "\\",
        "\n",
        "\n\n",
        "😀",
        "\u202e",
        "\u200f",
        "\u2028",
        "\x85",
        "\x0c",
        "\ufeff",
    ),
    *("\0", "\ue000", "\ue0000\ue001", "\x02", "e\u0301", "ي", "é", "a" * 300),
]
PLACES = st.integers(0, 10**6)
EDITS = st.one_of(
    st.tuples(st.just("insert"), PLACES, st.sampled_from(WORDS)),
    st.tuples(st.just("insert line"), PLACES, st.sampled_from(WORDS)),
    st.tuples(st.just("delete"), PLACES, st.integers(1, 40)),
    st.tuples(st.just("delete lines"), PLACES, st.integers(1, 5)),
    st.tuples(st.just("double lines"), PLACES, st.integers(1, 5)),
)


def damage(text: str, edit: tuple[str, int, object]) -> str:
    kind, place, what = edit
    lines = text.split("\n")
    row, at = place % len(lines), place % (len(text) + 1)
    match kind:
        case "insert":
            return f"{text[:at]}{what}{text[at:]}"
        case "insert line":
            return "\n".join([*lines[:row], str(what), *lines[row:]])
        case "delete":
            return text[:at] + text[at + int(str(what)) :]
        case "delete lines":
            return "\n".join([*lines[:row], *lines[row + int(str(what)) :]])
        case _:
            return "\n".join([*lines[: row + int(str(what))], *lines[row:]])


@pytest.fixture(scope="module")
def tour(courses: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = tmp_path_factory.mktemp("fuzz") / "tour"
    shutil.copytree(courses / "tour", course)
    shutil.copytree(courses / "reference", course.parent / "reference")
    return course


FILES = ["exam.md", "glossary.yaml", "course.yaml", *(f"lessons/0{number}" for number in range(1, 6))]


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FILES), edits=st.lists(EDITS, min_size=1, max_size=6))
def test_damaged_pages(tour: Path, name: str, edits: list[tuple[str, int, object]]) -> None:
    file = next(tour.glob(f"{name}*"))
    whole = file.read_text("utf-8")
    text = whole
    for edit in edits:
        text = damage(text, edit)
    try:
        file.write_text(text, "utf-8", newline="\n")
        first = pipeline.check([(tour, tour.as_posix())]).diagnostics
        again = pipeline.check([(tour, tour.as_posix())]).diagnostics
    finally:
        file.write_text(whole, "utf-8", newline="\n")
    assert first == again
    assert list(first) == sorted(first, key=lambda one: one.order)
    for one in first:
        span = one.span
        there = Path(span.path)
        assert there.is_file() or there == tour
        if there == file:
            rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
            assert 1 <= span.line <= len(rows)
            assert 1 <= span.col <= len(rows[span.line - 1]) + 1, one
            assert span.end > span.col
