"""What learners ask for now and then: search, the certificate, what is new since they were here."""

from __future__ import annotations

import itertools
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from elearn_builder import certificate, pipeline
from elearn_builder.cli import cli
from tests.browser.learner import Learner

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.server import Lms

_numbers = itertools.count(1)


@pytest.fixture
def anna(page: Page, lms: Lms, built: dict[str, Path]) -> Learner:
    learner = Learner(page, lms, "tour", "scorm12", built["tour-scorm12"], f"parts{next(_numbers)}")
    learner.open()
    return learner


def search(learner: Learner, words: str) -> None:
    learner.sco.locator("[aria-label=Search]").click()
    learner.sco.locator("#search-field").fill(words)
    expect(learner.sco.locator(".search-count")).not_to_be_empty()


def test_search_finds_text_of_pages_that_were_not_opened_yet(anna: Learner) -> None:
    search(anna, "EVERYTHING laem chabang")
    expect(anna.sco.locator(".search-count")).to_have_text("Nothing found. Try fewer words.")
    anna.sco.locator("#search-field").fill("laem CHABANG")
    expect(anna.sco.locator(".hit")).to_have_count(1)
    assert anna.sco.locator(".hit mark").all_inner_texts() == ["Laem", "Chabang"]
    anna.sco.locator(".hit").click()
    expect(anna.sco.locator("article h1")).to_have_text("Callouts")
    expect(anna.sco.locator(".found")).to_be_focused()


def test_search_gives_no_answers_away(anna: Learner) -> None:
    """Feedback says what is right; it is found by answering."""
    feedback = anna.sco.evaluate(
        """() => elearn.pages.text("questions").then(html => {
          const page = new DOMParser().parseFromString(html, "text/html");
          return page.querySelector(".said").textContent.trim().split("\\n").pop().trim();
        })"""
    )
    assert feedback
    search(anna, feedback)
    expect(anna.sco.locator(".search-count")).to_have_text("Nothing found. Try fewer words.")


def test_search_by_keyboard_and_back(anna: Learner) -> None:
    button = anna.sco.locator("[aria-label=Search]")
    button.focus()
    anna.page.keyboard.press("Enter")
    expect(anna.sco.locator("#search-field")).to_be_focused()
    anna.page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_the_certificate_says_what_its_code_covers(anna: Learner) -> None:
    anna.read_all_lessons()
    assert anna.take_exam(right=True) == "Passed"
    anna.sco.locator(".steps-row button", has_text="Certificate").click()
    sheet = anna.sco.locator(".certificate-sheet")
    name = sheet.locator(".certificate-name").inner_text()
    assert name == f"{anna.name} Officer", "the LMS says “last name, first name”"
    day = date.fromisoformat(anna.sco.evaluate("new Date().toISOString().slice(0, 10)"))
    assert f"{day.day} {day:%B %Y}" in sheet.inner_text()
    code = sheet.locator("dd").last.inner_text()
    assert code == certificate.check_code("tour", "1.0", name, 100, day)
    asked = ["--course", "tour", "--course-version", "1.0", "--name", name, "--date", day.isoformat()]
    written = code.lower().replace("0", "o")
    assert CliRunner().invoke(cli, ["certificate", written, *asked, "--score", "100"]).exit_code == 0
    assert CliRunner().invoke(cli, ["certificate", written, *asked, "--score", "99"]).exit_code == 1


def test_no_certificate_before_the_exam_is_passed(anna: Learner) -> None:
    anna.sco.locator(".bar-button").first.click()
    assert anna.sco.locator(".panel button", has_text="Certificate").count() == 0


def test_only_the_certificate_is_printed(anna: Learner) -> None:
    anna.read_all_lessons()
    anna.take_exam(right=True)
    anna.sco.locator(".steps-row button", has_text="Certificate").click()
    anna.sco.locator(".certificate-sheet").wait_for()
    anna.page.emulate_media(media="print")
    expect(anna.sco.locator(".certificate-sheet")).to_be_visible()
    expect(anna.sco.locator("article.page")).to_be_hidden()
    expect(anna.sco.locator(".certificate .steps-row")).to_be_hidden()


def test_where_no_lms_knows_the_name_it_is_asked_for(page: Page, lms: Lms, built: dict[str, Path]) -> None:
    ben = Learner(page, lms, "tour", "web", built["tour-web"], "web")
    ben.open()
    ben.read_all_lessons()
    ben.take_exam(right=True)
    ben.sco.locator(".steps-row button", has_text="Certificate").click()
    ben.sco.get_by_label("Your name").fill("Ben Okoro")
    assert ben.sco.locator(".certificate-name").inner_text() == "Ben Okoro"


