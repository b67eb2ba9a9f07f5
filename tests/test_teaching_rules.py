"""Rules of teaching and of language at their edges: pages that are right and must give nothing, and odd places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from elearn_builder import pipeline

if TYPE_CHECKING:
    from pathlib import Path

COURSE = """\
id: case
title: Case
language: LANGUAGE
objectives: {o: Find mistakes}
modules:
- title: Cases
  lessons: [01-case]
"""
# Right as they stand: what a careless rule would find fault with.
RIGHT = {
    "a table lined up with blanks": ("en", "| Code   | Waste  |\n| ------ | ------ |\n| A1181  | e-waste |\n"),
    "two blanks at the end break a line": ("en", "First line.  \nSecond line.\n"),
    "blanks in code": ("en", "Write `a  b  the the`.\n\n```\nthe the  x , y\n```\n"),
    "a comment": ("en", "Text. <!-- the the  , \u200b -->\n\n<!--\nthe the\n-->\n"),
    "doubled words that are right": ("en", "He knew that that load had had a seal.\n"),
    "a name of two equal words": ("en", "The ship calls at Pago Pago.\n"),
    "the same word in two sentences": ("en", "Ask for consent. Consent is in writing.\n"),
    "a heading and its text": ("en", "## The papers\nPapers come first.\n"),
    "the title of a block and its text": ("en", "::: note Numbers of boxes\nBoxes have numbers.\n:::\n"),
    "Greek signs of units": ("en", "It weighs 5 μg at 3 Ω, and α-HCH is listed.\n"),
    "an isolate that is ended": ("en", "The name \u2068شركة\u2069 stands on it.\n"),
    "quotes of values": ("en", '::: case In the port {source="A “paper”, 2024"}\nIt says “waste”.\n:::\n'),
    "inches behind a figure": ("en", 'A 40" box, called “forty-foot”.\n'),
    "a foreign paragraph that says so": (
        "en",
        '<span lang="fr">Le chargement est au port et les documents ne sont pas dans la cabine du camion.</span>\n',
    ),
    "names in a list": (
        "en",
        "- Stockholm, Rotterdam, Basel, Montreal, Nairobi, Cartagena, Geneva, Vienna, Lyon, Hague\n",
    ),
    "a long quotation of law": (
        "en",
        "::: law Article 6 {article=basel:6}\n"
        + "The State of export shall notify the States concerned and " * 6
        + "\n:::\n",
    ),
    "a long list of short items": (
        "en",
        "\n".join(f"- A paper of the kind number {number}" for number in range(20)) + "\n",
    ),
    "an abbreviation that is explained later in its paragraph": (
        "en",
        "PIC comes first.\nIt is prior informed consent (PIC).\n",
    ),
    "an abbreviation that a reference explains": ("en", "Put MCCP, [[cas:85535-85-9]], aside. MCCP is listed.\n"),
    "a label in another language that says so": (
        "en",
        'The drum says <span lang="ru">Опасные отходы</span>, in red.\n',
    ),
    "a name in another script": ("en", "The ship Надежда (Nadezhda) and the firm 中远 call at the port.\n"),
    "a title in another language": ("en", "Read the “Guide Pratique de la Convention de Bâle et des Annexes” first.\n"),
    "a quotation in the language": (
        "en",
        "It says “the load is no waste, and no consent of the State is asked”.\n",
    ),
    "the name of an agreement in Latin letters": (
        "ru",
        "Конвенция (Convention on International Trade in Endangered Species of Wild Fauna) действует.\n",
    ),
    "names in Latin letters": (
        "zh",
        "检查 Basel Rotterdam Stockholm Montreal Cartagena Geneva Vienna 等公约的文件。\n",
    ),
    "a class as the tables have it": ("en", "Methyl bromide, [[un:1062]] (class 2.3), is of class 2, UN 1062.\n"),
    "a class beside a number without one": (
        "en",
        "[[un:1018]], class 2.2, and a first-class cabin. UN 1018 class 3.\n",
    ),
    "an abbreviation with its meaning behind": ("en", "PIC (prior informed consent) comes first. PIC it is.\n"),
    "codes, numerals and formulas": (
        "en",
        "See A1181, Annex VIII, CO<sub>2</sub>, R-404A, ISO 6346. XV, XV and CO<sub>2</sub>.\n",
    ),
    "words in capitals": ("en", "It says: DO NOT OPEN. DO NOT OPEN, it says again.\n"),
    "a slash between figures in Arabic": ("ar", "التاريخ 24/11/2026 والوزن 1,250.5 كغ.\n"),
    "numbers that stand for themselves in Arabic": (
        "ar",
        "الرقم `50-29-3` والمدة <bdi>10-20</bdi> يوما، والرقم [[cas:50-29-3]].\n",
    ),
    "a line of figures only in Arabic": ("ar", "10-20\n"),
    "a Latin name in Arabic": (
        "ar",
        "تحمل الشركة اسم Green Customs Trading and Shipping Company Limited وهي في الميناء منذ سنة.\n",
    ),
    "Latin codes in Chinese": ("zh", "见 [[basel:6(4)]]，代码 A1181、Y49 和 B3011，数据为 1.5 吨。\n"),
    "French with its spaces": ("fr", "Que demander\u202f? Le poids\u00a0: «\u00a0juste\u00a0». À 10:30.\n"),
    "French keys and notes": ("fr", "::: note À savoir {#savoir}\nLe code `a ; b` est juste.\n:::\n"),
    "Spanish questions": ("es", "Si falta, ¿qué pide? ¡Alto! Véase [esto](https://example.org/?a=1).\n"),
    "Russian with Latin codes": ("ru", "Код A1181 и HTML-страница — это верно. Груз весит 10кВт.\n"),
    "minutes that fit": ("en", "The officer compares the papers.\n"),
}


def found(place: Path, language: str, body: str, head: str = "") -> list[str]:
    (place / "lessons").mkdir()
    (place / "course.yaml").write_text(COURSE.replace("LANGUAGE", language), "utf-8")
    (place / "lessons" / "01-case.md").write_text(f"---\ntitle: Case\n{head}---\n{body}", "utf-8")
    return [
        f"{one.span.line}:{one.span.col} {one.code.id} {one.message}"
        for one in pipeline.check([(place, "c")]).diagnostics
        if one.code.id != "R022"  # codes are typed here as they stand
    ]


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_left_alone(name: str, tmp_path: Path) -> None:
    language, body = RIGHT[name]
    assert found(tmp_path, language, body) == []


def choice(right: str, *wrong: str, title: str = "What comes first?", keys: str = "") -> str:
    rows = [f"- [ ] {text}\n    > No." for text in wrong] + [f"- [x] {right}\n    > Yes."]
    return f"::: choice {title} {{#first objective=o{keys}}}\n" + "\n".join(rows) + "\n:::\n"


QUESTIONS = {
    "short answers of different length": choice("Hold it now", "No", "Go"),
    "an emphasised negation": choice("A", "B", title="Which load does *not* need consent?"),
    "a negation in capitals": choice("A", "B", title="Which load does NOT need consent?"),
    "a negation that is quoted": choice("A", "B", title="Which paper shows form (d), “the load does not match”?"),
    "a negation in what is told": choice("A", "B", title="Consent is not there. What comes first?"),
    "one absolute word": choice("With consent", "Always", "At night"),
    "an absolute word in the right answer too": choice("Only with consent", "Always", "Only at night"),
    "answers that begin with all": choice("All three papers", "All the seals", "Two papers"),
    "answers that differ in a sign within": choice("4(1)", "4.1", "4"),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_that_is_right_is_left_alone(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, "en", QUESTIONS[name]) == []


def test_a_sentence_over_several_lines_is_placed_where_it_begins(tmp_path: Path) -> None:
    words = "the officer and the driver look at the seal and at the papers"
    body = f"It is late. And {words},\n{words},\n{words},\n{words}. Then they go.\n"
    assert found(tmp_path, "en", body) == ["4:13 T121 this sentence has 53 words, more than 40"]


def test_the_limits_of_the_course_count(tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    settings = "checks: {sentence: 5, reading_speed: 10, abbreviations: [WXQ]}\n"
    (tmp_path / "course.yaml").write_text(COURSE.replace("LANGUAGE", "en") + settings, "utf-8")
    text = "The WXQ looks at all of the papers. The WXQ is kept. " + "It is late now. " * 15
    (tmp_path / "lessons" / "01-case.md").write_text(f"---\ntitle: Case\nminutes: 2\n---\n{text}\n", "utf-8")
    codes = [one.code.id for one in pipeline.check([(tmp_path, "c")]).diagnostics]
    assert codes == ["T119", "T121"]


def test_punctuation_is_told_once_on_a_page_with_its_number(tmp_path: Path) -> None:
    body = "Que demander ? Le poids ; le sceau !\n\nEt le reste ?\n"
    assert found(tmp_path, "fr", body) == ["4:13 N006 a plain blank where a line may break, and 3 more on this page"]


def test_a_page_in_another_script_is_told(tmp_path: Path) -> None:
    body = "The officer compares the papers with each other and then with the load before it moves.\n"
    assert found(tmp_path, "ar", body) == ["4:1 N004 this paragraph seems to be in Latin letters"]


def test_a_wide_letter_before_a_fault_does_not_move_its_column(tmp_path: Path) -> None:
    assert found(tmp_path, "en", "Siehe 𝒳 the the load.\n")[0].startswith("4:9 N009")


@pytest.mark.parametrize(
    "body", ["", "\n", ":::\n", "::: note\n", "```\n", "<!--\n", "[[\n", "{{\n", "|\n", "::: choice\n"]
)
@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh", "sw", "pt-BR"])
def test_no_page_is_too_odd(body: str, language: str, tmp_path: Path) -> None:
    found(tmp_path, language, body)


EXAM = "title: Exam\ndraw: {o: 1}\n"


def abbreviated(place: Path, lesson: str, exam: str = "", scenario: str = "") -> list[str]:
    """Places and words of T122."""
    (place / "lessons").mkdir()
    pages = "[01-case, scenarios/02-way]" if scenario else "[01-case]"
    (place / "course.yaml").write_text(COURSE.replace("LANGUAGE", "en").replace("[01-case]", pages), "utf-8")
    (place / "lessons" / "01-case.md").write_text(f"---\ntitle: Case\n---\n{lesson}\n", "utf-8")
    if scenario:
        (place / "scenarios").mkdir()
        (place / "scenarios" / "02-way.md").write_text(f"---\ntitle: Way\n---\n{scenario}\n", "utf-8")
    if exam:
        (place / "exam.md").write_text(f"---\n{EXAM}---\n{exam}\n", "utf-8")
    return [
        f"{one.span.path}:{one.span.line} {one.span.text}"
        for one in pipeline.check([(place, "c")]).diagnostics
        if one.code.id == "T122"
    ]


def asked(name: str, text: str, feedback: str = "No.") -> str:
    return f"::: choice {text} {{#{name} objective=o}}\n- [x] Hold\n    > Yes.\n- [ ] Go\n    > {feedback}\n:::\n"


WAY = "## Start {{#start}}\n\n{}\n\n- [On](#end)\n\n## End {{#end}}\n\nDone.\n"
SPELLED = "Whose white xylophone quality (WXQ) counts?"


@pytest.mark.parametrize(
    ("lesson", "exam", "scenario", "places"),
    [
        ("The WXQ is kept.\n\n" + SPELLED, "", "", ["c/lessons/01-case.md:4 WXQ"]),
        (SPELLED + "\n\nThe WXQ is kept.", "", "", []),
        (asked("q", "Is a WXQ kept?", SPELLED), "", "", []),
        (asked("q", "Is a WXQ kept?") + "\n" + asked("r", SPELLED), "", "", ["c/lessons/01-case.md:4 WXQ"]),
        (SPELLED, asked("q", "Is a WXQ kept?"), "", []),
        ("Text.", asked("q", "Is a WXQ kept?") + "\n" + asked("r", "Does a WXQ go?"), "", ["c/exam.md:5 WXQ"]),
        ("Text.", asked("q", SPELLED) + "\n" + asked("r", "Does a WXQ go?"), "", ["c/exam.md:12 WXQ"]),
        ("Text.", SPELLED + "\n\n" + asked("q", "A WXQ?") + "\n" + asked("r", "Does a WXQ go?"), "", []),
        (
            "Text.",
            "",
            WAY.format("The WXQ rings. A WXQ it is."),
            ["c/scenarios/02-way.md:6 WXQ"],
        ),
        (SPELLED, "", WAY.format("The WXQ rings."), []),
    ],
)
def test_abbreviations_are_judged_in_teaching_order(
    lesson: str, exam: str, scenario: str, places: list[str], tmp_path: Path
) -> None:
    assert abbreviated(tmp_path, lesson, exam, scenario) == places
