"""`elearn compare`: what learners keep after an edit of a course, and what hostile packages do."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from elearn_builder import pipeline
from elearn_builder.cli import cli
from elearn_builder.comparison import Comparison, compare_files
from elearn_builder.diagnostics import Report
from tests.conftest import ROOT

Edit = Callable[[Path], None]


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tour as it was published: the course, and its packages."""
    folder = tmp_path_factory.mktemp("published")
    for name in ("tour", "reference"):
        shutil.copytree(ROOT / "courses" / name, folder / name)
    build(folder / "tour", folder / "dist", ["scorm12", "scorm2004-3rd", "scorm2004-4th"])
    return folder


def build(course: Path, place: Path, targets: list[str]) -> None:
    result = pipeline.build([(course, course.name)], targets, place)
    assert result.written, [(one.code.id, one.span.path, one.span.line, one.message) for one in result.diagnostics]


def change(course: Path, path: str, before: str, after: str) -> None:
    file = course / path
    text = file.read_text("utf-8")
    assert before in text, f"{path} has no {before!r}"
    file.write_text(text.replace(before, after), "utf-8")


def compared(old: Path, new: Path) -> Comparison:
    report = Report()
    found = compare_files(old, new, report)
    assert found is not None, [one.message for one in report.diagnostics]
    return found


def after(tour: Path, edit: Edit, tmp_path: Path, targets: list[str] | None = None) -> Comparison:
    """The comparison of the published tour with an edited one, whose version was raised."""
    for name in ("tour", "reference"):
        shutil.copytree(tour / name, tmp_path / name)
    change(tmp_path / "tour", "course.yaml", 'version: "1.0"', 'version: "1.1"')
    edit(tmp_path / "tour")
    build(tmp_path / "tour", tmp_path / "dist", targets or ["scorm12"])
    return compared(tour / "dist" / "tour-scorm12.zip", next((tmp_path / "dist").glob("*.zip")))


def told(found: Comparison) -> set[tuple[str, str, str]]:
    return {(one.effect, one.code.id if one.code else "", one.id) for one in found.differences}


def rename_question(course: Path) -> None:
    change(course, "lessons/05-questions.md", "{#papers ", "{#other-papers ")


def rename_lesson(course: Path) -> None:
    (course / "lessons" / "03-layout.md").rename(course / "lessons" / "03-arrangement.md")
    for file in [course / "course.yaml", *course.rglob("*.md")]:
        file.write_text(file.read_text("utf-8").replace("03-layout", "03-arrangement"), "utf-8")


def keep_identifier_of_renamed_lesson(course: Path) -> None:
    rename_lesson(course)
    change(course, "lessons/03-arrangement.md", "---\ntitle:", "---\nid: layout\ntitle:")


def move_question(course: Path) -> None:
    file = course / "lessons" / "05-questions.md"
    text = file.read_text("utf-8")
    start = text.index("::: choice A container of used lead-acid")
    end = text.index("\n:::\n", start) + 5
    block = text[start:end]
    file.write_text(text[:start] + text[end:], "utf-8")
    other = course / "lessons" / "06-other-ways.md"
    other.write_text(other.read_text("utf-8") + "\n" + block, "utf-8")


def reorder(course: Path) -> None:
    change(course, "course.yaml", "[01-text, 02-callouts, 03-layout]", "[01-text, 03-layout, 02-callouts]")


def retitle(course: Path) -> None:
    change(course, "lessons/02-callouts.md", "title: Callouts", "title: All callouts")


def reword_stem(course: Path) -> None:
    change(course, "exam.md", "Where does the text of a footnote appear?", "Where is a footnote found?")


def reword_feedback(course: Path) -> None:
    change(course, "exam.md", "Only its number stands there.", "There is only its number.")


def reword_exam_answer(course: Path) -> None:
    change(course, "exam.md", "In the middle of the paragraph", "Within the paragraph")


def mend_a_slip_in_an_exam(course: Path) -> None:
    change(course, "exam.md", "In the middle of the paragraph", "In the midle of the paragraph")


def add_an_exam_answer(course: Path) -> None:
    wrong = "- [ ] In the middle of the paragraph"
    change(course, "exam.md", wrong, f"- [ ] On a page of its own\n    > No.\n{wrong}")


