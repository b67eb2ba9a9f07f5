"""What an officer's line has to carry: sizes of the player, and of a first lesson that can be read and answered."""

from __future__ import annotations

import gzip
import zipfile
from typing import TYPE_CHECKING

import pytest

from elearn_builder import pipeline, player
from elearn_builder.config import Theme
from elearn_builder.questions import KINDS, scripts

if TYPE_CHECKING:
    from pathlib import Path

MOST = 25 * 1024  # bytes of the player and its styles, with exam and pre-test, each file compressed by itself
MOST_AT_ONCE = 22_000  # of these, what comes with every first page
MOST_AT_LAUNCH = 40_000  # until the first lesson can be read and its own questions answered
COURSES = ("basel", "cartagena", "cites", "cwc", "green-customs", "montreal", "rotterdam", "stockholm", "tour")


def line(text: str | bytes) -> int:
    return len(gzip.compress(text if isinstance(text, bytes) else text.encode(), 9))


@pytest.mark.parametrize("driver", ["scorm12", "scorm2004", "web"])
def test_player_and_styles(driver: str) -> None:
    at_once = line(player.script((), driver, pretest=True)) + line(player.style(Theme(), ()))
    exam = line(player.part("exam", {}, bundle="exam-pretest")) + line(player.part_style("exam"))
    assert at_once <= MOST_AT_ONCE
    assert at_once + exam <= MOST


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_question_comes_only_with_a_course_that_uses_it(kind: str) -> None:
    names = scripts([kind])
    own = line(player.script(names, "scorm12")) - line(player.script((), "scorm12"))
    assert 0 < own < 5_000
    assert f"kinds.{kind}=" not in player.script((), "scorm12")
    assert f"kinds.{kind}=" in player.script(names, "scorm12")


@pytest.mark.parametrize("name", COURSES)
def test_the_first_lesson_at_launch(name: str, courses: Path, tmp_path: Path) -> None:
    """What the first page names in its HTML is all it needs; the browser tests hold that nothing else is waited for."""
    (written,) = pipeline.build([(courses / name, name)], ["scorm12"], tmp_path).written
    with zipfile.ZipFile(written.path) as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    page = files["index.html"].decode()
    assert sum(line(files[one]) for one in ("index.html", "style.css", "player.js", "course.js")) <= MOST_AT_LAUNCH
    kinds = {kind for kind in KINDS if f'data-kind="{kind}"' in page}
    assert kinds or name == "tour"
    for kind in KINDS:
        assert (f"kinds.{kind}=" in files["player.js"].decode()) is any(kind in scripts([one]) for one in kinds)
        assert not (kind in kinds and f"parts/{kind}.js" in files), "it is not carried twice"
