"""Numbers of members without a date, in six languages; and numbers that are something else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from elearn_builder import pipeline

FOUND = {
    "en": [
        "It has 191 Parties.",
        "Entry A2020: 191 Parties have it.",
        "All 193 States Parties agree.",
        "The WCO has 186 member States.",
    ],
    "fr": ["Elle compte 191 Parties.", "L’OMD a 186 États membres.", "Les 191 États Parties l’ont signée."],
    "es": ["Tiene 191 Partes.", "La OMA tiene 186 miembros.", "Los 193 Estados Partes."],
    "ru": ["Участвуют 191 государство-участник.", "В ней 191 Сторона."],
    "zh": ["《公约》有191个缔约方。", "世界海关组织有186个成员国。"],
    "ar": ["تضم الاتفاقية 191 طرفاً.", "تضم المنظمة 186 دولة عضواً."],
}
LEFT = {
    "en": [
        "It had 191 Parties in October 2024.",
        "On 4 May 2024\nit had 166 Parties.",
        "3 Parties spoke. 1,191 Parties are too many; 2.50 Parties are none.",
        "It has 140 Parties ([[montreal:decision-XXXV-19]]).",
        "191 parties to a contract, 12 countries, 40 States and 25 Partiesan.",
        "`191 Parties`\n\n```\n191 Parties\n```\n\n<!-- 191 Parties -->\n",
        "## 191 Parties\n\n| 191 Parties |\n| --- |\n",
    ],
    "fr": ["Elle compte 191 Parties (octobre 2024)."],
    "ar": ["تضم الاتفاقية 191 طرفاً (٢٠٢٤)."],
    "de": ["Das Übereinkommen hat 191 Parties."],
}


def codes(folder: Path, language: str, text: str) -> list[str]:
    (folder / "lessons").mkdir()
    modules = "modules: [{title: Cases, lessons: [01-case]}]\n"
    (folder / "course.yaml").write_text(f"id: case\ntitle: Case\nlanguage: {language}\n{modules}", "utf-8")
    (folder / "lessons" / "01-case.md").write_text(f"---\ntitle: Case\n---\n{text}\n", "utf-8")
    found = pipeline.check([(folder, "case")], today=date(2026, 11, 24)).diagnostics
    return [one.code.id for one in found if one.code.id == "F007"]


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag, texts in FOUND.items() for text in texts])
def test_found(tmp_path: Path, language: str, text: str) -> None:
    assert codes(tmp_path, language, text) == ["F007"]


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag, texts in LEFT.items() for text in texts])
def test_left(tmp_path: Path, language: str, text: str) -> None:
    assert codes(tmp_path, language, text) == []
