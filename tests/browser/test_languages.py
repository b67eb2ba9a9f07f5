"""The player from right to left, and its numbers and forms in each language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from elearn_builder import pipeline, strings
from elearn_builder.cli import cli

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.server import Lms

UN = ["ar", "en", "es", "fr", "ru", "zh"]


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory, lms_alone: Lms) -> str:
    """The address of the Arabic starter, as it is played outside of an LMS."""
    folder = tmp_path_factory.mktemp("arabic")
    made = CliRunner().invoke(cli, ["new", str(folder / "course"), "--title", "دورة", "--language", "ar"])
    assert made.exit_code == 0, made.output
    result = pipeline.build([(folder / "course", "course")], ["web"], folder / "dist")
    lms_alone.load("arabic", result.written[0].path)
    return f"{lms_alone.address}/package/arabic/index.html"


def fits(page: Page) -> bool:
    """Nothing scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return dict(found)


def test_the_arabic_starter_is_played_from_right_to_left(arabic: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(arabic)
    page.wait_for_selector("html.js[dir=rtl][lang=ar] .go-on")
    assert fits(page)
    menu = box(page, ".bar-button")
    assert menu["x"] > 300, "the contents open at the edge where lines begin"
    turned = page.locator(".bar .mark-menu").evaluate("mark => getComputedStyle(mark).transform")
    assert turned == "matrix(-1, 0, 0, 1, 0, 0)", "marks that point are mirrored"
    mark = box(page, ".question .option input")
    option = box(page, ".question .option")
    assert mark["x"] > option["x"] + option["width"] / 2, "what one ticks stands before the words"

    page.locator(".question .option[data-right] label").click()
    page.locator(".question .actions .main").click()
    assert "إجابة صحيحة" in page.locator(".question .verdict").inner_text()
    assert fits(page)

    page.locator(".bar-button").first.click()
    panel = box(page, ".panel")
    assert panel["x"] + panel["width"] == 360
    assert page.locator(".panel .minutes").all_inner_texts() == ["4 دقائق", "3 دقائق"]
    page.keyboard.press("Escape")

    page.locator("a.ref-term").first.click()
    assert fits(page)
    page.keyboard.press("Escape")

    page.locator(".go-on").click()
    page.wait_for_selector("article[data-page=decision]")
    page.wait_for_timeout(300)
    line = box(page, ".progress-line span")
    assert line["x"] + line["width"] == 360, "progress grows from the edge where lines begin"
    assert line["width"] == 180
    assert fits(page)

    page.locator(".go-on").click()
    page.wait_for_selector(".paper .facts")
    facts = page.locator(".facts li").all_inner_texts()
    assert facts == ["سؤالان", "النجاح ابتداء من 80%", "بقيت 3 محاولات"]
    page.locator(".paper .main").click()
    page.locator(".paper .option label").first.click()
    assert fits(page)
    page.locator(".steps-row .main").click()
    page.locator(".steps-row .main").click()
    assert "بقي سؤال واحد بلا إجابة" in page.locator(".paper").inner_text()
    assert fits(page)
    page.locator(".steps-row .main").click()
    assert page.locator(".result h2").inner_text().strip() == "لم يتحقق النجاح"
    assert fits(page)


def test_arabic_forms_in_the_player(arabic: str, page: Page) -> None:
    page.goto(arabic)
    page.wait_for_selector("html.js .go-on")
    said = {number: page.evaluate(f"elearn.t('exam_questions', {number})") for number in (0, 1, 2, 3, 11, 100)}
    assert said == {0: "لا أسئلة", 1: "سؤال واحد", 2: "سؤالان", 3: "3 أسئلة", 11: "11 سؤالا", 100: "100 سؤال"}
    for number in (0, 1, 2, 3, 10, 11, 99, 100, 101, 103, 111):
        words = page.evaluate(f"elearn.t('exam_questions', {number})")
        assert words == strings.counted("ar", "exam_questions", number), "the player says what the pages say"
    assert page.evaluate("elearn.date(new Date(Date.UTC(2026, 0, 12)))") == "12 كانون الثاني/يناير 2026"
    assert page.evaluate("elearn.t('locked', 'SCORM')") == "يُفتح هذا الجزء بعد إنجاز «\u2068SCORM\u2069»."


def test_numbers_keep_to_the_digits_of_the_course(arabic: str, page: Page) -> None:
    page.goto(arabic)
    page.wait_for_selector("html.js .go-on")
    assert page.evaluate("elearn.number(12)") == "12", "whatever the browser takes for Arabic"
    page.evaluate("elearn.course.digits = '٠١٢٣٤٥٦٧٨٩'")
    assert page.evaluate("elearn.number(12)") == "١٢"
    assert page.evaluate("elearn.t('exam_question', 3, 10)") == "السؤال ٣ من ١٠"


@pytest.mark.parametrize("language", UN)
def test_forms_are_those_of_the_browser(language: str, page: Page) -> None:
    rules: list[Any] = [list(rule) for rule in strings.plurals(language).items()]
    differ = page.evaluate(
        """([language, rules]) => {
          const known = new Intl.PluralRules(language);
          const numbers = Array.from({length: 1300}, (_, number) => number);
          return numbers.filter((number) =>
            rules.find((rule) => new RegExp(rule[1]).test(String(number)))[0] !== known.select(number));
        }""",
        [language, rules],
    )
    assert differ == []


def test_no_style_names_a_side(arabic: str, lms_alone: Lms) -> None:
    """Left and right are said only of the bar, which keeps clear of a notch: that has a side."""
    assert arabic.startswith(lms_alone.address)
    style = lms_alone.packages["arabic"]["style.css"].decode()
    sided = r"(?:margin|padding|border)-(?:left|right)\b|text-align:(?:left|right)|float:"
    assert {selector for selector, said in re.findall(r"([^{}]*)\{([^{}]*)\}", style) if re.search(sided, said)} <= {
        ".bar"
    }
