"""Answering on a picture (`hotspot`) and on a paper on a desk (`document`): by keyboard, by the picture, reported."""

from __future__ import annotations

import itertools
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from elearn_builder import pipeline
from elearn_builder.diagnostics import Report
from elearn_builder.loader import load
from elearn_builder.questions import KINDS
from tests.browser.learner import Learner
from tests.browser.test_kinds import VERDICTS, reported

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.server import Lms

TARGETS = ["scorm12", "scorm2004-4th"]
NAMES = ["fumigated", "python-permit", "battery-movement"]
_numbers = itertools.count(1)


@pytest.fixture
def learner(page: Page, lms: Lms, built: dict[str, Path]) -> Callable[[str], Learner]:
    def make(target: str) -> Learner:
        anna = Learner(page, lms, "tour", target, built[f"tour-{target}"], f"papers{next(_numbers)}")
        anna.open()
        anna.go_to("Pictures and papers")
        return anna

    return make


def given(question: Locator) -> list[str]:
    """What is ticked, and the reasons chosen."""
    ticked = [one.get_attribute("id") or "" for one in question.locator("input:checked").all()]
    return [*ticked, *(one.input_value() for one in question.locator("select").all())]


def marked(question: Locator, name: str) -> list[str]:
    """Letters of the regions on the picture that have a class."""
    return [one.get_attribute("data-letter") or "" for one in question.locator(f".region.is-{name}").all()]


@pytest.mark.parametrize("target", [*TARGETS, "web"])
def test_right_wrong_and_partly(target: str, learner: Callable[[str], Learner]) -> None:
    anna = learner(target)
    for name in NAMES:
        question = anna.sco.locator(f"#{name}")
        for how in ("wrong", "partly", "right"):
            anna.answer(question, right=how == "right", partly=how == "partly")
            assert anna.check(question) == VERDICTS[how], name
            if how != "right":
                question.locator(".actions .second").click()


@pytest.mark.parametrize("how", ["right", "partly", "wrong"])
@pytest.mark.parametrize("target", [*TARGETS, "web"])
def test_left_and_found_again(target: str, how: str, learner: Callable[[str], Learner]) -> None:
    anna = learner(target)
    before = {}
    for name in NAMES:
        question = anna.sco.locator(f"#{name}")
        anna.answer(question, right=how == "right", partly=how == "partly")
        before[name] = (anna.check(question), given(question), marked(question, "ticked"), marked(question, "right"))
    anna.page.wait_for_timeout(300)
    anna.vanish()
    anna.open()
    for name, (verdict, fields, ticked, right) in before.items():
        question = anna.sco.locator(f"#{name}")
        assert question.locator(".verdict .word").inner_text() == verdict
        assert (given(question), marked(question, "ticked"), marked(question, "right")) == (fields, ticked, right)


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("right", [("a,b,d", "correct"), ("a2,f5,g4,detain", "correct"), ("b1,d2,g5,h6,refer", "correct")]),
        ("partly", [("a", "wrong"), ("a2,release", "wrong"), ("b1,release", "wrong")]),
        ("wrong", [("c", "wrong"), ("b1,release", "wrong"), ("a1,release", "wrong")]),
    ],
)
def test_what_scorm_12_is_told(how: str, told: list[tuple[str, str]], learner: Callable[[str], Learner]) -> None:
    anna = learner("scorm12")
    for name in NAMES:
        anna.answer(anna.sco.locator(f"#{name}"), right=how == "right", partly=how == "partly")
        anna.check(anna.sco.locator(f"#{name}"))
    anna.page.wait_for_timeout(300)
    found = reported(anna)
    kept = [found[name.replace("-", "_")] for name in NAMES]
    assert [one["type"] for one in kept] == ["choice", "performance", "performance"]
    assert [(one["student_response"], one["result"]) for one in kept] == told
    patterns = [one["correct_responses.0.pattern"] for one in kept]
    assert patterns == ["{a,b,d}", "a2,f5,g4,detain", "b1,d2,g5,h6,refer"]
    assert anna.refused == []


