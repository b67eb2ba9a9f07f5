"""What grows old: limits to the day, where "today" comes from, and that a build does not ask for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from elearn_builder import pipeline
from elearn_builder.age import expiry, months_between
from elearn_builder.cli import cli

COURSE = "id: case\ntitle: Case\nmodules: [{title: Cases, lessons: [01-case]}]\n"


def course(folder: Path, head: str, settings: str = "") -> list[tuple[Path, str]]:
    (folder / "lessons").mkdir(exist_ok=True)
    (folder / "course.yaml").write_text(COURSE + settings, "utf-8")
    (folder / "lessons" / "01-case.md").write_text(f"---\ntitle: Case\n{head}---\nText.\n", "utf-8")
    return [(folder, "case")]


def codes(roots: list[tuple[Path, str]], today: date | None) -> list[str]:
    return [f"{one.code.id}:{one.span.line}" for one in pipeline.check(roots, today=today).diagnostics]


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 24), 14, date(2028, 1, 24)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
    ],
)
def test_months_end_where_the_calendar_says(day: date, months: int, last: date) -> None:
    assert expiry(day, months) == last


def test_months_between() -> None:
    assert months_between(date(2025, 11, 25), date(2026, 11, 24)) == 11
    assert months_between(date(2025, 11, 24), date(2026, 11, 24)) == 12


def test_a_review_holds_to_its_last_day(tmp_path: Path) -> None:
    roots = course(tmp_path, "reviewed: 2025-11-24\n")
    assert codes(roots, date(2026, 11, 24)) == []
    assert codes(roots, date(2026, 11, 25)) == ["F002:3"]


def test_the_limit_is_the_course_s(tmp_path: Path) -> None:
    today = date(2026, 11, 24)
    assert codes(course(tmp_path, "reviewed: 2026-05-01\n", "checks: {review_months: 6}\n"), today) == ["F002:3"]
    assert codes(course(tmp_path, "reviewed: 1999-05-01\n", "checks: {review_months: 0}\n"), today) == []


def test_the_review_of_the_course_speaks_for_a_page_without_one(tmp_path: Path) -> None:
    assert codes(course(tmp_path, "", "reviewed: 2024-01-01\n"), date(2026, 11, 24)) == ["F002:1"]
    roots = course(tmp_path, "reviewed: 2026-11-01\n", "reviewed: 2024-01-01\n")
    assert codes(roots, date(2026, 11, 24)) == []


@pytest.mark.parametrize(
    "sources",
    [
        "sources:\n- title: New\n  seen: 2026-11-01\n- title: Old\n  url: https://old.example\n  seen: 2023-01-01\n",
        "sources:\n  - title: New\n    seen: 2026-11-01\n\n  - title: 'Old: one'\n    seen: 2023-01-01\n",
    ],
)
def test_each_source_is_placed(tmp_path: Path, sources: str) -> None:
    line = sources.split("\n").index(next(row for row in sources.split("\n") if "2023" in row)) + 3
    assert codes(course(tmp_path, sources + "minutes: 3\n"), date(2026, 11, 24)) == [f"F005:{line}"]


def test_an_old_review_speaks_for_its_sources(tmp_path: Path) -> None:
    head = "reviewed: 2023-01-01\nsources:\n- title: Old\n  url: https://old.example\n  seen: 2023-01-01\n"
    assert codes(course(tmp_path, head), date(2026, 11, 24)) == ["F002:3"]


def test_a_build_says_the_same_on_any_day(tmp_path: Path) -> None:
    roots = course(tmp_path, "reviewed: 1999-01-01\n")
    assert codes(roots, None) == []
    result = pipeline.build(roots, ["web"], tmp_path / "dist", strict=True)
    assert result.written
    assert result.diagnostics == ()


def test_the_day_is_given_or_that_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course(tmp_path, "reviewed: 2025-11-24\n")

    def check(*more: str) -> int:
        return CliRunner().invoke(cli, ["check", str(tmp_path), "--strict", *more]).exit_code

    assert check("--today", "2026-11-24") == 0
    assert check("--today", "2026-11-25") == 1
    assert check("--today", "yesterday") == 2
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # 1 January 2026
    assert check() == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")  # 1 January 2030
    assert check() == 1
