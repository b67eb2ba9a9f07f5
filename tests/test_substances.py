"""Names of substances and their numbers, across pages, courses, glossaries and tables; classes; dates of decisions."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from elearn_builder import pipeline, strings
from elearn_builder.diagnostics import Report
from elearn_builder.questions import KINDS
from elearn_builder.references import Tables, beside
from elearn_builder.references.consistency import disagreements
from elearn_builder.source import Lines, SourceFile
from tests.conftest import ROOT

REFERENCE = ROOT / "courses" / "reference"


def course(folder: Path, *bodies: str, glossary: str = "", head: str = "", language: str = "en") -> Path:
    (folder / "lessons").mkdir(parents=True)
    names = [f"0{number}-page-{number}" for number in range(1, len(bodies) + 1)]
    settings = f"id: {folder.name}\ntitle: Case\nlanguage: {language}\nobjectives: {{o: Find mistakes}}\n"
    modules = f"modules: [{{title: Cases, lessons: [{', '.join(names)}]}}]\n"
    (folder / "course.yaml").write_text(settings + modules, "utf-8")
    for name, body in zip(names, bodies, strict=True):
        (folder / "lessons" / f"{name}.md").write_text(f"---\ntitle: Page\n{head}---\n{body}\n", "utf-8")
    if glossary:
        (folder / "glossary.yaml").write_text(glossary, "utf-8")
    return folder


def told(*folders: Path, codes: tuple[str, ...] = ("R021", "R024", "F008")) -> list[str]:
    roots = [(folder, folder.name) for folder in folders]
    return [
        f"{one.span.path}:{one.span.line} {one.code.id} {one.message}"
        for one in pipeline.check(roots).diagnostics
        if one.code.id in codes
    ]


def pairs(text: str) -> list[tuple[str, str, str]]:
    body = Lines.of(SourceFile("page.md", text))
    found = beside.find(body, KINDS)
    for one in found:
        assert one.span.text == one.code
    return [(one.name, one.kind, one.code) for one in found]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Lindane ([[cas:58-89-9]]) is old.", ("Lindane", "cas", "58-89-9")),
        ("Old ones: lindane, [[cas:58-89-9]], and more.", ("lindane", "cas", "58-89-9")),
        ("**Lindane** [[cas:58-89-9]]", ("Lindane", "cas", "58-89-9")),
        ("- Lindane, CAS 58-89-9", ("Lindane", "cas", "58-89-9")),
        ("| Lindane | CAS number 58-89-9 |", ("Lindane", "cas", "58-89-9")),
        ("| CAS 58-89-9 | Lindane |", ("Lindane", "cas", "58-89-9")),
        ("| [[cas:58-89-9]] lindane | old |", ("lindane", "cas", "58-89-9")),
        ("See [[cas:58-89-9|lindane]].", ("lindane", "cas", "58-89-9")),
        ("| R-12 | [[un:UN 1028]] |", ("R-12", "un", "1028")),
        ("- UN 1028: R-12", ("R-12", "un", "1028")),
        ("aldrin and lindane ([[cas:58-89-9]])", ("lindane", "cas", "58-89-9")),
    ],
)
def test_a_name_beside_its_number(text: str, pair: tuple[str, str, str]) -> None:
    assert pairs(text) == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "| CAS number | [[cas:58-89-9]] |",
        "The label of this drum in the port says [[cas:58-89-9]].",
        "`Lindane ([[cas:58-89-9]])`",
        "```\nLindane ([[cas:58-89-9]])\n```",
        "::: choice Which? {#q objective=o}\n- [ ] Lindane, CAS 50-29-3\n- [x] DDT, CAS 50-29-3\n:::",
        "On 58-89-9 and 12-34-5 nothing stands.",
        "The Y2K UN 10280 plan.",
    ],
)
def test_no_name_beside_a_number(text: str) -> None:
    assert pairs(text) == []


def test_a_number_between_two_names_has_none() -> None:
    """The comma belongs to the name before: phosgene is not 1051."""
    assert ("phosgene", "un", "1051") not in pairs("Read [[un:1076]] phosgene, [[un:1051]] hydrogen cyanide.")


def test_courses_are_compared(tmp_path: Path) -> None:
    first = course(tmp_path / "first", "Soft plastic has WXQs ([[cas:85535-85-9]]).")
    second = course(tmp_path / "second", "Text.", "Plastic softeners: WXQs, [[cas:85535-84-8]].")
    assert told(first) == told(second) == []
    what = "R021 “WXQs” has the CAS number"
    assert told(first, second) == [
        f"second/lessons/02-page-2.md:4 {what} 85535-84-8 here, and 85535-85-9 in first/lessons/01-page-1.md:4"
    ]
    assert told(second, first) == [
        f"first/lessons/01-page-1.md:4 {what} 85535-85-9 here, and 85535-84-8 in second/lessons/02-page-2.md:4"
    ]


def test_a_glossary_is_compared(tmp_path: Path) -> None:
    first = course(tmp_path / "first", "Text.", glossary="Softener X:\n  definition: 'Plastic, CAS 85535-84-8.'\n")
    second = course(tmp_path / "second", "Text.", glossary="Softener X: 'An oil, [[cas:85535-85-9]].'\n")
    assert [one.partition(" ")[0] for one in told(first, second)] == ["second/glossary.yaml:1"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("PFOS ([[cas:1763-23-1]]).", "PFOS ([[cas:2795-39-3]])."),  # a group: one entry has both
        ("Industrial chemicals, [[cas:1763-23-1]].", "Industrial chemicals, [[cas:50-29-3]]."),
        ("A pesticide ([[cas:309-00-2]]).", "A pesticide ([[cas:50-29-3]])."),
        ("Annex A, [[cas:309-00-2]].", "Annex A, [[cas:50-29-3]]."),
        ("H6.1, [[cas:309-00-2]].", "H6.1, [[cas:50-29-3]]."),
        ("Batteries, [[un:2794]].", "Batteries, [[un:2795]]."),
        ("PCB, [[un:2315]].", "PCB, [[un:3432]]."),  # liquid, solid
        ("DDT, [[cas:50-29-3]].", "DDT (CAS 50-29-3)."),
    ],
)
def test_what_is_not_compared_or_agrees(first: str, second: str, tmp_path: Path) -> None:
    assert told(course(tmp_path / "first", first), course(tmp_path / "second", second)) == []


def test_a_reference_beside_another_name_is_told_once(tmp_path: Path) -> None:
    page = course(tmp_path / "case", "Stocks of DDT ([[cas:309-00-2]]).")
    assert told(page, codes=("R020", "R021"))[0].partition(" ")[2].startswith("R020")
    assert len(told(page, codes=("R020", "R021"))) == 1


def test_the_tables_that_ship_agree() -> None:
    assert list(disagreements(Tables(REFERENCE, strings.load("en"), "reference"))) == []


@pytest.mark.parametrize(
    ("table", "old", "new", "line"),
    [
        ("substances.csv", "(bromomethane),,74-83-9", "(bromomethane),,56-23-5", "Methyl bromide"),
        ("chemicals.csv", "50-29-3,DDT,stockholm", "58-89-9,DDT,stockholm", "58-89-9,DDT,stockholm"),
        ("un.csv", "1028,CFC-12", "1999,CFC-12", "1999,CFC-12"),
    ],
)
def test_tables_of_authors_that_disagree(table: str, old: str, new: str, line: str, tmp_path: Path) -> None:
    shutil.copytree(REFERENCE, tmp_path / "reference")
    file = tmp_path / "reference" / table
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    found = list(disagreements(Tables(tmp_path / "reference", {}, "reference")))
    assert len(found) == 1
    assert line in found[0][0].excerpt
    assert found[0][0].path.startswith("reference/")


CLASSES = {
    "en": "Methyl bromide, [[un:1062]] (class 2.2).",
    "es": "El gas [[un:1062]], clase 2.2, es de la clase 6.1 (UN 1062).",
    "fr": "Le gaz [[un:1062]] (classe 2.2).",
    "ru": "Газ [[un:1062]], класс 2.2.",
    "ar": "الغاز [[un:1062]] (الفئة 2.2).",
    "zh": "气体 [[un:1062]]（第 2.2 类）。",
}


@pytest.mark.parametrize("language", CLASSES)
def test_a_class_beside_a_un_number(language: str, tmp_path: Path) -> None:
    found = told(course(tmp_path / "case", CLASSES[language], language=language), codes=("R024",))
    wanted = ["2.2", "6.1"] if language == "es" else ["2.2"]
    start = "case/lessons/01-page-1.md:4 R024 UN 1062 is of class 2.3 in the tables, and of class"
    assert found == [f"{start} {one} here" for one in wanted]


def test_a_class_is_shown_with_its_number() -> None:
    from elearn_builder.references import Reference, look_up

    found = look_up("un:1062", Tables(REFERENCE, strings.load("en")))
    assert isinstance(found, Reference)
    assert found.says == "Methyl bromide (bromomethane). Class 2.3."


@pytest.mark.parametrize(
    ("decision", "reviewed", "later"),
    [
        ("rotterdam:decision-RC-12-3", "2025-05-08", True),
        ("rotterdam:decision-RC-12-3", "2025-05-09", False),
        ("basel:decision-BC-15-18", "2022-05-31", True),  # of June 2022
        ("basel:decision-BC-15-18", "2022-06-01", False),
        ("stockholm:decision-SC-12-9", "2024-12-31", True),  # of 2025
        ("stockholm:decision-SC-12-9", "2025-01-01", False),
        ("montreal:decision-XXXV-19", "1990-01-01", False),  # nobody says when
    ],
)
def test_a_decision_later_than_the_review(decision: str, reviewed: str, later: bool, tmp_path: Path) -> None:
    page = course(tmp_path / "case", f"See [[{decision}]].", head=f"reviewed: {reviewed}\n")
    found = told(page)
    assert [one.partition(" ")[2][:4] for one in found] == ["F008"] * later
    assert all(one.startswith("case/lessons/01-page-1.md:3 ") for one in found)


def test_a_term_called_decision_is_no_decision(tmp_path: Path) -> None:
    page = course(tmp_path / "case", "A decision is made.", glossary="a-decision-b: What is decided.\n")
    assert told(page) == []


@pytest.mark.parametrize("taken", ["2025-13", "May 2025", "2025-05-32", "25"])
def test_a_date_that_is_none(taken: str, tmp_path: Path) -> None:
    shutil.copytree(REFERENCE, tmp_path / "reference")
    table = tmp_path / "reference" / "treaties" / "basel.yaml"
    text = table.read_text("utf-8")
    table.write_text(text.replace('taken: "2022-06"', f'taken: "{taken}"'), "utf-8")
    tables = Tables(tmp_path / "reference", strings.load("en"), "reference")
    assert tables.treaties["basel"].name
    report = Report()
    report.extend(tables.faults.diagnostics)
    assert [one.span.text for one in report.diagnostics] == [f'"{taken}"']


def test_decisions_are_dated_with_a_source() -> None:
    for file in (REFERENCE / "treaties").glob("*.yaml"):
        for line in re.findall(r".*taken: .*", file.read_text("utf-8")):
            assert "decision-" in line
            assert re.search(r"source: \w+ \w", line), line
