"""What a course owes an LMS, one test for each requirement that no other test has.

| requirement | test |
| --- | --- |
| R01 finds the API wherever it is | rows `far`, `opener`, `own window`, `late`, `other origin` of hostile.py |
| R02 only its own standard's API | row `both`; test_scenario: test_only_the_api_of_the_package_is_used |
| R03 plays on without an API, with one notice | rows `no API`, `other origin`, `sandbox`, `no start`, `throws` |
| R04 one Initialize, R05 exit `suspend` and one commit at once | test_scenario: test_one_commit_at_launch |
| R06 errors and empty answers on reading | rows `mute`, `forgetful`, `no count`, `null count` |
| R07 foreign, damaged, older state | rows `foreign state` to `older state`; test_state_property |
| R08 nothing written when looking back | rows `review`, `browse`; test_scenario: test_nothing_is_written_in_review |
| R09, R13 a status is never lowered | test_a_result_is_never_lowered; in test_driver_values: statuses |
| R10 pass mark of the LMS | row `mastery`; test_scenario: test_the_pass_mark_of_the_lms_counts |
| R11 texts only; booleans, words, numbers as answers | test_calls_are_texts_in_order; row `native` |
| R12, R22, R23 strict forms | test_driver_values |
| R14 score before status, R15 reporting modes | test_driver_values |
| R16 completion, success, score and progress agree | test_scenario: test_complete_fail_and_pass |
| R17 limits, and less room than there should be | test_less_room_than_there_should_be; row `cuts` |
| R18 letters of the state, R19 survives new builds | test_state_property |
| R20 time of this session, without idle time | test_time_stands_still_while_nobody_is_there |
| R21 interactions packed, identifier first | test_calls_are_texts_in_order |
| R24 optional groups are asked once | row `bare`; test_what_is_not_implemented_is_asked_once |
| R25 an objective's identifier is set once | test_an_objective_is_found_again |
| R26 batches, R27 no request inside a click | test_commits_are_few_and_outside_clicks |
| R28 failed saves | rows `outage`, `two-faced`, `never saved`, `stale error` |
| R29 a sign of life within ten minutes | test_a_sign_of_life |
| R30 nothing after the end | test_scenario: test_no_call_after_the_end_and_one_end |
| R31 saved when hidden, not ended | test_hidden_saves_without_ending |
| R32 `pagehide` ends once, `unload` is never used | test_hidden_saves_without_ending, test_no_forbidden_means |
| R33 the way out, R34 exit `suspend` | test_scenario, test_several_scos; row `opener` |
| R38 relative files, no eval, no inline script | row `strict`; test_no_forbidden_means |
| R39 rewritten, signed addresses | row `rewritten` |
| R40 a log for support, without names | test_the_log_names_nobody |
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest

from elearn_builder import resources
from tests.browser.hostile import LMS_TARGETS, OPTIONAL, SILENT, Officer, Row, has

Make = Callable[[Row, str], Officer]
TWO = ("scorm12", "scorm2004-4th")
each = pytest.mark.parametrize("target", LMS_TARGETS)
both = pytest.mark.parametrize("target", TWO)


def plain(name: str, **more: Any) -> Row:
    return Row(name, "", **more)


@each
def test_what_was_accepted_at_any_moment_comes_back(target: str, officer: Make) -> None:
    """The window is closed right after each commit that the LMS accepted, and nothing is ever sent again."""
    anna = officer(plain("moments", script=SILENT), target)
    for _ in anna.steps():
        pass
    moments = {record["cmi"]["suspend_data"]: record for record in anna.lms.history[anna.name]}
    moments.pop("", None)
    assert len(moments) >= 6
    for number, (text, record) in enumerate(moments.items()):
        anna.name = f"moment-{target}-{number}"
        anna.lms.records[anna.name] = copy.deepcopy(record)
        anna.page.evaluate("localStorage.clear()")
        anna.open()
        accepted = anna.sco.evaluate("text => JSON.stringify(elearn.unpackState(text))", text)
        now = anna.sco.evaluate("JSON.stringify(elearn.session.state)")
        parts = r'"(pages|answers|exam|best|passed|completed)":(\{.*?\}(?=,"|\}$)|[^,{]+)'
        assert re.findall(parts, accepted) == re.findall(parts, now)
    assert anna.problems == []


@both
@pytest.mark.parametrize("gives", ["nothing", "the state"])
def test_a_result_is_never_lowered(target: str, gives: str, officer: Make) -> None:
    """Not even for a moment, in an LMS that does not tell what it has."""
    element = "" if gives == "nothing" else r"^(?!.*(_id$|suspend_data))"
    rules = ({"call": "GetValue", "element": element, "answer": ""},)
    anna = officer(plain(f"lowered by {gives}", rules=rules), target)
    anna.open()
    anna.answer("which")
    anna.go_on("goods")
    anna.go_on("exam")
    anna.finish_exam()
    anna.pause()
    anna.leave()
    assert anna.has() == "passed, 100"
    count = len(anna.lms.history[anna.name])
    anna.open()
    anna.vanish()
    later = [has(record["cmi"], target) for record in anna.lms.history[anna.name][count:]]
    assert later
    assert set(later) == {"passed, 100"}


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("scorm2004-4th", {"cut": 4096}),
        ("scorm2004-4th", {"over": 4096, "answer": "false", "error": "406"}),
        ("scorm12", {"cut": 1500}),
        ("scorm12", {"over": 1500, "answer": "false", "error": "405"}),
    ],
)
def test_less_room_than_there_should_be(target: str, rule: dict[str, Any], officer: Make) -> None:
    """What is done, passed and where one was fits; the rest is in this browser's copy."""
    rules = ({"call": "SetValue", "element": "suspend_data", **rule},)
    anna = officer(plain(f"room {target} {'cut' in rule}", rules=rules), target)
    anna.open()
    anna.answer("which")
    anna.go_on("goods")
    # An answer that takes much room: of a lesson that is done, so it is given up before others.
    anna.sco.evaluate(
        """many => { elearn.session.state.answers.which.bits = new Array(many).fill(1); elearn.session.save(); }""",
        20_000 if target == "scorm12" else 30_000,
    )
    anna.answer("what")
    anna.pause()
    kept = anna.record["suspend_data"]
    read = "text => JSON.parse(JSON.stringify(elearn.unpackState(text)))"
    accepted = anna.sco.evaluate(read, kept)
    assert accepted is not None, "what the LMS has can be read"
    assert list(accepted["pages"]) == ["papers"]
    assert list(accepted["answers"]) == ["what"], "of a lesson that is not yet done"
    assert anna.sco.locator(".save-sign").is_hidden()
    anna.vanish()
    anna.open()
    assert anna.kept()["pages"] == ["papers"]
    if target != "scorm12":  # 1.2 has no room for it even where all is well
        assert anna.kept()["answers"] == ["what", "which"], "from the copy"


