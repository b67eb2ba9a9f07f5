"""Faults of teaching and of language, sown one by one into real courses: each comes up where it was sown, and alone."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from elearn_builder import pipeline, rules, wording
from tests.conftest import ROOT

Finding = tuple[str, str, str]
SINGLE = """\
::: choice What comes first? {#sown-NAME objective=OBJECTIVE}
- [ ] Release it
    > No.
- [x] Hold it
    > Yes.
- [ ] THIRD
    > No.
:::
"""
HARD = "\nAdministrative authorisation necessitates comprehensive documentation verification.\n"
CODES = [code.id for code in rules.CODES if code.id.startswith("N") or code.id in {f"T{n}" for n in range(104, 125)}]


def question(name: str, objective: str = "read-codes", third: str = "Fine it", **words: str) -> str:
    text = SINGLE.replace("NAME", name).replace("OBJECTIVE", objective).replace("THIRD", third)
    for old, new in words.items():
        text = text.replace(old.replace("_", " "), new)
    return text


def findings(folder: Path) -> set[Finding]:
    """Code, file and the line's text of each finding of the families sown; the text stays when lines move."""
    found = pipeline.check([(folder, "c")], today=date(2026, 11, 24)).diagnostics
    return {(one.code.id, one.span.path, one.span.excerpt) for one in found}


@pytest.fixture(scope="module")
def basel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Basel course and the reference tables, apart from the real ones."""
    place = tmp_path_factory.mktemp("seeded")
    shutil.copytree(ROOT / "courses" / "basel", place / "basel")
    shutil.copytree(ROOT / "courses" / "reference", place / "reference")
    return place / "basel"


@pytest.fixture(scope="module")
def before(basel: Path) -> set[Finding]:
    return findings(basel)


LESSON = "lessons/04-e-waste.md"
TITLED = {
    "T108": (
        question("long", Hold_it="Hold it, and call the authority that would have to consent"),
        "- [x] Hold it, and",
    ),
    "T110": (question("all", third="All of the above"), "- [ ] All of the above"),
    "T111": (question("not", What_comes_first="Which load needs not"), "::: choice Which load needs not"),
    "T112": (question("twin", third="release it."), "::: choice What comes first?"),
    "T115": (question("ever", third="Only fine it", Release_it="Always release it"), "::: choice What comes first?"),
    "T116": ("::: blanks Fill in. {#sown objective=read-codes}\nThe sign is {{?}}.\n:::\n", "The sign is {{?}}."),
    "T117": ("::: number How heavy? {#sown objective=read-codes}\n= 52.75 t\n:::\n", "::: number How heavy"),
    "T121": (
        " ".join(["The officer who compares the papers with the load and"] * 5) + " decides.\n",
        "The officer who",
    ),
    "T122": ("Ask for the WXQ at once.\n\nThe WXQ is kept.\n", "Ask for the WXQ"),
    "N001": ("See entry \u04101181 in the list.\n", "See entry \u0410"),
    "N002": ("The con\u200bsent is there.\n", "The con\u200b"),
    "N004": ("El oficial compara los documentos de la carga con el peso y la factura en la puerta.\n", "El oficial"),
    "N005": ("The papers agree , and the load too.\n", "The papers agree ,"),
    "N007": ('The driver says "goods" and “waste”.\n', "The driver says"),
    "N008": ("The papers agree  with the load.\n", "The papers agree  "),
    "N010": (
        "On the drum one reads “los desechos peligrosos no se exportan sin el consentimiento” in red.\n",
        "On the drum",
    ),
    "N009": ("The papers agree with the the load.\n", "The papers agree with the the"),
}


@pytest.mark.parametrize("code", sorted(TITLED))
def test_a_fault_on_a_page(code: str, basel: Path, before: set[Finding]) -> None:
    text, line = TITLED[code]
    file = basel / LESSON
    kept = file.read_text("utf-8")
    try:
        file.write_text(f"{kept}\n{text}", "utf-8")
        new = findings(basel) - before
    finally:
        file.write_text(kept, "utf-8")
    assert [(one, path) for one, path, _ in new] == [(code, f"c/{LESSON}")]
    assert next(iter(new))[2].startswith(line)


def longest(text: str) -> str:
    """Every right answer of the page made longer."""
    return "\n".join(
        f"{row} and call the authority that has to consent" if row.startswith("- [x] ") else row
        for row in text.split("\n")
    )


def without_questions(text: str) -> str:
    rows, inside = [], False
    for row in text.split("\n"):
        inside = inside or row.startswith(("::: choice", "::: matching", "::: sorting", "::: ordering", "::: blanks"))
        if not inside:
            rows.append(row)
        inside = inside and row != ":::"
    return "\n".join(rows)


def kept_in_order(number: int) -> str:
    return question(f"kept-{number}", What_comes_first=f"What comes first in case {number}").replace(
        "}", " shuffle=false}"
    )


def lengthened(text: str) -> str:
    """Choices that earn points say more, but not one that leads to an ending which is only fair."""
    return "\n".join(
        row.replace("](#", ", and write down what you see, with the time, before anything is moved](#")
        if row.startswith("- [") and "points=" in row and "(#half)" not in row
        else row
        for row in text.split("\n")
    )


def promised(text: str) -> str:
    """An objective that nothing takes up."""
    return text.replace("objectives:\n", "objectives:\n  sown-one: Decide at night\n", 1)


EDITS = {
    "T104": (
        "course.yaml",
        promised,
        {"T104", "T105"},
    ),
    "T105": (
        "course.yaml",
        promised,
        {"T104", "T105"},
    ),
    "T106": ("exam.md", lambda text: text.replace("  keep-current: 1", "  keep-current: COUNT"), {"T106"}),
    "T107": ("lessons/10-what-is-new.md", without_questions, {"T107"}),
    "T109": ("exam.md", longest, {"T108", "T109"}),
    "T113": ("exam.md", lambda text: text + "\n" + question("one") + "\n" + question("two"), {"T113"}),
    "T114": ("exam.md", lambda text: text + "\n".join(kept_in_order(number) for number in range(6)), {"T114"}),
    "T118": ("scenarios/clean-bales.md", lengthened, {"T118"}),
    "T119": (LESSON, lambda text: text.replace("minutes: 7", "minutes: 2"), {"T119"}),
    "T120": (LESSON, lambda text: text.replace("minutes: 7", "minutes: 45"), {"T120"}),
    "T124": (LESSON, lambda text: text + HARD * 60, {"T124"}),
    "T123": ("course.yaml", lambda text: text.replace("read-codes: Recognise", "read-codes: Understand"), {"T123"}),
}


@pytest.mark.parametrize("code", sorted(EDITS))
def test_a_fault_of_a_course(code: str, basel: Path, before: set[Finding]) -> None:
    path, edit, expected = EDITS[code]
    file = basel / path
    kept = file.read_text("utf-8")
    text = edit(kept)
    if "COUNT" in text:
        text = text.replace("COUNT", str(kept.count("objective=keep-current")))
    assert text != kept
    try:
        file.write_text(text, "utf-8")
        new = findings(basel) - before
    finally:
        file.write_text(kept, "utf-8")
    assert {one for one, _, _ in new} == expected
    where = "course.yaml" if code == "T109" else path
    assert any(one == code and name == f"c/{where}" for one, name, _ in new)


FOREIGN = {
    "N003": ("ar", "تستغرق الإجراءات 10-20 يوما.\n"),
    "N005": ("zh", "单证齐全吗?是的,齐全。\n"),
    "N006": ("fr", "Que demander ?\n"),
}


@pytest.mark.parametrize("code", sorted(FOREIGN))
def test_a_fault_in_another_language(code: str, tmp_path: Path) -> None:
    language, text = FOREIGN[code]
    folder = starter(language, tmp_path)
    assert not findings(folder)
    file = folder / "lessons" / "01-papers.md"
    file.write_text(f"{file.read_text('utf-8')}\n{text}", "utf-8")
    assert {(one, line) for one, _, line in findings(folder)} == {(code, text.strip())}


def starter(language: str, place: Path) -> Path:
    """The starter of a language as `elearn new` would make it."""
    folder = place / language
    shutil.copytree(ROOT / "templates" / "starter" / language, folder)
    for file in (*folder.rglob("*.md"), *folder.rglob("*.yaml")):
        text = file.read_text("utf-8").replace("@today@", "2026-11-24").replace("@id@", "case")
        file.write_text(text.replace("@title@", "Case").replace("@language@", language), "utf-8")
    return folder


@pytest.mark.parametrize("language", wording.available())
def test_a_starter_has_no_fault(language: str, tmp_path: Path) -> None:
    assert findings(starter(language, tmp_path)) == set()


def test_every_code_is_sown() -> None:
    assert set(CODES) == {*TITLED, *EDITS, *FOREIGN}
