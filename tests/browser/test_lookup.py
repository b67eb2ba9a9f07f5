"""“Which agreement applies?”: whatever stands on a paper or a label leads to the agreement and to the lesson."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, expect

from elearn_builder import pipeline
from tests.browser.learner import Learner
from tests.browser.test_access import AXE, RULES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.server import Lms


@pytest.fixture
def anna(page: Page, lms: Lms, built: dict[str, Path]) -> Learner:
    """A learner on the page, opened as a file."""
    learner = Learner(page, lms, "tour", "web", built["tour-web"], "lookup")
    learner.open("lookup.html")
    expect(learner.sco.locator("#finder-field")).to_be_visible()
    return learner


def found(learner: Learner, text: str) -> list[str]:
    """The agreements that are found for a text."""
    learner.sco.locator("#finder-field").fill(text)
    learner.page.keyboard.press("Enter")
    expect(learner.sco.locator(".search-count")).not_to_be_empty()
    return learner.sco.locator(".applies h2").all_inner_texts()


BASEL, CITES, WEAPONS = "Basel Convention", "CITES", "Chemical Weapons Convention"
MONTREAL, ROTTERDAM, STOCKHOLM = "Montreal Protocol", "Rotterdam Convention", "Stockholm Convention"


@pytest.mark.parametrize(
    ("text", "agreements"),
    [
        ("8549.11", [BASEL]),
        ("854911", [BASEL]),
        ("HS 8549", [BASEL]),
        ("2903.71.0010", [MONTREAL]),
        ("50-29-3", [ROTTERDAM, STOCKHOLM]),
        ("٥٠-٢٩-٣", [ROTTERDAM, STOCKHOLM]),
        ("UN 1028", [MONTREAL]),
        ("１０２８", [MONTREAL]),
        ("۲۷۹۴", [BASEL]),
        ("a 1181", [BASEL]),
        ("Aldrin", [ROTTERDAM, STOCKHOLM]),
        ("2,4,5-T", [ROTTERDAM]),
        ("R404A", [MONTREAL]),
        ("hfc 134a", [MONTREAL]),
        ("W", [CITES]),
        ("2.B(4)", [WEAPONS]),
        ("thiodi", [WEAPONS]),
        ("2903", [MONTREAL, WEAPONS, ROTTERDAM, STOCKHOLM]),
        ("صقر", []),
        ("9999.99", []),
    ],
)
def test_what_is_typed_leads_to_the_agreement(anna: Learner, text: str, agreements: list[str]) -> None:
    assert sorted(found(anna, text)) == sorted(agreements)
    count = anna.sco.locator(".search-count").inner_text()
    assert re.match(r"\d+ entr" if agreements else "Nothing found", count)


@pytest.mark.parametrize(("text", "entry"), [("8549.21", "A1181"), ("3915.30", "Y48"), ("8549110000", "A1160")])
def test_an_hs_code_leads_to_the_entry_of_the_basel_lists(anna: Learner, text: str, entry: str) -> None:
    assert found(anna, text) == [BASEL]
    hit = anna.sco.locator(".listings li", has_text=entry)
    expect(hit).to_have_count(1)
    expect(hit).to_contain_text("only a first pointer")


def test_by_keyboard_to_the_place_in_the_lesson(anna: Learner) -> None:
    anna.tab_to(anna.sco.locator("#finder-field"))
    anna.page.keyboard.type("A1181")
    expect(anna.sco.locator(".applies")).to_contain_text("Annex VIII: needs consent")
    anna.tab_to(anna.sco.locator(".applies a"))
    anna.page.keyboard.press("Enter")
    expect(anna.sco.locator("article h1")).to_have_text("Text, links and references")
    expect(anna.sco.locator("#references-that-are-checked")).to_be_focused()


def test_what_was_not_compared_is_told(anna: Learner) -> None:
    found(anna, "R-404A")
    expect(anna.sco.locator(".listings li")).to_contain_text("still to be compared")
    found(anna, "A1181")
    expect(anna.sco.locator(".listings li")).not_to_contain_text("still to be compared")


def test_long_lists_are_cut_for_each_agreement(anna: Learner) -> None:
    found(anna, "29")
    for agreement in anna.sco.locator(".applies").all():
        assert agreement.locator("li:not(.listing-more)").count() <= 12
    expect(anna.sco.locator(".listing-more").first).to_contain_text("Not shown")


def test_in_an_lms_from_the_contents_and_again(page: Page, lms: Lms, built: dict[str, Path]) -> None:
    ben = Learner(page, lms, "tour", "scorm12", built["tour-scorm12"], "lookup-lms")
    ben.open()
    for _ in range(2):
        ben.go_to("Which agreement applies?")
        assert found(ben, "2794") == [BASEL]
        ben.sco.locator(".applies a").click()
        expect(ben.sco.locator("article h1")).to_have_text("Text, links and references")


@pytest.mark.parametrize("language", ["ar", "zh"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_have_no_barriers_in_any_direction(
    browser: Browser, courses: Path, tmp_path: Path, language: str, scheme: str
) -> None:
    import shutil

    shutil.copytree(courses / "tour", tmp_path / "tour")
    settings = tmp_path / "tour" / "course.yaml"
    settings.write_text(settings.read_text("utf-8").replace("language: en", f"language: {language}"), "utf-8")
    result = pipeline.build([(tmp_path / "tour", "tour")], ["web"], tmp_path / "dist")
    context = browser.new_context(viewport={"width": 320, "height": 760}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto((result.written[0].path / "lookup.html").as_uri())
    for text in ("1763-23-1", "8549", "nothing of the sort"):
        page.locator("#finder-field").fill(text)
        page.keyboard.press("Enter")
        expect(page.locator(".search-count")).not_to_be_empty()
        page.evaluate(AXE.read_text("utf-8"))
        wrong = page.evaluate("rules => axe.run(document, {runOnly: rules}).then(found => found.violations)", RULES)
        assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), text
    context.close()
