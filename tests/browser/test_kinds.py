"""Each kind of question is answered by keyboard: right, wrong and partly; left and found again; and reported."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest

from elearn_builder import pipeline
from elearn_builder.diagnostics import Report
from elearn_builder.loader import load
from elearn_builder.questions import KINDS
from tests.browser.learner import Learner
from tests.conformance import formats

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.browser.server import Lms

TARGETS = ["scorm12", "scorm2004-4th"]
SCORED = ["movement-steps", "consent-sort", "periods", "weigh"]
UNSCORED = ["sure", "let-go", "like-this"]
VERDICTS = {"right": "Right.", "wrong": "Not quite.", "partly": "Partly right.", "thanks": "Thank you."}
_numbers = itertools.count(1)


@pytest.fixture
def learner(page: Page, lms: Lms, built: dict[str, Path]) -> Callable[[str], Learner]:
    def make(target: str) -> Learner:
        anna = Learner(page, lms, "tour", target, built[f"tour-{target}"], f"kinds{next(_numbers)}")
        anna.open()
        anna.go_to("Other ways to ask")
        return anna

    return make


def given(question: Locator) -> list[str]:
    """What a question's fields hold, and the order of its lines."""
    fields = question.locator("input[type=text], select, textarea")
    values = [one.input_value() for one in fields.all()]
    ticked = [
        one.get_attribute("id") or one.get_attribute("name") or "" for one in question.locator("input:checked").all()
    ]
    numbers = [one.get_attribute("value") or "" for one in question.locator("input:checked").all()]
    return [*values, *ticked, *numbers, *question.locator(".order-text").all_inner_texts()]


def reported(anna: Learner) -> dict[str, dict[str, str]]:
    """What the LMS was told of each interaction, by its identifier."""
    found: dict[str, dict[str, str]] = {}
    for _, name, value, *_rest in (call for call in anna.calls if call[0].endswith("SetValue")):
        at = re.match(r"cmi\.interactions\.(\d+)\.(.*)", name)
        if at:
            found.setdefault(at[1], {})[at[2]] = value
    for one in found.values():
        form = (formats.RESPONSE_12 if anna.target == "scorm12" else formats.RESPONSE_2004)[one["type"]]
        for name, value in one.items():
            if re.fullmatch(r"(student|learner)_response|correct_responses\.\d+\.pattern", name):
                assert re.fullmatch(form, value), f"{one['id']}: {name} = {value}"
    return {one["id"]: one for one in found.values()}


@pytest.mark.parametrize("target", [*TARGETS, "web"])
def test_right_wrong_and_partly(target: str, learner: Callable[[str], Learner]) -> None:
    anna = learner(target)
    for name in SCORED:
        question = anna.sco.locator(f"#{name}")
        for how in ("wrong", "partly", "right"):
            if how == "partly" and name == "weigh":
                continue
            anna.answer(question, right=how == "right", partly=how == "partly")
            assert anna.check(question) == VERDICTS[how], name
            again = question.locator(".actions .second")
            if how != "right":
                again.click()
        assert not again.is_visible()
    for name in UNSCORED:
        question = anna.sco.locator(f"#{name}")
        anna.answer(question)
        assert anna.check(question) == VERDICTS["thanks"], name
        assert question.locator(".actions .second").inner_text() == "Change my answer"


