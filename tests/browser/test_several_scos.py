"""A course whose lessons are SCOs of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from elearn_builder import pipeline
from tests.browser.learner import STANDARDS, Learner
from tests.browser.server import Lms
from tests.conformance.test_packages import make_course

TARGETS = ["scorm12", "scorm2004-3rd", "scorm2004-4th"]


@pytest.fixture(scope="module", autouse=True)
def packages(lms: Lms, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("several")
    delivery = "delivery: {units: lesson, order: sequential, exam: locked-until-complete}\n"
    course = make_course(folder / "course", delivery)
    for one in pipeline.build([(course, "course")], TARGETS, folder / "dist").written:
        lms.load(f"several-{one.target}", one.path)


@pytest.mark.parametrize("target", TARGETS)
def test_a_lesson_is_completed_and_opens_what_waits_for_it(page: Page, lms: Lms, target: str) -> None:
    anna = Learner(page, lms, "several", target, Path(), f"lesson-{target}")
    anna.open("lesson-1.html")
    assert anna.sco.locator(".go-on").inner_text() == "Finish"
    anna.sco.locator(".go-on").click()
    anna.sco.locator(".goodbye").wait_for()
    completion, success = anna.status()
    assert completion == "completed"
    if STANDARDS[target] == "scorm2004":
        assert success == "passed", "the next lesson reads this objective"
        requests = [call[2] for call in anna.calls if call[1:2] == ["adl.nav.request"] and call[0] == "SetValue"]
        assert requests[-1] in {"continue", "exit"}
    assert anna.refused == []


@pytest.mark.parametrize("target", TARGETS)
def test_an_exam_of_its_own(page: Page, lms: Lms, target: str) -> None:
    """In SCORM 2004 a paper that was handed in ends the attempt, so that attempts are counted by the LMS."""
    anna = Learner(page, lms, "several", target, Path(), f"exam-{target}")
    anna.open("exam.html")
    assert anna.take_exam(right=True) == "Passed"
    anna.leave()
    assert anna.status() == (("passed",) * 2 if target == "scorm12" else ("completed", "passed"))
    exits = [call[2] for call in anna.calls if call[0].endswith("SetValue") and call[1].endswith("exit")]
    assert exits[-1] == ("suspend" if target == "scorm12" else "normal")
    assert anna.refused == []


@pytest.mark.parametrize("target", TARGETS)
def test_an_exam_left_half_way_resumes(page: Page, lms: Lms, target: str) -> None:
    anna = Learner(page, lms, "several", target, Path(), f"half-{target}")
    anna.open("exam.html")
    anna.sco.locator(".paper .main").click()
    anna.answer(anna.sco.locator(".paper .question"), right=False)
    anna.page.wait_for_timeout(300)
    anna.vanish()
    anna.open("exam.html")
    anna.sco.locator(".paper .main", has_text="Continue").click()
    assert anna.sco.locator(".paper input:checked").count() == 1


def test_a_link_to_another_sco_says_where_to_go(page: Page, lms: Lms) -> None:
    anna = Learner(page, lms, "several", "scorm12", Path(), "link")
    anna.open("lesson-1.html")
    anna.sco.locator(".bar-button").first.click()
    assert anna.sco.locator(".panel .entry").all_inner_texts() == ["lesson-1\n3 min"]
