"""Regions of a picture are read in the order in which a person reads the picture."""

from __future__ import annotations

from itertools import permutations

from elearn_builder.questions import KINDS, scripts
from elearn_builder.questions.areas import letter, reading_order, style

PAPER = [(2, 9, 30, 6), (40, 9.4, 25, 6), (70, 8.8, 20, 6), (2, 20, 47, 10), (51, 20, 47, 10), (2, 60, 96, 20)]


def test_rows_from_the_top_each_from_the_left() -> None:
    for order in permutations(range(len(PAPER))):
        shuffled = [PAPER[index] for index in order]
        assert [shuffled[index] for index in reading_order(shuffled)] == PAPER


def test_a_tall_region_keeps_only_what_begins_beside_its_upper_half() -> None:
    tall, beside, below = (0, 0, 20, 80), (50, 30, 20, 20), (50, 60, 20, 20)
    assert reading_order([below, beside, tall]) == [2, 1, 0]


def test_no_regions() -> None:
    assert reading_order([]) == []


def test_a_small_region_grows_around_its_middle() -> None:
    assert style((10, 20.5, 5, 3)) == "--x:12.5%;--y:22%;--w:5%;--h:3%"


def test_each_region_has_a_letter_of_its_own() -> None:
    assert len({letter(index) for index in range(36)}) == 36


def test_a_script_comes_behind_those_it_builds_on() -> None:
    assert scripts({"hotspot"}) == ("choice", "regions", "hotspot")
    assert scripts({"document", "hotspot", "choice"}) == ("choice", "fields", "regions", "document", "hotspot")
    for kind in KINDS:
        assert scripts({kind})[-1] == kind
