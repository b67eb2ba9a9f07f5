"""Parts of the player that come when a page needs them: late, never, again, offline, from a folder."""

from __future__ import annotations

import itertools
import re
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from elearn_builder import pipeline
from tests.browser.learner import Learner
from tests.browser.server import SIGNED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from tests.browser.server import Lms

_numbers = itertools.count(1)
WAITING = "This part is still loading. It will appear here by itself."
QUERY = "?sig=a%2Fb"
WAYS = {
    "plain": {},
    "strict": {"base": "/strict/"},
    "rewritten": {"base": SIGNED, "query": QUERY},
}


class Line:
    """What becomes of requests for parts: counted; each file let through, refused, held or answered otherwise."""

    def __init__(self, page: Page) -> None:
        self.asked: Counter[str] = Counter()
        self.acts: dict[str, Callable[[Route], None]] = {}
        self.held: list[Route] = []
        page.route(re.compile(r"/parts/[^/]+$"), self._route)

    def _route(self, route: Route) -> None:
        name = re.sub(r"\?.*", "", route.request.url).rsplit("/", 1)[-1]
        self.asked[name] += 1
        self.acts.get(name, lambda one: one.continue_())(route)

    def refuse(self, *names: str) -> None:
        self.acts |= dict.fromkeys(names, lambda route: route.abort())

    def hold(self, *names: str) -> None:
        self.acts |= dict.fromkeys(names, self.held.append)

    def free(self) -> None:
        """From now on everything comes, also what is held."""
        self.acts.clear()
        for route in self.held:
            route.continue_()
        self.held.clear()


def until(page: Page, there: Callable[[], bool]) -> None:
    """Let the page go on until something is so; the test's own limit ends what never comes."""
    for _ in range(300):
        if there():
            return
        page.wait_for_timeout(100)
    message = "it never came to that"
    raise AssertionError(message)


@pytest.fixture
def line(page: Page) -> Line:
    # Nothing is fetched ahead: each test says when a part is asked for.
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    return Line(page)


@pytest.fixture
def anna(page: Page, line: Line, lms: Lms, built: dict[str, Path]) -> Learner:
    return Learner(page, lms, "tour", "scorm12", built["tour-scorm12"], f"late{next(_numbers)}")


def test_the_first_page_waits_for_no_part(page: Page, lms: Lms, built: dict[str, Path]) -> None:
    line = Line(page)
    line.hold(*(f"{name}.js" for name in ("blanks", "choice", "exam", "matching", "scenario", "search", "finder")))
    anna = Learner(page, lms, "basel", "scorm12", built["basel-scorm12"], f"late{next(_numbers)}")
    anna.open()
    question = anna.sco.locator(".question").first
    anna.answer(question)
    anna.check(question)
    expect(question).to_have_attribute("data-result", "right")
    assert anna.sco.locator(".waiting").count() == 0


def test_other_pages_parts_come_ahead_one_after_the_other(page: Page, lms: Lms, built: dict[str, Path]) -> None:
    line = Line(page)
    line.hold("choice.js")
    anna = Learner(page, lms, "tour", "scorm12", built["tour-scorm12"], f"late{next(_numbers)}")
    anna.open()
    until(page, lambda: bool(line.held))
    page.wait_for_timeout(300)
    assert dict(line.asked) == {"choice.js": 1}, "the next one waits for it"
    line.free()
    wanted = anna.sco.evaluate("[...new Set(elearn.session.pages.flatMap(page => page.needs))].length")
    until(page, lambda: len(line.asked) >= wanted)
    assert len(line.asked) == wanted
    assert set(line.asked.values()) == {1}
    assert "search.js" not in line.asked, "it comes when it is asked for"


def test_nothing_comes_ahead_for_who_saves_data(anna: Learner, line: Line) -> None:
    anna.open()
    anna.page.wait_for_timeout(4000)
    assert not line.asked


def test_a_late_kind_of_question(anna: Learner, line: Line) -> None:
    """The page is read meanwhile, other questions are answered, and the late one says that it is on its way."""
    line.hold("matching.js")
    anna.open()
    anna.go_to("Questions")
    late = anna.sco.locator(".question[data-kind=matching]").first
    expect(late.locator(".waiting")).to_have_text(WAITING)
    assert late.locator("select:enabled").count() == 0, "an answer would be lost, so none is taken"
    other = anna.sco.locator(".question[data-kind=choice]").first
    anna.answer(other)
    anna.check(other)
    expect(other).to_have_attribute("data-result", "right")
    line.free()
    expect(late.locator(".actions .main")).to_be_visible()
    expect(anna.sco.locator(".waiting")).to_have_count(0)
    anna.answer(late)
    anna.check(late)
    expect(late).to_have_attribute("data-result", "right")
    expect(other).to_have_attribute("data-result", "right")
    anna.page.wait_for_timeout(300)
    anna.open()
    assert anna.sco.evaluate("Object.keys(elearn.session.state.answers).length") == 2