@both
def test_what_is_not_implemented_is_asked_once(target: str, officer: Make) -> None:
    rules = (
        {"call": "GetValue", "element": OPTIONAL, "answer": "", "error": "401"},
        {"call": "SetValue", "element": OPTIONAL, "answer": "false", "error": "401"},
    )
    anna = officer(plain("once", rules=rules), target)
    anna.open()
    anna.answer("which")
    anna.go_on("goods")
    anna.answer("what")
    anna.go_on("exam")
    anna.finish_exam()
    assert len(anna.calls("SetValue", "interactions")) == (0 if target == "scorm12" else 1)
    assert len(anna.calls("SetValue", "objectives")) == (0 if target == "scorm12" else 1)


@both
def test_calls_are_texts_in_order(target: str, officer: Make) -> None:
    anna = officer(plain("order"), target)
    anna.open()
    anna.answer("which")
    anna.go_on("goods")
    anna.answer("what")
    anna.pause()
    assert anna.page.evaluate("window.refused") == []
    sent: dict[int, list[str]] = {}
    for call in anna.calls("SetValue", "interactions"):
        _, _, index, *element = call[1].split(".")
        sent.setdefault(int(index), []).append(".".join(element))
    assert list(sent) == [0, 1]
    assert all(elements[:2] == ["id", "type"] for elements in sent.values())
    anna.vanish()
    anna.open()
    anna.go_on("exam")
    anna.finish_exam()
    anna.pause()
    later = {call[1].split(".")[2] for call in anna.calls("SetValue", "interactions")}
    assert later == {"2", "3"}, "after those of the session before"


