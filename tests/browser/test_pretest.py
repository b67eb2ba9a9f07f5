"""The pre-test: who masters a lesson's objectives need not read it; nothing of it is a result of the exam."""

from __future__ import annotations

import itertools
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from elearn_builder import pipeline
from tests.browser.learner import Learner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.server import Lms

TARGETS = ["scorm12", "scorm2004-3rd", "scorm2004-4th", "web"]
_numbers = itertools.count(1)


@pytest.fixture
def learner(page: Page, lms: Lms, built: dict[str, Path]) -> Callable[[str], Learner]:
    def make(target: str) -> Learner:
        return Learner(page, lms, "tour", target, built[f"tour-{target}"], f"pretest{next(_numbers)}")

    return make


def begin(learner: Learner) -> None:
    learner.open()
    learner.sco.locator(".pretest-offer button").click()
    expect(learner.sco.locator(".paper h2")).to_have_text("Question 1 of 3")


def done(learner: Learner) -> list[str]:
    """Names of lessons that count as done."""
    pages = learner.sco.evaluate(
        "() => elearn.session.pages.filter(p => elearn.session.state.pages[p.id]).map(p => p.id)"
    )
    return list(pages)


def asked(learner: Learner) -> list[str]:
    return list(learner.sco.evaluate("() => elearn.session.state.exam.questions.map(q => q.id)"))


@pytest.mark.parametrize("target", TARGETS)
def test_who_knows_everything_skips_all_lessons_but_the_case(target: str, learner: Callable[[str], Learner]) -> None:
    anna = learner(target)
    begin(anna)
    expect(anna.sco.locator(".paper h2")).to_have_text("Question 1 of 3")
    assert not anna.sco.locator(".clock").count(), "the exam's time limit is not the pre-test's"
    before = asked(anna)
    anna.answer_paper(right=True)
    assert anna.hand_in() == "7 lessons count as done"
    assert len(done(anna)) == 7
    assert "friday-container" not in done(anna)
    anna.sco.locator(".paper .steps-row .main").click()
    expect(anna.sco.locator(".scenario")).to_have_count(1)
    anna.page.wait_for_timeout(300)
    if anna.in_lms:
        assert anna.score() in {"", "None"}
        assert anna.status() == (("incomplete",) * 2 if target == "scorm12" else ("incomplete", "unknown"))
        assert anna.refused == []
        names = [one["id"] for one in anna.record["interactions"].values() if isinstance(one, dict)]
        assert names, "answers are reported"
        assert all(name.startswith("pretest_") for name in names)
    anna.vanish()
    anna.open()
    assert len(done(anna)) == 7, "what was mastered is kept"
    assert not anna.sco.locator(".pretest-offer").count()
    anna.go_to("Final exam")
    assert not anna.sco.locator(".pretest").count(), "it is taken once"
    expect(anna.sco.locator(".facts")).to_contain_text("3 attempts left")
    anna.sco.locator(".paper .main").click()
    assert not set(asked(anna)) >= set(before), "the exam asks other questions where there are others"


def test_who_knows_nothing_skips_nothing(learner: Callable[[str], Learner]) -> None:
    anna = learner("scorm12")
    begin(anna)
    anna.answer_paper(right=False)
    assert anna.hand_in() == "There is something to learn in every lesson"
    assert done(anna) == []
    expect(anna.sco.locator(".outcome-links", has_text="Learn about it in: Text, links")).to_be_visible()
    anna.sco.locator(".paper .steps-row .main").click()
    expect(anna.sco.locator("article h1")).to_have_text("Text, links and references")


def test_it_is_a_page_of_its_own(learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    begin(anna)
    title = "What do you already know?"
    expect(anna.sco.locator("article h1")).to_have_text(title)
    expect(anna.sco.locator("article h1")).to_be_in_viewport()
    assert anna.page.title().startswith(title)
    expect(anna.sco.locator(".pretest-about")).to_contain_text("3 questions. Lessons whose objectives you master")
    assert anna.sco.locator("article .body > *").count() == 1, "what the exam says about itself is not said here"
    anna.answer_paper(right=True, most=1)
    assert not anna.sco.locator(".pretest-about").count()
    anna.go_to("Final exam")
    expect(anna.sco.locator(".paper > h2")).to_have_text("Before you begin")
    assert anna.page.title().startswith("Final exam")
    anna.sco.locator(".pretest button", has_text="Continue").click()
    expect(anna.sco.locator("article h1")).to_have_text(title)
    expect(anna.sco.locator(".paper h2")).to_have_text("Question 2 of 3")


def test_it_goes_on_where_one_left_and_ends_when_the_exam_begins(learner: Callable[[str], Learner]) -> None:
    anna = learner("scorm12")
    begin(anna)
    anna.answer_paper(right=True, most=1)
    anna.page.wait_for_timeout(300)
    anna.vanish()
    anna.open()
    expect(anna.sco.locator("article h1")).to_have_text("What do you already know?")
    expect(anna.sco.locator(".pretest-about")).to_be_visible()
    anna.sco.locator(".paper .main", has_text="Continue the pre-test").click()
    assert anna.sco.locator(".paper h2").inner_text() == "Question 2 of 3"
    anna.vanish()
    anna.open()
    anna.go_to("Final exam")
    anna.sco.locator(".paper .main", has_text="Begin the exam").click()
    assert anna.sco.locator(".paper h2").inner_text() == "Question 1 of 4"
    anna.page.wait_for_timeout(300)
    anna.vanish()
    anna.open()
    assert not anna.sco.locator(".pretest").count()
    expect(anna.sco.locator(".paper .main")).to_have_text("Continue the exam")


def test_it_is_open_while_the_exam_is_locked(page: Page, lms: Lms, courses: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tour"
    shutil.copytree(courses / "tour", folder)
    settings = folder / "course.yaml"
    text = re.sub(r"^delivery:.*\n", "", settings.read_text("utf-8"), flags=re.MULTILINE)
    settings.write_text(f"{text}delivery: {{exam: locked-until-complete}}\n", encoding="utf-8")
    result = pipeline.build([(folder, "tour")], ["scorm12"], tmp_path / "out")
    lms.load("locked-scorm12", result.written[0].path)
    anna = Learner(page, lms, "locked", "scorm12", tmp_path, "locked")
    anna.open()
    anna.go_to("Final exam")
    expect(anna.sco.locator(".paper")).to_contain_text("Text, links and references")
    assert not anna.sco.locator(".paper .main").count(), "the exam itself has to wait"
    anna.sco.locator(".pretest button").click()
    anna.answer_paper(right=True)
    anna.hand_in()
    anna.sco.locator(".bar-button").first.click()
    expect(anna.sco.locator(".panel .entry", has_text="Final exam")).to_have_attribute("aria-disabled", "true")
