"""How easily a page is read, by the formula that was published for its language.

Such a formula knows only how long sentences and words are: it compares texts of one language and finds lessons that
are far harder than others, and says nothing of what a text means. Arabic and Chinese have no formula that is as well
founded and can be worked out from the letters alone; they are not judged.

Syllables are counted by the letters. In English, where that is hardest, it was held against a dictionary of
pronunciation: the words of this project's courses have 1.5 % more syllables in it. The patterns by which libraries
hyphenate miss 6 %, since a word may not be divided everywhere, and 6 % would be eight points.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from elearn_builder import wording
from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from elearn_builder.passages import Passages
    from elearn_builder.wording import Ease

LEAST = 100  # words of a page that can be judged: the formulas were made with samples of so many
LONG = 20  # words of a paragraph that is worth naming
KNOWN_WORDS = 20_000  # more than a course has

_ENDS = (*".!?;:…", *(f"{stop}{mark}" for stop in ".!?…" for mark in '"»”’)*_'))
_END = re.compile(r"[.!?;:…][\"»”’)*_\x00]*(?=\s|$)")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")


class Reading(Record, frozen=True):
    """What was counted in a text, and how easily it is read: about 100 to 0, below for what is harder still."""

    words: int
    sentences: int
    syllables: int
    ease: int


def read(page: Passages, language: str) -> Reading | None:
    """Measure a page; None where no formula is known, or too little is written to be judged."""
    formula = wording.load(language).ease
    found = _measure([text for _, text in page.paragraphs], formula) if formula else None
    return found if found and found.words >= LEAST else None


def hardest(page: Passages, language: str) -> list[tuple[int, int]]:
    """Paragraphs of some length, the hardest first: the index of the first line, and the ease."""
    formula = wording.load(language).ease
    read = [(index, _measure([text], formula)) for index, text in page.paragraphs] if formula else []
    return sorted(((index, one.ease) for index, one in read if one and one.words >= LONG), key=lambda one: one[1])


def _measure(paragraphs: Sequence[str], formula: Ease) -> Reading | None:
    """Count paragraphs, of which one that does not end with a full stop is a sentence too; None without a word."""
    texts = [text.rstrip("\x00\n ") for text in paragraphs]
    whole = "\n".join(text if text.endswith(_ENDS) else f"{text}." for text in texts if text)
    # What has blanks around it is taken as it is: it comes again and again, and is then known.
    syllables = list(filter(None, map(_syllables(formula), whole.split())))
    words, sentences = len(syllables), len(_END.findall(whole))
    if not words:
        return None
    longer = formula.sentence * words / sentences + formula.word * sum(syllables) / words
    return Reading(words, sentences, sum(syllables), round(formula.base - longer))


@cache
def _syllables(formula: Ease) -> Callable[[str], int]:
    """Counts the syllables of a word, at least one; numbers and codes such as A1181 are no words and have none."""
    find = formula.syllable.findall

    def number(word: str) -> int:
        return (len(find(word)) or 1) if _LETTER.search(word) and not _DIGIT.search(word) else 0

    return lru_cache(KNOWN_WORDS)(number)
