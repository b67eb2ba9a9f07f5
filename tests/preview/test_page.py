"""The preview's page in a real browser: what an author edits is seen, every button does what it says."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.test_access import AXE, RULES
from tests.preview.conftest import Preview

PATIENCE = 15000  # milliseconds, on a machine that has other things to do
FRAME = "#device iframe:not(.coming)"


class Desk:
    """An author's page."""

    def __init__(self, page: Page, address: str, course: Path | None = None) -> None:
        self.page = page
        self.course = course
        page.goto(address)
        page.wait_for_selector(FRAME, timeout=PATIENCE)
        self.wait("(stage) => stage.current && (!stage.current.edition || preview.lms.session)")
        if course:
            self.wait("(stage) => stage.page")

    @property
    def frame(self) -> Frame:
        """The course."""
        handle = self.page.query_selector(FRAME)
        assert handle
        found = handle.content_frame()
        assert found
        return found

    def wait(self, condition: str) -> None:
        """Wait for something that is said of `preview.stage`."""
        self.page.wait_for_function(f"({condition})(preview.stage)", timeout=PATIENCE)

    def inside(self, condition: str) -> None:
        """Wait for something that is said of the window of the course."""
        script = (
            f"const w = document.querySelector('{FRAME}')?.contentWindow; return w?.document.body && ({condition})(w)"
        )
        self.page.wait_for_function(f"() => {{ {script} }}", timeout=PATIENCE)

    def sees(self, words: str) -> None:
        self.inside(f"w => w.document.body.textContent.includes({json.dumps(words)})")

    def open(self, page: str) -> None:
        self.page.click(f'[data-page="{page}"]')
        self.wait(f"stage => stage.page === {json.dumps(page)}")

    def write(self, path: str, text: str) -> None:
        assert self.course
        (self.course / path).write_text(text, "utf-8")

    def read(self, path: str) -> str:
        assert self.course
        return (self.course / path).read_text("utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def launches(self) -> int:
        return int(self.page.evaluate("preview.lms.calls.filter((one) => / opens /.test(one.event || '')).length"))

    def events(self) -> list[str]:
        return list(self.page.evaluate("preview.lms.calls.filter((one) => one.event).map((one) => one.event)"))

    def calls(self, name: str) -> list[dict[str, Any]]:
        return list(self.page.evaluate("name => preview.lms.calls.filter((one) => one.name === name)", name))

    def answer(self) -> None:
        """Answer the first question of the open page, rightly or wrongly as the options are shuffled."""
        question = self.frame.locator(".question").first
        question.locator("input").first.check(force=True)
        question.locator("button.main").first.click()
        self.inside("w => Object.keys(w.elearn.session.state.answers).length")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, courses: Path) -> Path:
    """Copies of courses that may be edited."""
    folder = tmp_path_factory.mktemp("preview")
    shutil.copytree(courses / "reference", folder / "reference")
    shutil.copytree(courses / "tour", folder / "tour")
    return folder


@pytest.fixture(scope="module")
def running(shelf: Path) -> Iterator[Preview]:
    started = Preview(shelf / "tour")
    yield started
    started.end()


