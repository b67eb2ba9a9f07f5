"""One learner's way through a course, the same in every target."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING

import pytest

from tests.browser.learner import Learner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from tests.browser.server import Lms

LMS_TARGETS = ["scorm12", "scorm2004-3rd", "scorm2004-4th"]
TARGETS = [*LMS_TARGETS, "web"]
COURSES = ["tour", "basel"]
_numbers = itertools.count(1)


@pytest.fixture
def learner(page: Page, lms: Lms, built: dict[str, Path]) -> Callable[[str, str], Learner]:
    def make(course: str, target: str) -> Learner:
        return Learner(page, lms, course, target, built[f"{course}-{target}"], f"learner{next(_numbers)}")

    return make


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("course", COURSES)
def test_complete_fail_and_pass(course: str, target: str, learner: Callable[[str, str], Learner]) -> None:
    anna = learner(course, target)
    anna.open()
    anna.read_all_lessons()
    assert anna.take_exam(right=False) == "Not passed"
    if anna.in_lms:
        anna.page.wait_for_timeout(300)
        assert anna.status() == (("incomplete",) * 2 if target == "scorm12" else ("completed", "unknown"))
        assert anna.score() in {"", "None"}, "a failed attempt is not final while others are left"
    anna.sco.locator(".steps-row .main").click()
    anna.answer_paper(right=True)
    assert anna.hand_in() == "Passed"
    if not anna.in_lms:
        return
    anna.leave()
    assert anna.status() == (("passed",) * 2 if target == "scorm12" else ("completed", "passed"))
    assert anna.score() == "100"
    assert anna.refused == []


@pytest.mark.parametrize("target", TARGETS)
def test_resume_where_one_was(target: str, learner: Callable[[str, str], Learner]) -> None:
    anna = learner("tour", target)
    anna.open()
    anna.go_to("Questions")
    question = anna.sco.locator("#battery-first")
    anna.answer(question, right=True)
    assert anna.check(question) == "Right."
    anna.page.wait_for_timeout(300)
    anna.vanish()
    anna.open()
    assert anna.title == "Questions"
    assert anna.sco.locator("#battery-first .verdict .word").inner_text() == "Right."
    assert anna.sco.locator("#battery-first input:checked").count() == 1
    assert anna.sco.locator("#papers .verdict").inner_text() == ""
    if anna.in_lms:
        assert anna.refused == []


@pytest.mark.parametrize("target", TARGETS)
def test_resume_in_the_middle_of_the_exam(target: str, learner: Callable[[str, str], Learner]) -> None:
    anna = learner("tour", target)
    anna.open()
    anna.go_to("Final exam")
    anna.sco.locator(".paper .main").click()
    anna.answer_paper(right=True, most=2)
    anna.page.wait_for_timeout(300)
    anna.vanish()
    anna.open()
    assert anna.title == "Final exam"
    anna.sco.locator(".paper .main", has_text="Continue").click()
    assert anna.sco.locator(".paper h2").inner_text() == "Question 3 of 4", "the first open question"
    anna.answer_paper(right=True)
    assert anna.hand_in() == "Passed"


@pytest.mark.parametrize("target", LMS_TARGETS)
def test_one_commit_at_launch(target: str, learner: Callable[[str, str], Learner]) -> None:
    anna = learner("tour", target)
    anna.open()
    anna.page.wait_for_timeout(1200)
    commits = [call for call in anna.calls if call[0] in {"LMSCommit", "Commit"}]
    assert len(commits) == 1
    starts = [call for call in anna.calls if call[0] in {"LMSInitialize", "Initialize"}]
    assert len(starts) == 1
    exits = [call for call in anna.calls if call[0].endswith("SetValue") and call[1].endswith("exit")]
    assert exits[0][2] == "suspend", "a crash must resume"


@pytest.mark.parametrize("target", LMS_TARGETS)
def test_no_commit_while_nothing_happens(target: str, learner: Callable[[str, str], Learner]) -> None:
    anna = learner("tour", target)
    anna.page.clock.install()
    anna.open()
    anna.page.clock.run_for(60_000)
    assert len([call for call in anna.calls if call[0] in {"LMSCommit", "Commit"}]) == 1
    anna.next()
    anna.page.clock.run_for(60_000)
    assert len([call for call in anna.calls if call[0] in {"LMSCommit", "Commit"}]) == 2, "a page turn is one commit"


@pytest.mark.parametrize("target", LMS_TARGETS)
def test_a_page_turn_is_one_commit_on_a_slow_line_too(target: str, learner: Callable[[str, str], Learner]) -> None:
    anna = learner("tour", target)
    anna.page.clock.install()
    anna.open()

    def slowly(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    anna.page.route("**/callouts.js*", slowly)
    anna.next()
    anna.page.clock.run_for(60_000)
    assert len([call for call in anna.calls if call[0] in {"LMSCommit", "Commit"}]) == 2


@pytest.mark.parametrize("target", LMS_TARGETS)
def test_only_the_api_of_the_package_is_used(target: str, learner: Callable[[str, str], Learner]) -> None:
    anna = learner("tour", target)
    anna.open(both="1")
    assert anna.sco.locator(".leave").count() == 1


@pytest.mark.parametrize("target", LMS_TARGETS)
def test_nothing_is_written_in_review(target: str, learner: Callable[[str, str], Learner]) -> None:
    anna = learner("tour", target)
    anna.open(mode="review", credit="no-credit")
    anna.read_all_lessons()
    anna.take_exam(right=False)
    anna.leave()
    writes = [call for call in anna.calls if call[0].endswith("SetValue")]
    assert writes == []
    assert anna.calls[-1][0] in {"LMSFinish", "Terminate"}


@pytest.mark.parametrize("target", LMS_TARGETS)
def test_the_pass_mark_of_the_lms_counts(target: str, learner: Callable[[str, str], Learner]) -> None:
    anna = learner("tour", target)
    anna.open(mastery="100" if target == "scorm12" else "1")
    anna.go_to("Final exam")
    assert "100 % are needed" in anna.sco.locator(".facts").inner_text()


@pytest.mark.parametrize("target", LMS_TARGETS)
def test_a_finished_course_stays_finished(target: str, learner: Callable[[str, str], Learner]) -> None:
    anna = learner("tour", target)
    anna.open()
    anna.read_all_lessons()
    anna.take_exam(right=True)
    anna.leave()
    before = anna.status(), anna.score()
    anna.open()
    anna.go_to("Layout")
    anna.page.wait_for_timeout(300)
    anna.vanish()
    assert (anna.status(), anna.score()) == before


@pytest.mark.parametrize("target", LMS_TARGETS)
def test_no_call_after_the_end_and_one_end(target: str, learner: Callable[[str, str], Learner]) -> None:
    anna = learner("tour", target)
    anna.open()
    anna.leave()
    count = len(anna.calls)
    anna.sco.evaluate("window.dispatchEvent(new Event('pagehide'))")
    anna.sco.evaluate("elearn.session.save()")
    anna.page.wait_for_timeout(1500)
    assert len(anna.calls) == count
    ends = [call for call in anna.calls if call[0] in {"LMSFinish", "Terminate"}]
    assert len(ends) == 1
    if target != "scorm12":
        assert ["SetValue", "adl.nav.request", "suspendAll", "true", "0"] in anna.calls


def test_without_an_lms_everything_can_be_read(page: Page, lms: Lms) -> None:
    page.goto(f"{lms.address}/package/tour-scorm12/index.html")
    page.wait_for_selector(".strip[role=status]", timeout=15_000)
    assert "not recorded" in page.locator(".strip[role=status]").inner_text()
    page.locator(".go-on").click()
    page.wait_for_selector("h1:has-text('Callouts')")


def test_without_script_pages_are_read_one_after_the_other(lms: Lms, browser: object) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 760})  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"{lms.address}/package/tour-scorm12/index.html")
    seen = []
    while page.locator(".go-on").count():
        seen.append(page.locator("h1").inner_text())
        page.locator(".go-on").click()
    first = ["Text, links and references", "Callouts", "Layout", "Pictures and recordings", "Questions"]
    assert seen[:6] == [*first, "Other ways to ask"]
    assert "needs JavaScript" in page.locator(".needs-script").inner_text()
    page.goto(f"{lms.address}/package/tour-scorm12/questions.html")
    page.locator("#battery-first summary", has_text="Answer").first.click()
    assert "Batteries on their way" in page.locator("#battery-first .said").first.inner_text()
    context.close()