@both
def test_an_objective_is_found_again(target: str, officer: Make) -> None:
    anna = officer(plain("objective"), target)
    anna.open()
    for score in (0.2, 1):
        anna.sco.evaluate("score => elearn.driver.objective({id: 'decide', score: score, passed: score > 0.5})", score)
    names = [call[1] for call in anna.calls("SetValue", "objectives")]
    assert [name for name in names if name.endswith(".id")] == ["cmi.objectives.0.id"]
    assert anna.page.evaluate("window.refused") == []


@both
def test_commits_are_few_and_outside_clicks(target: str, officer: Make) -> None:
    anna = officer(plain("few", clock=True), target)
    anna.open()
    anna.context.clock.run_for(15_000)
    before = len(anna.calls("Commit"))
    inside = anna.sco.evaluate(
        """() => { const calls = () => parent.calls.filter(call => /Commit/.test(call[0])).length;
          const before = calls();
          document.querySelector('#which [data-right] input').click();
          document.querySelector('#which .actions .main').click(); return calls() - before; }"""
    )
    assert inside == 0
    anna.context.clock.run_for(100)
    assert len(anna.calls("Commit")) == before + 1, "an answer is saved at once"
    for number in range(5):
        anna.sco.evaluate("number => elearn.session.place(elearn.course.pages[number % 2].id)", number)
        anna.context.clock.run_for(1000)
    assert len(anna.calls("Commit")) == before + 1
    anna.context.clock.run_for(10_000)
    assert len(anna.calls("Commit")) == before + 2, "small changes together, ten seconds apart"


@both
def test_a_sign_of_life(target: str, officer: Make) -> None:
    anna = officer(plain("life", clock=True), target)
    anna.open()
    anna.context.clock.run_for(15_000)
    before = len(anna.calls("Commit"))
    for _ in range(10):
        anna.context.clock.fast_forward(60_000)
        anna.sco.evaluate("window.dispatchEvent(new Event('pointerdown'))")
        anna.context.clock.run_for(1500)
    assert len(anna.calls("Commit")) == before + 1


@both
def test_time_stands_still_while_nobody_is_there(target: str, officer: Make) -> None:
    anna = officer(plain("idle", clock=True), target)
    anna.open()
    anna.context.clock.fast_forward(5 * 3_600_000)
    anna.answer("which")
    anna.context.clock.run_for(200)
    time = anna.calls("SetValue", "session_time")[-1][2]
    assert re.fullmatch(r"00:10:\d\d\.\d\d" if target == "scorm12" else r"PT10M\d+S", time)


@both
def test_hidden_saves_without_ending(target: str, officer: Make) -> None:
    anna = officer(plain("hidden"), target)
    anna.open()
    anna.sco.evaluate(
        """() => { parent.calls.length = 0; elearn.session.state.pages.papers = true;
          Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
          document.dispatchEvent(new Event('visibilitychange')); }"""
    )
    written = [call[1] for call in anna.calls("SetValue")]
    assert "cmi.suspend_data" in written
    assert any(name.endswith("session_time") for name in written)
    assert len(anna.calls("Commit")) == 1
    assert anna.calls("Terminate") == []
    anna.sco.evaluate("for (let time = 0; time < 2; time++) window.dispatchEvent(new Event('pagehide'))")
    assert len(anna.calls("Terminate")) == 1


def test_no_forbidden_means() -> None:
    """Of the player's sources: what some browsers, frames or policies forbid."""
    folders = (resources.folder("templates") / "player", resources.folder("scorm") / "drivers")
    for file in [file for folder in folders for file in folder.rglob("*.js")]:
        source = re.sub(r"/\*.*?\*/|//[^\n\"']*$", "", file.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
        forbidden = (
            r"\beval\(|new Function|document\.(write|cookie)|[\"'](before)?unload[\"']|\b(alert|confirm|prompt)\("
        )
        assert not re.search(
            forbidden + r"|\bfetch\(|XMLHttpRequest|new Worker|\bimport\b|https?://(?!www\.w3\.org/)", source
        ), file


@both
def test_the_log_names_nobody(target: str, officer: Make) -> None:
    anna = officer(plain("log", asked={"query": "?eb_debug=1"}), target)
    lines: list[str] = []
    anna.page.on("console", lambda message: lines.append(message.text))
    anna.open()
    shown = [line for line in lines if line.startswith("[elearn]")]
    assert any("Initialize" in line for line in shown)
    report = anna.sco.evaluate("elearn.report()")
    assert "suspend_data" in report
    for text in (report, *shown):
        assert "Officer," not in text
        assert anna.name not in text
