"""What `elearn compare` says is kept is what the player finds again, whatever was edited: learners are packed by the
old course and unpacked by the new one in a browser, as in `test_state_property`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from elearn_builder.comparison import compare_read
from elearn_builder.comparison.published import Launch, Published, PublishedCourse, PublishedPage
from tests.browser.test_state_property import CROSS, Course, described, edits, many, player

__all__ = ["player"]  # the fixture


def published(course: dict[str, Any]) -> Published:
    pages = tuple(
        PublishedPage(page["id"], page["id"], "lesson", "", tuple(page["questions"])) for page in course["pages"]
    )
    told = PublishedCourse(
        id=course["id"],
        title="Course",
        version=course["version"],
        build=course["build"],
        pages=pages,
        sco=(tuple(page.id for page in pages),),
        key_bits=course["keyBits"],
        salt=course["salt"],
        objectives={},
    )
    launch = Launch("item-course", "Course", "index.html", "")
    return Published("x.zip", "m", "scorm12", (launch,), told, questions=MappingProxyType({}))


def lost(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Pages (``p:``) and questions (``q:``) that do not keep their progress by what is said."""
    found = compare_read(published(before), published(after))
    names = {f"{'q' if one.about == 'question' else 'p'}:{one.id}" for one in found.differences if one.effect == "lost"}
    gone = {one[2:] for one in names if one.startswith("p:")}
    there = {name for page in after["pages"] for name in page["questions"]}
    with_pages = {name for page in before["pages"] if page["id"] in gone for name in page["questions"]} - there
    return names | {f"q:{name}" for name in with_pages}


def check(player: Page, before: dict[str, Any], state: dict[str, Any], after: dict[str, Any]) -> None:
    found = player.evaluate(CROSS, [before, state, after, 60_000])["found"]
    missing = lost(before, after)
    assert {f"p:{page}" for page in state["pages"]} - missing == {f"p:{page}" for page in found["pages"]} - missing
    assert {f"q:{name}" for name in state["answers"]} - missing == {f"q:{name}" for name in found["answers"]} - missing
    for name, answer in state["answers"].items():
        if f"q:{name}" in missing:
            assert name not in found["answers"] or found["answers"][name] != answer
        else:
            assert found["answers"][name] == answer


@many
@given(edits(), st.sampled_from([(24, 24), (24, 20), (20, 24)]))
def test_it_says_what_the_player_does(
    player: Page, edit: tuple[Course, dict[str, Any], Course], widths: tuple[int, int]
) -> None:
    before, state, after = edit
    check(player, described(before, widths[0]), state, described(after, widths[1]))


def test_it_knows_keys_that_meet(player: Page) -> None:
    """The two identifiers have the same key of 24 bits; the one that is new comes first in the alphabet."""
    before = described({"page": ["waste-annex-timber"]}, 24)
    after = described({"page": ["waste-annex-timber", "permit-timber-transit"]}, 24)
    answer = {"right": True, "tries": 1, "sig": 7, "bits": [1]}
    state = player.evaluate("course => { elearn.course = course; return elearn.freshState(); }", before)
    state |= {"pages": {"page": True}, "answers": {"waste-annex-timber": answer}, "exam": None}
    found = player.evaluate(CROSS, [before, state, after, 60_000])["found"]
    assert list(found["answers"]) == ["permit-timber-transit"]
    assert lost(before, after) == {"q:waste-annex-timber"}
