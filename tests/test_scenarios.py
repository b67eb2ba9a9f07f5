"""Scenarios: how they are read, what their graph says, what of them is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from elearn_builder import branching, capacity, parser, pipeline
from elearn_builder.diagnostics import Report
from elearn_builder.loader import load
from elearn_builder.model import Choice, Course, Html, Lesson, Step
from elearn_builder.source import Span

COURSE = """\
id: port
title: Port
objectives: {decide: Decide}
modules:
- title: One
  lessons: [01-papers, 01-friday]
"""
LESSON = "---\ntitle: Papers\n---\nText.\n"
HEAD = "---\ntitle: Friday\nobjectives: [decide]\n---\nIt is Friday.\n\n"
GOOD = (
    "## Papers {#papers}\nText.\n\n- [Release](#gone)\n    > It *leaves*.\n- [Hold](#held) {points=2}\n\n"
    "## Gone {#gone .ending outcome=bad}\nIt is gone.\n\n## Held {#held .ending outcome=good}\nIt is here.\n"
)


def course(
    folder: Path, text: str = HEAD + GOOD, settings: str = COURSE
) -> tuple[Course | None, list[tuple[str, int]]]:
    """A course with one scenario, and its findings as code and line."""
    files = {"course.yaml": settings, "lessons/01-papers.md": LESSON, "scenarios/01-friday.md": text}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    report = Report()
    source = load(folder, report, "c")
    found = parser.parse(source, report) if source else None
    findings = pipeline.check([(folder, "c")]).diagnostics
    return found, [(one.code.id, one.span.line) for one in findings]


def friday(found: Course | None) -> Lesson:
    assert found is not None
    return found.lessons[1]


def test_steps_choices_and_endings_are_read(tmp_path: Path) -> None:
    found, findings = course(tmp_path)
    assert findings == []
    page = friday(found)
    assert (page.id, page.objectives) == ("friday", ("decide",))
    papers, gone, held = page.steps
    assert [(one.to, str(one.text), one.points) for one in papers.choices] == [
        ("gone", "Release", 0),
        ("held", "Hold", 2),
    ]
    assert papers.choices[0].said == "<p>It <em>leaves</em>.</p>"
    assert [(step.ending, step.outcome) for step in (papers, gone, held)] == [
        (False, ""),
        (True, "bad"),
        (True, "good"),
    ]
    assert page.blocks[0].kind == "prose"


@pytest.mark.parametrize(
    ("choice", "text", "said"),
    [
        ("* [Hold\n  the load](#held) {points=2}\n", "Hold the load", ""),
        ("- [Hold [[basel:9]]](#held) {points=2}\n", "Hold <bdi>Article 9</bdi>", ""),
        ("- [Hold](#held) {points=2}\n\n    > One.\n    >\n    > Two.\n", "Hold", "<p>One.</p>\n<p>Two.</p>"),
        ("- [Hold](#held){points=2}\n  > Said.\n", "Hold", "<p>Said.</p>"),
    ],
)
def test_choices_may_be_written_as_lists_are(tmp_path: Path, choice: str, text: str, said: str) -> None:
    settings = COURSE + "agreement: basel\n"
    found, findings = course(tmp_path, HEAD + GOOD.replace("- [Hold](#held) {points=2}\n", choice), settings)
    assert findings == []
    made = friday(found).steps[0].choices[1]
    assert (made.to, made.text, made.said, made.points) == ("held", text, said, 2)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("{#gone ", "{#held ", "S016", 17),  # two steps of one name
        ("{#gone ", "{#Gone ", "S018", 14),
        ("outcome=bad", "outcome=worse", "S006", 14),
        (".ending outcome=bad", ".endign outcome=bad", "S004", 14),
        (".ending outcome=bad", "outcome=bad", "S006", 14),
        ("{points=2}", "{point=2}", "S004", 12),
        ("{points=2}", "{points=200}", "Q509", 12),
        ("{points=2}", "points=2", "Q511", 12),
        ("{points=2}", "{two points}", "S005", 12),
        ("    > It", "> It", "Q511", 11),
        ("    > It", "    It", "Q511", 11),
        ("- [Hold](#held)", "- Hold", "Q511", 12),
        ("(#held)", "(#helt)", "Q501", 12),
        ("It is Friday.", "- [Begin](#papers)", "Q511", 5),
        (
            "It is here.",
            "::: choice Right? {#right objective=decide}\n- [x] Yes\n    > Y.\n- [ ] No\n    > N.\n:::",
            "S009",
            18,
        ),
    ],
)
def test_mistakes_are_found_once_at_their_line(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    text = HEAD + GOOD
    assert old in text
    _, findings = course(tmp_path, text.replace(old, new, 1))
    assert (code, line) in findings
    assert [found for found, _ in findings].count(code) == 1


def test_what_looks_like_a_step_in_a_block_or_in_code_is_none(tmp_path: Path) -> None:
    text = GOOD.replace("Text.", "```\n## Not a step\n- [Nor](#a)\n```\n\n::: details More\n- [See](#gone)\n:::")
    found, findings = course(tmp_path, HEAD + text)
    assert findings == []
    assert [step.id for step in friday(found).steps] == ["papers", "gone", "held"]


@pytest.mark.parametrize("name", ["01-friday", "01-friday.md", "scenarios/01-friday"])
def test_a_scenario_is_listed_like_a_lesson(tmp_path: Path, name: str) -> None:
    _, findings = course(tmp_path, settings=COURSE.replace("01-friday]", f"{name}]"))
    assert findings == []


def test_a_scenario_that_nobody_listed_is_told(tmp_path: Path) -> None:
    _, findings = course(tmp_path, settings=COURSE.replace(", 01-friday]", "]"))
    assert findings == [("C014", 1)]


def test_a_scenario_and_a_question_cannot_share_an_identifier(tmp_path: Path) -> None:
    question = "::: choice Which? {#friday objective=decide}\n- [x] This\n    > Y.\n- [ ] That\n    > N.\n:::\n"
    course(tmp_path)
    (tmp_path / "lessons/01-papers.md").write_text(LESSON + question, encoding="utf-8")
    assert [one.code.id for one in pipeline.check([(tmp_path, "c")]).diagnostics] == ["Q106"]


def test_links_lead_to_scenarios_and_their_steps(tmp_path: Path) -> None:
    course(tmp_path)
    link = "[the case](../scenarios/01-friday.md#papers) [lost](../scenarios/01-friday.md#lost)\n"
    (tmp_path / "lessons/01-papers.md").write_text(LESSON + link, encoding="utf-8")
    assert [one.code.id for one in pipeline.check([(tmp_path, "c")]).diagnostics] == ["L005"]


# --- the graph --------------------------------------------------------------------------------------------------------


def step(name: str, *choices: tuple[str, int], outcome: str = "") -> Step:
    made = tuple(Choice(to, Html("x"), Html(""), points, Span("c")) for to, points in choices)
    return Step(name, Html(name), Span("c"), (), made, bool(outcome), outcome)


@pytest.mark.parametrize(
    ("steps", "most"),
    [
        ([step("a", ("b", 2), ("c", 5)), step("b", ("d", 4)), step("c", ("d", 0)), step("d", outcome="good")], 6),
        # round in a circle: both choices at the desk count, then the way out
        (
            [
                step("desk", ("one", 1), ("two", 2), ("end", 3)),
                step("one", ("desk", 0)),
                step("two", ("desk", 1)),
                step("end"),
            ],
            7,
        ),
        ([step("a", ("b", 1), ("b", 3)), step("b", outcome="bad")], 3),  # two choices that lead to the same step
        ([step("a", ("nowhere", 9), ("b", 1)), step("b")], 1),
        ([step("a", ("a", 2), ("b", 0)), step("b")], 2),
        ([], 0),
    ],
)
def test_the_most_that_can_be_earned(steps: list[Step], most: int) -> None:
    assert branching.most_points(steps) == most


def test_the_points_of_the_ways_to_an_ending() -> None:
    steps = [
        step("a", ("b", 3), ("c", 0)),
        step("b", ("a", 2), ("good", 4)),
        step("c", ("b", 1), ("bad", 5), ("nowhere", 9)),
        step("good", outcome="good"),
        step("bad", outcome="bad"),
        step("never", outcome="bad"),
    ]
    assert branching.points_to(steps, "good") == (5, 10), "the shortest way; all of the circle"
    assert branching.points_to(steps, "bad") == (5, 11)
    assert branching.points_to(steps, "never") is None
    assert branching.points_to([], "good") is None


def test_prospects_are_the_best_outcome_that_is_left() -> None:
    steps = [step("a", ("b", 0), ("c", 0)), step("b", ("d", 0)), step("c", outcome="good"), step("d", outcome="bad")]
    assert branching.prospects(steps) == {"a": 3, "b": 1, "c": 3, "d": 1}


def test_keys_hang_on_identifiers_and_are_unique() -> None:
    many = [step(f"step-{number}") for number in range(300)]
    keys = branching.step_keys(many)
    assert len(set(keys.values())) == 300
    assert branching.step_keys(many[:1])["step-0"] == keys["step-0"]
    assert max(keys.values()) < 2**branching.KEY_BITS


def test_the_state_of_a_scenario_is_counted(tmp_path: Path) -> None:
    found, _ = course(tmp_path)
    assert found is not None
    assert capacity.names(found) == ["p:papers", "p:friday", "q:friday"]
    sizes = dict(capacity.state_sizes(found, "lesson"))
    assert sizes["friday"].answers > sizes["papers"].answers == 0
    assert sizes["friday"].total < 140
    assert branching.state_bits(friday(found).steps) == 2 + 7 + 17 + 1 + 9 + 30 * (14 + 1)


def test_the_script_comes_only_with_scenarios(tmp_path: Path) -> None:
    course(tmp_path / "with")
    course(tmp_path / "without", settings=COURSE.replace(", 01-friday]", "]"))
    for name, there in (("with", True), ("without", False)):
        (written,) = pipeline.build([(tmp_path / name, "c")], ["web"], tmp_path / f"out-{name}").written
        for file in ("scenario.js", "scenario.css"):
            assert (written.path / "parts" / file).is_file() is there
        begun = [(written.path / name).read_text("utf-8") for name in ("player.js", "course.js")]
        assert "data-longest" not in begun[0], "it comes when it is needed"
        assert "scenario_again" not in begun[1]
        if there:
            part = (written.path / "parts" / "scenario.js").read_text("utf-8")
            assert "data-longest" in part
            assert "scenario_again" in part


def test_a_scenario_is_a_sco_of_its_own(tmp_path: Path) -> None:
    course(tmp_path, settings=COURSE + "delivery: {units: lesson}\n")
    targets = ["scorm12", "scorm2004-3rd", "scorm2004-4th"]
    result = pipeline.build([(tmp_path, "c")], targets, tmp_path / "out")
    assert [one.code.id for one in result.diagnostics] == []
    assert len(result.written) == 3