def test_what_does_not_come_is_asked_for_with_growing_pauses(anna: Learner, line: Line) -> None:
    line.refuse("matching.js")
    anna.page.clock.install()
    anna.open()
    anna.go_to("Questions")
    late = anna.sco.locator(".question[data-kind=matching]").first
    expect(late.locator(".waiting")).to_have_text(WAITING)
    times = []
    for seconds in range(1, 60):
        before = line.asked["matching.js"]
        anna.page.clock.run_for(1000)
        anna.page.wait_for_timeout(60)
        if line.asked["matching.js"] > before:
            times.append(seconds)
    pauses = [later - earlier for earlier, later in itertools.pairwise([0, *times])]
    assert len(pauses) == 5
    assert pauses == sorted(pauses)
    assert pauses[0] <= 3
    assert pauses[-1] >= 25
    assert line.asked["choice.js"] == line.asked["tasks.css"] == 1, "what has come is not asked for again"
    line.free()
    anna.page.clock.run_for(61_000)
    expect(late.locator(".actions .main")).to_be_visible()
    anna.answer(late)
    anna.check(late)
    expect(late).to_have_attribute("data-result", "right")


def test_the_next_page_is_not_kept_by_what_never_came(anna: Learner, line: Line) -> None:
    line.refuse("matching.js")
    anna.open()
    anna.go_to("Questions")
    anna.go_to("Other ways to ask")
    question = anna.sco.locator(".question[data-kind=ordering]").first
    anna.answer(question)
    anna.check(question)
    expect(question).to_have_attribute("data-result", "right")
    asked = line.asked["matching.js"]
    anna.page.wait_for_timeout(2500)
    assert line.asked["matching.js"] == asked, "the open page does not need it"
    line.free()
    anna.go_to("Questions")
    expect(anna.sco.locator(".question[data-kind=matching] .actions .main").first).to_be_visible()


def test_back_from_offline_it_comes_at_once(anna: Learner, line: Line) -> None:
    line.refuse("matching.js", "tasks.css")
    anna.page.clock.install()
    anna.open()
    anna.go_to("Questions")
    line.acts.clear()
    anna.page.context.set_offline(True)
    late = anna.sco.locator(".question[data-kind=matching]").first
    expect(late.locator(".waiting")).to_have_text(WAITING)
    anna.page.context.set_offline(False)
    expect(late.locator(".actions .main")).to_be_visible()
    expect(late.locator(".pair").first).to_have_css("display", "grid")


def test_a_page_of_errors_is_no_part(anna: Learner, line: Line) -> None:
    """Some LMSs answer everything with 200, also to say that one has to log in again."""
    error = {"status": 200, "content_type": "text/javascript", "body": "/* Log in */"}
    line.acts["matching.js"] = lambda route: route.fulfill(**error)  # type: ignore[arg-type]
    anna.open()
    anna.go_to("Questions")
    late = anna.sco.locator(".question[data-kind=matching]").first
    expect(late.locator(".waiting")).to_have_text(WAITING)
    line.free()
    expect(late.locator(".actions .main")).to_be_visible()


def test_a_part_that_comes_twice_counts_once(anna: Learner, line: Line) -> None:
    """It was given up as lost, was asked for again, and then both came."""
    line.hold("matching.js")
    anna.page.clock.install()
    anna.open()
    anna.go_to("Questions")
    for _ in range(40):
        anna.page.clock.run_for(1000)
    anna.page.wait_for_timeout(200)
    assert len(line.held) == 2, "the second one has an address of its own, or it would wait for the first"
    assert line.held[0].request.url != line.held[1].request.url
    line.free()
    late = anna.sco.locator(".question[data-kind=matching]").first
    expect(late.locator(".actions .main")).to_have_count(1)
    anna.page.wait_for_timeout(300)
    expect(late.locator(".actions button")).to_have_count(3)
    assert late.locator(".pick").count() == late.locator("select").count()


def test_a_part_waits_for_the_one_it_builds_on(anna: Learner, line: Line) -> None:
    line.hold("sorting.js", "fields.js")
    anna.open()
    anna.go_to("Other ways to ask")
    anna.page.wait_for_timeout(500)
    assert anna.sco.evaluate("Object.keys(elearn.kinds).sort()") == ["choice", "poll"]
    line.free()
    for kind in ("likert", "sorting", "blanks", "number", "ordering", "reflect"):
        expect(anna.sco.locator(f".question[data-kind={kind}] .actions .main").first).to_be_visible()


