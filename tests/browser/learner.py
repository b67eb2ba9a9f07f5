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
        self.press(self.sco.locator(".go-on"))
        expect(self.sco.locator("article h1")).not_to_have_text(before)

    def read_all_lessons(self) -> None:
        while self.sco.locator("article.page-lesson").count() and self.sco.locator(".go-on .go-title").count():
            if self.sco.locator(".scenario").count():
                self.decide()
            self.next()

    def decide(self, *words: str) -> None:
        """Go through a scenario with Tab and Enter: make choices by words, or else the first one not made yet.

        Consequences are passed over, but for the last one when words are given.
        """
        step = self.sco.locator(".step:not([hidden])")
        made: list[str | None] = []
        for number in range(len(words) or 30):
            if self.sco.locator(".aftermath").count():
                self.go_on()
            if step.locator(".run").count():
                return
            here = step.get_attribute("data-id")
            choices = step.locator("button.way", has_text=words[number] if words else "")
            self.tab_to(choices.first if words else choices.nth(min(made.count(here), choices.count() - 1)))
            made.append(here)
            self.page.keyboard.press("Enter")

    def go_on(self) -> None:
        """From the consequence of a choice to the next step."""
        self.tab_to(self.sco.locator(".aftermath .main"))
        self.page.keyboard.press("Enter")

    def tab_to(self, wanted: Locator) -> None:
        """Press Tab until something has the focus."""
        for _ in range(200):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        message = "the keyboard does not get there"
        raise AssertionError(message)

    def go_to(self, title: str) -> None:
        self.press(self.sco.locator(".bar-button").first)
        self.press(self.sco.locator(".panel .entry", has_text=title))
        expect(self.sco.locator("article h1")).to_have_text(title)

    # --- answering ---

    def answer(self, question: Locator, *, right: bool = True, partly: bool = False) -> None:
        """Fill in a question by keyboard, by what its element says is right; ``partly`` goes before ``right``."""
        kind = question.get_attribute("data-kind") or ""
        how = getattr(self, f"_{kind}", None)
        if how is None:
            message = f"no learner knows how to answer {kind}"
            raise AssertionError(message)
        how(question, "partly" if partly else "right" if right else "wrong")

    def press(self, button: Locator) -> None:
        """Press a button or follow a link."""
        button.click()

    def reach(self, field: Locator) -> None:
        """Put the focus into a field."""
        field.focus()

    def _press(self, field: Locator, key: str, times: int = 1) -> None:
        self.reach(field)
        for _ in range(times):
            self.page.keyboard.press(key)

    def _pick(self, field: Locator, value: str) -> None:
        """Choose in a list with the arrow keys."""
        wanted = [one.get_attribute("value") for one in field.locator("option").all()].index(value)
        steps = wanted - int(field.evaluate("field => field.selectedIndex"))
        self._press(field, "ArrowDown" if steps > 0 else "ArrowUp", abs(steps))

    def _choice(self, question: Locator, how: str) -> None:
        multiple = question.get_attribute("data-multiple") == "true"
        for option in question.locator(".option").all():
            good = option.get_attribute("data-right") is not None
            if good == (how != "wrong"):
                self._press(option.locator("input"), "Space")
                if not (multiple and how == "right"):
                    return

    def _matching(self, question: Locator, how: str) -> None:
        for number, row in enumerate(question.locator(".pair").all()):
            wanted = row.get_attribute("data-index") or ""
            values = [one.get_attribute("value") or "" for one in row.locator("option").all()]
            other = next(value for value in values if value not in {"", wanted})
            good = how == "right" or (how == "partly" and number == 0)
            self._pick(row.locator("select"), wanted if good else other)

    def _ordering(self, question: Locator, how: str) -> None:
        lines = question.locator(".order > li")
        wanted = list(range(lines.count()))
        if how == "wrong":
            wanted.reverse()
        elif how == "partly":
            wanted[-2:] = wanted[:-3:-1]
        for button in (1, 0):  # once down and up again: a move, if nothing else has to be moved
            self._press(question.locator(f'[data-index="{wanted[0]}"] .order-move').nth(button), "Enter")
        for place, one in enumerate(wanted):
            at = [line.get_attribute("data-index") for line in lines.all()].index(str(one))
            self._press(question.locator(f'[data-index="{one}"] .order-move').first, "Enter", at - place)

    def _sorting(self, question: Locator, how: str) -> None:
        for number, row in enumerate(question.locator(".row").all()):
            bins = row.locator("input")
            wanted = int(row.get_attribute("data-wanted") or 0)
            good = how == "right" or (how == "partly" and number == 0)
            self._press(bins.nth(wanted if good else (wanted + 1) % bins.count()), "Space")

    def _blanks(self, question: Locator, how: str) -> None:
        for number, gap in enumerate(question.locator(".gap").all()):
            good = how == "right" or (how == "partly" and number == 0)
            if gap.locator("select").count():
                self._pick(gap.locator("select"), "0" if good else "1")
            else:
                answers = gap.get_attribute("data-answers") or ""
                self._type(gap.locator("input"), answers.split("|")[-1] if good else "nothing of the sort")

    def _number(self, question: Locator, how: str) -> None:
        low, high = (float(question.get_attribute(f"data-{name}") or 0) for name in ("low", "high"))
        self._type(question.locator(".number input"), f"{low if how == 'right' else high * 2 + 1:f}")

    def _likert(self, question: Locator, _: str) -> None:
        for number, row in enumerate(question.locator(".row").all()):
            steps = row.locator("input")
            self._press(steps.nth(number % steps.count()), "Space")

    def _poll(self, question: Locator, _: str) -> None:
        self._press(question.locator('.option[data-index="1"] input'), "Space")

    def _reflect(self, question: Locator, _: str) -> None:
        self._type(question.locator("textarea"), "The freight was dearer than the goods.")

    def _tick(self, box: Locator, *, wanted: bool) -> None:
        """Tick a box, or take the tick away."""
        if box.is_checked() != wanted:
            self._press(box, "Space")

    def _hotspot(self, question: Locator, how: str) -> None:
        done = False
        for option in question.locator(".option").all():
            good = (option.get_attribute("data-right") is not None) == (how != "wrong")
            self._tick(option.locator("input"), wanted=good and not (done and how != "right"))
            done = done or good

    def _document(self, question: Locator, how: str) -> None:
        done = False
        for field in question.locator(".field").all():
            fault = field.get_attribute("data-reason")
            good = (fault is not None) == (how != "wrong") and not (done and how != "right")
            self._tick(field.locator("input"), wanted=good)
            if good:
                self._pick(field.locator("select"), fault or "0")
                done = True
        for decision in question.locator(".decisions .option").all():
            if (decision.get_attribute("data-right") is not None) == (how == "right"):
                self._press(decision.locator("input"), "Space")
                return

    def _type(self, field: Locator, text: str) -> None:
        self._press(field, "ControlOrMeta+a")
        self.page.keyboard.type(text)

    def check(self, question: Locator) -> str:
        """Press the button; gives the verdict's first words."""
        self.press(question.locator(".actions .main"))
        return question.locator(".verdict .word").inner_text()

    # --- the exam ---

    def take_exam(self, *, right: bool) -> str:
        """Begin (or go on with) the exam, answer all questions, hand in; gives the head of the result."""
        self.press(self.sco.locator(".paper .main").first)
        self.answer_paper(right=right)
        return self.hand_in()

    def answer_paper(self, *, right: bool, most: int = 100) -> None:
        for _ in range(most):
            self.answer(self.sco.locator(".paper .question"), right=right)
            last = "Look over" in self.sco.locator(".steps-row .main").inner_text()
            self.press(self.sco.locator(".steps-row .main"))
            if last:
                return

    def hand_in(self) -> str:
        self.press(self.sco.locator(".steps-row .main", has_text="Hand in"))
        return self.sco.locator(".result h2").inner_text()

    # --- leaving ---

    def save(self) -> None:
        """Have the player save now what it would save in a moment, answers for the report included."""
        self.sco.evaluate("elearn.session.save()")

    def leave(self) -> None:
        self.press(self.sco.locator(".leave"))
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


class KeyboardLearner(Learner):
    """Touches nothing but the keyboard: Tab to get somewhere, arrows within radio buttons, Enter to press."""

    def press(self, button: Locator) -> None:
        self.tab_to(button)
        self.page.keyboard.press("Enter")

    def reach(self, field: Locator) -> None:
        if field.get_attribute("type") != "radio":
            self.tab_to(field)
            return
        group = "element => document.activeElement.type === 'radio' && document.activeElement.name === element.name"
        for _ in range(200):
            if field.evaluate(group):
                break
            self.page.keyboard.press("Tab")
        for _ in range(20):
            if field.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("ArrowDown")
        message = "the arrow keys do not get there"
        raise AssertionError(message)