def turn_an_exam_answer(course: Path) -> None:
    """Another answer is right."""
    text = (course / "exam.md").read_text("utf-8")
    at = text.index("{#exam-footnote")
    stop = text.index("\n:::\n", at)
    part = (
        text[at:stop].replace("[x]", "[?]").replace("- [ ] In the middle", "- [x] In the middle").replace("[?]", "[ ]")
    )
    (course / "exam.md").write_text(text[:at] + part + text[stop:], "utf-8")


def let_two_be_right(course: Path) -> None:
    """Which boxes are ticked is kept in another form than the one answer that was chosen."""
    change(course, "exam.md", "- [ ] `remember`", "- [x] `remember`")


def reword_lesson_answer(course: Path) -> None:
    change(course, "lessons/05-questions.md", "Release it: batteries", "Let it go: batteries")


def raise_mark(course: Path) -> None:
    change(course, "course.yaml", "pass_mark: 60", "pass_mark: 75")


def lower_attempts(course: Path) -> None:
    change(course, "exam.md", "attempts: 3", "attempts: 1")


def more_attempts(course: Path) -> None:
    change(course, "exam.md", "attempts: 3", "attempts: 0")


def draw_less(course: Path) -> None:
    change(course, "exam.md", "use-blocks: 2", "use-blocks: 1")


def shorten_time(course: Path) -> None:
    change(course, "exam.md", "time_limit: 20", "time_limit: 5")


def rename_step(course: Path) -> None:
    file = next((course / "scenarios").glob("*.md"))
    change(course, f"scenarios/{file.name}", "#agent", "#the-agent")


def split(course: Path) -> None:
    change(course, "course.yaml", "units: course", "units: lesson")


def rename_objective(course: Path) -> None:
    for file in [course / "course.yaml", *course.rglob("*.md")]:
        file.write_text(file.read_text("utf-8").replace("write-text", "write"), "utf-8")


def nothing(course: Path) -> None:
    assert course.is_dir()


MOVED = ("kept", "", "battery-first")
EDITS: list[tuple[Edit, set[tuple[str, str, str]]]] = [
    (nothing, set()),
    (rename_question, {("lost", "P064", "papers"), ("kept", "", "other-papers")}),
    (rename_lesson, {("lost", "P063", "layout"), ("kept", "", "arrangement")}),
    (keep_identifier_of_renamed_lesson, set()),
    (move_question, {MOVED}),
    (reorder, {("kept", "", "tour")}),
    (retitle, {("kept", "", "callouts")}),
    (reword_stem, set()),
    (reword_feedback, set()),
    (reword_exam_answer, {("changed", "P074", "exam-footnote")}),
    (mend_a_slip_in_an_exam, {("changed", "P074", "exam-footnote")}),
    (add_an_exam_answer, {("lost", "P066", "exam-footnote"), ("kept", "", "tour")}),  # and more is remembered
    (turn_an_exam_answer, {("changed", "P067", "exam-footnote")}),
    (let_two_be_right, {("lost", "P066", "exam-danger"), ("kept", "", "tour")}),  # and more is remembered
    (reword_lesson_answer, {("changed", "P065", "battery-first")}),
    (raise_mark, {("changed", "P067", "exam")}),
    (lower_attempts, {("lost", "P068", "exam")}),
    (more_attempts, set()),
    (draw_less, {("changed", "P067", "exam"), ("kept", "", "tour")}),  # and less is remembered
    (shorten_time, {("changed", "P067", "exam")}),
    (rename_step, {("changed", "P070", "friday-container#agent")}),
    (rename_objective, {("changed", "P073", "write-text"), ("changed", "P067", "exam")}),
]


@pytest.mark.parametrize(("edit", "expected"), EDITS, ids=[edit.__name__ for edit, _ in EDITS])
def test_what_an_edit_costs(edit: Edit, expected: set[tuple[str, str, str]], tour: Path, tmp_path: Path) -> None:
    found = after(tour, edit, tmp_path)
    own = {one for one in told(found) if edit is not rename_objective or one[1]}  # questions that count for it, too
    assert own == expected
    assert found.loses == any(effect == "lost" for effect, _, _ in expected)


def test_what_is_kept_is_counted(tour: Path, tmp_path: Path) -> None:
    same = compared(tour / "dist" / "tour-scorm12.zip", tour / "dist" / "tour-scorm12.zip")
    found = after(tour, rename_question, tmp_path)
    assert (same.pages, same.questions) == (9, 22)
    assert (found.pages, found.questions) == (9, 21)


