"""Whatever the player says, a driver writes it in the strict form of its standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from elearn_builder import resources
from tests.conformance import formats

# An LMS that keeps all it is given and says yes.
LMS = """
window.written = []; window.values = {};
function api(prefix) {
  var lms = {};
  lms[prefix + (prefix ? "Initialize" : "Initialize")] = function () { return "true"; };
  lms[prefix + (prefix ? "Finish" : "Terminate")] = function () { return "true"; };
  lms[prefix + "Commit"] = function () { return "true"; };
  lms[prefix + "GetLastError"] = function () { return "0"; };
  lms[prefix + "GetValue"] = function (name) { return values[name] || (/_count$/.test(name) ? "0" : ""); };
  lms[prefix + "SetValue"] = function (name, value) {
    if (typeof value !== "string") throw new Error(name + " is no text");
    written.push([name, value]); values[name] = value; return "true";
  };
  return lms;
}
"""

OPTIONS = [{"index": 0, "name": "release"}, {"index": 1, "name": "detain_it"}, {"index": 35, "name": "z9"}]
PAIRS = [[{"index": 0, "name": "y46"}, {"index": 2, "name": "households"}], [OPTIONS[1], OPTIONS[0]]]
NASTY = ["", "a" * 5000, "{lang=fr}x[,]y[.]z[:]w", "  ünï cödé\n\ttabs\x07 ", "العربية", "[,]", "\"\\'<&>"]
STEPS = [
    [{"short": "a", "name": "valid_until"}, {"short": "2", "name": "it_has_expired"}],
    [{"short": "b", "name": "stamp"}, None],
    [{"short": "", "name": "decision"}, {"short": "detain", "name": "detain"}],
]
INTERACTIONS: list[dict[str, Any]] = [
    {"type": "choice", "learner": [OPTIONS[1]], "correct": [[OPTIONS[1]]]},
    {"type": "choice", "learner": OPTIONS, "correct": [OPTIONS]},
    {"type": "choice", "learner": None, "correct": [[OPTIONS[0]]]},
    {"type": "matching", "learner": PAIRS, "correct": [PAIRS]},
    {"type": "sequencing", "learner": OPTIONS[::-1], "correct": [OPTIONS]},
    {"type": "numeric", "learner": 0.5, "correct": [{"min": 0.4, "max": 0.6, "nominal": 0.5}]},
    {"type": "numeric", "learner": 1e-7, "correct": [{"min": -99999, "max": 0, "nominal": -49999.5}]},
    {"type": "numeric", "learner": 0, "correct": [{"min": 1 / 3, "max": 2 / 3, "nominal": 0.5}]},
    {"type": "likert", "learner": OPTIONS[0], "correct": []},
    {"type": "choice", "learner": [], "correct": []},
    {"type": "fill-in", "learner": ["30", "Article 9", "-"], "correct": [["30", "Article 9"], ["30", "Art. 9"]]},
    {"type": "fill-in", "learner": ["a[,]b" * 40] * 10, "correct": [["{x}", "y"]]},
    {"type": "performance", "learner": STEPS[1:], "correct": [STEPS]},
    *({"type": "fill-in", "learner": text, "correct": [text]} for text in NASTY),
    *({"type": "other", "learner": text, "correct": []} for text in NASTY),
]
RESULTS = ["right", "wrong", "partly", "neutral"]
SECONDS = [0, 0.004, 0.996, 59.996, 61, 3599.999, 3600, 86400 * 3 + 0.1, 99999999]


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def driven(blank: Page, request: pytest.FixtureRequest) -> tuple[Page, str]:
    page = blank
    page.goto("about:blank")
    page.evaluate("window.elearn = {log: function () {}}")
    page.evaluate(LMS)
    standard = request.param
    page.evaluate("window.API = api('LMS')" if standard == "scorm12" else "window.API_1484_11 = api('')")
    for name in ("find", standard):
        page.evaluate(resources.text(f"scorm/drivers/{name}.js"))
    page.evaluate("elearn.driver.start({status: 'passed-failed'})")
    return page, standard


both = pytest.mark.parametrize("driven", ["scorm12", "scorm2004"], indirect=True)


def check(page: Page, standard: str) -> None:
    table = formats.SCORM12 if standard == "scorm12" else formats.SCORM2004
    responses = formats.RESPONSE_12 if standard == "scorm12" else formats.RESPONSE_2004
    kinds: dict[str, str] = {}
    for name, value in page.evaluate("written"):
        at = re.match(r"cmi\.interactions\.(\d+)\.(.*)", name)
        if at and at[2] == "type":
            kinds[at[1]] = value
        if at and re.fullmatch(r"student_response|learner_response|correct_responses\.\d+\.pattern", at[2]):
            wanted = responses[kinds[at[1]]]
        else:
            wanted = next((form for element, form in table.items() if re.fullmatch(element, name)), None)
        assert wanted is not None, f"{name} is not an element that the player writes"
        assert re.fullmatch(wanted, value, re.DOTALL), f"{name} = {value!r}"


@both
@pytest.mark.parametrize("number", range(len(INTERACTIONS)))
def test_interactions(driven: tuple[Page, str], number: int) -> None:
    page, standard = driven
    more = {
        "id": "battery_first_2",
        "result": RESULTS[number % 4],
        "weight": 1 + number,
        "seconds": SECONDS[number % len(SECONDS)],
        "objective": "pic_procedure",
        "text": NASTY[number % len(NASTY)],
    }
    page.evaluate(
        "one => elearn.driver.record(Object.assign(one, {time: new Date()}))", {**INTERACTIONS[number], **more}
    )
    names = [name for name, _ in page.evaluate("written")]
    interaction = [name.rsplit(".", 1)[1] for name in names if re.match(r"cmi\.interactions\.0\.\w+$", name)]
    assert interaction[:2] == ["id", "type"], "the identifier comes first, then the type"
    check(page, standard)


@both
@pytest.mark.parametrize("seconds", SECONDS)
def test_session_time(driven: tuple[Page, str], seconds: float) -> None:
    page, standard = driven
    page.evaluate("seconds => elearn.driver.time(seconds)", seconds)
    check(page, standard)


@both
@pytest.mark.parametrize("raw", [0, 1, 33, 66.666666, 99.5, 100])
def test_scores_and_objectives(driven: tuple[Page, str], raw: float) -> None:
    page, standard = driven
    page.evaluate("raw => elearn.driver.score({raw: raw, min: 0, max: 100})", raw)
    page.evaluate("elearn.driver.complete(); elearn.driver.pass(); elearn.driver.progress(1/3); elearn.driver.commit()")
    page.evaluate("share => elearn.driver.objective({id: 'decide', score: share, passed: true})", raw / 100)
    page.evaluate(
        "elearn.driver.place('" + "x" * 2000 + "'); elearn.driver.finish({suspend: true, navigation: 'suspendAll'})"
    )
    check(page, standard)


def statuses(page: Page) -> list[str]:
    return [value for name, value in page.evaluate("written") if name == "cmi.core.lesson_status"]


@pytest.mark.parametrize("driven", ["scorm12"], indirect=True)
@pytest.mark.parametrize(
    ("mode", "steps", "wanted"),
    [
        ("completed-incomplete", "complete()", "completed"),
        ("completed-incomplete", "pass()", "incomplete"),
        ("passed-incomplete", "complete()", "incomplete"),
        ("passed-incomplete", "pass()", "incomplete"),
        ("passed-incomplete", "complete() pass()", "passed"),
        ("passed-incomplete", "complete() fail(false)", "incomplete"),
        ("passed-failed", "fail(false)", "failed"),
        ("passed-failed", "fail(false) pass()", "passed"),
        ("passed-failed", "pass() fail(true)", "passed"),
        ("completed-failed", "fail(false)", "failed"),
        ("completed-failed", "pass()", "completed"),
    ],
)
def test_one_word_for_two_things(driven: tuple[Page, str], mode: str, steps: str, wanted: str) -> None:
    """How each reporting mode of SCORM 1.2 tells completion and success."""
    page, _ = driven
    page.evaluate("written.length = 0; values = {}")
    page.evaluate(f"elearn.driver.start({{status: '{mode}'}})")
    for step in steps.split():
        page.evaluate(f"elearn.driver.{step}")
    page.evaluate("elearn.driver.commit()")
    assert statuses(page)[-1] == wanted


@pytest.mark.parametrize("driven", ["scorm12"], indirect=True)
def test_the_score_comes_before_the_status_and_only_with_it(driven: tuple[Page, str]) -> None:
    page, _ = driven
    page.evaluate("elearn.driver.start({status: 'passed-incomplete'}).then(function () { written.length = 0; })")
    page.evaluate("elearn.driver.score({raw: 85, min: 0, max: 100}); elearn.driver.pass()")
    assert page.evaluate("written") == [], (
        "not before the course is also completed: Moodle would judge by the score alone"
    )
    page.evaluate("elearn.driver.complete()")
    names = [name for name, _ in page.evaluate("written")]
    assert names == ["cmi.core.score.min", "cmi.core.score.max", "cmi.core.score.raw", "cmi.core.lesson_status"]


@pytest.mark.parametrize("driven", ["scorm12"], indirect=True)
@pytest.mark.parametrize(
    "stored", ["passed", "completed", "failed", "incomplete", "not attempted", "", "Passed", "browsed"]
)
def test_a_status_is_never_lowered(driven: tuple[Page, str], stored: str) -> None:
    page, _ = driven
    page.evaluate("stored => { written.length = 0; values = {'cmi.core.lesson_status': stored}; }", stored)
    page.evaluate("elearn.driver.start({status: 'passed-failed'})")
    page.evaluate("elearn.driver.fail(false); elearn.driver.commit()")
    last = (statuses(page) or [stored])[-1].lower()
    rank = ["", "not attempted", "browsed", "incomplete", "failed", "completed", "passed"]
    assert rank.index(last) >= rank.index(stored.lower())
