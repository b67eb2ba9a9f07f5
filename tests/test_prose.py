"""Markdown as authors write it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown.extensions import extra

from elearn_builder import prose
from elearn_builder.lists import settle, with_boxes
from elearn_builder.prose import Converter


@pytest.fixture(scope="module")
def converter() -> Converter:
    return Converter()


def html(converter: Converter, text: str) -> str:
    pieces, notes, guilty = converter.convert([text])
    assert guilty == {}
    return re.sub(r"\n", "", pieces[0]) + notes


def original() -> prose._Machine:
    """Python-Markdown with the same extensions, and none of the short cuts."""
    machine = prose._machine("", html=False)
    machine.treeprocessors.register(prose.InlineTree(machine), "inline", 20)
    machine.treeprocessors.register(prose.UnescapeTreeprocessor(machine), "unescape", 0)
    machine.parser.blockprocessors.deregister("plain")
    for name, priority in (("footnote", 50), ("footnote-duplicate", 15), ("attr_list", 8)):
        step = machine.treeprocessors[name]
        assert isinstance(step, prose._OnlyWith)
        machine.treeprocessors.register(step._step, name, priority)
    return machine


@pytest.mark.parametrize("course", ["tour", "basel"])
def test_the_short_cuts_give_what_the_original_gives(course: str, courses: Path) -> None:
    """The private method that one of them overrides may change with any release of Python-Markdown."""
    quick, slow = prose._machine("", html=False), original()
    assert isinstance(quick.treeprocessors["inline"], prose._QuickInline), "the override is not in use"
    for file in sorted((courses / course).rglob("*.md")):
        text = file.read_text("utf-8")
        quick.reset()
        slow.reset()
        assert quick.convert(text) == slow.convert(text), file


@pytest.mark.parametrize("course", ["tour", "basel"])
def test_a_line_of_plain_words_needs_no_converter(course: str, courses: Path) -> None:
    slow, plain = original(), 0
    for file in sorted((courses / course).rglob("*.md")):
        for line in re.split(r"\n|(?<=[.:?|]) ", file.read_text("utf-8")):
            found = prose._plain(line)
            if found:
                plain += 1
                slow.reset()
                assert found == slow.convert(line), line
    assert plain > 50


@pytest.mark.parametrize(
    "line", ["", " a", "a ", "a\tb", "a\nb", "1. a", "- a", "# a", "a *b*", "a & b", "a < b", "a {b}"]
)
def test_a_line_that_may_mean_more_is_converted(line: str) -> None:
    assert prose._plain(line) == ""


def test_an_abbreviation_reaches_plain_pieces_too(converter: Converter) -> None:
    pieces, _, _ = converter.convert(["HS codes", "*[HS]: Harmonized System"])
    assert pieces[0] == '<p><abbr title="Harmonized System">HS</abbr> codes</p>'


NASTY = [
    "a *b* **c** ***d*** _e_ __f__ `g` ``h ` i`` \\* \\[ \\`",
    "[a](b) [a][b] ![c](d 'e') [f] <https://x.y> <a@b.c> &amp; &copy; &#169; & <b>x</b>",
    "line  \nbreak\\\nhere",
    "*a `b* c` [d*](e) **f *g** h*",
    "[[basel:6(4)]] `[[x]]` [a [[hs:8549.11]] b](c)",
    "note[^1] and[^2]\n\n[^1]: one *two*\n[^2]: three",
    "unclosed *a **b `c [d](e",
    "words\nmore words\n\nTerm\n: definition\n\nword | word\n--- | ---\na | b\n\nHead\n====\n\nHead\n---",
    "words\n# head\n\nwords\n> quote\n\nwords\n- no list\n\n*[HTML]: mark-up\n\nHTML words\n*[CSS]: style",
    "- item\n\nwords\n\n    words\n\n1. item\n\n    words\n    words\n\nwords {: #id }\n\nwords\n{: .kind }",
]


@pytest.mark.parametrize("text", NASTY)
def test_the_short_cuts_on_nasty_text(text: str) -> None:
    assert prose._machine("", html=False).convert(text) == original().convert(text)


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
    assert guilty == {1: False}
    assert pieces[2] == "<p>after</p>"


def test_same_extensions_as_python_markdowns_extra() -> None:
    """What authors of other Markdown tools expect: `extra` and sane lists, no more."""
    own = {*prose.EXTENSIONS, "md_in_html"}
    assert own == {*extra.extensions, "sane_lists"}


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("- [ ] Seal\n- [x] Papers", ["Seal", "Papers"]),
        ("* [X] Papers", ["Papers"]),
        ("1. [ ] Seal", ["Seal"]),
        ("- [] Seal", ["Seal"]),
        ("- [ ] Seal\n\n- [ ] Papers\n", ["Seal", "Papers"]),
        ("- [ ] Seal\n  - [ ] its number\n- [ ] Papers", ["Seal", "its number", "Papers"]),
        ("- [ ] **Seal**\n  and its number", ["<strong>Seal</strong>\nand its number"]),
        ("- [ ] Seal\n\n    More of it.\n", ["Seal"]),
        ("- [x](next.md) link", []),
        ("- Seal [ ] no box", []),
        ("- `[ ]` code", []),
        ("[ ] no list", []),
    ],
)
def test_items_with_brackets_are_boxes_to_tick(text: str, boxes: list[str]) -> None:
    ((html,), _, _) = Converter().convert([text])
    found = re.findall(r'<label><input type="checkbox"(?: checked)?> (.*?)</label>', with_boxes(html), re.DOTALL)
    assert [re.sub(r"\n +", "\n", one) for one in found] == boxes
    assert with_boxes(html).count(" checked>") == len(re.findall(r"^\s*[-*] \[[xX]\] ", text, re.MULTILINE))