def test_cures_name_the_old_identifier(tour: Path, tmp_path: Path) -> None:
    found = after(tour, rename_lesson, tmp_path)
    assert "write `id: layout` into its front matter" in found.differences[0].help


def test_one_sco_per_lesson_is_another_package(tour: Path, tmp_path: Path) -> None:
    found = after(tour, split, tmp_path)
    lost = [one for one in found.differences if one.effect == "lost"]
    assert [(one.code and one.code.id, one.id) for one in lost] == [("P061", "item-tour")]
    assert "units: course" in lost[0].help
    assert (found.pages, found.questions) == (0, 0)


SAME = """\
id: customs
title: Customs
version: "VERSION"
delivery: {units: UNITS}
modules: [{title: M, lessons: [customs, seals]}]
"""
ASKED = "::: choice Is NAME shut? {#NAME-shut}\n- [x] Yes\n    > Yes.\n- [ ] No\n    > No.\n:::\n"


def named_alike(place: Path, units: str, version: str, lessons: str = "customs, seals") -> Path:
    """A package of a course that has a lesson with its own identifier."""
    (place / "lessons").mkdir(parents=True)
    text = SAME.replace("UNITS", units).replace("VERSION", version).replace("customs, seals", lessons)
    (place / "course.yaml").write_text(text, "utf-8")
    for name in lessons.split(", "):
        (place / "lessons" / f"{name}.md").write_text(
            f"---\ntitle: {name}\n---\n{ASKED.replace('NAME', name)}", "utf-8"
        )
    build(place, place / "dist", ["scorm12"])
    return next((place / "dist").glob("*.zip"))


@pytest.mark.parametrize(("was", "now"), [("course", "lesson"), ("lesson", "course")])
def test_a_lesson_with_the_identifier_of_the_course_hides_no_loss(was: str, now: str, tmp_path: Path) -> None:
    found = compared(named_alike(tmp_path / "old", was, "1"), named_alike(tmp_path / "new", now, "2"))
    lost = [one for one in found.differences if one.effect == "lost"]
    expected = [("P071", "item-customs"), *([("P061", "item-seals")] if was == "lesson" else [])]
    assert sorted((one.code.id if one.code else "", one.id) for one in lost) == sorted(expected)
    assert all(f"units: {was}" in one.help for one in lost)
    assert (found.pages, found.questions) == (0, 0)


@pytest.mark.parametrize("units", ["course", "lesson"])
def test_a_lesson_with_the_identifier_of_the_course_is_kept(units: str, tmp_path: Path) -> None:
    found = compared(named_alike(tmp_path / "old", units, "1"), named_alike(tmp_path / "new", units, "2"))
    assert not found.loses
    assert (found.pages, found.questions) == (2, 2)


@pytest.mark.parametrize("units", ["course", "lesson"])
def test_a_second_lesson_beside_the_one_named_like_the_course_costs_nothing(units: str, tmp_path: Path) -> None:
    old = named_alike(tmp_path / "old", units, "1", "customs")
    found = compared(old, named_alike(tmp_path / "new", units, "2"))
    assert not found.loses
    assert found.pages == 1


def test_a_question_cannot_move_between_scos(tour: Path, tmp_path: Path) -> None:
    for name in ("old", "new"):
        for part in ("tour", "reference"):
            shutil.copytree(tour / part, tmp_path / name / part)
        split(tmp_path / name / "tour")
    change(tmp_path / "new" / "tour", "course.yaml", 'version: "1.0"', 'version: "1.1"')
    move_question(tmp_path / "new" / "tour")
    for name in ("old", "new"):
        build(tmp_path / name / "tour", tmp_path / name / "dist", ["scorm12"])
    found = compared(*(tmp_path / name / "dist" / "tour-scorm12.zip" for name in ("old", "new")))
    assert ("lost", "P064", "battery-first") in told(found)


def test_another_edition_of_2004_is_only_told(tour: Path) -> None:
    third, fourth = (tour / "dist" / f"tour-scorm2004-{edition}.zip" for edition in ("3rd", "4th"))
    found = compared(third, fourth)
    assert not found.loses
    assert ("kept", "", "scorm2004-4th") in told(found)


def test_another_standard_keeps_nothing(tour: Path) -> None:
    found = compared(tour / "dist" / "tour-scorm12.zip", tour / "dist" / "tour-scorm2004-4th.zip")
    assert told(found) == {("lost", "P062", "scorm2004-4th")}
    assert found.pages == 0


# --- packages that are not ours, or do as if ---


