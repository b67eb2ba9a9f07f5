"""What rules know of a language: ``templates/wording/<language>.yaml``, found by its name.

A language needs nothing but its file, and a file only what can be said of it: what is not there is not checked.
``en.yaml`` explains the keys.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from elearn_builder import resources
from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable


class Mark(Record, frozen=True):
    """A fault of punctuation: where (the first group of ``find`` that has matched), what it is, its cure.

    A line that holds ``unless`` is passed over; a page without any of the ``signs`` has no such fault.
    """

    find: re.Pattern[str]
    says: str
    cure: str
    unless: str = ""
    signs: tuple[str, ...] = ()


class Ease(Record, frozen=True):
    """How easily a language is read: ``base``, less ``sentence`` for each word to a sentence and ``word`` for each
    syllable to a word. ``syllable`` finds the syllables of a written word.
    """

    base: float
    sentence: float
    word: float
    syllable: re.Pattern[str]


class Wording(Record, frozen=True):
    """What is known of a language; an empty tuple, None or 0 is not known.

    Attributes:
        speed: Words that are read in a minute; characters where ``characters`` is set.
        sentence: The most words (or characters) of a sentence that is easy to follow.
        ease: The published formula of how easily it is read.
        characters: The language is written without blanks and counted in characters.
        about_answers: Finds answers that speak of the other answers; only at their beginning.
        absolute: Finds words that admit no exception.
        negations: Parts of words of which a question has one that asks for what is not so.
        negative: Find, in the sentence that asks, that it asks for what is not so; the first group is the negation.
        vague: Finds, at the beginning of an objective, a verb that nobody can observe.
        common: Words of which nearly every paragraph has some, in small letters, the commonest first.
        twice: Words that may stand twice in a row.
        abbreviations: Abbreviations that every reader knows.
        quotes: The quotation marks, as they are shown to an author.
        punctuation: Faults of punctuation.
        spaces: Blanks that should not break.
    """

    speed: int = 0
    sentence: int = 0
    ease: Ease | None = None
    characters: bool = False
    about_answers: re.Pattern[str] | None = None
    absolute: re.Pattern[str] | None = None
    negations: tuple[str, ...] = ()
    negative: tuple[re.Pattern[str], ...] = ()
    vague: re.Pattern[str] | None = None
    common: tuple[str, ...] = ()
    twice: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    quotes: str = ""
    punctuation: tuple[Mark, ...] = ()
    spaces: tuple[Mark, ...] = ()

    @property
    def unit(self) -> str:
        """What speed and sentences are counted in."""
        return "characters" if self.characters else "words"


@cache
def load(language: str) -> Wording:
    """What is known of a language, by its full tag or else by the first part of it."""
    entries = _file(language) or _file(language.split("-", maxsplit=1)[0])
    return Wording(
        speed=entries.get("speed", 0),
        sentence=entries.get("sentence", 0),
        ease=_ease(entries),
        characters=entries.get("characters", False),
        about_answers=_words(entries.get("about_answers", ()), start=True),
        absolute=_words(entries.get("absolute", ())),
        negations=tuple(entries.get("negations", ())),
        negative=tuple(re.compile(one, re.IGNORECASE) for one in entries.get("negative", ())),
        vague=_words(entries.get("vague", ()), start=True),
        common=tuple(entries.get("common", ())),
        twice=frozenset(entries.get("twice", ())),
        abbreviations=frozenset(entries.get("abbreviations", ())),
        quotes=entries.get("quotes", ""),
        punctuation=_marks(entries.get("punctuation", ())),
        spaces=_marks(entries.get("spaces", ())),
    )


@cache
def available() -> tuple[str, ...]:
    """The languages that have a file."""
    return tuple(sorted(file.stem for file in (resources.folder("templates") / "wording").glob("*.yaml")))


def unspaced(text: str) -> bool:
    """Whether a text begins with a sign of Chinese or Japanese, which are written without gaps between words."""
    return "\u3040" <= text[:1] <= "\u30ff" or "\u3400" <= text[:1] <= "\u9fff" or "\uf900" <= text[:1] <= "\ufaff"


def _file(name: str) -> dict[str, Any]:
    import yaml

    file = resources.folder("templates") / "wording" / f"{name}.yaml"
    if not file.is_file():
        return {}
    # As in course.yaml, a word such as `no` is a word: only what is written as a number or as `true` is none.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    entries = dict(yaml.load(file.read_text(encoding="utf-8"), Loader=loader))  # noqa: S506 - texts only
    for key in ("speed", "sentence"):
        if key in entries:
            entries[key] = int(entries[key])
    entries["characters"] = entries.get("characters") == "true"
    return entries


def _ease(entries: dict[str, Any]) -> Ease | None:
    if "ease" not in entries:
        return None
    base, sentence, word = map(float, entries["ease"])
    return Ease(base, sentence, word, re.compile(entries["syllable"], re.IGNORECASE))


def _words(words: Iterable[str], *, start: bool = False) -> re.Pattern[str] | None:
    """A pattern that finds any of the words or phrases; the longest first, whole words where words have blanks."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    if not ordered:
        return None
    choice = "|".join(re.escape(word) for word in ordered)
    spaced = not unspaced(ordered[0])
    before = r"^\W*" if start else r"(?<!\w)" if spaced else ""
    after = r"(?!\w)" if spaced else ""
    return re.compile(f"{before}(?:{choice}){after}", re.IGNORECASE)


def _marks(entries: Iterable[dict[str, Any]]) -> tuple[Mark, ...]:
    return tuple(
        Mark(re.compile(one["find"]), one["is"], one["cure"], one.get("unless", ""), tuple(one.get("signs", ())))
        for one in entries
    )
