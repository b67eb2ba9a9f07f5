"""Words of the player and of pages in the course's language: ``templates/strings/<language>.yaml``.

A language needs nothing but its file. Missing words fall back to English, which is complete.

A text with a number in it may have several forms, by the categories of the Unicode CLDR (``one``, ``few`` …). Which of
them a number takes, the file says in ``plurals``: for each category in turn a pattern that is searched in the number's
digits; the first that is found decides. The same patterns serve Python and the player, in every browser.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from elearn_builder import resources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}
# What a file has besides texts: how numbers choose a form, the names of the months, the digits 0 to 9, words and units
# that stay in one line with a number.
GRAMMAR = {"plurals", "months", "digits", "numbered", "units"}


@cache
def _file(name: str, folder: str = "strings") -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    file = resources.folder("templates") / folder / f"{name}.yaml"
    if not file.is_file():
        return {}
    return dict(yaml.load(file.read_text(encoding="utf-8"), Loader=loader))  # noqa: S506 - a safe loader


@cache
def _entries(language: str) -> Mapping[str, Any]:
    """All that is said in a language: the file of the full tag, else of its first part, else English."""
    return {**_file("en"), **_file(language.split("-", maxsplit=1)[0]), **_file(language)}


@cache
def access_words(language: str, kind: str) -> frozenset[str]:
    """Words in small letters that checks of access look for: texts of ``pictures`` or ``links`` that say nothing,
    ``hues``; none for a language without a file in ``templates/access``.
    """
    return frozenset(str(word).lower() for word in _file(language.split("-", maxsplit=1)[0], "access").get(kind, ()))


@cache
def colour_only(language: str) -> re.Pattern[str] | None:
    """What tells something by colour alone, as a pattern for small letters; None for a language without a file."""
    patterns = _file(language.split("-", maxsplit=1)[0], "access").get("colours", ())
    return re.compile("|".join(patterns)) if patterns else None


@cache
def load(language: str) -> Mapping[str, str]:
    """The texts in a language that are the same whatever the number in them."""
    return {name: text for name, text in _entries(language).items() if isinstance(text, str) and name not in GRAMMAR}


@cache
def forms(language: str) -> Mapping[str, Mapping[str, str]]:
    """The texts in a language that have several forms, by category."""
    entries = _entries(language).items()
    return {name: text for name, text in entries if isinstance(text, dict) and name not in GRAMMAR}


def plurals(language: str) -> Mapping[str, str]:
    """The categories of a language in turn, each with the pattern by which a number is known to be of it."""
    return dict(_entries(language)["plurals"])


def digits(language: str) -> str:
    """The digits 0 to 9 as they are written in a language."""
    return str(_entries(language)["digits"])


def months(language: str) -> list[str]:
    """The names of the months as they stand in a date."""
    return list(_entries(language)["months"])


def beside_numbers(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words in small letters that stand before a number, and units that stand behind one."""
    entries = _entries(language)
    return tuple(entries["numbered"]), tuple(entries["units"])


def number(language: str, value: int) -> str:
    """A whole number in the digits of a language."""
    return str(value).translate(str.maketrans("0123456789", digits(language)))


def counted(language: str, name: str, value: int) -> str:
    """A text with a number (``{0}``) in the form that fits the number."""
    text = _form(language, name, value)
    return text.replace("{0}", number(language, value))


def day(language: str, value: date) -> str:
    """A date in words."""
    text = _form(language, "date", value.day)
    parts = {"day": number(language, value.day), "year": number(language, value.year)}
    return text.format(**parts, month=months(language)[value.month - 1])


def _form(language: str, name: str, value: int) -> str:
    text = _entries(language)[name]
    if isinstance(text, str):
        return text
    category = next((one for one, pattern in plurals(language).items() if re.search(pattern, str(value))), "other")
    return str(text.get(category) or text["other"])


def order(language: str, word: str) -> tuple[str, str]:
    """What words are sorted by: their letters without case and accents, in Arabic also without the article."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.removeprefix("ال") if language.split("-", maxsplit=1)[0] == "ar" else plain, word


def available() -> list[str]:
    """Languages that have words of their own."""
    return sorted(file.stem for file in (resources.folder("templates") / "strings").glob("*.yaml"))


def direction(language: str) -> str:
    """``rtl`` for languages written from right to left, else ``ltr``."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"
