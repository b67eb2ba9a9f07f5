"""Markdown as authors write it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown.extensions import extra

from elearn_builder import prose
from elearn_builder.lists import settle
from elearn_builder.prose import Converter


@pytest.fixture(scope="module")
def converter() -> Converter:
    return Converter()


def html(converter: Converter, text: str) -> str:
    pieces, notes, guilty = converter.convert([text])
    assert guilty == []
    return re.sub(r"\n", "", pieces[0]) + notes


@pytest.mark.parametrize("course", ["tour", "basel"])
def test_the_quick_inline_step_gives_what_the_original_gives(course: str, courses: Path) -> None:
    """The private method it overrides may change with any release of Python-Markdown."""
    quick = prose._machine("", html=False)
    slow = prose._machine("", html=False)
    assert isinstance(quick.treeprocessors["inline"], prose._QuickInline), "the override is not in use"
    slow.treeprocessors.register(prose.InlineTree(slow), "inline", 20)
    for file in sorted((courses / course).rglob("*.md")):
        text = file.read_text("utf-8")
        quick.reset()
        slow.reset()
        assert quick.convert(text) == slow.convert(text), file


NASTY = [
    "a *b* **c** ***d*** _e_ __f__ `g` ``h ` i`` \\* \\[ \\`",
    "[a](b) [a][b] ![c](d 'e') [f] <https://x.y> <a@b.c> &amp; &copy; &#169; & <b>x</b>",
    "line  \nbreak\\\nhere",
    "*a `b* c` [d*](e) **f *g** h*",
    "[[basel:6(4)]] `[[x]]` [a [[hs:8549.11]] b](c)",
    "note[^1] and[^2]\n\n[^1]: one *two*\n[^2]: three",
    "unclosed *a **b `c [d](e",
]


@pytest.mark.parametrize("text", NASTY)
def test_the_quick_inline_step_on_nasty_text(text: str) -> None:
    quick = prose._machine("", html=False)
    slow = prose._machine("", html=False)
    slow.treeprocessors.register(prose.InlineTree(slow), "inline", 20)
    assert quick.convert(text) == slow.convert(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Check:\n- a\n- b", "<p>Check:</p><ul><li>a</li><li>b</li></ul>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("- a\n   - b\n      - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("1) a\n2) b\n   - c", "<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>"),
        ("- a\n\n  more\n- b", "<ul><li><p>a</p><p>more</p></li><li><p>b</p></li></ul>"),
        ("- a\n\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("It was\n1986. A year.", "<p>It was1986. A year.</p>"),
        ("A table:\n| a | b |\n|---|---|\n| 1 | 2 |", "<p>A table:</p><table>"),
        ("* * *", "<hr>"),
    ],
)
def test_lists_and_tables_mean_what_they_look_like(converter: Converter, text: str, wanted: str) -> None:
    assert html(converter, text).startswith(wanted)


@pytest.mark.parametrize(
    "text", ["Text.\n\n- a\n    - b\n- c\n\nMore.", "1. a\n2. b\n\n        code\n", "no list at all"]
)
def test_text_in_the_expected_form_stays_as_it_is(text: str) -> None:
    assert settle(text) == text


def test_pieces_share_references_and_footnotes(converter: Converter) -> None:
    pieces, notes, _ = converter.convert(
        ["A [link][a] and a note[^n].", "More[^n].", "[a]: https://x.y\n\n[^n]: *Said.*"]
    )
    assert '<a href="https://x.y">link</a>' in pieces[0]
    assert pieces[2] == ""
    assert "<em>Said.</em>" in notes
    assert notes.count("<li") == 1


def test_pieces_do_not_run_into_each_other(converter: Converter) -> None:
    pieces, _, _ = converter.convert(
        ["- a", "- b", "> c", "> d", "| a | b |\n|---|---|\n| 1 | 2 |", "x\n: y", "z\n: w"]
    )
    assert [piece.count("<ul>") for piece in pieces[:2]] == [1, 1]
    assert [piece.count("<blockquote>") for piece in pieces[2:4]] == [1, 1]
    assert [piece.count("<dl>") for piece in pieces[5:]] == [1, 1]


def test_open_html_is_found_where_it_is(converter: Converter) -> None:
    pieces, _, guilty = converter.convert(["before", "<div>\n\nnot closed", "after"])
    assert guilty == [1]
    assert pieces[2] == "<p>after</p>"


def test_same_extensions_as_python_markdowns_extra() -> None:
    """What authors of other Markdown tools expect: `extra` and sane lists, no more."""
    own = {*prose.EXTENSIONS, "md_in_html"}
    assert own == {*extra.extensions, "sane_lists"}
