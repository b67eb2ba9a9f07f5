"""The report for whoever answers for the training: what it says is so, and it is one file."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from elearn_builder import coverage, pipeline
from elearn_builder.cli import cli
from elearn_builder.reports import training

TODAY = date(2026, 11, 24)
AXE = Path(__file__).parent / "browser" / "node_modules" / "axe-core" / "axe.min.js"


def report(*roots: Path, today: date = TODAY) -> tuple[str, pipeline.Result]:
    result = pipeline.check([(root, root.name) for root in roots], today=today, render=True)
    return training.page(result, today), result


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in {"src", "href", "srcset", "data"}]


@pytest.fixture(scope="module")
def basel(courses: Path) -> tuple[str, pipeline.Result]:
    return report(courses / "basel")


def cells(html: str, heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, as plain texts."""
    part = html[html.index(heading) :]
    body = part[part.index("<tbody>") : part.index("</tbody>")]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def test_it_is_one_file(basel: tuple[str, pipeline.Result]) -> None:
    found = _Addresses()
    found.feed(basel[0])
    assert [address for address in found.found if not address.startswith("#")] == []
    assert "url(" not in basel[0]
    assert "<script" not in basel[0]


def test_what_is_taught_and_tested(basel: tuple[str, pipeline.Result]) -> None:
    html, result = basel
    course = result.checked[0].course
    rows = cells(html, "What is taught and tested")
    assert len(rows) == len(course.config.objectives)
    for row, objective in zip(rows, coverage.objectives(course), strict=True):
        assert row[0].startswith(objective.id)
        taught = [lesson.id for lesson, cell in zip(course.lessons, row[1:-2], strict=True) if "taught" in cell]
        assert taught == list(objective.taught)
        asked = sum(int(number) for cell in row[1:-2] for number in re.findall(r"\d+", cell))
        assert asked == objective.tested == int(row[-2].replace("–", "0"))
        assert objective.pool == int(row[-1].replace("–", "0"))


def test_how_easily_each_lesson_reads(basel: tuple[str, pipeline.Result]) -> None:
    html, result = basel
    checked = result.checked[0]
    rows = cells(html, "How easily it reads")
    assert [row[1] for row in rows] == [str(checked.ease[one.id]) for one in checked.course.lessons]
    assert all(int(row[1]) > 30 and "hard" not in row[2] for row in rows)


def test_a_lesson_below_the_limit_is_marked(courses: Path, tmp_path: Path) -> None:
    shutil.copytree(courses / "basel", tmp_path / "basel")
    shutil.copytree(courses / "reference", tmp_path / "reference")
    settings = tmp_path / "basel" / "course.yaml"
    text = settings.read_text("utf-8")
    assert "\nchecks:" not in text
    settings.write_text(text + "\nchecks: {reading_ease: 80}\n", "utf-8")
    html, result = report(tmp_path / "basel")
    low = [one.title for one in result.checked[0].course.lessons if result.checked[0].ease[one.id] < 80]
    assert low
    assert [row[0] for row in cells(html, "How easily it reads") if "hard to read" in row[2]] == low


def test_the_weights_add_up(basel: tuple[str, pipeline.Result]) -> None:
    checked = basel[1].checked[0]
    assert checked.files is not None
    weight = coverage.weight(checked.course, checked.files)
    rows = cells(basel[0], "What goes over the line")
    assert [row[1] for row in rows] == [f"{size / 1000:.1f} kB" for size in weight.pages.values()]
    assert 30_000 < weight.launch < 80_000
    assert coverage.seconds(8_000, 64) == 1.0


def test_what_lacks_is_said(tmp_path: Path, courses: Path) -> None:
    shutil.copytree(courses / "tour", tmp_path / "tour")
    settings = tmp_path / "tour" / "course.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("objectives:\n", "objectives:\n  alone: Find it\n", 1), "utf-8"
    )
    rows = cells(report(tmp_path / "tour")[0], "What is taught and tested")
    assert "no lesson names it, fewer than 2 questions test it" in rows[0][0]


def test_what_is_overdue(courses: Path) -> None:
    html, _ = report(courses / "tour", today=date(2028, 1, 1))
    assert html.count("overdue") == 8
    assert "overdue" not in report(courses / "tour")[0]


def test_a_broken_course_is_told_and_not_weighed(tmp_path: Path, courses: Path) -> None:
    shutil.copytree(courses / "tour", tmp_path / "tour")
    with (tmp_path / "tour" / "lessons" / "02-callouts.md").open("a", encoding="utf-8") as lesson:
        lesson.write("\n::: nope <b>\nText.\n:::\n")
    html, result = report(tmp_path / "tour", courses / "basel", tmp_path / "none")
    assert "Not fit to publish: 1 error" in html
    assert "<b>" not in html, "what an author writes is shown, not run"
    assert "It can be weighed when the errors are cured." in html
    assert result.checked[0].files is None
    assert result.checked[1].files is not None, "another course is whole"
    assert "Findings outside of a course" in html


def test_the_command_writes_it(tmp_path: Path, courses: Path) -> None:
    file = tmp_path / "report.html"
    done = CliRunner().invoke(cli, ["check", str(courses / "tour"), "--report", str(file), "--today", "2026-11-24"])
    assert done.exit_code == 0, done.output
    assert file.read_text("utf-8").startswith("<!doctype html>")
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_a_place_that_cannot_be_written(tmp_path: Path, courses: Path) -> None:
    done = CliRunner().invoke(cli, ["check", str(courses / "tour"), "--report", str(tmp_path / "no" / "report.html")])
    assert isinstance(done.exception, FileNotFoundError)
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_everybody_can_read_it(
    scheme: str, width: int, page: Page, tmp_path: Path, courses: Path, basel: tuple[str, pipeline.Result]
) -> None:
    file = tmp_path / "report.html"
    file.write_text(basel[0], "utf-8")
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(file.as_uri())
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run().then(result => result.violations.map(one => one.id + ' ' + one.nodes[0].html))")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
