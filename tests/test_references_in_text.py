"""References stand wherever text stands, with their own names or the author's words, and however they were typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from elearn_builder import pipeline

if TYPE_CHECKING:
    from pathlib import Path

COURSE = """\
id: case
title: Case
agreement: basel
objectives: {o: Find mistakes}
modules: [{title: Cases, lessons: [01-case]}]
targets: [web]
"""
HEAD = "---\ntitle: Case\nobjectives: [o]\n---\n"
ARTICLE = '<a class="ref ref-law" href="#e-basel-6-4"><bdi>Article 6(4)</bdi></a>'
OWN = '<a class="ref" href="#e-basel-6-4">the transit State</a>'


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    (folder / "lessons").mkdir(parents=True)
    (folder / "media").mkdir()
    (folder / "course.yaml").write_text(COURSE, "utf-8")
    (folder / "glossary.yaml").write_text("PIC: prior informed consent\n", "utf-8")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
    (folder / "media" / "way.svg").write_text(drawing, "utf-8")
    return folder


def built(course: Path, text: str | bytes) -> str:
    """The page of the lesson in a package."""
    content = text if isinstance(text, bytes) else (HEAD + text).encode()
    (course / "lessons" / "01-case.md").write_bytes(content)
    result = pipeline.build([(course, "case")], ["web"], course.parent / "dist")
    assert result.written, [(one.code.id, one.span.line, one.message) for one in result.diagnostics]
    return (result.written[0].path / "case.html").read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "It says so: {}.",
        "| Article | Words |\n| --- | --- |\n| {} | x |",
        "Article | Words\n--- | ---\n{} | x",
        "- Item\n  - {}",
        "1. {}",
        "> {}",
        "Term\n: {}",
        "A note[^1].\n\n[^1]: {}",
        "::: note {}\nText.\n:::",
        "::: details {}\nText.\n:::",
        "::: figure {}\n![way](../media/way.svg)\n:::",
        "::: steps\n1. {}\n:::",
        "::: timeline\n1992\n: {}\n:::",
        "::: cards\nFront\n: {}\n:::",
        ":::: tabs\n::: tab One\n{}\n:::\n::::",
        "::: choice Which {}? {{#q objective=o}}\n- [ ] a\n    > b\n- [x] c\n    > d\n:::",
        "::: choice Which? {{#q objective=o}}\n- [ ] {}\n    > b\n- [x] c\n    > d\n:::",
        "::: choice Which? {{#q objective=o}}\n- [ ] a\n    > {}\n- [x] c\n    > d\n:::",
        "::: matching Which? {{#q objective=o}}\n| a | b |\n| --- | --- |\n| {} | x |\n| y | z |\n:::",
        "::: ordering Which? {{#q objective=o}}\n1. {}\n2. x\n3. y\n:::",
    ],
)
def test_where_a_reference_may_stand(text: str, course: Path) -> None:
    assert ARTICLE in built(course, text.format("[[basel:6(4)]]"))
    page = built(course, text.format("[[basel:6(4)|the transit State]]"))
    assert OWN in page
    assert "[[" not in page
    assert "Article 6(4)" in page.partition('class="entries"')[2]


def test_a_heading_is_called_what_its_reference_is_called(course: Path) -> None:
    page = built(course, "## Consent under [[basel:6(4)]]\n\n## What [[basel:6(4)|the transit State]] does\n")
    assert re.search(r'<h2 id="consent-under-article-6-4">', page)
    assert re.search(r'<h2 id="what-the-transit-state-does">', page)


def test_own_words_of_every_kind(course: Path) -> None:
    page = built(course, "[[term:PIC|consent given before]], [[waste:A1181|e-waste]], [[un:2794|wet **batteries**]].\n")
    assert '<a class="ref ref-term" href="#e-term-pic">consent given before</a>' in page
    assert '<a class="ref" href="#e-waste-a1181">e-waste</a>' in page
    assert '<a class="ref" href="#e-un-2794">wet <strong>batteries</strong></a>' in page


def test_a_word_with_another_sense_is_left_alone(course: Path) -> None:
    page = built(course, "A [[term:-|PIC]] of (*[[term:–|PIC]]*) another sort, then PIC.\n\n## [[term:-|PIC]]\n")
    assert (
        '<p>A PIC of (<em>PIC</em>) another sort, then <a class="ref ref-term" href="#e-term-pic">PIC</a>.</p>' in page
    )
    assert ">PIC</h2>" in page
    assert "data-plain" not in page


def test_a_word_that_is_not_marked_is_found_by_reference_only(course: Path) -> None:
    glossary = course / "glossary.yaml"
    glossary.write_text("PIC:\n  definition: Consent.\n  also: [consent]\n  mark: false\n", "utf-8")
    assert "ref-term" not in built(course, "PIC is consent.\n")
    assert "Consent." in next((course.parent / "dist").glob("*/glossary.html")).read_text("utf-8")
    page = built(course, "PIC is [[term:PIC|consent]].\n")
    assert '<p>PIC is <a class="ref ref-term" href="#e-term-pic">consent</a>.</p>' in page


def test_own_words_may_go_over_lines_and_be_left_out(course: Path) -> None:
    page = built(course, "So [[basel:6(4)|the transit\nState]] says, see [[basel:6(4)|]].\n")
    assert re.search(r'href="#e-basel-6-4">the transit\sState</a>', page)
    assert ARTICLE in page


@pytest.mark.parametrize(
    "written",
    [
        r"[[basel:6(4)\|the transit State]]",
        "[[ basel : 6(4) | the transit State ]]",
        "[[basel\N{FULLWIDTH COLON}6(4)|the transit State]]",
        "[[basel:\N{NO-BREAK SPACE}6(4)|the transit State]]",
        "[[basel:6\N{ZERO WIDTH SPACE}(4)|the transit State]]",
    ],
)
def test_however_it_was_typed(written: str, course: Path) -> None:
    assert OWN in built(course, f"| a | b |\n| --- | --- |\n| {written} | x |\n")


@pytest.mark.parametrize("hyphen", ["\N{EN DASH}", "\N{NON-BREAKING HYPHEN}", "\N{MINUS SIGN}"])
def test_hyphens_that_look_alike(hyphen: str, course: Path) -> None:
    assert "CAS 50-29-3" in built(course, f"[[cas:50{hyphen}29{hyphen}3]]\n")


def test_a_chemical_with_two_entries_in_an_annex_is_listed_there_once(course: Path) -> None:
    page = re.sub("<[^>]*>", "", built(course, "[[cas:1563-66-2]]\n"))
    assert page.count("Rotterdam Convention Annex III") == 1
    assert "Annex III (also: Dustable powders combining benomyl" in page


def test_a_bar_in_code_is_left_alone(course: Path) -> None:
    page = built(course, "`[[basel:6(4)|words]]`\n\n```\n[[basel:6(4)|words]] a\\|b\n```\n")
    assert page.count("[[basel:6(4)|words]]") == 2
    assert "a\\|b" in page


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\N{ZERO WIDTH NO-BREAK SPACE}"])
def test_line_ends_and_byte_order_marks_do_not_matter(ends: str, mark: str, course: Path) -> None:
    text = f"{HEAD}## One\n\n- a\n\t- [[basel:6(4)|the transit State]]\n\n::: note {{#n}}\nText.\n:::\n"
    page = built(course, (mark + text.replace("\n", ends)).encode())
    assert re.search(rf"<ul>\s*<li>a\s*<ul>\s*<li>{re.escape(OWN)}", page)
    assert '<section class="box note" id="n">' in page
