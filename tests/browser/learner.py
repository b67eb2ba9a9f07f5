"""A learner who plays a course, the same way in every target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Frame, Locator, Page

    from tests.browser.server import Lms

STANDARDS = {"scorm12": "scorm12", "scorm2004-3rd": "scorm2004", "scorm2004-4th": "scorm2004"}


class Learner:
    """Plays one course in one target; ``name`` is the learner's record in the LMS."""

    def __init__(self, page: Page, lms: Lms, course: str, target: str, folder: Path, name: str) -> None:
        self.page = page
        self.lms = lms
        self.course = course
        self.target = target
        self.folder = folder
        self.name = name
        self.sco: Frame | Page = page

    @property
    def in_lms(self) -> bool:
        return self.target != "web"

    def open(self, launch: str = "index.html", **more: str) -> None:
        """Launch the course and wait until the player is there."""
        if self.in_lms:
            standard = STANDARDS[self.target]
            package = f"{self.course}-{self.target}"
            self.page.goto(self.lms.launch(package, standard, self.name, launch, **more))
            frame = self.page.frame("sco")
            assert frame is not None
            self.sco = frame
        else:
            self.page.goto((self.folder / launch).as_uri())
        expect(self.sco.locator("html.js .bar-button").first).to_be_visible(timeout=10_000)

    # --- reading ---

    @property
    def title(self) -> str:
        return self.sco.locator("article h1").inner_text()

    def next(self) -> None:
        before = self.title
        self.sco.locator(".go-on").click()
        expect(self.sco.locator("article h1")).not_to_have_text(before)

    def read_all_lessons(self) -> None:
        while self.sco.locator("article.page-lesson").count() and self.sco.locator(".go-on .go-title").count():
            self.next()

    def go_to(self, title: str) -> None:
        self.sco.locator(".bar-button").first.click()
        self.sco.locator(".panel .entry", has_text=title).click()
        expect(self.sco.locator("article h1")).to_have_text(title)

    # --- answering ---

    def answer(self, question: Locator, *, right: bool) -> None:
        """Fill in a question by what its element says is right."""
        kind = question.get_attribute("data-kind")
        if kind == "choice":
            self._choose(question, right=right)
        elif kind == "matching":
            for row in question.locator(".pair").all():
                wanted = row.get_attribute("data-index") or ""
                values = [one.get_attribute("value") or "" for one in row.locator("option").all()]
                other = next(value for value in values if value not in {"", wanted})
                row.locator("select").select_option(wanted if right else other)
        else:
            message = f"no learner knows how to answer {kind}"
            raise AssertionError(message)

    def _choose(self, question: Locator, *, right: bool) -> None:
        multiple = question.get_attribute("data-multiple") == "true"
        for option in question.locator(".option").all():
            good = option.get_attribute("data-right") is not None
            if good == right:
                option.locator("label").click()
                if not (multiple and right):
                    return

    def check(self, question: Locator) -> str:
        """Press the button; gives the verdict's first words."""
        question.locator(".actions .main").click()
        return question.locator(".verdict .word").inner_text()

    # --- the exam ---

    def take_exam(self, *, right: bool) -> str:
        """Begin (or go on with) the exam, answer all questions, hand in; gives the head of the result."""
        self.sco.locator(".paper .main").first.click()
        self.answer_paper(right=right)
        return self.hand_in()

    def answer_paper(self, *, right: bool, most: int = 100) -> None:
        for _ in range(most):
            self.answer(self.sco.locator(".paper .question"), right=right)
            last = "Look over" in self.sco.locator(".steps-row .main").inner_text()
            self.sco.locator(".steps-row .main").click()
            if last:
                return

    def hand_in(self) -> str:
        self.sco.locator(".steps-row .main", has_text="Hand in").click()
        return self.sco.locator(".result h2").inner_text()

    # --- leaving ---

    def leave(self) -> None:
        self.sco.locator(".leave").click()
        expect(self.sco.locator(".goodbye h1")).to_have_text("Everything is saved")

    def vanish(self) -> None:
        """Go away without a word, as phones do."""
        self.page.goto("about:blank")

    # --- what the LMS has ---

    @property
    def record(self) -> dict[str, Any]:
        cmi: dict[str, Any] = self.lms.records[self.name]["cmi"]
        return cmi

    @property
    def calls(self) -> list[list[str]]:
        calls: list[list[str]] = self.page.evaluate("window.calls")
        return calls

    @property
    def refused(self) -> list[str]:
        refused: list[str] = self.page.evaluate("window.refused")
        return refused

    def status(self) -> tuple[str, str]:
        """Completion and success as the LMS has them (SCORM 1.2 has one word for both)."""
        record = self.record
        if self.target == "scorm12":
            return record["core"]["lesson_status"], record["core"]["lesson_status"]
        return record["completion_status"], record["success_status"]

    def score(self) -> str:
        record = self.record
        score = record["core"]["score"] if self.target == "scorm12" else record["score"]
        return str(score["raw"])
