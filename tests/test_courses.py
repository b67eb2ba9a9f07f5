"""The courses keep what the suite promises: enough to practise, nothing to complain about, room in every LMS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml

from elearn_builder import capacity, pipeline, resources
from elearn_builder.diagnostics import Report
from elearn_builder.model import Box
from elearn_builder.parser import walk
from elearn_builder.suite import load_all

if TYPE_CHECKING:
    from pathlib import Path

    from elearn_builder.model import Course

SUITE = sorted(
    file.parent.name
    for file in resources.folder("reference").parent.glob("*/course.yaml")
    if file.parent.name != "tour"
)


@pytest.fixture(scope="module")
def suite(courses: Path) -> dict[str, Course]:
    report = Report()
    sources = load_all([(courses / name, f"courses/{name}") for name in SUITE], report)
    read = pipeline.read_courses(sources, report, 1, lambda *_: None, render=False)
    assert not report.failed
    return {course.id: course for course, _ in read}


def boxes(course: Course, kind: str) -> int:
    return sum(isinstance(one, Box) and one.kind == kind for lesson in course.lessons for one in walk(lesson.blocks))


@pytest.mark.parametrize("name", SUITE)
def test_nothing_to_complain_about(name: str, courses: Path) -> None:
    found = pipeline.check([(courses / name, name)]).diagnostics
    assert [f"{one.span.path}:{one.span.line} {one.code.id} {one.message}" for one in found] == []


@pytest.mark.parametrize("name", SUITE)
def test_there_is_enough_to_learn_and_to_practise(name: str, suite: dict[str, Course], courses: Path) -> None:
    course = suite[name]
    questions = [question for page in course.pages for question in page.questions]
    cases = [lesson for lesson in course.lessons if lesson.steps]
    assert 6 <= len(course.lessons) - len(cases) <= 10
    assert len(questions) >= 30
    assert len({question.kind for question in questions}) >= 5
    assert any(question.kind == "document" for question in questions)
    assert len(cases) >= 2
    assert len(course.glossary) >= 15
    assert boxes(course, "jobaid") >= 1
    assert len(list((courses / name / "media").glob("*.svg"))) >= 5
    assert (courses / name / "README.md").is_file()


@pytest.mark.parametrize("name", SUITE)
def test_every_objective_is_taught_and_tested_twice(name: str, suite: dict[str, Course]) -> None:
    course = suite[name]
    asked = [question.objective for page in course.pages for question in page.questions if question.objective]
    taught = {objective for lesson in course.lessons for objective in lesson.objectives}
    for objective in course.config.objectives:
        assert objective in taught, objective
        assert asked.count(objective) >= 2, objective


@pytest.mark.parametrize("name", SUITE)
def test_exam_and_pretest_do_not_ask_the_same(name: str, suite: dict[str, Course]) -> None:
    course = suite[name]
    assert course.exam is not None
    assert course.config.pass_mark == 80
    assert course.exam.config.pretest >= 1
    pool = [question.objective for question in capacity.exam_pool(course)]
    for objective, count in course.exam.config.draw.items():
        assert pool.count(objective) >= count + course.exam.config.pretest, objective


@pytest.mark.parametrize("name", SUITE)
def test_every_answer_is_explained(name: str, courses: Path) -> None:
    """Each option of a choice has feedback of its own."""
    for file in [*(courses / name / "lessons").glob("*.md"), courses / name / "exam.md"]:
        lines = file.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines[:-1]):
            if re.match(r"- \[[ x]\] ", line):
                assert lines[number + 1].startswith("    "), f"{file.name}:{number + 1} has no feedback"


@pytest.mark.parametrize("name", SUITE)
def test_every_lesson_names_its_sources_and_when_they_were_seen(name: str, suite: dict[str, Course]) -> None:
    for lesson in suite[name].lessons:
        if not lesson.steps:
            assert lesson.reviewed, lesson.id
            assert lesson.sources, lesson.id


def test_every_subheading_that_a_course_names_says_what_it_holds(courses: Path) -> None:
    table = (resources.folder("reference") / "hs.csv").read_text(encoding="utf-8")
    bare = set(re.findall(r"^(\d{4}\.\d\d),,", table, re.MULTILINE))
    pages = "\n".join(file.read_text(encoding="utf-8") for file in courses.glob("*/*/*.md"))
    named = set(re.findall(r"\[\[hs:(\d{4}\.\d\d)", pages))
    assert len(named) > 100
    assert named & bare == set()


@pytest.mark.parametrize("name", SUITE)
def test_a_learner_fits_into_every_lms(name: str, suite: dict[str, Course]) -> None:
    for _, size in capacity.state_sizes(suite[name], "course"):
        assert size.total <= 4000


def test_provisions_have_a_source_and_a_status() -> None:
    for file in sorted((resources.folder("reference") / "treaties").glob("*.yaml")):
        treaty = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert treaty["name"]
        assert treaty["full"]
        assert treaty["address"].startswith("https://")
        for provision, row in treaty["provisions"].items():
            assert row["status"] in {"verified", "unverified"}, (file.name, provision)
            assert row["source"], (file.name, provision)
            assert 10 < len(row["says"]) < 400, (file.name, provision)
