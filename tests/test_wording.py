"""What is known of each language: complete where it can be, right on examples, quiet on good text."""

from __future__ import annotations

import pytest

from elearn_builder import wording
from elearn_builder.passages import blanked
from elearn_builder.rules.negative_stem import _negation

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
ABOUT = {
    "ar": "جميع ما سبق",
    "en": "None of the above.",
    "es": "Ninguna de las anteriores",
    "fr": "Toutes les réponses ci-dessus",
    "ru": "Всё вышеперечисленное",
    "zh": "以上都是",
}
NOT_ABOUT = {
    "ar": "جميع وثائق الشحنة",
    "en": "All the papers",
    "es": "Todas las facturas",
    "fr": "Toutes les factures",
    "ru": "Все документы",
    "zh": "全部单证",
}
NEGATIVE = {
    "ar": ("أي شحنة لا تحتاج إلى موافقة؟", "أي وثيقة تطلب إذا لم تكن الموافقة مرفقة؟"),
    "en": ("Which load does not need consent?", "Which load is the one that does not need a second look?"),
    "es": ("¿Qué carga no necesita consentimiento?", "¿Qué pide si no hay consentimiento?"),
    "fr": ("Quel chargement ne demande pas de consentement ?", "Que faites-vous si le poids ne concorde pas ?"),
    "ru": ("Какой груз не требует согласия?", "Что вы запросите, если согласия не видно?"),
    "zh": ("哪批货物不需要同意？", "单证不齐。首先做什么？"),
}
VAGUE = {
    "ar": ("فهم الاتفاقية", "تحديد ما ينبغي عمله"),
    "en": ("Be aware of the lists", "Recognise a listed waste"),
    "es": ("Comprender las listas", "Reconocer un residuo"),
    "fr": ("Connaître les listes", "Reconnaître un déchet"),
    "ru": ("Понимать списки", "Определять отходы"),
    "zh": ("了解清单", "判断货物是否需要同意"),
}
ABSOLUTE = {
    "ar": ("يُسمح بها دائما", "يُسمح بها بموافقة"),
    "en": ("It is always allowed", "It is allowed with consent"),
    "es": ("Siempre está permitido", "Está permitido con consentimiento"),
    "fr": ("C’est toujours permis", "C’est permis avec consentement"),
    "ru": ("Это всегда разрешено", "Это разрешено с согласия"),
    "zh": ("总是允许", "经同意后允许"),
}
# Each line is good: a language's checks of punctuation say nothing about it.
GOOD = {
    "ar": [
        "هل الوثائق كاملة؟ نعم، هي كاملة؛ وهذا واضح.",
        "الرمز `8549.11` والمادة [[basel:6(4)]]: انظر (الملحق الثامن).",
        "الوزن 1,250 كغ",
    ],
    "en": [
        "Is it complete? Yes: all of it, and more; see [[basel:6(4)]] .",
        "A load of 1,250 kg, `a , b`.",
        "- [ ] No",
    ],
    "es": [
        "¿Está completo? Sí: lo está; véase [[basel:6(4)]].",
        "Dice: ¡alto!",
        "Si falta, ¿qué pide?",
        "[¿Qué?](a.md?x=1)",
        "1. ¿Están completos?",
    ],
    "fr": [
        "Que demander\u202f? Le poids\u00a0: il concorde\u202f; bien\u202f!",
        "Il dit «\u00a0non\u00a0», à 10:30.",
        "[lien](https://example.org/a;b?c)",
        "::: choice Quoi\u202f? {#quoi objective=o}",
        "> hint: Lequel\u202f?",
        "Page : `code ; ici`".replace(" :", "\u00a0:"),
    ],
    "ru": [
        "Полны ли они? Да: все; см. [[basel:6(4)]].",
        "Он сказал «нет» — и ушёл.",
        "„Внутри“ — цитата в «„цитате“».",
        "10-20 кг",
        "- пункт",
    ],
    "zh": [
        "单证齐全吗？是的，齐全；见 [[basel:6(4)]]。",
        "重量为 1,250 公斤（约 10.5 吨）。",
        "代码 `A1181` 和 SCORM 包",
        "1. 单证是否齐全？",
    ],
}
BAD = {
    "ar": ["نعم, هي كاملة", "هل هي كاملة?", "نعم; هي", "نعم ، هي"],
    "en": ["It is so , I think", "Is it so ?"],
    "es": ["Está completo?", "Falta el peso. Está completo?", "Alto!", "Sí , está"],
    "fr": ["Que demander?", "Le poids: bien", "Il dit «non»", "Le poids , bien"],
    "ru": ["Он сказал “нет”", "Груз - это отходы", "Груз , отходы"],
    "zh": ["单证齐全,相符", "单证齐全.", "齐全吗?", "单证(齐全)", "单证 齐全"],
}


def faults(language: str, line: str) -> list[str]:
    known = wording.load(language)
    return [
        mark.says
        for mark in (*known.punctuation, *known.spaces)
        if not (mark.unless and mark.unless in line) and mark.find.search(blanked(line))
    ]


def test_the_six_languages_are_there() -> None:
    assert wording.available() == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_complete(language: str) -> None:
    known = wording.load(language)
    assert 80 <= known.speed <= 300
    assert known.sentence >= 30
    assert known.about_answers
    assert known.absolute
    assert known.negative
    assert known.negations
    assert known.vague
    assert known.abbreviations
    assert known.quotes
    assert known.punctuation
    assert known.common or known.characters


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_about_answers(language: str) -> None:
    pattern = wording.load(language).about_answers
    assert pattern
    assert pattern.search(ABOUT[language])
    assert not pattern.search(NOT_ABOUT[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_negations(language: str) -> None:
    known = wording.load(language)
    yes, no = NEGATIVE[language]
    assert any(word in yes for word in known.negations)
    assert any(_negation(pattern, yes) for pattern in known.negative)
    assert not any(_negation(pattern, no) for pattern in known.negative)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "examples"), [("vague", VAGUE), ("absolute", ABSOLUTE)])
def test_words(language: str, name: str, examples: dict[str, tuple[str, str]]) -> None:
    pattern = getattr(wording.load(language), name)
    yes, no = examples[language]
    assert pattern.search(yes)
    assert not pattern.search(no)


@pytest.mark.parametrize(("language", "line"), [(language, line) for language in LANGUAGES for line in GOOD[language]])
def test_good_punctuation_is_left_alone(language: str, line: str) -> None:
    assert faults(language, line) == []


@pytest.mark.parametrize(("language", "line"), [(language, line) for language in LANGUAGES for line in BAD[language]])
def test_bad_punctuation_is_found(language: str, line: str) -> None:
    assert faults(language, line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_do_not_hide_a_fault(language: str) -> None:
    """What is looked for first has to be part of every fault."""
    for line in BAD[language]:
        for mark in wording.load(language).punctuation:
            if mark.find.search(line) and mark.signs:
                assert any(sign in line for sign in mark.signs)


def test_a_language_without_a_file_is_not_checked() -> None:
    known = wording.load("sw")
    assert known == wording.Wording()


def test_a_country_takes_the_words_of_its_language() -> None:
    assert wording.load("fr-CA") == wording.load("fr")
