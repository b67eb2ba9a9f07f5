"""The player from right to left, and its numbers and forms in each language."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from elearn_builder import pipeline, strings
from elearn_builder.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.fixture(scope="module")
def arabic_tour(tmp_path_factory: pytest.TempPathFactory, lms_alone: Lms, courses: Path) -> str:
    """The tour, its texts as they are, in a player that runs from right to left; one of its papers does as well."""
    folder = tmp_path_factory.mktemp("arabic-tour")
    shutil.copytree(courses / "tour", folder / "tour")
    settings = folder / "tour" / "course.yaml"
    settings.write_text(re.sub(r"(?m)^language: .*", "language: ar", settings.read_text("utf-8")), "utf-8")
    paper = folder / "tour" / "media" / "movement-document.svg"
    paper.write_text(paper.read_text("utf-8").replace("<svg ", '<svg direction="rtl" ', 1), "utf-8")
    result = pipeline.build([(folder / "tour", "tour")], ["web"], folder / "dist")
    assert result.written, result.diagnostics
    lms_alone.load("arabic-tour", result.written[0].path)
    return f"{lms_alone.address}/package/arabic-tour"


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


# Where each character of a text stands: its text and its left edge.
CHARACTERS = """element => {
  const found = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (let at = 0; at < node.data.length; at++) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      if (node.data[at].trim() && range.getBoundingClientRect().width)
        found.push([node.data[at], range.getBoundingClientRect().left]);
    }
  return found;
}"""


def seen(page: Page, selector: str) -> str:
    """A line of text as it is seen, from left to right."""
    return "".join(
        one for one, _ in sorted(page.locator(selector).first.evaluate(CHARACTERS), key=lambda pair: pair[1])
    )


def before_the_middle(page: Page, inside: str, around: str) -> bool:
    """Whether something stands at the side where lines begin, the right."""
    part, whole = box(page, inside), box(page, around)
    return part["x"] + part["width"] / 2 > whole["x"] + whole["width"] / 2


def open_page(page: Page, address: str, width: int = 390) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    page.wait_for_selector("html.js[dir=rtl] .bar-button")


def test_codes_keep_their_order_from_right_to_left(arabic_tour: str, page: Page) -> None:
    open_page(page, f"{arabic_tour}/text.html")
    assert "2.B(4)" in seen(page, ".ref-law[href*=schedule]")
    assert seen(page, ".ref-code[href*=cas]") == "CAS50-29-3"
    page.goto(f"{arabic_tour}/lookup.html")
    page.wait_for_selector("html.js .finder input")
    page.locator(".finder input").fill("2.B(4)")
    page.wait_for_selector(".listing-place")
    assert "2.B(4)" in seen(page, ".listing-place")


def test_questions_from_right_to_left(arabic_tour: str, page: Page) -> None:
    open_page(page, f"{arabic_tour}/other-ways.html")
    assert before_the_middle(page, ".order .grip", ".order > li")
    assert before_the_middle(page, "[data-kind=sorting] .grip", "[data-kind=sorting] .row")
    assert before_the_middle(page, ".row-choices input", ".row-choices label")
    assert not before_the_middle(page, ".order-buttons", ".order > li")
    assert not before_the_middle(page, ".unit", ".number-field"), "a unit stands behind its number"
    page.goto(f"{arabic_tour}/questions.html")
    page.wait_for_selector("html.js .picked")
    words = page.locator(".picked").first
    assert words.evaluate("words => parseFloat(getComputedStyle(words).paddingLeft)") > 30, "there is the arrow"
    assert words.evaluate("words => getComputedStyle(words).textAlign") == "start"


def test_blocks_from_right_to_left(arabic_tour: str, page: Page) -> None:
    open_page(page, f"{arabic_tour}/layout.html")
    for block, begins in {".steps ol > li": "::before", ".timeline li": "::before"}.items():
        left, right = page.locator(block).first.evaluate(
            """(item, mark) => {
              const style = getComputedStyle(item, mark);
              return [style.left, style.right].map(parseFloat);
            }""",
            begins,
        )
        assert left > right, block
    card, button = box(page, ".card"), box(page, ".card .flip")
    assert button["width"] == pytest.approx(card["width"], abs=3), "the whole card can be tapped"
    assert button["height"] == pytest.approx(card["height"], abs=3)
    page.goto(f"{arabic_tour}/friday-container.html")
    arrow = page.locator("button.way").first.evaluate("way => parseFloat(getComputedStyle(way, '::after').left)")
    assert arrow < 40, "arrows point to where one goes on, the left"


def test_a_paper_opens_where_its_lines_begin(arabic_tour: str, page: Page) -> None:
    open_page(page, f"{arabic_tour}/pictures-and-papers.html")
    page.wait_for_selector("#battery-movement .desk.is-large")
    at = "desk => [desk.scrollLeft, desk.scrollWidth - desk.clientWidth]"
    assert page.locator("#python-permit .desk").evaluate(at)[0] == 0, "its words run from left to right"
    there, most = page.locator("#battery-movement .desk").evaluate(at)
    assert most > 100
    assert there == pytest.approx(most, abs=1)
    assert page.locator("#python-permit .desk-size").inner_text() == "200%"
    assert seen(page, "#python-permit .desk-size") == "200%"


def test_lessons_to_read_again_follow_each_other_from_right_to_left(arabic_tour: str, page: Page) -> None:
    open_page(page, f"{arabic_tour}/exam.html", 1280)
    page.locator(".paper .main").last.click()
    while page.locator(".paper .question").count():
        page.locator(".steps-row .main").click()
    page.locator(".steps-row .main").click()
    links = page.locator(".outcome-links:has(a + a)").first.locator("a")
    first, second = links.nth(0).bounding_box(), links.nth(1).bounding_box()
    assert first
    assert second
    assert first["y"] == second["y"]
    assert first["x"] > second["x"]
    assert fits(page)


def test_arabic_forms_in_the_player(arabic: str, page: Page) -> None:
    page.goto(arabic)
    page.wait_for_selector("html.js .go-on")
    page.evaluate("elearn.parts.bring('exam.js')")
    said = {number: page.evaluate(f"elearn.t('exam_questions', {number})") for number in (0, 1, 2, 3, 11, 100)}
    assert said == {0: "لا أسئلة", 1: "سؤال واحد", 2: "سؤالان", 3: "3 أسئلة", 11: "11 سؤالا", 100: "100 سؤال"}
    for number in (0, 1, 2, 3, 10, 11, 99, 100, 101, 103, 111):
        words = page.evaluate(f"elearn.t('exam_questions', {number})")
        assert words == strings.counted("ar", "exam_questions", number), "the player says what the pages say"
    assert page.evaluate("elearn.t('locked', 'SCORM')") == "يُفتح هذا الجزء بعد إنجاز «\u2068SCORM\u2069»."
    days = (date(2026, 1, 12) - date(2020, 1, 1)).days
    page.evaluate("days => { elearn.session.state.reached = days; elearn.parts.open('certificate'); }", days)
    expect(page.locator(".certificate-sheet")).to_contain_text("12 كانون الثاني/يناير 2026")


def test_numbers_keep_to_the_digits_of_the_course(arabic: str, page: Page) -> None:
    page.goto(arabic)
    page.wait_for_selector("html.js .go-on")
    assert page.evaluate("elearn.number(12)") == "12", "whatever the browser takes for Arabic"
    page.evaluate("elearn.parts.bring('exam.js')")
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
    files = lms_alone.packages["arabic"]
    style = "".join(files[name].decode() for name in files if name.endswith(".css"))
    sided = r"(?:margin|padding|border)-(?:left|right)\b|text-align:(?:left|right)|float:"
    assert {selector for selector, said in re.findall(r"([^{}]*)\{([^{}]*)\}", style) if re.search(sided, said)} <= {
        ".bar"
    }
