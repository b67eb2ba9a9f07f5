"""What is remembered survives any edit of a course, fits into what was computed for it, and no text upsets it.

Many learners in one page: the player's state code runs in the browser, courses and edits are drawn here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from elearn_builder import keys, resources

PARTS = ("base", "bits", "state")
MOST_BITS = 40
NAMES = st.sampled_from(["constructor", "has-own-property", *(f"n{number}" for number in range(60))])
Course = dict[str, list[str]]  # pages and their questions

# Packs a learner in one course and unpacks it in another.
CROSS = """([before, state, after, limit]) => {
  elearn.course = before;
  const packed = elearn.packState(state, limit);
  elearn.course = after;
  const found = elearn.unpackState(packed);
  const again = found && elearn.packState(found, limit);
  return {packed, found: JSON.parse(JSON.stringify(found)), again};
}"""


@pytest.fixture(scope="module")
def player(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    for part in PARTS:
        page.evaluate(resources.text(f"templates/player/{part}.js"))
    yield page
    context.close()


@st.composite
def courses(draw: st.DrawFn) -> Course:
    pages = draw(st.lists(NAMES, min_size=1, max_size=12, unique=True))
    questions = draw(st.lists(NAMES, max_size=40, unique=True))
    course: Course = {page: [] for page in pages}
    for question in questions:
        course[draw(st.sampled_from(pages))].append(question)
    return course


@st.composite
def edited(draw: st.DrawFn, course: Course) -> Course:
    """Pages and questions taken away, added, moved and put into another order."""
    pages = draw(st.permutations([page for page in course if draw(st.booleans())]))
    pages += [page for page in draw(st.lists(NAMES, max_size=4, unique=True)) if page not in pages]
    pages = pages or ["n0"]
    questions = [question for of_page in course.values() for question in of_page if draw(st.booleans())]
    more = [one for one in draw(st.lists(NAMES, max_size=8, unique=True)) if one not in questions]
    new: Course = {page: [] for page in pages}
    for question in questions + more:
        new[draw(st.sampled_from(pages))].append(question)
    return new


def described(course: Course, bits: int, build: int = 1) -> dict[str, Any]:
    """As the builder tells the player."""
    names = [f"p:{page}" for page in course] + [f"q:{one}" for questions in course.values() for one in questions]
    return {
        "id": "course",
        "build": build,
        "version": "1.0.0",
        "keyBits": bits,
        "salt": keys.salts(names, bits),
        "pages": [{"id": page, "questions": questions} for page, questions in course.items()],
    }


ANSWER = st.fixed_dictionaries(
    {
        "sig": st.integers(0, 255),
        "bits": st.lists(st.integers(0, 1), max_size=MOST_BITS),
    }
)


@st.composite
def learners(draw: st.DrawFn, course: Course) -> dict[str, Any]:
    questions = [one for of_page in course.values() for one in of_page]
    few = st.booleans()
    exam = None
    if questions and draw(few):
        paper = draw(st.lists(st.sampled_from(questions), min_size=1, unique=True))
        marks = [{"id": one, "flagged": draw(few), **draw(ANSWER)} for one in paper]
        exam = {"pre": draw(few), "handedIn": draw(few), "seconds": draw(st.integers(0, 86_400)), "questions": marks}
    return {
        "build": draw(st.integers(0, 2**24 - 1)),
        "version": draw(st.integers(0, 2**12 - 1)),
        "reached": draw(st.integers(0, 2**14 - 1)),
        "seed": draw(st.integers(0, 2**24 - 1)),
        "saves": draw(st.integers(0, 60_000)),
        "records": draw(st.integers(0, 4_000)),
        "place": draw(st.sampled_from(["", *course])),
        "completed": draw(few),
        "passed": draw(few),
        "failed": draw(few),
        "best": draw(st.integers(-1, 100)),
        "attempts": draw(st.integers(0, 100)),
        "pages": {page: True for page in course if draw(few)},
        "answers": {
            one: {"right": draw(few), "tries": draw(st.integers(1, 7)), **draw(ANSWER)}
            for one in questions
            if draw(few)
        },
        "exam": exam,
        "pretested": draw(few),
    }


@st.composite
def edits(draw: st.DrawFn) -> tuple[Course, dict[str, Any], Course]:
    course = draw(courses())
    return course, draw(learners(course)), draw(edited(course))


def survived(state: dict[str, Any], course: Course) -> dict[str, Any]:
    """What of a state still exists in a course."""
    questions = {one for of_page in course.values() for one in of_page}
    exam = state["exam"] and {
        **state["exam"],
        "questions": [one for one in state["exam"]["questions"] if one["id"] in questions],
    }
    return {
        **state,
        "place": state["place"] if state["place"] in course else "",
        "pages": {page: True for page in state["pages"] if page in course},
        "answers": {one: answer for one, answer in state["answers"].items() if one in questions},
        "exam": exam if exam and exam["questions"] else None,
    }


many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@many
@given(edits(), st.sampled_from([(24, 24), (24, 20), (20, 24), (20, 20)]))
def test_what_still_exists_is_kept(
    player: Page, edit: tuple[Course, dict[str, Any], Course], widths: tuple[int, int]
) -> None:
    """Also when the course grows or shrinks past the number of items at which keys change their width."""
    before, state, after = edit
    old, new = described(before, widths[0]), described(after, widths[1], build=2)
    got = player.evaluate(CROSS, [old, state, new, 60_000])
    assert got["found"] == survived(state, after)
    again = player.evaluate(CROSS, [new, got["found"], new, 60_000])
    assert again["found"] == got["found"]


def test_a_salted_name_is_found_at_the_other_width(player: Page) -> None:
    """Two names that meet at 20 bits do not at 24: the second has a salt in a large course only."""
    seen: dict[int, str] = {}
    for number in range(10_000):
        key = keys.fnv1a(f"q:n{number}") >> 12
        if key in seen:
            break
        seen[key] = f"n{number}"
    course: Course = {"page": sorted([seen[key], f"n{number}"])}
    answer = {"right": True, "tries": 1, "sig": 7, "bits": [1]}
    state = {
        **dict.fromkeys(("build", "version", "reached", "seed", "saves", "records", "best", "attempts"), 0),
        **dict.fromkeys(("completed", "passed", "failed"), False),
        "place": "",
        "pages": {},
        "exam": None,
        "pretested": False,
        "answers": dict.fromkeys(course["page"], answer),
    }
    small, large = described(course, 24), described(course, 20)
    assert large["salt"]
    assert player.evaluate(CROSS, [small, state, large, 4000])["found"]["answers"] == state["answers"]


@many
@given(edits())
def test_never_larger_than_computed(player: Page, edit: tuple[Course, dict[str, Any], Course]) -> None:
    course, state, _ = edit
    questions = [one for of_page in course.values() for one in of_page]
    for bits in (20, 24):
        paper = [MOST_BITS] * len(state["exam"]["questions"] if state["exam"] else [])
        most = keys.state_size(len(course), [(one, MOST_BITS) for one in questions], paper, bits).total
        told = described(course, bits)
        got = player.evaluate(CROSS, [told, state, told, 60_000])
        assert len(got["packed"]) <= most
        assert re.fullmatch(r"[\w-]*", got["packed"], re.ASCII), "all that every LMS stores unharmed"


@many
@given(edits(), st.integers(20, 400))
def test_in_little_room_what_matters_is_kept(
    player: Page, edit: tuple[Course, dict[str, Any], Course], limit: int
) -> None:
    course, state, _ = edit
    told = described(course, 24)
    got = player.evaluate(CROSS, [told, state, told, limit])
    assert len(got["packed"]) <= limit
    if got["found"] is not None:
        for name in ("pages", "place", "completed", "passed", "failed", "best", "attempts", "reached", "seed"):
            assert got["found"][name] == state[name]
    else:
        assert got["packed"] == "", "what is given to the LMS can be read again"


@many
@given(edits(), st.randoms(use_true_random=False), st.text(max_size=60))
def test_no_text_upsets_it(
    player: Page, edit: tuple[Course, dict[str, Any], Course], chance: Any, foreign: str
) -> None:
    """Cut, changed and foreign texts give nothing or (one in 4,096) a state that is sound."""
    course, state, _ = edit
    told = described(course, 24)
    packed = player.evaluate(CROSS, [told, state, told, 60_000])["packed"]
    at = chance.randrange(len(packed))
    changed = packed[:at] + chance.choice("ABCxyz012-_ <ü") + packed[at + 1 :]
    texts = [packed[:at], packed[at:], changed, packed + "A", foreign, foreign + packed]
    read = "texts => texts.map(text => { const found = elearn.unpackState(text); return JSON.stringify(found); })"
    for found in player.evaluate(read, texts):
        assert found == "null" or '"answers"' in found


def test_another_course_s_state_is_nothing(player: Page) -> None:
    course = described({"page": []}, 24)
    text = player.evaluate(
        "course => { elearn.course = course; return elearn.packState(elearn.freshState(), 4000); }", course
    )
    other = {**course, "id": "another"}
    read = "([course, text]) => { elearn.course = course; return elearn.unpackState(text) !== null; }"
    assert player.evaluate(read, [course, text])
    assert not player.evaluate(read, [other, text])