@pytest.mark.parametrize(
    ("lesson", "name", "kept"),
    [
        ("Questions", "papers", ["papers-0"]),
        ("Questions", "codes", ["0", "", ""]),
        ("Other ways to ask", "consent-sort", ["the first row"]),
        ("Other ways to ask", "periods", ["Article 8", "0", ""]),
    ],
)
def test_a_further_try_keeps_what_was_right(
    lesson: str, name: str, kept: list[str], learner: Callable[[str], Learner]
) -> None:
    anna = learner("web")
    anna.go_to(lesson)
    question = anna.sco.locator(f"#{name}")
    if name == "papers":
        for option in (0, 2):
            question.locator("input").nth(option).check()
    elif name == "periods":
        question.locator("input").fill("Article 8")
        for select, value in ((0, "0"), (1, "1")):
            question.locator("select").nth(select).select_option(value)
    else:
        anna.answer(question, partly=True)
    if name == "consent-sort":  # in an order of the learner's own
        kept = [question.locator(".row").first.locator("input:checked").get_attribute("id") or ""]
    assert anna.check(question) == VERDICTS["wrong" if name == "papers" else "partly"]
    question.locator(".actions .second").click()
    assert question.locator(":is(.option, .pair, .row, .gap):is(.is-right, .is-wrong)").count() == 0
    assert question.locator(".verdict .word").inner_text() == "What was right is kept."
    ticked = [one.get_attribute("id") or "" for one in question.locator("input:checked").all()]
    fields = [one.input_value() for one in question.locator("input[type=text], select").all()]
    assert ticked + fields == kept