Open = Callable[..., Desk]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens pages, each of an author of their own; an error in a script of the page fails the test."""
    contexts, problems = [], []

    def make(address: str, course: Path | None = None, **how: Any) -> Desk:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, **how)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: problems.append(str(error)))
        return Desk(page, address, course)

    yield make
    for context in contexts:
        context.close()
    assert not problems, problems


@pytest.fixture
def desk(opened: Open, running: Preview, shelf: Path) -> Iterator[Desk]:
    """A page with the tour; the files are put back afterwards."""
    course = shelf / "tour"
    before = {file: file.read_bytes() for file in course.rglob("*") if file.is_file()}
    made = opened(running.address, course)
    yield made
    for file, content in before.items():
        if not file.exists() or file.read_bytes() != content:
            file.write_bytes(content)
    made.page.wait_for_function("document.getElementById('status').className === 'ok'", timeout=PATIENCE)


# --- what is edited is seen, at the same place ---


def test_a_lesson(desk: Desk) -> None:
    desk.open("callouts")
    desk.frame.evaluate("scrollTo(0, 300)")
    launched = desk.launches()
    desk.write("lessons/02-callouts.md", desk.read("lessons/02-callouts.md") + "\nWords that are new.\n")
    desk.sees("Words that are new.")
    assert desk.frame.evaluate("scrollY") == 300
    assert desk.launches() == launched  # put in place, not launched again


def test_a_lesson_that_is_not_open(desk: Desk) -> None:
    desk.open("callouts")
    desk.write("lessons/03-layout.md", desk.read("lessons/03-layout.md") + "\nWords that are new.\n")
    desk.wait("stage => stage.current.number === stage.number && stage.number > 1")
    desk.open("layout")
    desk.sees("Words that are new.")


def test_a_question_with_its_answer(desk: Desk) -> None:
    desk.open("questions")
    desk.answer()
    desk.frame.evaluate("scrollTo(0, 200)")
    desk.edit("lessons/05-questions.md", "::: choice ", "::: choice Now: ")
    desk.sees("Now: ")
    assert desk.frame.evaluate("scrollY") == 200
    assert desk.frame.evaluate("elearn.session.state.answers['battery-first'].tries") == 1


def test_the_settings_launch_it_again_at_the_same_place(desk: Desk) -> None:
    desk.open("questions")
    desk.answer()
    desk.frame.evaluate("scrollTo(0, 200)")
    desk.edit("course.yaml", "#7a3e9d", "#0a7a3e")
    desk.inside("w => w.getComputedStyle(w.document.documentElement).getPropertyValue('--accent').includes('0a7a3e')")
    desk.wait("stage => stage.page === 'questions'")
    desk.inside("w => w.scrollY === 200")
    assert desk.frame.evaluate("elearn.session.state.answers['battery-first'].tries") == 1
    assert "comes back to it" in desk.events()[-1]
    assert len(desk.page.query_selector_all("#device iframe")) == 1


def test_answers_are_forgotten_if_the_author_wants(desk: Desk) -> None:
    desk.open("questions")
    desk.answer()
    desk.page.uncheck("#keep")
    desk.edit("lessons/05-questions.md", "::: choice ", "::: choice Now: ")
    desk.sees("Now: ")
    desk.wait("stage => stage.page === 'questions'")
    assert desk.frame.evaluate("Object.keys(elearn.session.state.answers)") == []
    desk.page.check("#keep")


def test_a_picture(desk: Desk) -> None:
    desk.open("media")
    desk.inside("w => [...w.document.images].some((one) => one.naturalWidth === 320)")
    smallest = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
        "a5f645400000000049454e44ae426082"
    )
    assert desk.course
    (desk.course / "media/seal.png").write_bytes(smallest)
    desk.inside("w => [...w.document.images].some((one) => one.naturalWidth === 1)")
    desk.wait("stage => stage.page === 'media'")


@pytest.mark.parametrize(
    ("path", "old", "new", "page"),
    [
        ("lessons/02-callouts.md", "::: note", "::: nonsense", "callouts"),
        ("lessons/05-questions.md", "- [x]", "- [ ]", "questions"),
        ("course.yaml", "id: tour", "id: [tour", ""),
        ("lessons/04-media.md", "media/seal.png", "media/gone.png", "media"),
        ("exam.md", "draw: {", "draw: [", "exam"),
    ],
)
def test_broken_and_mended(desk: Desk, path: str, old: str, new: str, page: str) -> None:
    desk.open("callouts")
    desk.frame.evaluate("document.body.dataset.same = 'yes'")
    before = desk.read(path)
    desk.edit(path, old, new)
    expect(desk.page.locator("#banner")).to_be_visible(timeout=PATIENCE)
    expect(desk.page.locator("#banner")).to_contain_text("as it was before")
    finding = desk.page.locator("#findings .finding.error").first
    expect(finding).to_contain_text(f"{path}:", timeout=PATIENCE)
    assert finding.locator(".cure").inner_text()
    assert desk.page.locator("#title").inner_text() == "A tour of what you can write"
    if page:
        expect(desk.page.locator(f'[data-page="{page}"] .count.error')).to_be_visible()
    assert desk.frame.evaluate("document.querySelector('h1').textContent") == "Callouts"
    desk.write(path, before)
    expect(desk.page.locator("#banner")).to_be_hidden(timeout=PATIENCE)
    assert desk.frame.evaluate("document.body.dataset.same") == "yes"  # it is the same again, so nothing was launched
    desk.wait("stage => stage.page === 'callouts'")


def test_a_course_that_never_was_whole(browser: Browser, tmp_path: Path, courses: Path) -> None:
    shutil.copytree(courses / "reference", tmp_path / "reference")
    course = Path(shutil.copytree(courses / "tour", tmp_path / "tour"))
    text = (course / "course.yaml").read_text("utf-8")
    (course / "course.yaml").write_text("id: [", "utf-8")
    started = Preview(course)
    page = browser.new_page()
    try:
        page.goto(started.address)
        expect(page.locator("#instead")).to_contain_text("cannot be shown yet", timeout=PATIENCE)
        expect(page.locator("#instead")).to_contain_text("course.yaml:")
        (course / "course.yaml").write_text(text, "utf-8")
        page.wait_for_function("preview.stage.page === 'text'", timeout=PATIENCE)
        expect(page.locator("#instead")).to_be_hidden()
        expect(page.locator("#title")).to_have_text("A tour of what you can write", timeout=PATIENCE)
    finally:
        page.close()
        started.end()


# --- findings ---


def test_a_finding_leads_to_its_page_its_manual_and_its_place(desk: Desk) -> None:
    desk.open("text")
    desk.edit("lessons/02-callouts.md", "::: note", "::: nonsense")
    finding = desk.page.locator("#findings .finding").first
    expect(finding).to_contain_text("S001", timeout=PATIENCE)
    assert finding.locator("mark").inner_text() == "nonsense"
    finding.locator(".message").click()
    desk.wait("stage => stage.page === 'callouts'")
    link = finding.get_by_role("link", name="VS Code").get_attribute("href")
    assert desk.course
    assert link
    assert link.startswith(f"vscode://file{desk.course.resolve()}/lessons/02-callouts.md:")
    finding.get_by_role("button", name="Why?").click()
    expect(desk.page.locator("#manual")).to_contain_text("The word behind the colons names the kind of block")
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("#manual")).to_be_hidden()


@pytest.mark.parametrize(
    ("written", "code", "tag", "words"),
    [
        ("A word  with **two** [blanks](01-text.md) at the end.\n\nA word with two.", "N008", "P", "blanks"),
        ("- one\n- two\n- see  three here", "N008", "LI", "three"),
        ("| One | Two |\n|---|---|\n| a first cell | see H~2~O four |", "S024", "TD", "four"),
    ],
)
def test_a_finding_leads_to_its_place(desk: Desk, written: str, code: str, tag: str, words: str) -> None:
    desk.open("callouts")
    desk.edit("lessons/02-callouts.md", "\n::: note", f"\n## A place\n\n{written}\n\n::: note")
    desk.sees("A place")
    desk.open("questions")
    finding = desk.page.locator("#findings .finding", has_text=code).first
    expect(finding).to_be_visible(timeout=PATIENCE)
    finding.locator(".message").click()
    desk.wait("stage => stage.page === 'callouts' && stage.pointed && stage.pointed.isConnected")
    pointed = "preview.stage.pointed"
    assert desk.page.evaluate(f"{pointed}.tagName") == tag
    assert words in desk.page.evaluate(f"{pointed}.textContent")
    top = desk.page.evaluate(f"{pointed}.getBoundingClientRect().top")
    assert 0 < top < desk.page.evaluate("preview.stage.current.frame.contentWindow.innerHeight")


# --- the buttons of the LMS ---


def test_leave_and_resume(desk: Desk) -> None:
    desk.open("layout")
    desk.page.click("#leave")
    desk.page.wait_for_function("preview.lms.calls.filter((one) => / comes back /.test(one.event)).length === 1")
    desk.wait("stage => stage.page === 'layout'")
    assert desk.calls("LMSFinish")[-1]["answer"] == "true"
    expect(desk.page.locator("#record")).to_contain_text("resumed")


def test_new_learner(desk: Desk) -> None:
    desk.open("questions")
    desk.answer()
    before = desk.page.evaluate("preview.lms.learner.id")
    desk.page.click("#new-learner")
    desk.wait("stage => stage.page === 'text'")
    assert desk.page.evaluate("preview.lms.learner.id") != before
    assert desk.frame.evaluate("Object.keys(elearn.session.state.answers)") == []
    assert "for the first time" in desk.events()[-1]


def test_failing_commits(desk: Desk) -> None:
    desk.page.click("#fail")
    expect(desk.page.locator("#fail")).to_have_attribute("aria-pressed", "true")
    desk.open("questions")
    desk.answer()
    expect(desk.page.locator("#fail")).to_have_text("2 commits will fail", timeout=PATIENCE)
    desk.inside("w => /Not saved/.test(w.document.querySelector('.save-sign').textContent)")
    expect(desk.page.locator("#record")).to_contain_text("not stored yet")
    failed = [one for one in desk.calls("LMSCommit") if one["wrong"]]
    assert (failed[0]["code"], failed[0]["answer"]) == ("101", "false")
    desk.page.click("#fail")
    expect(desk.page.locator("#fail")).to_have_text("Fail next 3 commits")
    desk.inside("w => w.elearn.session.sign === 'saved'")  # tried again by the course itself
    expect(desk.page.locator("#record")).to_contain_text("Stored at")


def test_a_connection_that_is_cut_and_comes_back(desk: Desk) -> None:
    desk.open("questions")
    desk.page.click("#cut")
    expect(desk.page.locator("#cut")).to_have_attribute("aria-pressed", "true")
    assert desk.page.locator("[name=line]:checked").get_attribute("value") == "cut"
    desk.inside("w => /Not saved/.test(w.document.querySelector('.save-sign').textContent)")
    desk.page.click('[data-page="layout"]')
    desk.inside("w => w.document.querySelector('.toast')")  # the page does not come
    desk.edit("course.yaml", "#7a3e9d", "#0a7a3e")
    expect(desk.page.locator("#banner")).to_contain_text("when it is back", timeout=PATIENCE)
    desk.page.click("#cut")
    desk.inside("w => w.getComputedStyle(w.document.documentElement).getPropertyValue('--accent').includes('0a7a3e')")
    desk.inside("w => w.elearn.session.sign === 'saved'")
    expect(desk.page.locator("#banner")).to_be_hidden()


def test_review_mode_changes_nothing_of_the_record(desk: Desk) -> None:
    desk.open("layout")
    desk.page.click("#review")
    desk.inside("w => /changes your result/.test((w.document.querySelector('.strip') || {}).textContent)")
    expect(desk.page.locator("#review")).to_have_attribute("aria-pressed", "true")
    record = desk.page.evaluate("preview.lms.record(preview.lms.session.key)")
    desk.open("questions")
    desk.answer()
    desk.page.click("#leave")
    desk.wait("stage => stage.page")
    assert desk.page.evaluate("preview.lms.record(preview.lms.session.key)") == record
    desk.page.click("#review")
    desk.page.wait_for_function("/comes back/.test(preview.lms.calls.filter((one) => one.event).slice(-1)[0].event)")


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-4th"])
def test_the_mastery_score(desk: Desk, target: str) -> None:
    desk.page.select_option("#target", target)
    desk.inside("w => w.elearn && w.elearn.session.passMark === .6")
    desk.page.fill("#mastery", "85 %")
    desk.page.click("#mastery-form button")
    desk.inside("w => w.elearn && w.elearn.session.passMark === .85")
    desk.page.fill("#mastery", "many")
    desk.page.click("#mastery-form button")
    expect(desk.page.locator("#toast")).to_contain_text("from 0 to 100")
    desk.page.fill("#mastery", "")
    desk.page.click("#mastery-form button")
    desk.inside("w => w.elearn && w.elearn.session.passMark === .6")


def test_the_record_and_the_answers(desk: Desk) -> None:
    desk.open("questions")
    desk.answer()
    desk.page.click("#tab-answers")
    expect(desk.page.locator("#answers")).to_contain_text("battery_first", timeout=PATIENCE)
    right = desk.frame.evaluate("elearn.session.state.answers['battery-first'].right")
    expect(desk.page.locator("#answers .chip")).to_have_text("correct" if right else "wrong")
    desk.page.click("#tab-record")
    expect(desk.page.locator("#record")).to_contain_text("of 4,096 characters")
    expect(desk.page.locator("#record .chip")).to_have_text("incomplete")


def test_calls_are_told_in_plain_words(desk: Desk) -> None:
    desk.page.click("#tab-calls")
    shown = desk.page.locator("#calls-list")
    expect(shown).to_contain_text("The course begins to talk to the LMS.")
    expect(shown).to_contain_text("the learner has begun and is not done")
    desk.page.fill("#calls-filter", "suspend_data")
    expect(shown.locator("li").first).to_contain_text("cmi.suspend_data")
    assert all("suspend_data" in one for one in shown.locator("li").all_inner_texts())
    desk.page.fill("#calls-filter", "")
    desk.page.click("#calls-pause")
    count = shown.locator("li").count()
    desk.open("layout")
    desk.page.wait_for_function("preview.lms.calls.some((one) => one.values && one.values[1] === 'layout')")
    assert shown.locator("li").count() == count
    desk.page.click("#calls-pause")
    expect(shown).to_contain_text("the learner is at “layout”")
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.page.click("#calls-copy")
    expect(desk.page.locator("#toast")).to_contain_text("copied")
    assert 'LMSInitialize("")' in desk.page.evaluate("navigator.clipboard.readText()")
    desk.page.click("#calls-clear")
    assert shown.locator("li").count() == 0


def test_a_learner_who_leaves_can_be_launched_again(desk: Desk) -> None:
    desk.frame.evaluate("document.querySelector('button.leave').click()")
    expect(desk.page.locator("#over")).to_be_visible(timeout=PATIENCE)
    expect(desk.page.locator("#record")).to_contain_text("The course has ended its session.")
    desk.page.click("#relaunch")
    desk.inside("w => w.elearn && w.elearn.pages.current")
    expect(desk.page.locator("#over")).to_be_hidden()


# --- the bar ---


@pytest.mark.parametrize("target", ["scorm2004-3rd", "scorm2004-4th", "web"])
def test_another_target(desk: Desk, target: str) -> None:
    desk.open("layout")
    desk.page.select_option("#target", target)
    desk.inside(f"w => w.location.pathname.includes('/{target}/') && w.elearn && w.elearn.pages.current")
    desk.wait("stage => stage.page === 'layout'")
    name = "web" if target == "web" else "scorm2004"
    assert desk.frame.evaluate("elearn.driver.name") == name
    assert bool(desk.page.evaluate("preview.lms.session")) == (target != "web")


def test_another_language(desk: Desk) -> None:
    desk.page.select_option("#language", "ar")
    desk.inside("w => w.document.documentElement.dir === 'rtl'")
    assert desk.page.evaluate("document.documentElement.dir") == ""


def test_light_and_dark(desk: Desk) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = desk.frame.evaluate(ground)
    desk.page.check("[name=theme][value=dark]", force=True)
    dark = desk.frame.evaluate(ground)
    assert dark != light
    desk.page.click("#leave")
    desk.wait("stage => stage.page")
    assert desk.frame.evaluate(ground) == dark
    desk.page.check("[name=theme][value=auto]", force=True)
    assert desk.frame.evaluate(ground) == light


@pytest.mark.parametrize(("device", "width"), [("small", 360), ("phone", 390), ("tablet", 820), ("desktop", 1280)])
def test_devices(desk: Desk, device: str, width: int) -> None:
    desk.page.check(f"[name=device][value={device}]", force=True)
    assert desk.frame.evaluate("innerWidth") == width
    stage = desk.page.locator("#desk").bounding_box()
    shown = desk.page.locator("#device").bounding_box()
    assert stage
    assert shown
    assert shown["width"] <= stage["width"]
    assert shown["height"] <= stage["height"]


def test_a_slow_line(desk: Desk) -> None:
    desk.page.check("[name=line][value='64']", force=True)
    desk.page.click("#leave")
    began = desk.page.evaluate("performance.now()")
    desk.inside("w => w.elearn && w.elearn.pages && w.elearn.pages.current")
    assert desk.page.evaluate("performance.now()") - began > 2000  # 30 kB and more at 8 kB a second


def test_columns_fold_and_are_remembered(desk: Desk) -> None:
    wide = desk.page.locator("#stage").bounding_box()
    desk.page.click("#fold-left")
    folded = desk.page.locator("#stage").bounding_box()
    assert wide
    assert folded
    assert folded["width"] > wide["width"] + 200
    desk.page.reload()
    expect(desk.page.locator("#fold-left")).to_have_attribute("aria-expanded", "false")
    desk.page.click("#fold-left")
    desk.page.focus("#split-right")
    desk.page.keyboard.press("ArrowLeft")
    assert desk.page.locator("#split-right").get_attribute("aria-valuenow") == "336"


def test_the_record_outlives_a_reload_of_the_page(desk: Desk) -> None:
    desk.open("questions")
    desk.answer()
    learner = desk.page.evaluate("preview.lms.learner.id")
    desk.inside("w => w.elearn.session.sign === 'saved'")
    desk.page.reload()
    desk.wait("stage => stage.page === 'questions'")
    assert desk.page.evaluate("preview.lms.learner.id") == learner
    assert desk.frame.evaluate("elearn.session.state.answers['battery-first'].tries") == 1


def test_two_tabs_are_two_learners(opened: Open, desk: Desk, running: Preview) -> None:
    other = Desk(desk.page.context.new_page(), running.address, desk.course)
    assert other.page.evaluate("preview.lms.learner.id") != desk.page.evaluate("preview.lms.learner.id")
    assert other.page.evaluate("preview.view") != desk.page.evaluate("preview.view")
    desk.open("questions")
    desk.answer()
    other.page.click("#cut")
    other.open("text")
    desk.open("layout")  # the other tab's line is cut, not this one's
    desk.sees("Layout")
    assert other.frame.evaluate("Object.keys(elearn.session.state.answers)") == []
    other.page.click("#cut")
    desk.write("lessons/03-layout.md", desk.read("lessons/03-layout.md") + "\nSeen in both.\n")
    desk.sees("Seen in both.")
    other.open("layout")
    other.sees("Seen in both.")


# --- barriers ---


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barriers(opened: Open, running: Preview, desk: Desk, scheme: str) -> None:
    mine = opened(running.address, desk.course, color_scheme=scheme)
    page = mine.page
    page.evaluate(AXE.read_text("utf-8"))

    def look(what: str) -> dict[str, list[str]]:
        found = page.evaluate("rules => axe.run({exclude: ['iframe']}, {runOnly: rules, iframes: false})", RULES)
        wrong = [
            f"{one['id']}: {node['html'][:140]} {node['failureSummary'][:200]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]
        return {what: wrong} if wrong else {}

    wrong = look("as it begins")
    mine.open("questions")
    mine.answer()
    page.click("#tab-overview")
    page.click("#tab-answers")
    wrong |= look("overview and answers")
    page.click("#fail")
    page.click("#cut")
    page.click("#tab-calls")
    desk.edit("lessons/02-callouts.md", "::: note", "::: nonsense")
    expect(page.locator("#banner")).to_be_visible(timeout=PATIENCE)
    page.click("#tab-findings")
    wrong |= look("calls and findings")
    page.get_by_role("button", name="Why?").first.click()
    expect(page.locator("#manual")).to_be_visible()
    wrong |= look("the manual")
    assert not wrong, json.dumps(wrong, indent=1)


# --- packages of other tools ---

MANIFEST = """<manifest identifier="M" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="O"><organization identifier="O"><title>Seals</title>
<item identifier="A" identifierref="A1" parameters="start=2"><title>What a seal tells</title>
<adlcp:masteryscore>70</adlcp:masteryscore><adlcp:datafromlms>hello</adlcp:datafromlms></item>
<item identifier="B" identifierref="B1"><title>Broken seals</title></item>
<item identifier="C" identifierref="C1"><title>A leaflet</title></item></organization></organizations>
<resources><resource identifier="A1" type="webcontent" adlcp:scormtype="sco" href="sco.html"/>
<resource identifier="B1" type="webcontent" adlcp:scormtype="sco" href="sco.html"/>
<resource identifier="C1" type="webcontent" adlcp:scormtype="asset" href="leaf.html"/></resources></manifest>"""
SCO = """<!doctype html><title>A SCO</title><p id="said"></p><button>Finish</button><script>
var frame = window; while (!frame.API && frame.parent !== frame) frame = frame.parent;
var api = frame.API; api.LMSInitialize("");
said.textContent = [location.search, api.LMSGetValue("cmi.launch_data"), api.LMSGetValue("cmi.core.entry")].join(" ");
document.querySelector("button").onclick = function () {
  api.LMSSetValue("cmi.core.score.raw", "85"); api.LMSSetValue("cmi.core.lesson_status", "completed");
  api.LMSSetValue("cmi.made.up", 5); api.LMSCommit(""); };
