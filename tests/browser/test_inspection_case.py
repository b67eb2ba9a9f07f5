"""An inspection case, decided by keyboard alone, left and taken up again, and what the LMS hears of it."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from elearn_builder import pipeline
from tests.browser.learner import Learner
from tests.conformance import formats

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.browser.server import Lms

LMS_TARGETS = ["scorm12", "scorm2004-3rd", "scorm2004-4th"]
TARGETS = [*LMS_TARGETS, "web"]
COURSE = """\
id: case
title: Case
objectives: {decide-well: Decide well}
modules:
- title: One
  lessons: [01-papers, harbour-case]
"""
LESSON = "---\ntitle: Papers\n---\nText.\n"
HEAD = "---\ntitle: Harbour\nobjectives: [decide-well]\n---\nA load arrives.\n\n"
PAPERS = """\
## Papers {#papers}
- [Ask the agent](#agent)
- [Open the doors](#doors) {points=0}
    > It smells.
- [Ask for the document](#document) {points=2}
    > There is **none**.

## Agent {#agent}
He knows nothing.

- [Back](#papers)

"""
REST = """\
## Doors {#doors}
- [Go in](#hurt)
- [Get away](#document) {points=1}

## Document {#document}
- [Release it](#hurt)
- [Hold it](#held) {points=3}
    > You hold it.

## Held {#held .ending outcome=good}
It is safe.

## Hurt {#hurt .ending outcome=bad}
It is not.
"""
CASE = HEAD + PAPERS + REST
_numbers = itertools.count(1)


def build(folder: Path, text: str, delivery: str = "") -> dict[str, Path]:
    files = {"course.yaml": COURSE + delivery, "lessons/01-papers.md": LESSON, "scenarios/harbour-case.md": text}
    for path, content in files.items():
        (folder / "course" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "course" / path).write_text(content, encoding="utf-8")
    result = pipeline.build([(folder / "course", "course")], TARGETS, folder / "dist")
    assert result.written, result.diagnostics
    return {one.target: one.path for one in result.written}


@pytest.fixture(scope="module")
def packages(lms_alone: Lms, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    found = build(tmp_path_factory.mktemp("case"), CASE)
    for target, path in found.items():
        lms_alone.load(f"case-{target}", path)
    return found


@pytest.fixture
def learner(page: Page, lms_alone: Lms, packages: dict[str, Path]) -> Callable[[str], Learner]:
    def make(target: str) -> Learner:
        return Learner(page, lms_alone, "case", target, packages[target], f"case{next(_numbers)}")

    return make


def begin(anna: Learner) -> None:
    anna.open("harbour-case.html" if not anna.in_lms else "index.html")
    if anna.in_lms and anna.title != "Harbour":
        anna.go_to("Harbour")
    anna.sco.locator("article h1").focus()


def step(anna: Learner) -> str:
    shown = anna.sco.locator(".step:not([hidden]) > h2").all_inner_texts()
    assert len(shown) == 1, "one step at a time"
    return shown[0]


def focused(anna: Learner) -> str:
    text: str = anna.sco.evaluate("document.activeElement.textContent.trim()")
    return text


def interactions(anna: Learner) -> list[dict[str, str]]:
    """What was reported, by interaction, all of it in the strict form of the standard."""
    table, responses = (
        (formats.SCORM12, formats.RESPONSE_12)
        if anna.target == "scorm12"
        else (formats.SCORM2004, formats.RESPONSE_2004)
    )
    found: dict[str, dict[str, str]] = {}
    for call in anna.calls:
        if not call[0].endswith("SetValue"):
            continue
        at = re.match(r"cmi\.interactions\.(\d+)\.(.*)", call[1])
        if at:
            found.setdefault(at[1], {})[at[2]] = call[2]
        response = at and at[2] in {"student_response", "learner_response"}
        wanted = responses[found[at[1]]["type"]] if at and response else None
        form = wanted or next((form for name, form in table.items() if re.fullmatch(name, call[1])), None)
        assert form is not None, f"{call[1]} is not an element that the player writes"
        assert re.fullmatch(form, call[2], re.DOTALL), f"{call[1]} = {call[2]!r}"
    return list(found.values())


@pytest.mark.parametrize("target", TARGETS)
def test_a_good_ending_by_keyboard(target: str, learner: Callable[[str], Learner]) -> None:
    anna = learner(target)
    begin(anna)
    assert step(anna) == "Papers"
    anna.decide("Ask the agent", "Back", "Ask for the document")
    assert step(anna) == "Papers", "the consequence is read first"
    assert focused(anna) == "There is none."
    anna.go_on()
    assert (step(anna), focused(anna)) == ("Document", "Document")
    anna.decide("Hold it")
    anna.go_on()
    assert (step(anna), focused(anna)) == ("Held", "Held")
    result = anna.sco.locator(".run .result")
    assert result.inner_text().split("\n\n") == ["Well decided", "Points: 5 of 5"]
    assert result.locator("use").get_attribute("href") == "#i-right"
    anna.sco.wait_for_function("/Well decided/.test(document.getElementById('announcer').textContent)")
    way = anna.sco.locator(".run .taken-choice").all_inner_texts()
    assert way == ["Ask the agent", "Back", "Ask for the document", "Hold it"]
    assert anna.sco.locator(".run .taken-better").count() == 0, "what was made good later is not held against one"
    assert anna.sco.evaluate("elearn.session.state.pages['harbour-case']") is True


@pytest.mark.parametrize("target", LMS_TARGETS)
def test_what_the_lms_hears(target: str, learner: Callable[[str], Learner]) -> None:
    anna = learner(target)
    begin(anna)
    assert interactions(anna) == []
    anna.decide("Open the doors", "Go in")
    assert anna.sco.locator(".run .result .word").inner_text() == "Not well decided"
    assert anna.sco.locator(".run .taken-better").all_inner_texts() == [
        "Better: Ask for the document",
        "Better: Get away",
    ]
    anna.tab_to(anna.sco.locator(".run .second"))
    anna.page.keyboard.press("Enter")
    assert (step(anna), focused(anna)) == ("Papers", "Papers")
    anna.decide("Ask for the document", "Hold it")
    anna.go_on()
    anna.save()
    first, second = interactions(anna)
    twelve = target == "scorm12"
    response = "student_response" if twelve else "learner_response"
    assert [one["id"] for one in (first, second)] == ["harbour_case", "harbour_case_2"]
    assert [one["type"] for one in (first, second)] == ["performance" if twelve else "other"] * 2
    assert [one["result"] for one in (first, second)] == ["wrong" if twelve else "incorrect", "correct"]
    assert [one["objectives.0.id"] for one in (first, second)] == ["decide_well"] * 2
    assert first[response] == "papers > doors > hurt (0/5)"
    assert second[response] == "papers > document > held (5/5)"
    assert "Your best way so far: Well decided – 100 %" in anna.sco.locator(".run-best").inner_text()
    assert anna.refused == []
    anna.go_to("Papers")
    anna.next()
    anna.leave()
    assert anna.status()[0] == "completed"


def test_a_case_counts_when_it_is_over(learner: Callable[[str], Learner]) -> None:
    anna = learner("scorm12")
    anna.open()
    anna.next()
    anna.sco.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    anna.page.wait_for_timeout(1800)
    assert anna.sco.evaluate("Object.keys(elearn.session.state.pages)") == ["papers"], "its end in sight is not enough"
    anna.sco.locator("article h1").focus()
    anna.decide()
    assert anna.sco.evaluate("elearn.session.state.completed") is True


@pytest.mark.parametrize("target", TARGETS)
def test_leave_in_the_middle_and_come_back(target: str, learner: Callable[[str], Learner]) -> None:
    anna = learner(target)
    begin(anna)
    anna.decide("Open the doors", "Get away")
    assert step(anna) == "Document"
    anna.page.wait_for_timeout(300)
    anna.vanish()
    begin(anna)
    assert step(anna) == "Document"
    anna.tab_to(anna.sco.locator(".so-far"))
    anna.page.keyboard.press("Enter")
    assert anna.sco.locator(".situation").inner_text() == "A load arrives."
    assert anna.sco.locator(".taken-choice:visible").all_inner_texts() == ["Open the doors", "Get away"]
    anna.decide("Hold it")
    anna.page.wait_for_timeout(300)
    anna.vanish()  # with the last consequence still to be read
    begin(anna)
    assert step(anna) == "Held"
    assert "Points: 4 of 5" in anna.sco.locator(".run .result").inner_text()
    if anna.in_lms:
        anna.save()
        assert [one["result"] for one in interactions(anna)] == ["correct"], (
            "reported once, in the launch that saw the end"
        )
        anna.page.wait_for_timeout(300)
        anna.vanish()
        begin(anna)
        assert interactions(anna) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "points"),
    [
        (
            PAPERS + REST,
            PAPERS + "## Added {#added}\n- [On](#document)\n\n" + REST.replace("(#hurt)", "(#added)", 1),
            "Document",
            3,
        ),
        ("{#document}", "{#paper}", "Doors", 0),  # the step has another name: back to the last one that exists
        ("[Get away]", "[Step back]", "Document", 1),  # other words, the same choice
    ],
)
def test_a_case_is_edited_while_somebody_is_in_it(
    old: str, new: str, at: str, points: int, page: Page, lms_alone: Lms, tmp_path: Path
) -> None:
    name = f"edited{next(_numbers)}"
    before = build(tmp_path / "before", CASE)["scorm12"]
    edited = CASE.replace(old, new).replace("(#document)", "(#paper)" if "paper}" in new else "(#document)")
    after = build(tmp_path / "after", edited.replace("{points=1}", "{points=3}") if points == 3 else edited)["scorm12"]
    lms_alone.load(f"{name}-scorm12", before)
    anna = Learner(page, lms_alone, name, "scorm12", before, name)
    begin(anna)
    anna.decide("Open the doors", "Get away")
    anna.page.wait_for_timeout(300)
    anna.vanish()
    lms_alone.load(f"{name}-scorm12", after)
    begin(anna)
    assert step(anna) == at
    if at == "Document":
        anna.decide("Hold it")
        anna.go_on()
        assert f"Points: {3 + points}" in anna.sco.locator(".run .result").inner_text()
    else:
        anna.decide("Get away", "Hold it")
        anna.go_on()
        assert step(anna) == "Held"
    assert anna.refused == []


def test_who_goes_round_in_circles_is_remembered_in_bounds(learner: Callable[[str], Learner]) -> None:
    anna = learner("scorm12")
    begin(anna)
    for _ in range(40):
        anna.sco.locator(".step:not([hidden]) .way", has_text="Ask the agent").evaluate("button => button.click()")
        anna.sco.locator(".step:not([hidden]) .way", has_text="Back").evaluate("button => button.click()")
    bits = anna.sco.evaluate("elearn.session.state.answers['harbour-case'].bits.length")
    assert bits <= 2 + 7 + 17 + 1 + 9 + 30 * (14 + 1)
    anna.sco.locator("article h1").focus()
    anna.decide("Ask for the document", "Hold it")
    anna.go_on()
    assert "Points: 5 of 5" in anna.sco.locator(".run .result").inner_text()


@pytest.mark.parametrize("target", LMS_TARGETS)
def test_a_case_that_is_a_sco(target: str, page: Page, lms_alone: Lms, tmp_path: Path) -> None:
    path = build(tmp_path, CASE, "delivery: {units: lesson}\n")[target]
    lms_alone.load(f"alone-{target}", path)
    anna = Learner(page, lms_alone, "alone", target, path, f"alone{next(_numbers)}")
    anna.open("harbour-case.html")
    anna.sco.locator("article h1").focus()
    anna.decide("Ask for the document", "Hold it")
    anna.go_on()
    anna.leave()
    assert anna.status()[0] == "completed"
    assert len(interactions(anna)) == 1
    assert anna.refused == []


def test_choices_are_large_and_nothing_scrolls_sideways(learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    anna.page.set_viewport_size({"width": 320, "height": 640})
    begin(anna)
    assert all(box.bounding_box()["height"] >= 44 for box in anna.sco.locator(".way:visible").all())  # type: ignore[index]
    anna.decide("Open the doors", "Get away", "Hold it")
    anna.go_on()
    assert anna.sco.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_script_choices_are_links_between_steps(packages: dict[str, Path], browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 760})
    page = context.new_page()
    page.goto((packages["web"] / "harbour-case.html").as_uri())
    assert page.locator(".step:visible").count() == 6
    page.locator(".way", has_text="Ask for the document").click()
    assert page.url.endswith("#document")
    assert abs(page.locator("#document").bounding_box()["y"]) < 120  # type: ignore[index]
    page.locator("summary", has_text="What happens").nth(1).click()
    assert page.get_by_text("There is none.").is_visible()
    context.close()