def test_the_exam_begins_when_every_kind_of_question_is_there(anna: Learner, line: Line) -> None:
    line.hold("matching.js")
    anna.open()
    anna.read_all_lessons()
    expect(anna.sco.locator(".exam-place .waiting")).to_have_text(WAITING)
    assert anna.sco.locator(".paper").count() == 0
    line.free()
    expect(anna.sco.locator(".exam-place .waiting")).to_have_count(0)
    assert anna.take_exam(right=True) == "Passed"


def test_a_late_case_shows_its_situation_and_no_ending(anna: Learner, line: Line) -> None:
    line.hold("scenario.js")
    anna.open()
    anna.go_to("The Friday container")
    expect(anna.sco.locator(".scenario .waiting")).to_have_text(WAITING)
    expect(anna.sco.locator(".situation")).to_be_visible()
    assert anna.sco.locator(".step:visible").count() == 0
    line.free()
    expect(anna.sco.locator(".step:visible")).to_have_count(1)
    expect(anna.sco.locator(".waiting")).to_have_count(0)
    anna.decide()
    expect(anna.sco.locator(".run .result")).to_be_visible()


def test_search_that_does_not_come_can_be_asked_for_again(anna: Learner, line: Line) -> None:
    line.refuse("search.js")
    anna.open()
    anna.sco.locator("[aria-label=Search]").click()
    expect(anna.sco.locator(".toast")).to_contain_text("could not be loaded")
    line.free()
    anna.sco.locator(".toast .second").click()
    expect(anna.sco.locator("#search-field")).to_be_focused()
    assert line.asked["search.css"] == 1


@pytest.mark.parametrize("way", WAYS)
def test_parts_come_wherever_pages_come(anna: Learner, line: Line, way: str) -> None:
    """Strict policy and `nosniff`; an address that was written anew and needs its query."""
    problems: list[str] = []
    anna.page.on("pageerror", lambda problem: problems.append(str(problem)))
    anna.open(**WAYS[way])
    for title in ("Other ways to ask", "Pictures and papers", "The Friday container", "Which agreement applies?"):
        anna.go_to(title)
        expect(anna.sco.locator(".waiting")).to_have_count(0)
        kinds = anna.sco.locator(".question").evaluate_all(
            "all => all.map(one => one.querySelectorAll('.actions .main').length)"
        )
        assert set(kinds) <= {1}
    expect(anna.sco.locator("#finder-field")).to_be_visible()
    expect(anna.sco.locator(".search label")).to_have_css("display", "block")
    assert set(line.asked.values()) == {1}
    assert problems == []


def test_parts_come_from_a_folder(page: Page, lms: Lms, built: dict[str, Path]) -> None:
    ben = Learner(page, lms, "tour", "web", built["tour-web"], "web")
    ben.open()
    for title in ("Other ways to ask", "Pictures and papers"):
        ben.go_to(title)
        for question in ben.sco.locator(".question").all():
            ben.answer(question)
            ben.check(question)
            expect(question.locator(".verdict .word")).to_be_visible()
    expect(ben.sco.locator(".region").first).to_have_css("position", "absolute")


def test_a_lesson_that_is_launched_by_itself_brings_its_parts(
    page: Page, line: Line, lms: Lms, courses: Path, tmp_path: Path
) -> None:
    """Its styles stand in its own page and are not asked for again."""
    settings = (courses / "tour" / "course.yaml").read_text("utf-8")
    folder = tmp_path / "tour"
    shutil.copytree(courses / "tour", folder)
    (folder / "course.yaml").write_text(
        re.sub(r"^delivery:.*(\n +.*)*", "delivery: {units: lesson}", settings, flags=re.MULTILINE), "utf-8"
    )
    result = pipeline.build([(folder, "tour")], ["scorm2004-4th"], tmp_path / "dist")
    assert result.written, [one.message for one in result.diagnostics]
    lms.load("alone-scorm2004-4th", result.written[0].path)
    anna = Learner(page, lms, "alone", "scorm2004-4th", tmp_path, f"late{next(_numbers)}")
    anna.open("questions.html")
    question = anna.sco.locator(".question[data-kind=matching]").first
    anna.answer(question)
    anna.check(question)
    expect(question).to_have_attribute("data-result", "right")
    assert line.asked["matching.js"] == line.asked["tasks.css"] == line.asked["fields.css"] == 1


def test_what_is_printed_needs_no_part(anna: Learner, line: Line) -> None:
    line.hold("matching.js", "choice.js", "tasks.css")
    anna.open()
    anna.go_to("Questions")
    expect(anna.sco.locator(".waiting").first).to_be_attached()
    anna.page.emulate_media(media="print")
    expect(anna.sco.locator("#battery-first legend")).to_be_visible()
    assert anna.sco.locator(".waiting:visible, button:visible, .said:visible").count() == 0
