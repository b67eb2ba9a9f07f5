"""The tour in Firefox and WebKit, where they are installed: all pages and kinds of question, the exam, coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.other_browsers import BROWSERS, wait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.other_browsers import OtherBrowser
    from tests.browser.server import Lms

# Answers a question rightly, by what its element says is right, and checks it unless it stands in the exam.
ANSWER = """
const question = arguments[0] ? document.getElementById(arguments[0]) : document.querySelector(".paper .question");
const all = (selector, root) => [...(root || question).querySelectorAll(selector)];
const put = (field, value) => {
  field.value = value;
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, {bubbles: true}));
};
const tick = (box, wanted) => { if (box.checked !== wanted) box.click(); };
const ways = {
  choice: () => all(".option").forEach((one) => {
    if (one.hasAttribute("data-right")) tick(one.querySelector("input"), true);
  }),
  matching: () => all(".pair").forEach((one) => put(one.querySelector("select"), one.dataset.index)),
  ordering: () => all(".order > li").forEach((_, at, list) => {
    const line = question.querySelector(`.order > [data-index="${at}"]`);
    while ([...line.parentNode.children].indexOf(line) > at) line.querySelector(".order-move").click();
  }),
  sorting: () => all(".row").forEach((one) => one.querySelectorAll("input")[one.dataset.wanted].click()),
  blanks: () => all(".gap").forEach((one) => one.querySelector("select")
    ? put(one.querySelector("select"), 0) : put(one.querySelector("input"), one.dataset.answers.split("|")[0])),
  number: () => put(question.querySelector(".number input"), question.dataset.low),
  likert: () => all(".row").forEach((one) => one.querySelector("input").click()),
  poll: () => question.querySelector(".option input").click(),
  reflect: () => put(question.querySelector("textarea"), "Nothing new."),
  document: () => {
    all(".field").forEach((one) => {
      tick(one.querySelector("input"), one.hasAttribute("data-reason"));
      if (one.hasAttribute("data-reason")) put(one.querySelector("select"), one.dataset.reason);
    });
    question.querySelector(".decisions [data-right] input").click();
  }
};
ways.hotspot = ways.choice;
ways[question.dataset.kind]();
if (!arguments[0]) return "";
question.querySelector(".actions .main").click();
return question.querySelector(".verdict .word").textContent;
"""
QUESTIONS = """return [...document.querySelectorAll("article .question")]
  .map((question) => [question.id, question.querySelector(".verdict .word") ? "answered" : ""])"""


@pytest.fixture(scope="module", params=BROWSERS)
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OtherBrowser]:
    kind = BROWSERS[request.param]
    if kind.missing():
        pytest.skip(f"{request.param} is not installed")
    browser = kind(tmp_path_factory.mktemp(request.param))
    yield browser
    browser.close()


def open_page(other: OtherBrowser, page: str) -> None:
    other.run("elearn.pages.show(arguments[0], {push: true})", page)
    wait(other, f"document.querySelector('article[data-page={page}]')")


def test_the_tour(other: OtherBrowser, lms: Lms) -> None:
    start = f"{lms.address}/package/tour-web/index.html"
    other.go(start)
    wait(other, "document.querySelector('html.js .bar-button')")
    other.run("window.broken = []; addEventListener('error', (event) => broken.push(event.message))")
    pages = other.run("return elearn.course.pages.map((page) => [page.id, page.kind])")
    asked = []
    for page, kind in pages:
        open_page(other, page)
        assert other.run("return document.documentElement.scrollWidth <= innerWidth"), page
        if kind == "exam":
            continue
        for question, _ in other.run(QUESTIONS):
            asked.append(question)
            assert other.run(ANSWER, question) in {"Right.", "Thank you."}, question
    assert len(asked) > 12

    open_page(other, "exam")
    other.run("document.querySelector('.paper .main').click()")
    for _ in range(30):
        if other.run("return !document.querySelector('.paper .question')"):
            break
        other.run(ANSWER)
        other.run("document.querySelector('.steps-row .main').click()")
    other.run("document.querySelector('.steps-row .main').click()")
    assert "100" in other.run("return document.querySelector('.result').textContent")
    assert other.run("return broken") == []

    other.run("elearn.session.save()")
    other.go(start)
    wait(other, "document.querySelector('html.js .bar-button')")
    open_page(other, "pictures-and-papers")
    assert {state for _, state in other.run(QUESTIONS)} == {"answered"}, "what was answered is there again"


def test_from_a_folder(other: OtherBrowser, built: dict[str, Path]) -> None:
    other.go((built["tour-web"] / "index.html").as_uri())
    wait(other, "document.querySelector('html.js .bar-button')")
    other.run("document.querySelector('.go-on').click()")
    wait(other, "document.querySelector('article[data-page=callouts]')")


def test_letters_and_choices_are_laid_out(other: OtherBrowser, built: dict[str, Path]) -> None:
    other.go((built["tour-web"] / "pictures-and-papers.html").as_uri())
    wait(other, "document.querySelector('html.js .region[style*=at-x]')")
    other.go((built["tour-web"] / "questions.html").as_uri())
    wait(other, "document.querySelector('html.js .picked')")
    inside = other.run(
        """const [field, words] = [...document.querySelector("#paper-shows .pick").children]
          .map((one) => one.getBoundingClientRect());
        return words.left >= field.left && words.right <= field.right && words.bottom <= field.bottom;"""
    )
    assert inside
    arrow = other.run("return getComputedStyle(document.querySelector('#paper-shows .pick'), '::after').width")
    assert arrow == "8.5px", "not every browser draws its own where the words are transparent"