window.onunload = function () { api.LMSFinish(""); };</script>"""
LEAF = """<!doctype html><title>A leaflet</title><p id="said"></p><script>
said.textContent = parent.API || parent.API_1484_11 ? "API" : "no API";</script>"""


def test_a_package_of_another_tool(opened: Open, tmp_path: Path) -> None:
    file = tmp_path / "seals.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in (("imsmanifest.xml", MANIFEST), ("sco.html", SCO), ("leaf.html", LEAF)):
            archive.writestr(name, text)
    started = Preview(file)
    try:
        desk = opened(started.address)
        pages = desk.page.locator("#pages")
        expect(desk.page.locator("#title")).to_have_text("Seals")
        expect(pages.locator("button")).to_have_count(3)
        desk.sees("?start=2 hello ab-initio")
        desk.frame.click("button")
        wrong = desk.page.evaluate("preview.lms.calls.filter((one) => one.wrong)[0]")
        assert (wrong["code"], wrong["strange"] != "") == ("401", True)
        pages.get_by_text("Broken seals").click()
        desk.sees("ab-initio")
        expect(pages.locator("button").first).to_contain_text("passed")  # 85 is enough for 70
        pages.get_by_text("A leaflet").click()
        desk.sees("no API")
        expect(desk.page.locator("#record")).to_contain_text("this is no SCO")
        pages.get_by_text("What a seal tells").click()
        desk.sees("?start=2 hello")
        expect(desk.page.locator("#record")).to_contain_text("85 of 100")
        expect(desk.page.locator("#findings")).to_contain_text("imsmanifest.xml:")
    finally:
        started.end()


def test_one_sco_for_each_lesson(opened: Open, tmp_path: Path, courses: Path) -> None:
    shutil.copytree(courses / "reference", tmp_path / "reference")
    course = Path(shutil.copytree(courses / "tour", tmp_path / "tour"))
    text = (course / "course.yaml").read_text("utf-8")
    (course / "course.yaml").write_text(text.replace("units: course", "units: lesson"), "utf-8")
    started = Preview(course)
    try:
        desk = opened(started.address, course)
        desk.page.select_option("#target", "scorm2004-4th")
        desk.inside("w => w.elearn && w.elearn.driver.name === 'scorm2004' && w.elearn.pages.current")
        desk.open("callouts")
        desk.inside("w => w.location.pathname.endsWith('/callouts.html')")
        desk.edit("lessons/02-callouts.md", "::: note", "A new line.\n\n::: note")
        desk.sees("A new line.")
        desk.frame.evaluate("elearn.pages.next()")
        desk.frame.evaluate("document.querySelector('button.go-on').click()")  # done: the LMS is asked for the next
        desk.wait("stage => stage.page === 'layout'")
    finally:
        started.end()
