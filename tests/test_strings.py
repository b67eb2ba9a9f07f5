"""Every language says all that English says, in the forms that its numbers need; and its starter is sound."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner

from elearn_builder import pipeline, strings
from elearn_builder.cli import cli
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / "templates" / "strings"
STARTERS = ROOT / "templates" / "starter"
UN = ["ar", "en", "es", "fr", "ru", "zh"]
OTHERS = [language for language in UN if language != "en"]
# Unicode CLDR 46, plural rules of cardinals, as far as they concern whole numbers below a million.
CLDR = {
    "ar": {"zero": [0], "one": [1], "two": [2], "few": [3, 10, 103, 110, 1003], "many": [11, 26, 99, 111, 1099]}
    | {"other": [100, 101, 102, 200, 1000]},
    "en": {"one": [1], "other": [0, 2, 11, 21, 100, 101]},
    "es": {"one": [1], "other": [0, 2, 11, 21, 100, 101]},
    "fr": {"one": [0, 1], "other": [2, 10, 11, 21, 100, 101]},
    "ru": {
        "one": [1, 21, 101, 1001],
        "few": [2, 3, 4, 22, 34, 102],
        "many": [0, 5, 11, 12, 14, 20, 100, 111, 112, 1014],
    },
    "zh": {"other": [0, 1, 2, 11, 100]},
}
NAMED = re.compile(r"\{\w*\}")


def words(language: str) -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8")))


def texts(language: str) -> list[tuple[str, str]]:
    """All texts of a language with their names, each form by itself."""
    found = []
    for name, text in words(language).items():
        if name not in strings.GRAMMAR:
            found += [(name, form) for form in (text.values() if isinstance(text, dict) else [text])]
    return found


def placeholders(text: Any) -> set[str]:
    """What is filled in; of a text with forms, what its most general form has."""
    return set(NAMED.findall(list(text.values())[-1] if isinstance(text, dict) else text))


def test_the_languages_of_the_united_nations_are_there() -> None:
    assert set(UN) <= set(strings.available())


@pytest.mark.parametrize("language", strings.available())
def test_a_language_has_the_keys_of_english(language: str) -> None:
    english, other = words("en"), words(language)
    assert sorted(set(english) - set(other)) == [], "to be translated"
    assert sorted(set(other) - set(english)) == [], "not used"


@pytest.mark.parametrize("language", strings.available())
def test_a_text_fills_in_what_english_fills_in(language: str) -> None:
    english, other = words("en"), words(language)
    for name in english.keys() - strings.GRAMMAR:
        assert placeholders(other[name]) == placeholders(english[name]), name
        for text in other[name].values() if isinstance(other[name], dict) else [other[name]]:
            assert text.strip(), name


@pytest.mark.parametrize("language", strings.available())
def test_forms_are_those_that_the_language_needs(language: str) -> None:
    english, other = words("en"), words(language)
    rules = other["plurals"]
    for name in english.keys() - strings.GRAMMAR:
        if isinstance(english[name], dict):
            assert isinstance(other[name], dict), f"{name} has forms"
        if not isinstance(other[name], dict):
            continue
        assert sorted(other[name]) == sorted(rules), name
        for category, text in other[name].items():
            one_number_only = re.fullmatch(r"\^\d\$", rules[category])  # may be said in words: "no questions"
            assert NAMED.search(text) or one_number_only, f"{name}, {category}: the number is missing"


@pytest.mark.parametrize("language", UN)
def test_numbers_choose_forms_as_in_the_cldr(language: str) -> None:
    rules = strings.plurals(language)
    assert sorted(rules) == sorted(CLDR[language])
    for category, numbers in CLDR[language].items():
        for number in numbers:
            assert next(name for name, rule in rules.items() if re.search(rule, str(number))) == category, number


@pytest.mark.parametrize("language", strings.available())
def test_grammar_is_complete(language: str) -> None:
    entries = words(language)
    assert len(entries["months"]) == 12
    assert len(entries["digits"]) == 10
    assert list(entries["plurals"].values())[-1] == "", "the last category takes the rest"


def test_dates() -> None:
    day = date(2026, 6, 1)
    assert strings.day("en", day) == "1 June 2026"
    assert strings.day("fr", day) == "1er juin 2026"
    assert strings.day("es", day) == "1 de junio de 2026"
    assert strings.day("ru", day) == "1 июня 2026\u00a0г."
    assert strings.day("zh", day) == "2026年6月1日"
    assert strings.day("ar", day) == "1 حزيران/يونيه 2026", "both names of the month, as in documents of the UN"


def test_counted() -> None:
    assert strings.counted("en", "exam_questions", 1) == "1 question"
    assert strings.counted("fr", "exam_questions", 0) == "0 question"
    assert strings.counted("ar", "minutes", 11) == "11 دقيقة"
    assert strings.counted("ar", "minutes", 2) == "دقيقتان"
    assert strings.counted("ru", "exam_attempts", 22) == "Осталось 22\u00a0попытки"


def test_a_language_of_a_country_and_a_language_without_words() -> None:
    assert strings.load("fr-CA")["next"] == "Suivant"
    assert strings.load("pt-BR")["next"] == "Next"
    assert strings.counted("pt-BR", "exam_questions", 1) == "1 question"


def test_french_spaces_do_not_break() -> None:
    for name, text in texts("fr"):
        assert not re.search(r"[^\u00a0\u202f:;?!][:;?!»]|«[^\u00a0\u202f]|[^\u00a0\u202f]%", text), name


def test_spanish_questions_open() -> None:
    for name, text in texts("es"):
        assert text.count("?") == text.count("¿"), name
        assert text.count("!") == text.count("¡"), name


def test_arabic_and_chinese_have_their_own_signs() -> None:
    for name, text in texts("ar"):
        assert not re.search(r"[,;?]", text), name
    for name, text in texts("zh"):
        assert not re.search(r"[一-鿿][,;?!:.]|[,;?!:.][一-鿿]", text), name


def test_no_language_shouts() -> None:
    for language in strings.available():
        for name, text in texts(language):
            assert not re.search("[!！¡]", text), f"{language}: {name}"


# --- starters ---


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A new course in each language."""
    folder = tmp_path_factory.mktemp("courses")
    for language in UN:
        result = CliRunner().invoke(cli, ["new", str(folder / language), "--title", "T", "--language", language])
        assert result.exit_code == 0, result.output
    return {language: folder / language for language in UN}