def test_what_is_new_is_told_once(page: Page, lms: Lms, courses: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tour"
    shutil.copytree(courses / "tour", folder)
    settings = folder / "course.yaml"

    def publish(version: str, changes: str = "") -> None:
        text = re.sub(r"^version:.*$", f'version: "{version}"', settings.read_text("utf-8"), flags=re.MULTILINE)
        settings.write_text(text + changes, encoding="utf-8")
        result = pipeline.build([(folder, "tour")], ["scorm12"], tmp_path / version)
        lms.load("news-scorm12", result.written[0].path)

    anna = Learner(page, lms, "news", "scorm12", tmp_path, "news")
    publish("7")
    anna.open()
    assert anna.sco.locator(".news").count() == 0, "nothing is new for a newcomer"
    anna.next()
    page.wait_for_timeout(300)
    publish(
        "9",
        "changes:\n"
        "  - {version: '9', text: E-waste has new entries., lessons: [callouts]}\n"
        "  - {version: '8', text: A lesson on layout.}\n"
        "  - {version: '7', text: The first one.}\n",
    )
    anna.open()
    items = anna.sco.locator(".news li")
    assert items.all_inner_texts() == ["E-waste has new entries. Callouts", "A lesson on layout."]
    items.first.locator("a").click()
    expect(anna.sco.locator("article h1")).to_have_text("Callouts")
    anna.sco.locator(".news button").click()
    page.wait_for_timeout(1200)
    anna.open()
    assert anna.sco.locator(".news").count() == 0


def test_references_wrap_where_there_is_little_room(anna: Learner) -> None:
    narrow = """one => {
      const cell = document.createElement("p");
      cell.style.width = "4rem";
      one.parentNode.insertBefore(cell, one);
      cell.appendChild(one);
      return [one.getClientRects().length > 1, cell.scrollWidth <= cell.clientWidth];
    }"""
    law = anna.sco.locator(".ref-law", has_text="Article").first
    assert law.evaluate(narrow) == [True, True], "an article goes on in the next line"
    assert anna.sco.locator(".ref-code").first.evaluate(narrow)[0] is False, "a code stays whole"


PRINTED = """names => {
  const style = getComputedStyle(document.documentElement);
  return names.map((name) => style.getPropertyValue(name).trim());
}"""


@pytest.mark.parametrize("theme", ["", "dark"])
def test_what_is_printed_is_light(anna: Learner, theme: str) -> None:
    """Also where the device, or the learner, has chosen dark colours; with whatever browsers make of it."""
    names = ["--paper", "--ink", "--wrong", "--right", "--danger", "--dim"]
    anna.page.emulate_media(media="screen", color_scheme="light")
    light = anna.sco.evaluate(PRINTED, names)
    anna.sco.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    anna.page.emulate_media(media="screen", color_scheme="dark")
    assert not set(light) & set(anna.sco.evaluate(PRINTED, names))
    anna.page.emulate_media(media="print", color_scheme="dark")
    assert anna.sco.evaluate(PRINTED, names) == ["#fff", "#000", *light[2:]]


def test_a_lesson_is_printed_without_its_answers(anna: Learner) -> None:
    anna.go_to("Questions")
    question = anna.sco.locator("#battery-first")
    looks = """option => {
      const style = getComputedStyle(option);
      return [style.borderTopColor, style.backgroundColor, style.boxShadow];
    }"""
    anna.answer(question)
    anna.check(question)
    anna.page.emulate_media(media="print")
    right, other = question.locator(".option[data-right]"), question.locator(".option:not([data-right])").first
    assert right.evaluate(looks) == other.evaluate(looks)
    assert question.locator("button:visible, .said:visible").count() == 0


def test_a_result_is_printed_as_it_stands(anna: Learner) -> None:
    anna.go_to("The Friday container")
    anna.page.emulate_media(media="print")
    assert anna.sco.locator(".step:visible").count() == anna.sco.locator(".step").count() > 5, "a case to read"
    anna.page.emulate_media(media="screen")
    anna.decide()
    anna.page.emulate_media(media="print")
    assert anna.sco.locator(".step:visible").count() == 1
    assert anna.sco.locator(".run .result").is_visible()
    assert anna.sco.locator(".taken").last.is_visible()
    assert anna.sco.locator("article button:visible").count() == 0

    anna.page.emulate_media(media="screen")
    anna.go_to("Final exam")
    anna.take_exam(right=False)
    anna.page.emulate_media(media="print")
    assert anna.sco.locator(".result").is_visible()
    assert anna.sco.locator("article button:visible").count() == 0
    anna.page.emulate_media(media="screen")
    anna.sco.locator(".paper .second").last.click()
    anna.page.emulate_media(media="print")
    assert anna.sco.locator(".paper .said:visible").count() > 2, "who looks at the answers may print them"
