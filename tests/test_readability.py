"""Reading ease: syllables as people count them, the published formulas, and what of a page is counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from elearn_builder import pipeline, readability, wording
from elearn_builder.passages import Passages
from elearn_builder.source import Lines, SourceFile

# Words with their syllables, written with a point where one ends.
WORDS = {
    "en": "waste, cus.toms, trea.ty, Ba.sel, move.ment, state.ment, a.gree.ment, na.tion, me.di.a, va.ri.ous, ta.ble, "
    "ar.ti.cle, cables:2, checked, wan.ted, box.es, rules, the, be, drums, pa.pers, haz.ar.dous, pho.tos, is.sue, "
    "queue",
    "es": "re.si.duo, a.dua.na, pa.ís, ciu.dad, cons.truir, o.es.te, le.er, y, muy, rey, va.ya, hue.vo, qué, guí.a, "
    "o.fi.cial, ex.por.ta.ción, pe.li.gro.so, cui.da.do, quí.mi.co, pin.güi.no",
    "fr": "dé.chet, carte, notes, ré.ac.tion, au.to.ri.té, en.voi, eau, lieux, do.cu.ment, ex.por.ta.teur, a.chat, "
    "con.ven.tion, le, é.tat, ar.mée, garder:2",
    "ru": "груз, от.хо.ды, та.мож.ня, и, экс.порт, со.гла.ше.ни.е, ё.мкость:2, в",
}
PLAIN = "The man at the gate looks at the seal. "  # nine words, nine syllables
HARD = "Administrative authorisation necessitates comprehensive documentation verification. "  # six words


def page(text: str) -> Passages:
    return Passages(Lines.of(SourceFile("a.md", text)))


def syllables(language: str, word: str) -> int:
    formula = wording.load(language).ease
    assert formula
    return readability._syllables(formula)(word)


@pytest.mark.parametrize(
    ("language", "word"), [(language, word) for language, words in WORDS.items() for word in words.split(", ")]
)
def test_syllables(language: str, word: str) -> None:
    plain, _, number = word.partition(":")
    assert syllables(language, plain.replace(".", "")) == int(number or plain.count(".") + 1)


@pytest.mark.parametrize("word", ["A1181", "R-134a", "2026", "—", "8549.11", "\x00\x00"])
def test_codes_and_numbers_are_no_words(word: str) -> None:
    assert syllables("en", word) == 0


def test_the_formula_of_flesch() -> None:
    found = readability.read(page(PLAIN * 12), "en")
    assert found == readability.Reading(108, 12, 108, round(206.835 - 1.015 * 9 - 84.6))


@pytest.mark.parametrize(
    ("language", "text", "ease"),
    [
        ("es", "El oficial mira el sello y el peso. ", 206.835 - 8 - 62.3 * 13 / 8),
        ("fr", "Il note le poids et garde la carte. ", 207 - 1.015 * 8 - 73.6),
        ("ru", "Груз стоит там, где нет охраны. ", 206.835 - 1.3 * 6 - 60.1 * 9 / 6),
        ("fr-CA", "Il note le poids et garde la carte. ", 207 - 1.015 * 8 - 73.6),
    ],
)
def test_the_formulas_of_other_languages(language: str, text: str, ease: float) -> None:
    found = readability.read(page(text * 20), language)
    assert found is not None
    assert found.ease == round(ease)


@pytest.mark.parametrize("language", ["ar", "zh", "sw"])
def test_a_language_without_formula_is_not_judged(language: str) -> None:
    assert readability.read(page(PLAIN * 50), language) is None


def test_a_few_words_are_not_judged() -> None:
    assert readability.read(page(PLAIN * 11), "en") is None


@pytest.mark.parametrize(
    "other",
    [
        f"# {HARD}",
        f"| {HARD} | {HARD} |\n| --- | --- |",
        f"> {HARD}",
        f"::: law Article 6\n{HARD}\n:::",
        f"::: trainer\n{HARD}\n:::",
        f"::: choice {HARD} {{#a}}\n- [x] {HARD}\n  > {HARD}\n- [ ] {HARD}\n:::",
        f"```\n{HARD}\n```",
        f"<!-- {HARD} -->",
        f"![{HARD}](a.svg)",
        "https://example.org/administrative-authorisation",
    ],
)
def test_what_is_not_the_lessons_own_text_does_not_count(other: str) -> None:
    text = PLAIN * 12
    assert readability.read(page(f"{text}\n\n{other}\n\n{text}"), "en") == readability.read(page(text * 2), "en")


def test_a_line_of_a_list_is_a_sentence_without_a_full_stop() -> None:
    found = readability.read(page("- Look at the seal and the load\n" * 20), "en")
    assert found is not None
    assert (found.words, found.sentences) == (140, 20)


def test_a_paragraph_over_several_lines_is_one() -> None:
    rows = "The man at the gate looks at the seal\nand then he looks at the load of the truck.\n\n"
    found = readability.read(page(rows * 6), "en")
    assert found is not None
    assert (found.words, found.sentences) == (19 * 6, 6)


COURSE = "id: a\ntitle: A\nmodules: [{title: M, lessons: [b]}]\n"


def course(place: Path, body: str, checks: str = "") -> list[tuple[Path, str]]:
    (place / "lessons").mkdir()
    (place / "course.yaml").write_text(f"{COURSE}{checks}", "utf-8")
    (place / "lessons" / "b.md").write_text(f"---\ntitle: B\n---\n{body}\n", "utf-8")
    return [(place, "c")]


def told(roots: list[tuple[Path, str]], today: date | None = date(2026, 11, 24)) -> list[tuple[int, str, str]]:
    found = pipeline.check(roots, today=today).diagnostics
    return [(one.span.line, one.message, one.help) for one in found if one.code.id == "T124"]


def test_the_hardest_paragraphs_are_named_with_their_lines(tmp_path: Path) -> None:
    easy, harder, hardest = PLAIN * 3, HARD * 3 + PLAIN * 3, HARD * 4
    roots = course(tmp_path, "\n\n".join([easy, harder, hardest, HARD * 3 + PLAIN * 2, HARD * 3 + PLAIN, "Short."]))
    ((line, message, cure),) = told(roots)
    assert line == 8
    assert "less than 30" in message
    assert [word for word in cure.split() if word.isdigit()] == ["8", "12", "10"]


def test_the_course_sets_the_limit(tmp_path: Path) -> None:
    text = PLAIN * 12 + HARD * 4
    assert not told(course(tmp_path, text))
    (tmp_path / "course.yaml").write_text(f"{COURSE}checks: {{reading_ease: 90}}\n", "utf-8")
    assert len(told([(tmp_path, "c")])) == 1


def test_a_limit_of_nought_is_none(tmp_path: Path) -> None:
    roots = course(tmp_path, HARD * 30, "checks: {reading_ease: 0}\n")
    assert not told(roots)


def test_a_build_does_not_measure_and_lets_its_ignores_be(tmp_path: Path) -> None:
    roots = course(tmp_path, HARD * 30, "ignore: {T124: the text of the law is taught word by word}\n")
    assert "C033" not in {one.code.id for one in pipeline.build(roots, ["web"], tmp_path / "out").diagnostics}
    (tmp_path / "course.yaml").write_text(COURSE, "utf-8")
    assert told(roots)
    assert not told(roots, today=None)
