"""Numbers of members and figures of the world without a date, in six languages; and numbers that are something else."""

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


WORLD = {
    "en": [
        "Some say that 20 % of the world’s trade in timber is illegal.",
        "About 1.5 percent of global seizures are gas.",
        "They are 40 per cent of all seizures worldwide.",
        "People made 62 million tonnes of e-waste worldwide.",
        "Worldwide, the trade is worth 10 billion dollars.",
        "It is 20 % of all\nthe trade in the\nworld.",
    ],
    "fr": [
        "C’est 20\u00a0% du commerce mondial.",
        "Soit 30 pour cent des saisies dans le monde.",
        "Dans le monde, on jette 62 millions de tonnes.",
    ],
    "es": [
        "Es el 20 % del comercio mundial.",
        "Son el 30 por ciento de las incautaciones en todo el mundo.",
        "Se generan 62 millones de toneladas en el mundo.",
    ],
    "ru": ["Это 20 % мировой торговли.", "Во всём мире образуется 62 млн тонн отходов."],
    "zh": ["这占全球贸易的20%。", "全世界每年产生6200万吨电子废物。"],
    "ar": ["يمثل ذلك 20 % من التجارة العالمية.", "نتج 62 مليون طن من النفايات في العالم."],
}
NOT_WORLD = {
    "en": [
        "In 2022 it was 20 % of the world’s trade.",
        "It was 20 % of global trade.\nThat was in 2022.",
        "At 55 % of global emissions it enters into force, [[montreal:2(9)]].",
        "It holds 20 % copper, and is sold around the world.",
        "R-404A has 44 % of a gas. Its global warming potential is high.",
        "A drop of 5 per cent of global warming potential counts.",
        "It is 20 % of the load. Worldwide, papers are alike.",
        "The World Customs Organization has 5 million pages.",
        "The plant takes 2 million tonnes.",
        "| 20 % of global trade |\n| --- |\n",
        "## 20 % of global trade\n\n`20 % of global trade`\n",
        "::: law Article 1\nParties with 20 % of global trade.\n:::\n",
        "20 % of the members of the World Bank.",
    ],
    "fr": ["C’était 20\u00a0% du commerce mondial en 2022.", "Soit 20\u00a0% des membres de l’Organisation mondiale."],
    "es": ["El 20 % de los miembros de la Organización mundial.", "Era el 20 % del comercio mundial (2022)."],
    "ru": ["Это было 20 % мировой торговли в 2022 году.", "В мире много отходов. Груз весит 5 млн кг."],
    "zh": ["2022年占全球贸易的20%。", "世界海关组织有5%的预算。"],
    "ar": ["يمثل ذلك 20 % من أعضاء منظمة الجمارك العالمية.", "كان ذلك 20 % من التجارة العالمية عام 2022."],
    "de": ["20 % of global trade."],
}


def codes(folder: Path, language: str, text: str, code: str = "F007") -> list[str]:
    (folder / "lessons").mkdir()
    modules = "modules: [{title: Cases, lessons: [01-case]}]\n"
    (folder / "course.yaml").write_text(f"id: case\ntitle: Case\nlanguage: {language}\n{modules}", "utf-8")
    (folder / "lessons" / "01-case.md").write_text(f"---\ntitle: Case\n---\n{text}\n", "utf-8")
    found = pipeline.check([(folder, "case")], today=date(2026, 11, 24)).diagnostics
    return [one.code.id for one in found if one.code.id == code]


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag, texts in FOUND.items() for text in texts])
def test_found(tmp_path: Path, language: str, text: str) -> None:
    assert codes(tmp_path, language, text) == ["F007"]


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag, texts in LEFT.items() for text in texts])
def test_left(tmp_path: Path, language: str, text: str) -> None:
    assert codes(tmp_path, language, text) == []


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag, texts in WORLD.items() for text in texts])
def test_a_figure_of_the_world_is_found(tmp_path: Path, language: str, text: str) -> None:
    assert codes(tmp_path, language, text, "F009") == ["F009"]


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag, texts in NOT_WORLD.items() for text in texts])
def test_what_is_no_figure_of_the_world_is_left(tmp_path: Path, language: str, text: str) -> None:
    assert codes(tmp_path, language, text, "F009") == []


def test_the_text_of_a_picture_is_no_running_text(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "map.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>', "utf-8"
    )
    assert codes(tmp_path, "en", "![A map of 191 Parties](../media/map.svg)") == []