def test_a_further_try_after_nothing_right_begins_anew(learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    anna.go_to("Questions")
    question = anna.sco.locator("#battery-first")
    anna.answer(question, right=False)
    anna.check(question)
    question.locator(".actions .second").click()
    assert question.locator("input:checked").count() == 0
    assert question.locator(".verdict").inner_text() == ""


@pytest.mark.parametrize("how", ["right", "partly"])
@pytest.mark.parametrize("target", [*TARGETS, "web"])
def test_left_and_found_again(target: str, how: str, learner: Callable[[str], Learner]) -> None:
    anna = learner(target)
    before = {}
    for name in [*SCORED, *UNSCORED]:
        question = anna.sco.locator(f"#{name}")
        anna.answer(question, right=how == "right", partly=how == "partly")
        before[name] = (anna.check(question), given(question))
    anna.page.wait_for_timeout(300)
    anna.vanish()
    anna.open()
    for name, (verdict, fields) in before.items():
        question = anna.sco.locator(f"#{name}")
        assert question.locator(".verdict .word").inner_text() == verdict
        assert given(question) == fields, name


def test_what_scorm_12_is_told(learner: Callable[[str], Learner]) -> None:
    anna = learner("scorm12")
    for name in [*SCORED, *UNSCORED]:
        anna.answer(anna.sco.locator(f"#{name}"))
        anna.check(anna.sco.locator(f"#{name}"))
    anna.page.wait_for_timeout(300)
    anna.save()
    told = reported(anna)
    assert {name: (one["type"], one.get("student_response", ""), one["result"]) for name, one in told.items()} == {
        "movement_steps": ("sequencing", "a,b,c,d,e", "correct"),
        "consent_sort": ("matching", "1.a,2.a,3.a,4.b,5.b", "correct"),
        "periods": ("fill-in", "9; 30; 90", "correct"),
        "weigh": ("numeric", "8730", "correct"),
        "sure_1": ("likert", "a", "neutral"),
        "sure_2": ("likert", "b", "neutral"),
        "sure_3": ("likert", "c", "neutral"),
        "let_go": ("performance", "The freight was dearer than the goods.", "neutral"),
        "like_this": ("likert", "b", "neutral"),
    }
    assert told["movement_steps"]["correct_responses.0.pattern"] == "a,b,c,d,e"
    assert told["consent_sort"]["correct_responses.0.pattern"] == "{1.a,2.a,3.a,4.b,5.b}"
    assert told["weigh"]["correct_responses.0.pattern"] == "8740"
    assert anna.refused == []


def test_what_scorm_2004_is_told(learner: Callable[[str], Learner]) -> None:
    anna = learner("scorm2004-4th")
    for name in [*SCORED, *UNSCORED]:
        anna.answer(anna.sco.locator(f"#{name}"), right=False)
        anna.check(anna.sco.locator(f"#{name}"))
    anna.page.wait_for_timeout(300)
    anna.save()
    told = reported(anna)
    assert told["movement_steps"]["type"] == "sequencing"
    assert told["movement_steps"]["learner_response"].startswith(
        "the_disposer_reports_that_the_load_has[,]the_load_leaves"
    )
    assert told["consent_sort"]["correct_responses.0.pattern"].count("[.]consent_needed") == 3
    assert told["periods"]["learner_response"] == "nothing of the sort[,]60[,]30"
    assert told["periods"]["correct_responses.0.pattern"] == "Article 9[,]30[,]90"
    assert told["periods"]["correct_responses.2.pattern"] == "9[,]30[,]90"
    assert told["weigh"]["learner_response"] == "17501"
    assert told["weigh"]["correct_responses.0.pattern"] == "8730[:]8750"
    assert told["sure_2"]["learner_response"] == "a_little"
    assert told["sure_2"]["description"].endswith("I know whom to call when consent is missing.")
    assert told["let_go"]["type"] == "other"
    assert told["like_this"]["learner_response"] == "call_the_competent_authority"
    assert anna.refused == []


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("8740", "Right."),
        ("8 740,0", "Right."),
        ("8,740", "Right."),
        ("8.740", "Right."),
        ("8'745 kg", "Right."),
        ("٨٧٤٠", "Right."),
        ("۸۷۵۰٫۰", "Right."),
        ("8729.9", "Not quite."),
        ("-8740", "Not quite."),
        ("8740 t", "Write a number first, such as 12 or 12.5."),
        ("about 9", "Write a number first, such as 12 or 12.5."),
        ("8.74", "Not quite."),
    ],
)
def test_numbers_as_people_write_them(typed: str, verdict: str, learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    question = anna.sco.locator("#weigh")
    question.locator("input").fill(typed)
    assert anna.check(question) == verdict
    assert question.locator(".said.told").count() == (typed == "8.74")


@pytest.mark.parametrize(("typed", "told"), [("8740", False), ("8745", True)])
def test_the_right_number_is_told_with_what_is_accepted(
    typed: str, told: bool, learner: Callable[[str], Learner]
) -> None:
    anna = learner("web")
    question = anna.sco.locator("#weigh")
    question.locator("input").fill(typed)
    anna.check(question)
    solution = question.locator(".solution")
    assert solution.is_visible() == told
    if told:
        right = solution.locator("p").last
        assert right.inner_text() == "8740 kg\nAccepted: from 8730 kg to 8750 kg"
        assert right.locator("bdi").last.bounding_box()["width"] > 30, "it is seen"  # type: ignore[index]


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("art. 9", "Right."),
        ("ARTICLE  9", "Right."),
        ("Artícle 9.", "Right."),
        ("٩", "Right."),
        ("Article 8", "Partly right."),
    ],
)
def test_words_as_people_write_them(typed: str, verdict: str, learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    question = anna.sco.locator("#periods")
    anna.answer(question)
    question.locator("input").fill(typed)
    assert anna.check(question) == verdict


def test_an_order_can_be_dragged_and_is_announced(learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    question = anna.sco.locator("#movement-steps")
    lines = question.locator(".order > li")
    assert anna.check(question) == "Put the lines into order first."
    first = lines.first.locator(".order-text").inner_text()
    lines.last.evaluate("line => line.scrollIntoView({block: 'end'})")
    start, end = lines.first.locator(".grip").bounding_box(), lines.last.bounding_box()
    assert start
    assert end
    anna.page.mouse.move(start["x"] + 10, start["y"] + 10)
    anna.page.mouse.down()
    for step in range(1, 21):
        anna.page.mouse.move(start["x"] + 10, start["y"] + (end["y"] + end["height"] - 2 - start["y"]) * step / 20)
    anna.page.mouse.up()
    assert lines.last.locator(".order-text").inner_text() == first
    anna.page.wait_for_timeout(100)
    assert anna.sco.locator("#announcer").inner_text() == f"{first}: place 5 of 5"


def test_items_can_be_dragged_into_bins(learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    question = anna.sco.locator("#consent-sort")
    row = question.locator(".row").nth(1)
    row.scroll_into_view_if_needed()
    grip = row.locator(".grip").bounding_box()
    assert grip
    ways = question.locator(".row, .row .grip").evaluate_all("all => all.map(one => getComputedStyle(one).touchAction)")
    assert ways == ["auto", "none"] * 5, "a finger scrolls the page everywhere but on the grips"

    anna.page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    anna.page.mouse.down()
    into = anna.sco.locator(".bin").nth(1).bounding_box()
    assert into
    anna.page.mouse.move(into["x"] + 20, into["y"] + 20, steps=5)
    assert anna.sco.locator(".bin.is-at").all_inner_texts() == ["No consent under the Convention"]
    anna.page.mouse.up()
    assert row.locator("input:checked").get_attribute("value") == "1"
    assert question.locator("input:checked").count() == 1
    assert anna.sco.locator(".bins, .moving").count() == 0

    anna.page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    anna.page.mouse.down()
    anna.page.mouse.move(grip["x"] + 60, grip["y"] + 10, steps=3)
    anna.page.mouse.up()
    assert row.locator("input:checked").get_attribute("value") == "1", "let go elsewhere, it stays where it was"
    assert anna.sco.locator(".bins, .moving").count() == 0


def test_what_is_chosen_shows_in_full(learner: Callable[[str], Learner]) -> None:
    """A native list cuts its words at its own width; the words laid over it take as many lines as they need."""
    anna = learner("web")
    anna.page.set_viewport_size({"width": 360, "height": 740})
    anna.go_to("Questions")
    pair = anna.sco.locator("#paper-shows .pair").first
    field, words = pair.locator("select"), pair.locator(".picked")
    assert words.inner_text() == "Choose …"
    anna.answer(anna.sco.locator("#paper-shows"))
    assert words.inner_text() == field.evaluate("field => field.selectedOptions[0].text")
    around, inside = field.bounding_box(), words.bounding_box()
    assert around
    assert inside
    assert inside["height"] > 50, "two lines"
    assert around["height"] >= inside["height"]
    assert around["width"] >= inside["width"]
    assert words.evaluate("words => words.scrollWidth <= words.clientWidth")
    anna.check(anna.sco.locator("#paper-shows"))
    anna.page.reload()
    anna.sco.locator("#paper-shows .is-right").first.wait_for()
    assert words.inner_text() == field.evaluate("field => field.selectedOptions[0].text"), "also when it comes back"


@pytest.mark.parametrize("name", ["movement-steps", "consent-sort", "periods", "paper-shows"])
def test_nothing_gives_the_answer_away_before_another_try(name: str, learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    if name == "paper-shows":
        anna.go_to("Questions")
    question = anna.sco.locator(f"#{name}")
    anna.answer(question, right=False)
    anna.check(question)
    assert question.locator(".actions .second").is_visible(), "there is another try"
    assert question.locator(".said:visible, .solution:visible").all_inner_texts() == []
    question.locator(".actions .second").click()

    anna.answer(question, partly=True)
    anna.check(question)
    told = question.locator(".said:visible").count()
    right = question.locator(".is-right:has(.said), .gap.is-right").count()
    assert told == right > 0, "of what is right it is said why"
    question.locator(".actions .plain").click()
    assert question.locator(".said:visible").count() == question.locator(".said").count(), "in the end of everything"


def test_a_long_text_says_how_far_it_is_kept(learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    question = anna.sco.locator("#let-go")
    question.locator("textarea").fill("كلمة " * 60)
    assert "kept up to" in question.locator(".text-note").inner_text()
    anna.check(question)
    anna.page.wait_for_timeout(300)
    anna.vanish()
    anna.open()
    kept = anna.sco.locator("#let-go textarea").input_value()
    assert kept == ("كلمة " * 60).encode()[:120].decode("utf-8", "ignore").strip()


def test_an_answer_without_script(lms: Lms, browser: object) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 760})  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"{lms.address}/package/tour-scorm12/other-ways.html")
    assert page.locator("#movement-steps .order > li").count() == 5
    page.locator("#movement-steps .solution summary").click()
    assert (
        page.locator("#movement-steps .solution li").first.inner_text()
        == "The exporting State notifies all States concerned"
    )
    page.locator("#let-go .solution summary").click()
    assert "Officers often name" in page.locator("#let-go .solution").inner_text()
    context.close()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_scrolls_sideways_and_all_can_be_hit(direction: str, learner: Callable[[str], Learner]) -> None:
    anna = learner("web")
    anna.page.set_viewport_size({"width": 360, "height": 740})
    anna.sco.evaluate("direction => { document.documentElement.dir = direction; }", direction)
    assert anna.sco.evaluate("document.documentElement.scrollWidth") <= 360
    for target in anna.sco.locator(
        ".order-move, .grip, .row-choices label, .gap input, .gap select, .number input"
    ).all():
        box = target.bounding_box()
        assert box
        assert box["width"] >= 40
        assert box["height"] >= 40


WORST = """element => {
  const all = selector => elearn.all(selector, element);
  const response = {
    ordering: () => all(".order > li").map((_, index) => index).reverse(),
    sorting: () => all(".row").map(row => row.querySelectorAll("input").length - 1),
    blanks: () => all(".gap").map(gap => gap.querySelector("select") ? gap.querySelectorAll("option").length - 2
      : elearn.cut("م".repeat(200), 40)),
    number: () => "9".repeat(16),
    reflect: () => "م".repeat(4000),
    poll: () => [all(".option").length - 1],
  };
  response.likert = response.sorting;
  return elearn.packAnswer(element, response[element.dataset.kind]()).bits.length;
}"""


def test_the_largest_answers_are_as_large_as_the_build_says(learner: Callable[[str], Learner], courses: Path) -> None:
    report = Report()
    source = load(courses / "tour", report, "tour")
    assert source is not None
    [(course, _)] = pipeline.read_courses([source], report, 1, lambda *_: None, render=False)
    answers = {question.id: question for page in course.pages for question in page.questions}
    anna = learner("web")
    for name in [*SCORED, *UNSCORED]:
        question = answers[name]
        most = KINDS[question.kind].state_bits(question.answer)
        assert anna.sco.locator(f"#{name}").evaluate(WORST) == most, name


@pytest.fixture(scope="module")
def weighed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose exam asks for a number."""
    folder = tmp_path_factory.mktemp("weighed")
    course = folder / "course"
    (course / "lessons").mkdir(parents=True)
    files = {
        "course.yaml": "id: weighed\ntitle: Weighed\nobjectives: {o: Weigh}\nmodules:\n- title: M\n  lessons: [a]\n",
        "lessons/a.md": "---\ntitle: A\n---\nText.\n",
        "exam.md": "::: number What does the load weigh? {#weigh objective=o}\n= 8740 kg\n:::\n",
    }
    for name, text in files.items():
        (course / name).write_text(text, encoding="utf-8")
    result = pipeline.build([(course, "course")], ["scorm12"], folder / "dist")
    assert result.written, result.diagnostics
    return result.written[0].path


def test_typing_in_the_exam_is_one_commit(page: Page, lms: Lms, weighed: Path) -> None:
    """Not one for each key: a commit may hold up the page, and some LMSs count them. Time stands still between keys."""
    lms.load("weighed-scorm12", weighed)
    page.clock.install()
    anna = Learner(page, lms, "weighed", "scorm12", weighed, f"kinds{next(_numbers)}")
    anna.open()
    anna.go_to("Final exam")
    anna.sco.locator(".paper .main").first.click()
    page.clock.pause_at(page.evaluate("Date.now()") + 20_000)
    field = anna.sco.locator(".paper .question input")
    field.focus()
    before = len([call for call in anna.calls if call[0] == "LMSCommit"])
    for digit in "8740":
        page.keyboard.press(digit)
        page.clock.run_for(200)
    assert len([call for call in anna.calls if call[0] == "LMSCommit"]) == before
    field.blur()
    page.clock.run_for(200)
    assert len([call for call in anna.calls if call[0] == "LMSCommit"]) == before + 1
    page.clock.resume()
    anna.vanish()
    anna.open()
    anna.sco.locator(".paper .main", has_text="Continue").click()
    assert anna.sco.locator(".paper .question input").input_value() == "8740"
