"""Findings that authors let stand: where an ignore speaks, what cannot be ignored, what is said of idle ones."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from elearn_builder import pipeline
from elearn_builder.cli import cli

COURSE = "id: case\ntitle: Case\nobjectives: {o: Find mistakes}\nmodules:\n- title: Cases\n  lessons: [01-case]\n"
HEAD = "---\ntitle: Case\n---\n"
QUESTION = """\
::: choice Which permit? {#permit}
- [x] The export permit
- [ ] The invoice
:::
"""
TODAY = date(2026, 11, 24)


def check(folder: Path, page: str, course: str = COURSE, glossary: str = "", **options: object) -> list[str]:
    result = run(folder, page, course, glossary, **options)
    return [f"{one.span.line} {one.code.id}" for one in result.diagnostics]


def run(folder: Path, page: str, course: str = COURSE, glossary: str = "", **options: object) -> pipeline.Result:
    (folder / "lessons").mkdir(exist_ok=True)
    (folder / "course.yaml").write_text(course, "utf-8")
    (folder / "lessons" / "01-case.md").write_text(page, "utf-8")
    if glossary:
        (folder / "glossary.yaml").write_text(glossary, "utf-8")
    return pipeline.check([(folder, "case")], **{"today": TODAY, **options})


def test_without_an_ignore_there_are_findings(tmp_path: Path) -> None:
    assert check(tmp_path, HEAD + QUESTION) == ["4 T101", "5 T102", "6 T102"]


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<!-- elearn-ignore T102: said above -->\n" + QUESTION, ["5 T101"]),
        ("<!-- elearn-ignore T102, T101: said above -->\n\n\n" + QUESTION, []),
        ("<!-- elearn-ignore T101 T102 said above -->\n" + QUESTION, []),
        ("<!-- elearn-ignore t101, t102: said\n  above -->\n" + QUESTION, []),
        ("<!-- elearn-ignore T101: one -->\n<!-- elearn-ignore T102: two -->\n" + QUESTION, []),
        ("<!-- elearn-ignore T101: one -->\n<!-- a remark -->\n" + QUESTION, ["7 T102", "8 T102"]),
        (QUESTION.replace("permit\n", "permit <!-- elearn-ignore T102: said above -->\n"), ["4 T101", "6 T102"]),
    ],
    ids=["block", "two codes, blank lines", "no colon", "two lines", "two comments", "a remark", "same line"],
)
def test_scope_of_a_comment(tmp_path: Path, page: str, left: list[str]) -> None:
    assert check(tmp_path, HEAD + page) == left


def test_a_block_ends_where_it_ends(tmp_path: Path) -> None:
    page = (
        HEAD
        + "<!-- elearn-ignore T101, T102: said above -->\n"
        + QUESTION
        + QUESTION.replace("Which permit? {#permit", "Which of the two? {#other")
    )
    assert check(tmp_path, page) == ["9 T101", "10 T102", "11 T102"]


def test_a_paragraph_ends_at_a_blank_line(tmp_path: Path) -> None:
    page = HEAD + "<!-- elearn-ignore A004: drawn so -->\n#### Form\n\n## Lists\n\n#### Entry\n"
    assert check(tmp_path, page) == ["9 A004"]


@pytest.mark.parametrize(
    "shown", ["`<!-- elearn-ignore T101: shown -->`\n", "```\n<!-- elearn-ignore T1: shown -->\n```\n"]
)
def test_what_code_shows_is_no_ignore(tmp_path: Path, shown: str) -> None:
    assert check(tmp_path, HEAD + shown) == []


def test_front_matter_speaks_for_the_file(tmp_path: Path) -> None:
    page = "---\ntitle: Case\nignore:\n  T101: asked by the law course\n  T102: said above\n---\n" + QUESTION
    assert check(tmp_path, page) == []


def test_course_speaks_for_all_files(tmp_path: Path) -> None:
    assert check(tmp_path, HEAD + QUESTION, COURSE + "ignore: {T101: a, T102: b}\n") == []
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "old.pdf").write_bytes(b"%PDF-1.4")
    unused = check(tmp_path, HEAD + "Text.\n")
    assert unused == ["1 L012"]
    assert check(tmp_path, HEAD + "Text.\n", COURSE + "ignore: {L012: for the next version}\n") == []


def test_yaml_comments(tmp_path: Path) -> None:
    page = (
        HEAD.replace("---\n", "---\n# elearn-ignore F002: nothing has changed\nreviewed: 2024-01-01\n", 1) + "Text.\n"
    )
    assert check(tmp_path, page) == []
    page = page.replace("# elearn-ignore F002: nothing has changed\n", "").replace(
        "2024-01-01", "2024-01-01 # elearn-ignore F002: nothing has changed"
    )
    assert check(tmp_path, page) == []
    faint = COURSE + 'theme: {accent: "#eeeeee"} # elearn-ignore A005: the style guide asks for it\n'
    assert check(tmp_path, HEAD + "Text.\n", faint) == []


@pytest.mark.parametrize("reason", ["", '""', "null"])
def test_settings_need_a_reason_too(tmp_path: Path, reason: str) -> None:
    page = f"---\ntitle: Case\nignore:\n  T102: {reason}\n  T101: asked elsewhere\n---\n" + QUESTION
    assert check(tmp_path, page) == ["4 C030", "8 T102", "9 T102"]


def test_errors_stay(tmp_path: Path) -> None:
    page = HEAD + "<!-- elearn-ignore R003: it is in our national list -->\n[[waste:A9999]]\n"
    assert check(tmp_path, page) == ["4 C032", "5 R003"]


def test_next_to_an_error_nothing_is_idle(tmp_path: Path) -> None:
    page = HEAD + "<!-- elearn-ignore T101: said above -->\nText.\n"
    assert check(tmp_path, page) == ["4 C033"]
    assert check(tmp_path, page + "\n[[waste:A9999]]\n") == ["7 R003"]


def test_what_a_run_does_not_look_for_is_not_idle(tmp_path: Path) -> None:
    page = "---\ntitle: Case\nignore: {F002: nothing has changed}\n---\nText.\n"
    assert check(tmp_path, page) == ["3 C033"]
    assert check(tmp_path, page, today=None) == []


def test_the_reason_is_kept(tmp_path: Path) -> None:
    result = run(tmp_path, HEAD + "<!-- elearn-ignore T101, T102: said\n above -->\n" + QUESTION)
    assert [(one.code.id, one.excuse) for one in result.ignored] == [("T101", "said above")] + [
        ("T102", "said above")
    ] * 2


def test_any_number_of_processes_says_the_same(tmp_path: Path) -> None:
    names = [f"{number:02}-page" for number in range(45)]
    (tmp_path / "lessons").mkdir()
    for name in names[1:]:
        (tmp_path / "lessons" / f"{name}.md").write_text(
            f"---\ntitle: Page\nid: p{name[:2]}\n---\n<!-- elearn-ignore T101, T102: said above -->\n"
            + QUESTION.replace("#permit", f"#q{name[:2]}")
        )
    (tmp_path / "lessons" / f"{names[0]}.md").write_text(HEAD.replace("---\n", "---\nid: first\n", 1) + QUESTION)
    course = COURSE.replace("[01-case]", f"[01-case, {', '.join(names)}]")
    one, two = (run(tmp_path, HEAD + "Text.\n", course, workers=workers) for workers in (1, 2))
    assert one == two
    assert len(one.ignored) == 44 * 3
    assert sum(found.code.id in {"T101", "T102"} for found in one.diagnostics) == 3


def test_strict_build(tmp_path: Path) -> None:
    run(tmp_path, HEAD + QUESTION)
    assert not pipeline.build([(tmp_path, "case")], ["web"], tmp_path / "dist", strict=True).written
    run(tmp_path, HEAD + "<!-- elearn-ignore T101, T102: said above -->\n" + QUESTION)
    assert pipeline.build([(tmp_path, "case")], ["web"], tmp_path / "dist", strict=True).written


def test_sarif_shows_what_is_suppressed(tmp_path: Path) -> None:
    run(tmp_path, HEAD + "<!-- elearn-ignore T102: said above -->\n" + QUESTION)
    result = CliRunner().invoke(cli, ["check", str(tmp_path), "--format", "sarif"])
    results = json.loads(result.output)["runs"][0]["results"]
    assert [one["ruleId"] for one in results] == ["T101", "T102", "T102"]
    assert results[1]["suppressions"] == [{"kind": "inSource", "justification": "said above"}]
    assert "suppressions" not in results[0]
    shown = CliRunner().invoke(cli, ["check", str(tmp_path), "--format", "json"])
    assert [one["code"] for one in json.loads(shown.output)] == ["T101"]


def test_the_count_of_ignored_is_said(tmp_path: Path) -> None:
    run(tmp_path, HEAD + "<!-- elearn-ignore T101, T102: said above -->\n" + QUESTION)
    result = CliRunner().invoke(cli, ["check", str(tmp_path), "--strict"])
    assert result.exit_code == 0
    assert "all is well, 3 ignored" in result.output
