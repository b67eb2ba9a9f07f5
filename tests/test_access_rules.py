"""Rules of access, in six languages, and pages that must give nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from elearn_builder import pipeline, strings
from tests.conftest import ROOT

FOLDER = ROOT / "templates" / "access"
LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh"]
EMPTY = {
    "ar": ("صورة", "اضغط هنا", "املأ الحقول الحمراء."),
    "en": ("Photo", "Click here", "Fill in the red fields."),
    "es": ("Imagen", "haga clic aquí", "Rellene los campos rojos."),
    "fr": ("Schéma", "Cliquez ici", "Remplissez les champs rouges."),
    "ru": ("Рисунок", "здесь", "Заполните красные поля."),
    "zh": ("图片", "点击这里", "请填写红色的栏。"),
}


def check(
    folder: Path, lesson: str, language: str = "en", media: dict[str, str] | None = None
) -> list[tuple[str, int]]:
    (folder / "lessons").mkdir(parents=True)
    (folder / "media").mkdir()
    course = f"id: case\ntitle: Case\nlanguage: {language}\nmodules:\n- title: Cases\n  lessons: [01-case]\n"
    (folder / "course.yaml").write_text(course, "utf-8")
    (folder / "lessons" / "01-case.md").write_text(f"---\ntitle: Case\n---\n{lesson}", "utf-8")
    for name, text in (media or {}).items():
        (folder / "media" / name).write_text(text, "utf-8")
    return [
        (one.code.id, one.span.line) for one in pipeline.check([(folder, "case")]).diagnostics if one.code.id[0] == "A"
    ]


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 440 200"{}>{}</svg>'
PLAIN = SVG.format("", '<path d="M0 10h40v20z" fill="currentColor"/>')


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_its_access_words(language: str, tmp_path: Path) -> None:
    picture, link, colour = EMPTY[language]
    lesson = f"![{picture} 1](../media/plan.svg)\n\n[{link}](https://www.unep.org/a)\n\n{colour}\n"
    assert check(tmp_path, lesson, language, {"plan.svg": PLAIN}) == [("A006", 4), ("A010", 6), ("A015", 8)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_small_and_patterns_whole(language: str) -> None:
    found = yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8"))
    assert set(found) == {"pictures", "links", "hues", "colours"}
    for kind in ("pictures", "links"):
        assert len(found[kind]) == len(set(found[kind])) >= 12
        assert all(word == word.lower().strip() for word in found[kind])
    for pattern in found["colours"]:
        re.compile(pattern)


def test_a_language_without_a_file_is_not_judged(tmp_path: Path) -> None:
    assert strings.access_words("sw", "links") == frozenset()
    assert check(tmp_path, "[here](https://www.unep.org/a)\n", "sw") == []


@pytest.mark.parametrize(
    "lesson",
    [
        "`[here](https://www.unep.org/)` is no link, nor is\n\n```\n[here](https://www.unep.org/)\n```\n",
        "<!-- [here](https://www.unep.org/), marked in red -->\nText.\n",
        "Code:\n\n    [here](https://www.unep.org/)\n    [here](https://www.unep.org/)\n",
        "\\[here](https://www.unep.org/)\n",
        "[Here is the text of Article 6](https://www.unep.org/)\n",
        "[www.basel.int](https://www.basel.int/)\n",
        "The red ones were never far, said the Red Cross; a redder one.\n".replace("The red ones", "Reds"),
        "A red cross is printed on the box in red.\n".replace(" in red", ""),
        "[Article 6](#a) and [article 6](#b)\n\n## A {#a}\n\nText.\n\n## B {#b}\n",
        "[Annex](https://www.unep.org/) and [annex](https://www.unep.org)\n",
        "## A\n\n### Example\n\nText.\n\n## B\n\n### Example\n\nText.\n",
        "| | Days |\n| --- | --- |\n| Notice | 60 |\n",
        "```\n| a | |\n|---|---|\n| 1 | 2 |\n```\n",
        "Ozone | layer\n",
    ],
)
def test_good_pages_give_nothing(lesson: str, tmp_path: Path) -> None:
    assert check(tmp_path, lesson) == []


@pytest.mark.parametrize(
    "drawing",
    [
        SVG.format(' fill="currentColor"', '<text x="9" y="40">Ink</text>'),
        SVG.format("", '<rect width="99" height="99" fill="#111"/><text x="9" y="40" fill="#fff">On a box</text>'),
        SVG.format("", '<circle cx="50" cy="50" r="20" fill="#004"/><text x="50" y="52" fill="#fff">1</text>'),
        SVG.format("", '<path d="M0 0L99 0L99 99z" fill="#111"/><text x="9" y="40" fill="#fff">Unknown</text>'),
        SVG.format("", '<g transform="scale(2)"><text x="9" y="40" fill="#fff" font-size="4">Moved</text></g>'),
        SVG.format("", '<style>.a{fill:currentColor}</style><text class="a" x="9" y="40">Styled</text>'),
        SVG.format("", '<text x="9" y="40" fill="var(--accent, #0b5c8a)">Accent</text>'),
        SVG.format("", '<text x="9" y="40" font-size="1.2em" fill="currentColor">Relative</text>'),
        SVG.format("", '<text x="9" y="40" fill="#777" opacity=".5">Watermark</text>'),
    ],
)
def test_drawings_that_can_be_read_or_are_not_understood(drawing: str, tmp_path: Path) -> None:
    lesson = "::: figure A drawing {#d}\n![A box with a word](../media/d.svg)\n:::\n"
    assert check(tmp_path, lesson, media={"d.svg": drawing}) == []


def test_tokens_are_those_of_the_style_sheet() -> None:
    from elearn_builder.legibility import TOKENS

    style = (ROOT / "templates" / "style" / "1-tokens.css").read_text("utf-8")
    light, dark = style.split("@media screen and (prefers-color-scheme: dark)")[:2]
    for name, colours in TOKENS.items():
        for part, colour in zip((light, dark), colours, strict=True):
            found = re.search(rf"{name}: (#[0-9a-f]+);", part)
            assert found, name
            written = found[1] if len(found[1]) == 7 else "#" + "".join(2 * sign for sign in found[1][1:])
            assert written == colour, name


def test_a_paragraph_of_a_list_is_no_code(tmp_path: Path) -> None:
    assert check(tmp_path, "- One\n\n    [here](https://www.unep.org/a)\n") == [("A010", 6)]


SCENE = """\
::: hotspot Where? {{#h objective=o}}
![A box with a word](../media/{}.svg)

- [x] Here (10,10 20x20)
- [ ] There (60,60 20x20)
:::
"""
PAPER = """\
::: document Right? {{#d objective=o decision=detain}}
![A paper with a word](../media/{}.svg)

- [x] The number (10,10 20x20)
    > It is another one.
- [ ] The date (60,60 20x20)
:::
"""
WORDS = {
    "small": '<text x="9" y="40" fill="currentColor" font-size="8">Small</text>',
    "tiny": '<text x="9" y="40" fill="currentColor" font-size="2">Tiny</text>',
    "black": '<text x="9" y="40">Black</text>',
    "pale": '<text x="9" y="40" fill="#ccc">Pale</text>',
}


@pytest.mark.parametrize(
    ("question", "words", "codes"),
    [
        (SCENE, "small", ["A014"]),
        (SCENE, "black", ["A013"]),  # on a dark page
        (SCENE, "pale", ["A013"]),  # on a light one
        (PAPER, "small", []),  # a paper can be enlarged
        (PAPER, "tiny", ["A014"]),
        (PAPER, "black", []),  # and stays white
        (PAPER, "pale", ["A013"]),
    ],
)
def test_words_in_the_drawings_of_questions(question: str, words: str, codes: list[str], tmp_path: Path) -> None:
    found = check(tmp_path, question.format(words), media={f"{words}.svg": SVG.format("", WORDS[words])})
    assert [code for code, _ in found] == codes


def test_a_paper_is_enlarged_as_far_as_is_reckoned_with() -> None:
    from elearn_builder.blocks.figures import LARGEST

    script = (ROOT / "templates" / "player" / "questions" / "document.js").read_text("utf-8")
    sizes = re.search(r"SIZES = \[([\d., ]+)\]", script)
    assert sizes
    assert max(float(size) for size in sizes[1].split(",")) == LARGEST
