"""What is told of a course from build to build, also when something goes wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from elearn_builder import player
from elearn_builder.parser import reference_folder
from elearn_builder.preview.studio import Studio
from elearn_builder.preview.workshop import Workshop

TODAY = date(2026, 11, 24)


@pytest.fixture
def studio(tour: Path) -> Studio:
    made = Studio(tour, "tour", reference_folder(tour))
    made.build()
    return made


def told(studio: Studio, *names: str) -> list[object]:
    news = studio.news()
    return [news[name] for name in names]


def test_a_broken_build_leaves_the_last_whole_one_and_the_list_of_pages(studio: Studio, tour: Path) -> None:
    settings = (tour / "course.yaml").read_text("utf-8")
    before = studio.state(TODAY)
    (tour / "course.yaml").write_text("id: [", "utf-8")
    studio.build()
    state = studio.state(TODAY)
    assert told(studio, "number", "shown", "whole") == [2, 1, False]
    assert (state["title"], state["pages"]) == (before["title"], before["pages"])
    assert [one["code"] for one in state["findings"]] == ["C002"]
    assert studio.playable("scorm12", "") is not None
    (tour / "course.yaml").write_text(settings, "utf-8")
    studio.build()
    assert told(studio, "number", "since", "shown", "whole", "changed") == [3, 1, 3, True, []]


def test_a_fault_of_the_builder_is_told_and_ends_nothing(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise RuntimeError("a fault")

    with monkeypatch.context() as patch:
        patch.setattr(Workshop, "build", stumble)
        studio._rebuild(player_changed=False)
    assert told(studio, "number", "fault", "busy") == [1, "RuntimeError: a fault", False]
    assert studio.playable("scorm12", "") is not None
    studio._rebuild(player_changed=False)
    assert told(studio, "number", "fault", "busy") == [2, "", False]


def test_a_player_that_was_made_again_is_read_again(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player, "_script", lambda *_: "a new player")
    studio._rebuild(player_changed=False)
    monkeypatch.setattr(player, "forget", lambda: None)
    studio._rebuild(player_changed=True)
    package = studio.playable("scorm12", "")
    assert package
    assert package.read("player.js") == b"a new player"
    assert told(studio, "whole", "everywhere") == [True, True]


def test_files_are_read_again_after_a_change_on_disk() -> None:
    before = player.script((), "web")
    player.forget()
    assert player.script((), "web") is not before
    assert player.script((), "web") == before


def test_another_language_follows_each_change(studio: Studio, tour: Path) -> None:
    arabic = studio.playable("scorm12", "ar")
    assert arabic
    assert b'dir="rtl"' in arabic.read("index.html")  # type: ignore[operator]
    lesson = tour / "lessons/02-callouts.md"
    lesson.write_text(lesson.read_text("utf-8") + "\nNew words.\n", "utf-8")
    studio.build()
    for language in ("", "ar"):
        played = studio.playable("scorm12", language)
        assert played
        assert b"New words." in played.read("callouts.js")  # type: ignore[operator]
    assert studio.playable("scorm12", "xx") is None


def test_old_reviews_come_first(studio: Studio) -> None:
    ages = [one["age"] for one in studio.state(TODAY)["freshness"]]
    assert ages == sorted(ages, key=lambda age: -age)
