"""Real courses with one fault put in: it is found at its line, and nothing else comes up."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import pytest

from elearn_builder import pipeline
from elearn_builder.linkcheck.asking import Manners, Web

TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Seed:
    """A fault: what stands in a file of a course and what is put in its place; ``at`` is the text of the line found."""

    code: str
    course: str
    file: str
    before: str
    after: str
    at: str
    today: date = TODAY


@dataclass(frozen=True)
class Courses:
    """Copies of the courses, and what they have without a seed."""

    place: Path
    findings: dict[str, set[tuple[str, str, str]]]


SEEDS = [
    Seed(
        *(
            "R020",
            "stockholm",
            "lessons/01-poison-that-stays.md",
            "\n## ",
            "\nStocks of DDT ([[cas:309-00-2]]).\n\n## ",
        ),
        "Stocks of DDT",
    ),
    Seed(
        *("R021", "stockholm", "lessons/01-poison-that-stays.md", "\n## "),
        *("\n| Name | Number |\n| --- | --- |\n| DDT | CAS 309-00-2 |\n\n## ", "| DDT"),
    ),
    Seed("R021", "cwc", "glossary.yaml", "CBRN:", 'PCB: "Oils in old transformers, CAS 57-74-9."\nCBRN:', "PCB:"),
    Seed(
        *("R024", "montreal", "lessons/06-safe-and-act.md", "Methyl bromide ([[un:1062]]) has"),
        *("Methyl bromide ([[un:1062]], class 2.2) has", "| Poison"),
    ),
    Seed("R022", "basel", "lessons/01-why-basel.md", "\n## ", "\nBatteries are A1160.\n\n## ", "Batteries are"),
    Seed(
        *("R023", "basel", "lessons/01-why-basel.md", ' {article="basel:4(1)(c)"}\n'),
        *("\n> No movement without written consent of the State of import.\n\n", "> No movement"),
    ),
    Seed("F002", "basel", "lessons/04-e-waste.md", "reviewed: 2026-11-23", "reviewed: 2025-11-01", "reviewed: 2025"),
    Seed("F003", "basel", "lessons/04-e-waste.md", "reviewed: 2026-11-23", "reviewed: 2027-11-23", "reviewed: 2027"),
    Seed("F004", "basel", "lessons/04-e-waste.md", "\n    seen: 2026-11-23", "", "    url: "),
    Seed("F005", "basel", "lessons/04-e-waste.md", "seen: 2026-11-23", "seen: 2024-11-23", "    seen: 2024"),
    Seed("F007", "basel", "lessons/01-why-basel.md", "\n## ", "\nIt has 191 Parties.\n\n## ", "It has 191"),
    Seed(
        *("C030", "basel", "lessons/04-e-waste.md", "\n## ", "\n<!-- elearn-ignore T102 -->\nText.\n\n## "),
        "<!-- elearn-ignore",
    ),
    Seed("C031", "basel", "lessons/04-e-waste.md", "\n## ", "\n<!-- elearn-ignore Z1: no -->\n\n## ", "<!-- elearn"),
    Seed("C032", "basel", "lessons/04-e-waste.md", "\n## ", "\n<!-- elearn-ignore Q204: no -->\n\n## ", "<!-- elearn"),
    Seed("C033", "basel", "course.yaml", "pass_mark: 80", "ignore:\n  T102: said\npass_mark: 80", "  T102: said"),
]


def found(folder: Path, today: date = TODAY) -> set[tuple[str, str, str]]:
    """Findings as code, file and text of the line; line numbers move with an edit."""
    return {
        (one.code.id, one.span.path, one.span.excerpt)
        for one in pipeline.check([(folder, folder.name)], today=today).diagnostics
    }


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, courses: Path) -> Courses:
    """Copies of the courses side by side, with the reference tables; all were reviewed on the day before `TODAY`."""
    place = tmp_path_factory.mktemp("courses")
    names = sorted({seed.course for seed in SEEDS})
    for name in (*names, "reference"):
        shutil.copytree(courses / name, place / name)
    for file in (*place.rglob("*.md"), *place.glob("*/course.yaml")):
        dated = re.sub(r"\b(reviewed|seen): 20\d\d-\d\d-\d\d", r"\1: 2026-11-23", file.read_text("utf-8"))
        file.write_text(dated, "utf-8")
    return Courses(place, {name: found(place / name) for name in names})


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.code}-{seed.course}")
def test_seed(seed: Seed, good: Courses) -> None:
    place = good.place / seed.course
    file = place / seed.file
    text = file.read_text("utf-8")
    assert seed.before in text
    file.write_text(text.replace(seed.before, seed.after, 1), "utf-8")
    try:
        new = found(place, seed.today) - good.findings[seed.course]
    finally:
        file.write_text(text, "utf-8")
    assert [(code, path) for code, path, _ in new] == [(seed.code, f"{seed.course}/{seed.file}")]
    assert next(iter(new))[2].startswith(seed.at)


def test_an_unreviewed_page(good: Courses) -> None:
    """F001 needs a course that gives no day for all its pages."""
    place = good.place / "basel"
    texts = {file: file.read_text("utf-8") for file in (place / "course.yaml", place / "lessons" / "04-e-waste.md")}
    for file, text in texts.items():
        file.write_text(re.sub(r"(?m)^reviewed: .*\n", "", text), "utf-8")
    try:
        new = found(place) - good.findings["basel"]
    finally:
        for file, text in texts.items():
            file.write_text(text, "utf-8")
    assert {(code, path) for code, path, _ in new} == {("F001", "basel/lessons/04-e-waste.md")}


def test_an_amendment_after_the_review(good: Courses) -> None:
    """F006: the tables get an amendment of today; all pages that cite the agreement are told, and no other."""
    place = good.place
    table = place / "reference" / "treaties" / "basel.yaml"
    text = table.read_text("utf-8")
    change = "changes:\n  - {what: the next amendment, in_force: 2026-11-24, status: unverified, source: none}\n"
    table.write_text(text.replace("changes:\n", change, 1), "utf-8")
    try:
        new = found(place / "basel") - good.findings["basel"]
    finally:
        table.write_text(text, "utf-8")
    assert {code for code, _, _ in new} == {"F006"}
    assert all(line.startswith("reviewed: ") for _, _, line in new)
    assert "basel/lessons/01-why-basel.md" in {path for _, path, _ in new}


def test_a_decision_after_the_review(good: Courses) -> None:
    """F008: a decision that a page cites is dated after its review."""
    table = good.place / "reference" / "treaties" / "stockholm.yaml"
    text = table.read_text("utf-8")
    assert 'chlorpyrifos in Annex A.", taken: "2025"' in text
    table.write_text(text.replace('in Annex A.", taken: "2025"', 'in Annex A.", taken: "2026-12"', 1), "utf-8")
    try:
        new = found(good.place / "stockholm") - good.findings["stockholm"]
    finally:
        table.write_text(text, "utf-8")
    assert {code for code, _, _ in new} == {"F008"}
    assert "stockholm/lessons/07-what-is-new.md" in {path for _, path, _ in new}
    assert all(line.startswith("reviewed: ") for _, _, line in new)


def test_tables_that_disagree(good: Courses) -> None:
    """R021: a number in one table is no longer that of another."""
    table = good.place / "reference" / "substances.csv"
    text = table.read_text("utf-8")
    assert "CFC-12,R-12,75-71-8,A,I,1,10900,2903.77,1028," in text
    table.write_text(text.replace("2903.77,1028,", "2903.77,1018,", 1), "utf-8")
    try:
        new = found(good.place / "montreal") - good.findings["montreal"]
    finally:
        table.write_text(text, "utf-8")
    assert [(code, path, line[:9]) for code, path, line in new] == [("R021", "reference/un.csv", "1028,CFC-")]


def test_a_link_that_is_gone(good: Courses) -> None:
    """L020: one address of a course is gone; it is told at each place, and no other."""
    address = "https://achrnews.com/articles/163875"
    transport = httpx.MockTransport(lambda request: httpx.Response(404 if str(request.url) == address else 200))
    web = Web(manners=Manners(pause=0, again=0), transport=transport)
    told = pipeline.check([(good.place / "montreal", "montreal")], today=TODAY, web=web).diagnostics
    new = [one for one in told if (one.code.id, one.span.path, one.span.excerpt) not in good.findings["montreal"]]
    assert {(one.code.id, one.span.text) for one in new} == {("L020", address)}
    places = [file for file in (good.place / "montreal").rglob("*.md") if f"url: {address}" in file.read_text("utf-8")]
    assert len(new) == len(places) > 0
