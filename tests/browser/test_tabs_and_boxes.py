"""Tabs and boxes to tick on a phone: all can be seen, reached by keyboard and tapped, in both directions of writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from elearn_builder import pipeline

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

COURSE = """\
id: case
title: Case
language: {}
agreement: basel
modules: [{{title: Cases, lessons: [01-case]}}]
targets: [web]
"""
LESSON = """\
---
title: Case
---
:::: tabs
::: tab By sea in containers
One.
:::
::: tab By road and by inland waterway
Two.
:::
::: tab With [[waste:A1181]]
Three.
:::
::: tab A fourth way
Four.
:::
::::

::: jobaid At the container
- [ ] Air measured
- [x] Seal photographed
- [ ] [[waste:A1181|E-waste]] expected
:::
"""


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def lesson(language: str, tmp_path: Path, page: Page) -> Page:
    course = tmp_path / "case"
    (course / "lessons").mkdir(parents=True)
    (course / "course.yaml").write_text(COURSE.format(language), "utf-8")
    (course / "lessons" / "01-case.md").write_text(LESSON, "utf-8")
    result = pipeline.build([(course, "case")], ["web"], tmp_path / "dist")
    assert result.written, [one.message for one in result.diagnostics]
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((result.written[0].path / "case.html").as_uri())
    page.locator(".tabs.live").wait_for()
    return page


def test_all_tabs_can_be_seen(lesson: Page) -> None:
    frame = lesson.locator(".tab-list").bounding_box()
    assert frame
    for tab in lesson.get_by_role("tab").all():
        box = tab.bounding_box()
        assert box
        assert box["x"] >= frame["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
        assert box["height"] >= 44
    assert lesson.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_tabs_are_chosen_by_keyboard(lesson: Page, language: str) -> None:
    tabs = lesson.get_by_role("tab")
    tabs.first.focus()
    for text in ("Two.", "Three.", "Four.", "One."):
        lesson.keyboard.press("ArrowLeft" if language == "ar" else "ArrowRight")
        assert lesson.get_by_role("tabpanel").inner_text() == text
    lesson.keyboard.press("End")
    assert lesson.get_by_role("tabpanel").inner_text() == "Four."


def test_nothing_else_can_be_tapped_in_the_name_of_a_tab(lesson: Page) -> None:
    third = lesson.get_by_role("tab").nth(2)
    assert third.inner_text() == "With A1181"
    assert third.locator("a").count() == 0


def test_boxes_are_ticked_by_their_text_and_by_keyboard(lesson: Page) -> None:
    lesson.get_by_text("Air measured").click()
    assert lesson.get_by_role("checkbox", name="Air measured").is_checked()
    assert lesson.get_by_role("checkbox", name="Seal photographed").is_checked()
    waste = lesson.get_by_role("checkbox", name="E-waste expected")
    waste.focus()
    lesson.keyboard.press("Space")
    assert waste.is_checked()


def test_own_words_in_a_box_tell_what_they_are_and_tick_nothing(lesson: Page) -> None:
    lesson.get_by_role("button", name="E-waste").click()
    assert "A1181" in lesson.get_by_role("dialog").inner_text()
    assert not lesson.get_by_role("checkbox", name="E-waste expected").is_checked()


def test_boxes_are_on_paper(lesson: Page) -> None:
    lesson.emulate_media(media="print")
    boxes = lesson.get_by_role("checkbox")
    assert boxes.count() == 3
    assert all(box.is_visible() for box in boxes.all())
    assert boxes.first.evaluate("box => getComputedStyle(box).borderTopStyle") == "solid"
