"""How LMSs misbehave, as data, and an officer who takes the same way through a course in every one of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.browser.learner import STANDARDS
from tests.browser.server import SIGNED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Frame, Page

    from tests.browser.server import Lms

LMS_TARGETS = ("scorm12", "scorm2004-3rd", "scorm2004-4th")
TARGETS = (*LMS_TARGETS, "web")
PAGES = {"papers": "Papers", "goods": "Goods", "exam": "Exam"}
Rule = dict[str, Any]

# What the learner sees, by what the page says.
SIGHTS = {
    "progress is not recorded": "“progress is not recorded”",
    "does not keep your progress": "“this browser does not keep your progress”",
    "looking back": "“you are looking back”",
    "Not saved yet": "“not saved yet”",
    "could not be loaded": "“this page could not be loaded”",
    "last answers are not saved": "a warning when leaving",
    "Not everything could be saved": "“not everything could be saved”",
}
UNTRACKED = ("“progress is not recorded”",)
UNSAVED = ("“not saved yet”", "“not everything could be saved”", "a warning when leaving")


@dataclass(frozen=True)
class Row:
    """A hostility.

    ``rules`` and ``asked`` are for lms.js. ``stages``: what happens after a step of the scenario. ``keeps``: how much
    the learner finds when coming back. ``lms``: what the LMS has then; ``lms_12``: in SCORM 1.2, if that differs.
    ``sees``: signs beside the course itself. ``script`` runs first in each frame, with ``clock`` time is the test's.
    """

    name: str
    how: str
    rules: tuple[Rule, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, Callable[[Officer], None]] = field(default_factory=dict)
    keeps: str = "all"
    lms: str = "passed, 100"
    lms_12: str | None = None
    sees: tuple[str, ...] = ()
    script: str = ""
    clock: bool = False
    targets: tuple[str, ...] = LMS_TARGETS
    on_the_web: Mapping[str, Any] = field(default_factory=dict)

    def wanted(self, target: str) -> tuple[str, str, tuple[str, ...]]:
        """What is expected in a target."""
        if target == "web":
            return self.on_the_web.get("keeps", self.keeps), "", self.on_the_web.get("sees", self.sees)
        lms = self.lms if target != "scorm12" or self.lms_12 is None else self.lms_12
        return self.keeps, lms, self.sees


class Officer:
    """A learner in a hostile LMS, in a browser profile of their own."""

    def __init__(self, browser: Browser, lms: Lms, row: Row, target: str) -> None:
        self.lms = lms
        self.row = row
        self.target = target
        self.name = f"{row.name}-{target}".replace(" ", "-").replace("_", "-")
        self.course = "crossing"
        self.problems: list[str] = []
        self.seen: set[str] = set()
        self.context = browser.new_context(viewport={"width": 390, "height": 760})
        self.context.set_default_timeout(8_000)
        self.context.on("page", self._watch)
        if row.script:
            self.context.add_init_script(row.script)
        if row.clock:
            self.context.clock.install()
        self.page = self.context.new_page()
        self.sco: Frame | Page = self.page

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self._console)

    def _console(self, message: ConsoleMessage) -> None:
        """Errors that the course's own scripts write, or cause; a request that failed is the browser's to tell."""
        own = "/vendor/" not in message.location["url"] and "/lms." not in message.location["url"]
        first_style = "apply inline style" in message.text or "Applying inline style" in message.text
        if message.type == "error" and own and "Failed to load resource" not in message.text and not first_style:
            self.problems.append(message.text)

    # --- coming and going ---

    def open(self, **more: str) -> None:
        package = f"{self.course}-{self.target}"
        asked = {**self.row.asked, **more}
        if asked.get("base", "").startswith("other:"):
            asked["base"] = self.lms.address.replace("127.0.0.1", "localhost") + asked["base"].removeprefix("other:")
        if self.target == "web":
            address = f"{self.lms.address}{asked.get('base', '/package/')}{package}/index.html{asked.get('query', '')}"
            self.page.goto(address)
            self.sco = self.page
        else:
            rules = json.dumps(self.row.rules)
            address = self.lms.launch(package, STANDARDS[self.target], self.name, rules=rules, **asked)
            if asked.get("where") == "opener":
                with self.page.expect_popup() as popup:
                    self.page.goto(address)
                self.sco = popup.value
            else:
                self.page.goto(address)
                frame = self.page.frame("sco")
                assert frame is not None
                self.sco = frame
        self.sco.wait_for_selector("article h1")
        if self.row.clock:
            for _ in range(13):  # each frame has a clock of its own, so all go on in small steps
                self.context.clock.run_for(400)
        self.sco.wait_for_selector("html.js .bar-button")
        self.until("!!elearn.pages.current")
        self.look()

    def until(self, condition: str) -> None:
        """Wait for a condition; not by Playwright's own waiting, which evaluates texts inside the page."""
        for _ in range(200):
            if self.sco.evaluate(condition):
                return
            self.page.wait_for_timeout(40)
        raise AssertionError(condition)

    def vanish(self) -> None:
        """Go away without a word."""
        if self.row.asked.get("where") == "opener" and isinstance(self.sco, type(self.page)):
            self.sco.close()
        self.page.goto("about:blank")
        self.rest()

    def leave(self) -> None:
        """Go by the button; in a window of its own the course closes it."""
        own_window = self.row.asked.get("where") == "opener"
        if not self.sco.locator(".leave").count():
            self.vanish()
            return
        self.tap(".leave")
        if own_window:
            self.page.wait_for_timeout(200)
        else:
            self.sco.wait_for_selector(".goodbye, .toast")
            if not self.sco.locator(".goodbye").count():
                self.look()
                self.tap(".toast .second")
                self.sco.wait_for_selector(".goodbye")
            self.look()
        self.rest()

    def rest(self) -> None:
        """Wait until the LMS has what was sent."""
        before = -1
        while before != (now := self.lms.commits.get(self.name, 0)):
            before = now
            self.page.wait_for_timeout(80)

    # --- reading and answering ---

    def look(self) -> None:
        """Note what the page says beside the course; it is never blank."""
        said = self.sco.evaluate(
            """() => [
              (document.querySelector('h1') || document.body).innerText.trim(),
              Array.from(document.querySelectorAll('.strip, .save-sign, .toast, .goodbye'))
                .map(element => element.innerText).join('|'),
              document.querySelectorAll('.strip').length
            ]"""
        )
        assert said[0], "the page is blank"
        assert said[2] <= 1, "one notice is enough"
        self.seen |= {short for words, short in SIGHTS.items() if words in said[1]}

    def tap(self, selector: str, words: str = "") -> None:
        self.sco.locator(selector, has_text=words).first.evaluate("element => element.click()")

    def go_on(self, to: str) -> None:
        """To the next page; if it cannot be loaded, wait for the network and try again."""
        title = PAGES[to]
        self.tap(".go-on")
        shown = f"document.querySelector('article h1').textContent === '{title}'"
        self.until(f"{shown} || !!document.querySelector('.toast')")
        self.look()
        if not self.sco.evaluate(shown):
            self.context.set_offline(False)
            self.tap(".toast .second")
            self.until(shown)

    def answer(self, question: str) -> None:
        """Give the right answer to a question of a lesson, if it has none yet."""
        found = self.sco.locator(f"#{question}")
        if found.get_attribute("data-result") is None:
            self._choose(f"#{question}")
            self.tap(f"#{question} .actions .main")
        assert found.get_attribute("data-result") == "right"

    def _choose(self, question: str) -> None:
        self.sco.locator(question).evaluate(
            "element => element.querySelectorAll('.option[data-right] input').forEach(field => field.click())"
        )

    def to_exam(self) -> None:
        if self.sco.evaluate("elearn.pages.current.id") != "exam":
            self.sco.evaluate("elearn.pages.show('exam', {})")
        self.sco.wait_for_selector(".paper .main")

    def begin(self) -> None:
        self.to_exam()
        self.tap(".paper .main")
        self._choose(".paper .question")

    def finish_exam(self) -> None:
        self.to_exam()
        self.tap(".paper .main")
        for _ in range(2):
            self._choose(".paper .question")
            if "Look over" in self.sco.locator(".steps-row .main").inner_text():
                break
            self.tap(".steps-row .main")
        self.tap(".steps-row .main", "Look over")
        self.tap(".steps-row .main", "Hand in")
        assert self.sco.locator(".result h2").inner_text() == "Passed"

    # --- the one scenario ---

    def steps(self) -> Iterator[str]:
        """Open, read, answer, go on, take the exam, go away, come back, hand in, leave."""
        self.open()
        yield "opened"
        self.answer("which")
        yield "answered"
        self.go_on("goods")
        yield "went on"
        self.answer("what")
        yield "answered again"
        self.go_on("exam")
        self.begin()
        yield "began the exam"
        self.pause()
        self.vanish()
        self.open()
        yield "came back"
        self.finish_exam()
        yield "handed in"
        self.pause()
        self.leave()

    def pause(self) -> None:
        """The moment after which all that was reached is saved."""
        self.page.wait_for_timeout(120)
        self.look()

    def cross(self) -> None:
        for step in self.steps():
            self.look()
            if step in self.row.stages:
                self.row.stages[step](self)
        self.open()

    def close(self) -> None:
        self.context.close()

    # --- what is left of it ---

    def kept(self) -> dict[str, Any]:
        """What the player remembers now."""
        found: dict[str, Any] = self.sco.evaluate(
            """() => { const state = elearn.session.state; return {
              answers: Object.keys(state.answers).sort(), pages: Object.keys(state.pages).sort(), passed: state.passed,
              best: state.best, attempts: state.attempts, place: state.place,
              paper: state.exam ? state.exam.questions.filter(one => one.bits.length).length : 0
            }; }"""
        )
        return found

    def keeps(self) -> str:
        """The same in a word."""
        kept = self.kept()
        everything = {
            "answers": ["what", "which"],
            "pages": ["goods", "papers"],
            "passed": True,
            "best": 100,
            "attempts": 1,
            "place": "exam",
            "paper": 2,
        }
        nothing = {
            "answers": [],
            "pages": [],
            "passed": False,
            "best": -1,
            "attempts": 0,
            "place": "papers",
            "paper": 0,
        }
        return "all" if kept == everything else "nothing" if kept == nothing else f"some: {kept}"

    @property
    def record(self) -> dict[str, Any]:
        found: dict[str, Any] = (self.lms.records.get(self.name) or {}).get("cmi") or {}
        return found

    def has(self) -> str:
        """What the LMS has, in a few words that fit all its standards."""
        return has(self.record, self.target)

    def calls(self, name: str, element: str = "") -> list[list[str]]:
        """Calls of this launch by the name that SCORM 2004 has for them."""
        found: list[list[str]] = self.page.evaluate("window.calls")
        plain = [[call[0].removeprefix("LMS").replace("Finish", "Terminate"), *call[1:]] for call in found]
        return [call for call in plain if call[0] == name and (not element or element in call[1])]