def structure(language: str) -> dict[str, list[str]]:
    """Files of a starter, each with what must be the same in every language."""
    same = r"\{#[^}]*\}|^:::+ ?\w*|^objectives:.*|^ {2}[\w-]+: |lessons: .*|@\w+@|^- \[[x ]\]"
    root = STARTERS / language
    return {
        path.relative_to(root).as_posix(): re.findall(same, path.read_text("utf-8"), re.MULTILINE)
        for path in root.rglob("*")
        if path.is_file() and path.name != "glossary.yaml"
    }


@pytest.mark.parametrize("language", OTHERS)
def test_a_starter_is_built_like_the_english_one(language: str) -> None:
    assert structure(language) == structure("en")


@pytest.mark.parametrize("language", UN)
def test_a_starter_is_clean_and_builds(language: str, made: dict[str, Path], tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["check", str(made[language]), "--strict"])
    assert result.exit_code == 0, result.output
    (written,) = pipeline.build([(made[language], language)], ["scorm12"], tmp_path).written
    with zipfile.ZipFile(written.path) as package:
        lesson = package.read("papers.html").decode()
    assert f'<html lang="{language}" dir="{strings.direction(language)}">' in lesson
    assert lesson.count('class="ref ref-term"') >= 1, "a word of the glossary is found in the text"
    english = {text for _, text in texts("en") if len(text) > 8}
    if language != "en":
        assert not [text for text in english if f">{text}<" in lesson]


def test_starters_keep_to_the_signs_of_their_language() -> None:
    for file in (STARTERS / "fr").rglob("*.md"):
        assert not re.search(r"\w [:;?!»]|« ", file.read_text("utf-8")), file
    for file in (STARTERS / "ar").rglob("*.md"):
        assert "?" not in file.read_text("utf-8"), file
    for file in (STARTERS / "zh").rglob("*.md"):
        assert not re.search(r"[一-鿿][,;?!]", file.read_text("utf-8")), file


# --- passages and words in other languages ---


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("نص عربي.\n{lang=ar}", '<p lang="ar" dir="rtl">نص عربي.</p>'),
        ("Texte.\n{lang=fr}", '<p lang="fr" dir="ltr">Texte.</p>'),
        ('A <span lang="ar">نص</span>.', '<p>A <span lang="ar" dir="rtl">نص</span>.</p>'),
        ('A <span lang="ar" dir="auto">نص</span>.', '<p>A <span lang="ar" dir="auto">نص</span>.</p>'),
    ],
)
def test_a_passage_in_another_language_has_its_direction(written: str, wanted: str, made: dict[str, Path]) -> None:
    assert wanted in build_lesson(made["en"], written)


def test_chinese_words_of_the_glossary_are_found_without_gaps(made: dict[str, Path]) -> None:
    assert '应由<a class="ref ref-term"' in build_lesson(made["zh"], "此事应由主管当局决定。")


def test_a_treaty_is_named_in_the_language_of_the_course(made: dict[str, Path]) -> None:
    assert "Convention de Bâle, article 4" in build_lesson(made["fr"], "Voir [[basel:4]].")
    assert "المادة 4 من اتفاقية بازل" in build_lesson(made["ar"], "[[basel:4]]")


def build_lesson(course: Path, text: str) -> str:
    """The first lesson of a copy of a course with another text."""
    copy = course.with_name(f"{course.name}-{abs(hash(text))}")
    shutil.copytree(course, copy)
    lesson = copy / "lessons" / "01-papers.md"
    front = lesson.read_text("utf-8").split("---\n")[1]
    lesson.write_text(f"---\n{front}---\n{text}\n", "utf-8")
    (written,) = pipeline.build([(copy, copy.name)], ["scorm12"], copy / "dist").written
    with zipfile.ZipFile(written.path) as package:
        return package.read("papers.html").decode()
