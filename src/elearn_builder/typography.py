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
# Where something may begin: not in the middle of a word; words of Chinese follow each other without gaps, Arabic
# prefixes stand at their word. It looks back over the sign that was found: a pattern that begins with a set of signs is
# searched for many times faster than any other.
_BEGINS = r"(?<![^\W\u3040-\u30ff\u3400-\u9fff\u0620-\u064a].)"
_NUMBER = r"\d[\d.,٫٬]*(?:[ \u00a0\u202f]\d{3}(?!\d))*"
_SHORT = 3  # letters of a word that may be an abbreviation, with a full stop
_SHORTEST = 3  # characters of what can be kept together: “5 %”; most pieces between tags are less
_LONGEST = 32  # characters; more might not fit into a phone's line
# What stays as it is: code, fields, drawings; and what references are called (`bdi`), which the style keeps in one
# line.
_BARRIER = re.compile(r"<(bdi|code|pre|option|textarea|svg|script|style)\b.*?</\1>", re.DOTALL)
# Text between two tags has nothing to keep without a figure: a digit (those of other scripts are named, since a set is
# quicker than a class), a Roman number, a capital on its own. Looking for one is far quicker than for all that may
# stand beside it.
_DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\u17e0-\u17e9\uff10-\uff19"
_DIGIT = re.compile(rf">([^<{_DIGITS}]*[{_DIGITS}][^<]*)")
_CAPITAL = re.compile(r"[A-Z](?<=\s.)(?:\b|[IVXLCDM])")


def keep(html: str, language: str) -> str:
    """HTML with codes, figures with their units, and numbers with the word before them kept in one line."""
    html = f">{html}<"  # text before the first tag and behind the last one is text as well
    barriers = [match.span() for match in _BARRIER.finditer(html)]
    pattern = _pattern(language)
    pieces, position, nearest = [], 1, 0
    for start, end in _figured(html):
        while nearest < len(barriers) and barriers[nearest][1] <= start:
            nearest += 1
        if end - start >= _SHORTEST and (nearest == len(barriers) or start < barriers[nearest][0]):
            pieces += [html[position:start], pattern.sub(_kept, html[start:end])]
            position = end
    return "".join([*pieces, html[position:-1]])


def _figured(html: str) -> list[tuple[int, int]]:
    """Where text between two tags has figures."""
    found = [match.span(1) for match in _DIGIT.finditer(html)]
    for match in _CAPITAL.finditer(html):
        end = html.find("<", match.start())
        start = html.rfind(">", 0, end) + 1
        if start <= match.start():
            found.append((start, end))
    return sorted(set(found))


def _kept(match: re.Match[str]) -> str:
    found = match[0]
    return found if len(found) > _LONGEST else f'<span class="nb">{found}</span>'


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words, units = strings.beside_numbers(language)
    spaced = _any([unit for unit in (*_UNITS.split(), *units) if not unspaced(unit)])
    joined = _any([unit for unit in units if unspaced(unit)])
    behind = rf"\s(?:{spaced})(?:/(?:{spaced}))?(?!\w)" + (rf"|\s?(?:{joined})" if joined else "")
    rest = _NUMBER.removeprefix(r"\d")  # of a number whose first digit was found
    digits = r"\d+(?:\(\w{1,4}\))*(?:[./-]\d+)*[a-z]?(?!\w)"
    roman = r"[IVXLCDM]+(?:[/-]\d+)?(?!\w)(?:\s[A-Z](?!\w))?"
    named = _begun([*words, *(f"{word}." for word in words if len(word) <= _SHORT)], "i")
    capitals = _NUMBERED.split()
    initials = "".join(sorted({sign for word in words for sign in (word[0].lower(), word[0].upper())}))
    figure = (
        rf"(?<=\d)(?:(?<![.,-].){rest}(?:\s?[±–-]\s?{_NUMBER})?(?:{behind})"
        r"|(?<![.,].)\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?!\w))"
    )
    provision = rf"(?:{named})\s(?:{digits}|{roman}|[A-Z](?!\w))|(?:{_begun(capitals)})\.?\s{digits}"
    kept = (
        r"[A-Z](?<![\w-].)[A-Z]{0,4}-\d[\dA-Za-z]{0,6}(?:\([A-Z]\))?(?![\w-])",
        rf"[\d{initials}{''.join(word[0] for word in capitals)}]{_BEGINS}(?:{figure}|{provision})",
        r"第\s?\d+(?:\(\w{1,4}\))*\s?[条款项章号]",
    )
    return re.compile("|".join(kept))


def _any(words: list[str]) -> str:
    """An alternative of words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _begun(words: list[str], flags: str = "") -> str:
    """An alternative of words whose first sign was found already."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(
        f"(?<=(?{flags}:{re.escape(initial)}))(?{flags}:{_any(ends)})" for initial, ends in sorted(rests.items())
    )