def has(record: dict[str, Any], target: str) -> str:
    """Status and score of a record in a few words."""
    if not record or target == "web":
        return "" if target == "web" else "nothing"
    core = record["core"] if target == "scorm12" else record
    words = [core["lesson_status"]] if target == "scorm12" else [core["success_status"], core["completion_status"]]
    untouched = {"", "unknown", "not attempted", "browsed"}  # the last is the LMS's own word in browse mode
    word = next((word for word in words if word not in untouched), "nothing")
    score = core["score"]["raw"]
    return f"{word}, {score}" if score not in {"", None} else word


# --- what happens in the middle of the scenario ---


def calm(officer: Officer) -> None:
    """The LMS behaves again; the player's next try comes at the latest a minute later."""
    officer.page.evaluate("window.calm = true")
    officer.context.clock.fast_forward(61_000)
    officer.until("document.querySelector('.save-sign').hidden")


def no_network(officer: Officer) -> None:
    officer.context.set_offline(True)


def network(officer: Officer) -> None:
    officer.context.set_offline(False)


def foreign(text: str) -> Callable[[Officer], None]:
    """The LMS gives this for the state of an earlier session."""

    def act(officer: Officer) -> None:
        officer.vanish()
        replace_state(officer, text)
        officer.open()
        assert officer.keeps() == "nothing"

    return act


