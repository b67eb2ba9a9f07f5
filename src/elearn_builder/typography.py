"""Codes, figures and provisions are kept in one line: `HFC-134a`, `50 mg/kg`, `Annex VIII`.

A line that ends in “2.5” or in “R-” is read wrong. The text itself stays as it is: it is put into a span that the style
sheet does not let break, so search, copying, reports and titles know nothing of it.
"""

from __future__ import annotations

import re
from functools import cache

from elearn_builder import strings
from elearn_builder.wording import unspaced

# The SI and what stands in papers of trade and laboratories; what a language writes otherwise, its file says.
_UNITS = (
    "% ‰ °C °F kg g mg µg μg ng t kt Mt L l mL ml µL hl m cm mm km µm m² m³ cm³ ha kPa bar kW kWh GWh ppm ppb ppt mol h"
)
# What stands before numbers whatever the language.
_NUMBERED = "UN HS SH SA CAS CN No Nos № N° n° nº Nº COP Art ООН ГС"
# Not in the middle of a word; words of Chinese follow each other without gaps, Arabic prefixes stand at their word.
_BEGINS = r"(?<![^\W\u3040-\u30ff\u3400-\u9fff\u0620-\u064a])"
_NUMBER = r"\d[\d.,٫٬]*(?:[ \u00a0\u202f]\d{3}(?!\d))*"
_SHORT = 3  # letters of a word that may be an abbreviation, with a full stop
_SHORTEST = 3  # characters of what can be kept together: “5 %”; most pieces between tags are less
_LONGEST = 32  # characters; more might not fit into a phone's line
# What stays as it is: tags, code, fields, drawings; and what references are called (`bdi`), which the style keeps in
# one line.
_BARRIER = re.compile(r"(<(bdi|code|pre|option|textarea|svg|script|style)\b.*?</\2>|<[^<>]*>)", re.DOTALL)
# Text without a figure has nothing to keep; looking for one is far quicker than for all that may stand beside it.
_FIGURE = re.compile(r"\d|\s[IVXLCDMA-Z]\b|\s[IVXLCDM]{2}")


def keep(html: str, language: str) -> str:
    """HTML with codes, figures with their units, and numbers with the word before them kept in one line."""
    pieces = _BARRIER.split(html)  # text, what stays as it is, the name of its tag, text …
    pattern = _pattern(language)
    for index in range(0, len(pieces), 3):
        if len(pieces[index]) >= _SHORTEST and _FIGURE.search(pieces[index]):
            pieces[index] = pattern.sub(_kept, pieces[index])
    del pieces[2::3]
    return "".join(pieces)


def _kept(match: re.Match[str]) -> str:
    found = match[0]
    return found if len(found) > _LONGEST else f'<span class="nb">{found}</span>'


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words, units = strings.beside_numbers(language)
    spaced = _any([unit for unit in (*_UNITS.split(), *units) if not unspaced(unit)])
    joined = _any([unit for unit in units if unspaced(unit)])
    behind = rf"\s(?:{spaced})(?:/(?:{spaced}))?(?!\w)" + (rf"|\s?(?:{joined})" if joined else "")
    several = rf"{_NUMBER}(?:\s?[±–-]\s?{_NUMBER})?"
    digits = r"\d+(?:\(\w{1,4}\))*(?:[./-]\d+)*[a-z]?(?!\w)"
    roman = r"[IVXLCDM]+(?:[/-]\d+)?(?!\w)(?:\s[A-Z](?!\w))?"
    short = _any([word for word in words if len(word) <= _SHORT])
    named = rf"(?i:(?:{_any(list(words))})" + (rf"|(?:{short})\." if short else "") + ")"
    before = rf"(?:{named}\s(?:{digits}|{roman}|[A-Z](?!\w))|(?:{_any(_NUMBERED.split())})\.?\s{digits})"
    kept = (
        r"(?<![\w-])[A-Z]{1,5}-\d[\dA-Za-z]{0,6}(?:\([A-Z]\))?(?![\w-])",
        rf"{_BEGINS}(?<![.,-]){several}(?:{behind})",
        rf"{_BEGINS}{before}",
        rf"{_BEGINS}(?<![.,])\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\w)",
        r"第\s?\d+(?:\(\w{1,4}\))*\s?[条款项章号]",
    )
    return re.compile("|".join(kept))


def _any(words: list[str]) -> str:
    """An alternative of words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
