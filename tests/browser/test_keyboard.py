"""A whole course by keyboard alone, from its first page to the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.learner import KeyboardLearner

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.server import Lms


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-4th"])
def test_the_tour_without_a_pointer(target: str, page: Page, lms: Lms, built: dict[str, Path]) -> None:
    anna = KeyboardLearner(page, lms, "tour", target, built[f"tour-{target}"], f"keyboard-{target}")
    anna.open()
    anna.sco.evaluate(
        """() => { window.pointed = 0;
          const count = () => window.pointed++;
          ["pointerdown", "mousedown", "touchstart"].forEach(name => addEventListener(name, count, true)); }"""
    )
    answered = 0
    while anna.sco.locator("article.page-lesson").count():
        if anna.sco.locator(".scenario").count():
            anna.decide()
        for number in range(anna.sco.locator("article .question").count()):
            question = anna.sco.locator("article .question").nth(number)
            anna.answer(question, right=True)
            assert anna.check(question) in {"Right.", "Thank you."}
            answered += 1
        anna.next()
    assert answered >= 14, "every kind at least once"
    assert anna.take_exam(right=True) == "Passed"
    anna.press(anna.sco.locator(".steps-row button", has_text="Certificate"))
    expect(anna.sco.locator(".certificate-sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(anna.sco.locator(".certificate-sheet")).to_have_count(0)
    assert anna.sco.evaluate("() => window.pointed") == 0
    anna.leave()
    assert anna.status() == (("passed",) * 2 if target == "scorm12" else ("completed", "passed"))
    assert anna.refused == []