def of_another_course(officer: Officer) -> None:
    """The LMS gives the state of another course, in which everything was passed."""
    text = officer.sco.evaluate(
        """() => { const state = elearn.freshState(); state.passed = state.completed = true; state.best = 90;
          const own = elearn.course.id; elearn.course.id = 'another'; const text = elearn.packState(state, 4000);
          elearn.course.id = own; return text; }"""
    )
    foreign(text)(officer)


def damaged(officer: Officer) -> None:
    """What was kept comes back without its last third."""
    officer.pause()
    if officer.target == "web":
        text = str(officer.sco.evaluate("JSON.parse(localStorage['elearn:crossing']).state"))
    officer.vanish()
    if officer.target != "web":
        text = str(officer.record["suspend_data"])
    replace_state(officer, text[: len(text) * 2 // 3])
    officer.open()
    assert officer.keeps() == "nothing"
    officer.answer("which")


def older(officer: Officer) -> None:
    """An earlier version of the course, with other lessons, was begun."""
    officer.vanish()
    officer.lms.records.pop(officer.name, None)
    officer.context.clear_cookies()
    officer.page.goto(officer.lms.address + "/record/nobody")
    officer.page.evaluate("localStorage.clear()")
    officer.course = "crossing-older"
    officer.open()
    officer.answer("which")
    officer.tap(".go-on")
    officer.answer("gone")
    officer.pause()
    officer.vanish()
    officer.course = "crossing"
    officer.open()
    kept = officer.kept()
    assert (kept["answers"], kept["pages"], kept["place"]) == (["which"], ["papers"], "papers")


def replace_state(officer: Officer, text: str) -> None:
    if officer.target == "web":
        officer.page.goto(officer.lms.address + "/record/nobody")
        officer.page.evaluate("text => { localStorage['elearn:crossing'] = JSON.stringify({state: text}); }", text)
        return
    record = officer.lms.records[officer.name]["cmi"]
    record["suspend_data"] = text
    (record["core"] if officer.target == "scorm12" else record).pop("lesson_location", None)
    record.pop("location", None)


SILENT = """for (const name of ['pagehide', 'visibilitychange', 'beforeunload', 'unload'])
  window.addEventListener(name, event => event.stopImmediatePropagation(), true);"""
OWN_WINDOW = """try { if (/package/.test(location.pathname) && parent.handedOver)
  window[parent.handedOver.LMSCommit ? 'API' : 'API_1484_11'] = parent.handedOver; } catch (problem) {}"""
NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
)
GET, SET = "GetValue", "SetValue"
OPTIONAL = r"cmi\.(interactions|objectives)"

ROWS = (
    Row("none", "behaves as the standard says", targets=TARGETS),
    Row("far", "The API is three frames up", asked={"where": "far"}),
    Row(
        "opener", "The course has a window of its own, the API is in the one that opened it", asked={"where": "opener"}
    ),
    Row("own window", "The API is in the course's own window", asked={"where": "own"}, script=OWN_WINDOW),
    Row("late", "The API appears after four seconds", asked={"late": "4000"}, clock=True),
    Row("both", "The API of the other version is there, too, and must not be touched", asked={"both": "1"}),
    Row(
        "other origin",
        "The course is in a frame of another origin",
        asked={"base": "other:/package/"},
        clock=True,
        keeps="nothing",
        lms="nothing",
        sees=UNTRACKED,
    ),
    Row(
        "sandbox",
        "The course is in a frame without an origin: no API, no storage, no history",
        asked={"sandbox": "allow-scripts"},
        clock=True,
        keeps="nothing",
        lms="nothing",
        sees=UNTRACKED,
    ),
    Row(
        "no API",
        "There is no API",
        asked={"where": "nowhere"},
        clock=True,
        keeps="nothing",
        lms="nothing",
        sees=UNTRACKED,
    ),
    Row(
        "no start",
        "Initialize answers false",
        rules=({"call": "Initialize", "answer": "false", "error": "101"},),
        keeps="nothing",
        lms="nothing",
        sees=UNTRACKED,
    ),
    Row(
        "mute",
        "Every GetValue is empty: what was kept cannot come back, each visit begins anew",
        rules=({"call": GET, "answer": ""},),
        keeps="nothing",
        lms_12="nothing",
    ),
    Row(
        "forgetful",
        "GetValue gives the learner and the state, all else is empty",
        rules=({"call": GET, "element": r"^(?!.*(_id$|suspend_data))", "answer": ""},),
    ),
    Row("no count", "`_count` is empty", rules=({"call": GET, "element": "_count$", "answer": ""},)),
    Row(
        "null count",
        "`_count` is missing",
        rules=({"call": GET, "element": "_count$", "answer": None, "error": "401"},),
    ),
    Row("native", "Answers are booleans instead of words", rules=({"call": ".*", "pass": True, "native": True},)),
    Row(
        "shy",
        "SetValue answers false with error 0, and keeps the value",
        rules=({"call": SET, "pass": True, "answer": "false"},),
    ),
    Row(
        "stale error",
        "GetLastError gives an old error for ever",
        rules=({"call": "GetLastError", "answer": "401"},),
    ),
    Row(
        "outage",
        "Commit answers false for a while",
        rules=({"call": "Commit", "answer": "false", "error": "101"},),
        stages={"handed in": calm},
        clock=True,
        sees=("“not saved yet”",),
    ),
    Row(
        "two-faced",
        "Commit answers true with error 101 for a while, and keeps nothing",
        rules=({"call": "Commit", "answer": "true", "error": "101"},),
        stages={"handed in": calm},
        clock=True,
        sees=("“not saved yet”",),
    ),
    Row(
        "never saved",
        "Commit and the end answer false for ever; a copy stays in the browser",
        rules=({"call": "Commit|Terminate", "answer": "false", "error": "101"},),
        lms="nothing",
        sees=UNSAVED,
    ),
    Row(
        "no end",
        "Finish answers false",
        rules=({"call": "Terminate", "answer": "false", "error": "101"},),
        sees=("“not everything could be saved”",),
    ),
    Row(
        "throws",
        "Every call throws an exception",
        rules=({"call": ".*", "throws": True},),
        keeps="nothing",
        lms="nothing",
        sees=UNTRACKED,
    ),
    Row(
        "throws later",
        "Every call but the first throws an exception",
        rules=({"call": "(?!Initialize).*", "throws": True},),
        keeps="nothing",
        lms="nothing",
        sees=UNSAVED,
    ),
    Row(
        "cuts",
        "State is cut silently at 4,096 characters, the place at 255",
        rules=(
            {"call": SET, "element": "suspend_data", "cut": 4096},
            {"call": SET, "element": "location", "cut": 255},
        ),
    ),
    Row(
        "bare",
        "Interactions and objectives are not implemented",
        rules=(
            {"call": GET, "element": OPTIONAL, "answer": "", "error": "401"},
            {"call": SET, "element": OPTIONAL, "answer": "false", "error": "401"},
        ),
    ),
    Row(
        "review",
        "The course is opened in review mode",
        asked={"mode": "review"},
        keeps="nothing",
        lms="nothing",
        sees=("“you are looking back”",),
    ),
    Row(
        "browse",
        "The course is opened in browse mode, without credit",
        asked={"mode": "browse", "credit": "no-credit"},
        keeps="nothing",
        lms="nothing",
        sees=("“you are looking back”",),
    ),
    Row("mastery", "The LMS has a pass mark of its own and judges by it", asked={"mastery": "1"}),
    Row("killed", "The window goes away without any event", script=SILENT, targets=TARGETS),
    Row(
        "offline",
        "The network is gone in the middle, and comes back",
        stages={"answered": no_network, "answered again": network},
        sees=("“not saved yet”", "“this page could not be loaded”"),
    ),
    Row("foreign state", "The state is some other tool's", stages={"opened": foreign("1;2|p='x\"&ü")}, targets=TARGETS),
    Row("other course", "The state is another course's", stages={"opened": of_another_course}, targets=TARGETS),
    Row("damaged state", "The state comes back cut", stages={"answered": damaged}, targets=TARGETS),
    Row("older state", "The state is of an older version", stages={"opened": older}, targets=TARGETS),
    Row(
        "rewritten",
        "The address is encoded, and everything needs its query",
        asked={"base": SIGNED, "query": "?sig=a%2Fb&x=%C3%BC"},
        targets=TARGETS,
    ),
    Row(
        "strict",
        "Strict security policy, `nosniff`, and only six file types are known",
        asked={"base": "/strict/"},
        targets=TARGETS,
    ),
    Row(
        "no storage",
        "The browser forbids storage",
        script=NO_STORAGE,
        targets=TARGETS,
        on_the_web={"keeps": "nothing", "sees": ("“this browser does not keep your progress”",)},
    ),
)


def built_courses(folder: Path) -> Iterator[Path]:
    """The course of the scenario, and an older version of it."""
    for name, lessons in {"crossing": ("papers", "goods"), "older": ("papers", "old", "goods")}.items():
        root = folder / name
        (root / "lessons").mkdir(parents=True)
        (root / "course.yaml").write_text(
            "id: crossing\ntitle: Crossing\nobjectives: {decide: Decide}\npass_mark: 75\n"
            f"modules:\n- title: One\n  lessons: [{', '.join(lessons)}]\n",
            "utf-8",
        )
        questions = {"papers": "which", "goods": "what", "old": "gone"}
        for lesson in lessons:
            head = f"---\ntitle: {lesson.title()}\nminutes: 3\n---\n" + "Text.\n\n" * 40  # the end is out of sight
            (root / "lessons" / f"{lesson}.md").write_text(head + _choice(questions[lesson]), "utf-8")
        exam = "---\ntitle: Exam\nattempts: 2\nshuffle: false\n---\n" + _choice("first") + _choice("second")
        (root / "exam.md").write_text(exam, "utf-8")
        yield root


def _choice(name: str) -> str:
    return (
        f"::: choice Question {name}? {{#{name} objective=decide}}\n"
        "- [x] Detain it\n    > Yes.\n- [ ] Release it\n    > No.\n- [ ] Ask\n    > No.\n:::\n\n"
    )
