"""One officer's way through a course, unchanged, in every LMS that misbehaves.

Rows of the table are in hostile.py; what comes out is in docs/reference/lms-matrix.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.hostile import ROWS, TARGETS, Officer, Row
from tests.conftest import ROOT
from tests.test_docs import same

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from tests.browser.server import Lms

MATRIX = ROOT / "docs" / "reference" / "lms-matrix.md"
CASES = [pytest.param(row, target, id=f"{row.name}-{target}") for row in ROWS for target in row.targets]
HEAD = """# What a learner keeps in an LMS that misbehaves

One learner opens the course, answers, goes on, begins the exam, goes away without a word, comes back, hands in,
leaves and comes back again: the same way in every LMS of this table. Each cell is what a test sees happen. It says
what the learner finds at the end (all: the place, the pages that were done, every answer, the paper, the result), what
the LMS has then, and what the learner saw beside the course. In no case is a page blank, or an error left to the
browser.

| The LMS | SCORM 1.2 | SCORM 2004 3rd | SCORM 2004 4th | web |
| --- | --- | --- | --- | --- |
"""


def cell(row: Row, target: str) -> str:
    if target not in row.targets:
        return "–"
    keeps, lms, sees = row.wanted(target)
    return "; ".join([keeps, *([f"LMS: {lms}"] if lms else []), *sorted(sees)])


def test_the_table_is_up_to_date(rewrite: bool) -> None:
    lines = [f"| {row.how} | " + " | ".join(cell(row, target) for target in TARGETS) + " |" for row in ROWS]
    same(MATRIX, HEAD + "\n".join(lines) + "\n", rewrite=rewrite)


@pytest.mark.parametrize(("row", "target"), CASES)
def test_hostile(row: Row, target: str, officer: Callable[[Row, str], Officer]) -> None:
    anna = officer(row, target)
    anna.cross()
    keeps, lms, sees = row.wanted(target)
    assert (anna.keeps(), anna.has(), sorted(anna.seen)) == (keeps, lms, sorted(sees))
    assert anna.problems == []


def test_every_page_of_the_tour_under_a_strict_policy(browser: Browser, lms: Lms) -> None:
    """Nothing is inline but the first page's first style, which comes again as a file, and places of regions on
    pictures, which the player sets again.
    """
    context = browser.new_context(viewport={"width": 390, "height": 760})
    context.add_init_script(
        """window.violations = []; document.addEventListener('securitypolicyviolation', event =>
          violations.push([event.violatedDirective, event.blockedURI, event.sourceFile, event.sample].join(' ')));"""
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{lms.address}/strict/tour-web/index.html")
    page.wait_for_selector("html.js .bar-button")
    for name in page.evaluate("elearn.course.pages.map(page => page.id)"):
        page.evaluate("name => elearn.pages.show(name, {})", name)
        assert page.locator("article h1").inner_text().strip(), name
        blocked = "elearn.all('article [style]').filter(one => one.getAttribute('style') && !one.style.length).length"
        assert page.evaluate(blocked) == 0, name
    violations = page.evaluate("violations")
    context.close()
    assert problems == []
    assert {one.split()[0] for one in violations} <= {"style-src-elem", "style-src-attr"}
    assert len([one for one in violations if one.startswith("style-src-elem")]) <= 1