def test_what_scorm_2004_is_told(learner: Callable[[str], Learner]) -> None:
    anna = learner("scorm2004-4th")
    for name in NAMES:
        anna.answer(anna.sco.locator(f"#{name}"))
        anna.check(anna.sco.locator(f"#{name}"))
    anna.page.wait_for_timeout(300)
    found = reported(anna)
    assert found["fumigated"]["type"] == "choice"
    assert found["fumigated"]["learner_response"] == (
        "a_torn_label_on_the_left_door[,]tape_over_the_gap_between_the_doors[,]the_ventilation_opening"
    )
    assert found["python_permit"]["type"] == "performance"
    assert found["python_permit"]["learner_response"] == (
        "2_valid_until[.]it_covers_more_than_six_months[,]10_appendix_and_source[.]the_code_does_not_exist"
        "[,]11_quantity[.]it_was_changed_after_it_was_issued[,]decision[.]detain"
    )
    assert found["python_permit"]["correct_responses.0.pattern"] == found["python_permit"]["learner_response"]
    assert anna.refused == []


def test_the_picture_and_the_list_agree(learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    for name in ("fumigated", "python-permit"):
        question = anna.sco.locator(f"#{name}")
        region, box = question.locator(".region").nth(1), question.locator(".spot input").nth(1)
        region.click()
        anna.page.mouse.move(0, 0)
        assert box.is_checked()
        assert marked(question, "ticked") == ["B"]
        box.focus()
        assert marked(question, "in") == ["B"]
        anna.page.keyboard.press("Space")
        assert marked(question, "ticked") == []


@pytest.mark.parametrize("width", [360, 390, 650, 1280])
def test_every_region_can_be_touched(width: int, learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    anna.page.set_viewport_size({"width": width, "height": 740})
    for region in anna.sco.locator(".region").all():
        size = region.bounding_box()
        assert size is not None
        assert min(size["width"], size["height"]) >= 24
    assert anna.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_paper_gets_larger_and_moves(learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    anna.page.set_viewport_size({"width": 1280, "height": 800})
    question = anna.sco.locator("#python-permit")
    desk, sheet = question.locator(".desk"), question.locator(".sheet")
    desk.focus()
    anna.page.keyboard.press("0")
    before = sheet.bounding_box()
    anna.page.keyboard.press("+")
    anna.page.keyboard.press("+")
    after = sheet.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] == pytest.approx(2 * before["width"], rel=0.01)
    assert question.locator(".desk-size").inner_text() == "200 %"
    top = desk.evaluate("desk => desk.scrollTop")
    anna.page.keyboard.press("ArrowDown")
    anna.page.wait_for_timeout(300)
    assert desk.evaluate("desk => desk.scrollTop") > top, "arrow keys move the paper"

    place = desk.bounding_box()
    assert place is not None
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    top = desk.evaluate("desk => desk.scrollTop")
    anna.page.mouse.move(x, y)
    anna.page.mouse.down()
    anna.page.mouse.move(x - 30, y - 60, steps=4)
    anna.page.mouse.up()
    assert desk.evaluate("desk => desk.scrollTop") == pytest.approx(top + 60, abs=2), "a mouse drags it"
    assert marked(question, "ticked") == [], "the end of a drag marks nothing"

    question.locator(".spot input").last.focus()
    shown = question.locator(".region").last.bounding_box()
    assert shown is not None
    assert place["y"] <= shown["y"] + shown["height"] / 2 <= place["y"] + place["height"], "what has the focus is shown"
    desk.focus()
    anna.page.keyboard.press("0")
    assert question.locator(".desk-size").inner_text() == "100 %"


def test_reasons_and_decision_are_asked_for(learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    question = anna.sco.locator("#python-permit")
    assert anna.check(question) == "Give an answer first."
    question.locator(".spot input").first.check()
    assert anna.check(question) == "Say for each marked place what is wrong with it."
    question.locator(".spot select").first.select_option("2")
    assert anna.check(question) == "Now decide what to do."
    question.locator(".decisions input").first.check()
    assert anna.check(question) == "Partly right."
    assert question.locator(".tally").inner_text() == "Mistakes found: 1 of 3. Right reasons: 0 of 1."
    assert question.locator(".tool").nth(1).is_enabled(), "one may go on looking at the paper"
    question.locator(".actions .plain").click()
    assert marked(question, "missed") == ["F", "G"]
    assert "It was changed after it was issued" in question.locator(".spot").nth(6).inner_text()
    assert "have the authority that issued it" in question.locator(".decisions").inner_text()


def test_a_further_try_keeps_right_marks_reasons_and_the_decision(learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    question = anna.sco.locator("#python-permit")
    faults = question.locator(".field[data-reason]")
    sound = question.locator(".field:not([data-reason])").first
    wanted = [one.get_attribute("data-reason") or "" for one in faults.all()]
    assert len(wanted) > 1
    for field, reason in ((faults.nth(0), wanted[0]), (faults.nth(1), wanted[0]), (sound, wanted[0])):
        field.locator("input").check()
        field.locator("select").select_option(reason)
    question.locator(".decisions [data-right] input").check()
    assert wanted[0] != wanted[1]
    anna.check(question)
    question.locator(".actions .second").click()
    assert [field.locator("input").is_checked() for field in (faults.nth(0), faults.nth(1), sound)] == [
        True,
        True,
        False,
    ]
    assert [field.locator("select").input_value() for field in (faults.nth(0), faults.nth(1))] == [wanted[0], ""]
    assert question.locator(".decisions [data-right] input").is_checked()
    assert question.locator(".region.is-ticked").count() == 2


def test_the_longest_answer_takes_as_many_bits_as_were_counted(
    learner: Callable[[str], Learner], courses: Path
) -> None:
    source = load(courses / "tour", Report(), "tour")
    assert source is not None
    [(course, _)] = pipeline.read_courses([source], Report(), 1, lambda *_: None, render=False)
    questions = {question.id: question for lesson in course.lessons for question in lesson.questions}
    anna = learner("web")
    for name in NAMES:
        question = anna.sco.locator(f"#{name}")
        for box in question.locator(".spot input").all():
            box.check()
        for reason in question.locator("select").all():
            reason.select_option(index=reason.locator("option").count() - 1)
        if question.locator(".decisions").count():
            question.locator(".decisions input").last.check()
        kind = questions[name].kind
        packed = question.evaluate(
            "(one, kind) => elearn.packAnswer(one, elearn.kinds[kind].read(one)).bits.length", kind
        )
        assert packed == KINDS[kind].state_bits(questions[name].answer)


def test_without_script_all_can_be_read(lms: Lms, browser: Browser, built: dict[str, Path]) -> None:
    assert "tour-scorm12" in built
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 760})
    page = context.new_page()
    page.goto(f"{lms.address}/package/tour-scorm12/pictures-and-papers.html")
    question = page.locator("#python-permit")
    assert question.locator(".sheet-picture svg").is_visible()
    question.locator(".region").first.click()
    assert question.locator(".spot input").first.is_checked(), "the picture works by itself"
    assert question.locator(".reasons li").count() == 5
    question.locator(".solution summary").click()
    assert "11 Quantity: It was changed after it was issued" in question.locator(".solution").inner_text()
    context.close()


EXAM = """---
title: Papers
attempts: 2
---
"""


@pytest.fixture
def paper(tmp_path: Path, courses: Path) -> Path:
    """A course whose exam asks what the lesson of the tour asks."""
    root = tmp_path / "papers"
    shutil.copytree(courses / "tour" / "media", root / "media")
    (root / "lessons").mkdir()
    (root / "lessons" / "01-read.md").write_text("---\ntitle: Read\n---\nText.\n", "utf-8")
    text = (courses / "tour" / "lessons" / "07-pictures-and-papers.md").read_text("utf-8")
    questions = re.findall(r"^::: .*?^:::$", text, re.DOTALL | re.MULTILINE)
    (root / "exam.md").write_text(EXAM + "\n\n".join(questions).replace("../media/", "media/") + "\n", "utf-8")
    (root / "course.yaml").write_text(
        "id: papers\ntitle: Papers\nobjectives: {ask-questions: Ask}\nagreement: basel\n"
        "modules:\n- title: Read\n  lessons: [01-read]\n",
        "utf-8",
    )
    result = pipeline.build([(root, "papers")], ["scorm12"], tmp_path / "dist")
    assert result.written, [one.message for one in result.diagnostics]
    return result.written[0].path


def test_in_the_exam(page: Page, lms: Lms, paper: Path) -> None:
    lms.load("papers-scorm12", paper)
    anna = Learner(page, lms, "papers", "scorm12", paper, f"papers{next(_numbers)}")
    anna.open()
    anna.go_to("Papers")
    anna.sco.locator(".paper .main").first.click()
    kept = {}
    for _ in NAMES:
        question = anna.sco.locator(".paper .question")
        name = question.get_attribute("data-id") or ""
        if name == "battery-movement":  # a mark without a reason and without a decision is kept
            question.locator(".region").nth(1).click()
        else:
            anna.answer(question, right=True)
        kept[name] = given(question)
        anna.sco.locator(".steps-row .main").click()
    anna.page.wait_for_timeout(300)
    anna.vanish()
    anna.open()
    anna.sco.locator(".paper .main", has_text="Continue").click()
    for _ in NAMES:
        question = anna.sco.locator(".paper .question")
        assert given(question) == kept[question.get_attribute("data-id") or ""]
        anna.sco.locator(".steps-row .main").click()
    assert anna.hand_in() == "Not passed"
    anna.save()
    found = reported(anna)
    assert found["battery_movement"]["student_response"] == "b"
    assert anna.refused == []
    anna.sco.locator(".steps-row .second").click()
    shown = anna.sco.locator('[data-id="battery-movement"]')
    assert marked(shown, "missed") == ["D", "G", "H"]
    assert shown.locator(".spot input").first.is_disabled()


def test_another_reason_is_not_named_before_another_try(learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    question = anna.sco.locator("#battery-movement")
    field = question.locator(".field[data-reason]").first
    field.locator("input").check()
    field.locator("select").select_option(str(1 - int(field.get_attribute("data-reason") or 0)))
    question.locator(".decisions .option:not([data-right]) input").first.check()
    assert anna.check(question) == "Partly right."
    assert field.locator(".field-word").inner_text() == "This is wrong, but for another reason."
    assert question.locator(".field .said.told").count() == 0
    assert question.locator(".decisions .option[data-right] .said.told").count() == 0
    question.locator(".actions .plain").click()
    assert field.locator(".said.told").count() == 1


def test_right_is_said_once(learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    question = anna.sco.locator("#python-permit")
    anna.answer(question)
    anna.check(question)
    decided = question.locator(".decisions .is-right").inner_text()
    assert decided.count("Right.") == 1
    assert "Right. Keep the animals safe" in decided


LETTERS = """question => {
  const rect = (one) => one.getBoundingClientRect();
  const words = [...question.querySelectorAll(".sheet-picture text")].map(rect)
    .filter((text) => text.height < 40 * question.querySelector(".sheet").offsetWidth / 600);
  return [...question.querySelectorAll(".region")].filter((region) => {
    const style = getComputedStyle(region, "::after"), box = rect(region);
    const [x, y, w, h] = ["left", "top", "width", "height"].map((name) => parseFloat(style[name]));
    const left = box.left + x + 2 - w / 2, top = box.top + y + 2 - h / 2;
    return words.some((text) => left + w > text.left + 1 && left < text.right - 1
      && top + h > text.top + 3 && top < text.bottom - 3);
  }).map((region) => region.dataset.letter);
}"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["python-permit", "battery-movement"])
def test_no_letter_covers_words_of_the_paper(width: int, name: str, page: Page, built: dict[str, Path]) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto((built["tour-web"] / "pictures-and-papers.html").as_uri())
    page.wait_for_selector("html.js .go-on")
    page.wait_for_timeout(200)
    assert page.locator(f"#{name}").evaluate(LETTERS) == []


def test_a_paper_opens_at_a_size_that_can_be_read(page: Page, built: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((built["tour-web"] / "pictures-and-papers.html").as_uri())
    page.wait_for_selector("html.js .desk.is-large")
    question = page.locator("#python-permit")
    smallest = question.evaluate(
        """question => Math.min(...[...question.querySelectorAll("text")].map((text) =>
          parseFloat(getComputedStyle(text).fontSize) * question.querySelector(".sheet").offsetWidth / 600))"""
    )
    assert smallest >= 10
    assert question.locator(".desk-move").inner_text() == "Move the paper to see the rest of it."
    assert question.locator(".desk").evaluate("desk => [desk.scrollLeft, desk.scrollTop]") == [0, 0]
    question.get_by_role("button", name="Fit").click()
    assert question.locator(".desk").evaluate("desk => desk.scrollWidth <= desk.clientWidth"), "the whole paper"
    assert not question.locator(".desk-move").is_visible()