def repacked(package: Path, place: Path, changes: dict[str, str | bytes | None]) -> Path:
    """A package with other files; None takes one out."""
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = changes.get(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return place


@pytest.mark.parametrize(
    "script",
    [
        None,
        "",
        "window.course = {}",
        "elearn.define({});\n",
        "elearn.define([]);\n",
        "elearn.define(" + "[" * 100_000 + "]" * 100_000 + ");\n",
        'elearn.define({"id": 1, "pages": "none"});\n',
        b"elearn.define(\xff\xfe);\n",
    ],
    ids=["none", "empty", "foreign", "bare", "list", "deep", "wrong", "bytes"],
)
def test_of_other_tools_only_the_manifest_counts(tour: Path, tmp_path: Path, script: str | bytes | None) -> None:
    package = tour / "dist" / "tour-scorm12.zip"
    other = repacked(package, tmp_path / "other.zip", {"course.js": script})
    found = compared(other, package)
    assert found.manifests_only
    assert not found.differences


def test_items_of_other_tools(tour: Path, tmp_path: Path) -> None:
    package = tour / "dist" / "tour-scorm12.zip"
    with zipfile.ZipFile(package) as archive:
        manifest = archive.read("imsmanifest.xml").decode()
    changed = manifest.replace('"item-tour"', '"item-1"').replace("masteryscore>60<", "masteryscore>80<")
    old = repacked(package, tmp_path / "old.zip", {"course.js": None})
    new = repacked(package, tmp_path / "new.zip", {"course.js": None, "imsmanifest.xml": changed})
    assert told(compared(old, new)) == {("lost", "P061", "item-tour"), ("kept", "", "item-1")}
    marked = manifest.replace("masteryscore>60<", "masteryscore>80<")
    new = repacked(package, tmp_path / "new.zip", {"course.js": None, "imsmanifest.xml": marked})
    assert told(compared(old, new)) == {("changed", "P067", "item-tour")}


def test_a_course_that_lies_upsets_nothing(tour: Path, tmp_path: Path) -> None:
    """Pages that are not there, names with paths, keys of no width: nothing is raised."""
    package = tour / "dist" / "tour-scorm12.zip"
    with zipfile.ZipFile(package) as archive:
        script = archive.read("course.js").decode()
    told = json.loads(script[len("elearn.define(") : -3])
    for lie in (
        {"pages": [{"id": "../../etc/passwd", "questions": ["x", "x"]}]},
        {"keyBits": 0},
        {"keyBits": 64},
        {"keyBits": -5},
        {"pages": []},
        {"salt": {"q:papers": "~" * 1000}},
    ):
        changed: dict[str, Any] = {**told, **lie}
        other = repacked(package, tmp_path / "lie.zip", {"course.js": f"elearn.define({json.dumps(changed)});\n"})
        compared(other, package)
        compared(package, other)


# --- the command ---


def elearn(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(one) for one in arguments])
    return result.exit_code, result.output


def test_the_command_says_it_and_fails_only_for_a_loss(tour: Path, tmp_path: Path) -> None:
    old = tour / "dist" / "tour-scorm12.zip"
    after(tour, raise_mark, tmp_path)
    code, text = elearn("compare", old, tmp_path / "dist" / "tour-scorm12.zip")
    assert code == 0
    assert "`pass_mark` of the exam is 75%, it was 60%" in text
    assert "lose nothing; 9 pages and 22 questions keep their progress" in text
    code, text = elearn("compare", old, tour / "dist" / "tour-scorm2004-3rd.zip")
    assert code == 1
    assert "P062" in text
    code, text = elearn("compare", old, old)
    assert code == 0
    assert "Learners keep all they have" in text


def test_the_command_speaks_json(tour: Path, tmp_path: Path) -> None:
    after(tour, rename_question, tmp_path)
    code, text = elearn(
        "compare", tour / "dist" / "tour-scorm12.zip", tmp_path / "dist" / "tour-scorm12.zip", "--format", "json"
    )
    found = json.loads(text)
    assert code == 1
    assert found["loses"] is True
    assert found["old"]["version"] == "1.0"
    assert found["new"]["state_size"] > 0
    assert found["differences"][0]["code"] == "P064"


def test_what_is_no_package_is_a_finding(tour: Path, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no zip")
    code, text = elearn("compare", tmp_path / "text.zip", tour / "dist" / "tour-scorm12.zip")
    assert code == 1
    assert "P001" in text
