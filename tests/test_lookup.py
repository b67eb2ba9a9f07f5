"""The data behind "Which agreement applies?": complete, honest, small, and only where it is asked for."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from elearn_builder import lookup, pipeline, strings
from elearn_builder.references import AGREEMENTS, Tables
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_BYTES = 50_000


@pytest.fixture
def build(courses: Path, tmp_path: Path) -> Callable[..., Path]:
    """Build the tour for the plain web, with changed settings and tables."""

    def make(*changes: tuple[str, str], asks: str = "") -> Path:
        folder = tmp_path / "courses"
        shutil.copytree(courses / "tour", folder / "tour")
        settings = folder / "tour" / "course.yaml"
        text = settings.read_text("utf-8")
        for old, new in changes:
            assert re.search(old, text, re.MULTILINE)
            text = re.sub(old, new, text, flags=re.MULTILINE)
        settings.write_text(text, "utf-8")
        if asks:
            shutil.copytree(courses / "reference", folder / "reference")
            basel = folder / "reference" / "treaties" / "basel.yaml"
            basel.write_text(f"asks: {asks}\n" + basel.read_text("utf-8"), "utf-8")
        result = pipeline.build([(folder / "tour", "tour")], ["web"], tmp_path / "dist")
        assert result.written, [one.message for one in result.diagnostics]
        return Path(result.written[0].path)

    return make


def data(package: Path) -> dict[str, Any]:
    written = re.search(r"elearn\.listings\((.*)\);\n\}\);\n$", (package / "parts" / "finder.js").read_text("utf-8"))
    assert written
    told: dict[str, Any] = json.loads(written[1])
    return told


@pytest.fixture
def rows() -> list[lookup.Row]:
    return lookup.rows(Tables(ROOT / "courses" / "reference", strings.load("en")))


def test_it_is_small(build: Callable[..., Path]) -> None:
    assert len(gzip.compress((build() / "parts" / "finder.js").read_bytes())) < MOST_BYTES


def test_a_course_without_it_carries_nothing_of_it(build: Callable[..., Path]) -> None:
    package = build((r"^lookup: .*\n", ""))
    assert not list(package.rglob("finder*")) + list(package.rglob("lookup*"))
    for file in ("style.css", "course.js", "contents.html"):
        assert not re.search(r"\.applies|lookup|asks_|Which agreement", (package / file).read_text("utf-8"))


def test_it_reads_without_script(build: Callable[..., Path]) -> None:
    package = build()
    page = (package / "lookup.html").read_text("utf-8")
    assert page.count('<th scope="row">') == len(AGREEMENTS)
    assert 'href="text.html#references-that-are-checked"' in page
    assert strings.load("en")["asks_rotterdam"].split("'", maxsplit=1)[0] in page
    assert 'href="lookup.html"' in (package / "contents.html").read_text("utf-8")


def test_every_table_is_in_it(rows: list[lookup.Row]) -> None:
    tables = Tables(ROOT / "courses" / "reference", strings.load("en"))
    codes = {row.code for row in rows}
    cas = {number for row in rows for number in row.cas.split(";")}
    assert codes >= tables.waste.keys() | {row["blend"] for row in tables.blends} | tables.schedules.keys()
    assert cas >= tables.chemicals.keys()
    assert {row.un for row in rows} >= tables.un.keys()
    assert {row.hs for row in rows} >= {row["code"] for row in tables.goods}
    assert {row.agreement for row in rows} == set(AGREEMENTS)


def test_no_row_stands_in_it_twice(rows: list[lookup.Row]) -> None:
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("code", "entries"),
    [
        ("8549.11", {"A1160"}),  # lead-acid batteries
        ("8549.12", {"A1170"}),
        ("8549.21", {"A1181"}),  # e-waste
        ("8549.29", {"Y49"}),
        ("3915.10", {"A3210", "B3011", "Y48"}),  # plastics
        ("2710.91", {"A3020", "A3180", "Y8", "Y10"}),  # used oil
    ],
)
def test_a_subheading_finds_the_entries_of_the_basel_lists(
    code: str, entries: set[str], rows: list[lookup.Row]
) -> None:
    found = [row for row in rows if code in row.hs.split(";") and row.code]
    assert {row.code for row in found} == entries
    assert {row.agreement for row in found} == {"basel"}
    for row in found:
        assert "first pointer" in row.listing, "nobody has published such a correlation"


def test_what_was_not_compared_says_so(rows: list[lookup.Row]) -> None:
    by_code = {row.code: row for row in rows if row.code}
    assert not by_code["R-404A"].verified, "its HS code was derived"
    assert by_code["A1181"].verified
    assert next(row for row in rows if row.hs == "8549.11").verified


@pytest.mark.parametrize("language", strings.available())
def test_listings_are_in_the_courses_language(language: str) -> None:
    words = strings.load(language)
    found = lookup.rows(Tables(ROOT / "courses" / "reference", words))
    listing = next(row.listing for row in found if row.code == "R-22")
    assert listing == words["ref_annex"].format("C") + words["comma"] + words["lookup_group"].format("I")
    if language != "en":
        assert not [row.listing for row in found if re.search("Annex|Schedule|Group|consent ", row.listing)]


def test_a_file_says_what_its_agreement_asks_for_in_english(build: Callable[..., Path]) -> None:
    assert data(build(asks="Ask first."))["agreements"][0][1] == "Ask first."


def test_words_of_the_language_go_before_an_english_file(build: Callable[..., Path]) -> None:
    told = data(build((r"^language: en", "language: fr"), asks="Ask first."))
    assert told["agreements"][0][:2] == ["Convention de Bâle", strings.load("fr")["asks_basel"]]
    assert told["words"]["lookup_lesson"] == strings.load("fr")["lookup_lesson"]
