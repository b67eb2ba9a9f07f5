"""A learner in the middle of the exam, while one of its answers is mended: the question is asked again, and said to be
open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from elearn_builder import pipeline
from tests.browser.learner import Learner

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.server import Lms

EXAM = """\
---
title: Exam
shuffle: false
---
::: choice Is it shut? {#shut objective=o shuffle=false}
- [x] Yes
    > Yes.
- [ ] No
    > No.
:::

::: choice Which load needs consent? {#first objective=o shuffle=false}
- [x] WORDS
    > It is controlled.
- [ ] New goods
    > They are no waste.
:::
"""


def publish(place: Path, lms: Lms, words: str) -> None:
    (place / "lessons").mkdir(parents=True)
    (place / "course.yaml").write_text(
        "id: mended\ntitle: M\nobjectives: {o: Find}\nmodules: [{title: M, lessons: [a]}]\n", "utf-8"
    )
    (place / "lessons" / "a.md").write_text("---\ntitle: A\n---\nText.\n", "utf-8")
    (place / "exam.md").write_text(EXAM.replace("WORDS", words), "utf-8")
    for one in pipeline.build([(place, "course")], ["scorm12"], place / "dist").written:
        lms.load("mended-scorm12", one.path)


def test_an_answer_that_was_mended_is_asked_for_again(page: Page, lms_alone: Lms, tmp_path: Path) -> None:
    publish(tmp_path / "old", lms_alone, "Scrap wiht lead")
    anna = Learner(page, lms_alone, "mended", "scorm12", tmp_path, "mended")
    anna.open()
    anna.next()
    anna.press(anna.sco.locator(".paper .main").first)
    anna.answer_paper(right=True)
    expect(anna.sco.locator(".paper-item.done")).to_have_count(2)
    anna.leave()

    publish(tmp_path / "new", lms_alone, "Scrap with lead")
    anna.open()
    anna.press(anna.sco.locator(".paper .main").first)
    expect(anna.sco.locator(".paper .question")).to_have_attribute("data-id", "first")  # the one that is open
    assert not anna.sco.locator(".paper .question input:checked").count()
    anna.press(anna.sco.locator(".steps-row .main"))
    expect(anna.sco.locator(".paper-item.done")).to_have_count(1)
    anna.press(anna.sco.locator(".paper-item").nth(1))
    anna.answer_paper(right=True)
    expect(anna.sco.locator(".paper-item.done")).to_have_count(2)
    assert anna.hand_in() == "Passed"
