"""`number`: a number with tolerance and unit. Common mistakes can have feedback of their own.

= 250 ± 5 kg
- 2500
    > Ten times too much: the slip shows hundredweights.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from elearn_builder.diagnostics import error
from elearn_builder.questions.common import NO_FEEDBACK, Draft, Kind
from elearn_builder.questions.items import read_items
from elearn_builder.record import Record

if TYPE_CHECKING:
    from elearn_builder.model import Html
    from elearn_builder.questions.common import MakeAnswer
    from elearn_builder.reader import Leaves
    from elearn_builder.source import Lines

FORM = error(
    "Q431",
    "a number that cannot be read",
    """
The right answer stands in a line of its own: `= 250 kg` for exactly that, `= 250 ± 5 kg` or `= 250 ± 2 % kg` with a
tolerance, `= 245 to 255 kg` for a range. Decimals have a point or a comma, thousands no sign or blanks: `= 1250.5`,
`= 1 250,5`. What could be read in two ways, like `1,250`, is refused.
""",
)
WRONG_IS_RIGHT = error(
    "Q432",
    "a common mistake that is right",
    """
A number in the list of common mistakes lies within the tolerance of the right answer, so its feedback would never
be shown.
""",
)
_GROUPS = " \u00a0\u2009\u202f'’٬"  # between thousands, and nothing else
_NUMBER = rf"[-−]?\d(?:[\d.,٫{_GROUPS}]*\d)?"
_LINE = re.compile(r"[ ]{0,3}=(?![ \t]*=|[ \t]*$)")  # and not the line under a heading
_RIGHT = (
    rf"[ ]{{0,3}}=[ \t]*(?P<value>{_NUMBER})"
    rf"(?:[ \t]*(?:±|\+/?-)[ \t]*(?P<tolerance>{_NUMBER})[ \t]*(?P<percent>%)?|[ \t]+to[ \t]+(?P<end>{_NUMBER}))?"
    r"(?P<unit>[ \t]*(?:(?!e\d)[^\d\s.,/~–−±+-][^±+\n]*)?)$"
)
_MISTAKE = re.compile(rf"(?P<indent>[ ]{{0,3}})[-*+](?P<gap>[ \t]+)(?P<text>{_NUMBER})[^\d\n]*$")
_POINT = re.compile(rf"-?(?:\d+|\d{{1,3}}([{_GROUPS}])\d{{3}}(?:\1\d{{3}})*|\d{{1,3}}(?:,\d{{3}})+(?=\.))(?:[.٫]\d+)?")
_COMMA = re.compile(rf"-?(?:\d+|\d{{1,3}}([{_GROUPS}])\d{{3}}(?:\1\d{{3}})*|\d{{1,3}}(?:\.\d{{3}})+)[,٫]\d+")
_MILLIONS = re.compile(r"-?\d{1,3}(?:,\d{3}){2,}|-?\d{1,3}(?:\.\d{3}){2,}")
_EITHER = re.compile(r"-?[1-9]\d{0,2},\d{3}")  # thousands or decimals
_WITHOUT = re.compile(f"[{_GROUPS}]")
_UNREAD = (Decimal(1), Decimal(0), Decimal(0), "")  # an empty range


class Number(Record, frozen=True):
    """What is right and what is accepted.

    Attributes:
        low: The lowest number that is accepted.
        high: The highest one.
        nominal: The number to report: the right one, or the middle of a range.
        stated: Whether there is one right number, with or without a tolerance; otherwise any number of the range is.
        unit: May be empty.
        mistakes: Common mistakes with their feedback.
    """

    low: Decimal
    high: Decimal
    nominal: Decimal
    stated: bool
    unit: str
    mistakes: tuple[tuple[Decimal, Html], ...]


def _begins(lines: Lines, index: int) -> bool:
    return _LINE.match(lines.lines[index]) is not None


def _read(draft: Draft) -> MakeAnswer | None:
    found: list[tuple[Decimal, Decimal, Decimal | None, str]] = []

    def right(index: int) -> bool:
        if not _LINE.match(draft.lines.lines[index]):
            return False
        if found:
            draft.report(FORM, index, "there are two right numbers", "write a range: `= 245 to 255 kg`")
        found.append(_range(draft, index))
        return True

    items = read_items(draft, _MISTAKE, right)
    for item in items:
        if item.feedback.blank:
            draft.report(NO_FEEDBACK, item.index, "this mistake has no feedback", "write `> why` under it, indented")
    low, high, nominal, unit = found[0]
    if low > high:
        return None
    values = [_decimal(item.match["text"], draft, item.index) for item in items]
    for item, value in zip(items, values, strict=True):
        if value is not None and low <= value <= high:
            draft.report(WRONG_IS_RIGHT, item.index, f"{value} is a right answer", "correct one of the two")
    makes = [item.make(draft) for item in items]

    def make(leaves: Leaves) -> Number:
        told = zip(values, makes, strict=True)
        mistakes = tuple((value, one(leaves)[1]) for value, one in told if value is not None)
        middle = (low + high) / 2
        return Number(low, high, middle if nominal is None else nominal, nominal is not None, unit, mistakes)

    return make


def _range(draft: Draft, index: int) -> tuple[Decimal, Decimal, Decimal | None, str]:
    """Lowest and highest number accepted, the right one (none in a range), the unit; an empty range when the line
    cannot be read.
    """
    match = re.match(_RIGHT, draft.lines.lines[index])
    if match is None:
        draft.report(FORM, index, "this number cannot be read", _cure(draft.lines.lines[index]))
        return _UNREAD
    value, width, end = (
        _decimal(match[name], draft, index) if match[name] else Decimal(0) for name in ("value", "tolerance", "end")
    )
    if value is None or width is None or end is None:
        return _UNREAD
    low = high = value
    if match["tolerance"]:
        width = abs(value) * width / 100 if match["percent"] else width
        low, high = value - width, value + width
    elif match["end"]:
        high = end
        if high < low:
            draft.report(FORM, index, "this range ends before it begins", "write the lower number first")
    return low, high, None if match["end"] else value, match["unit"].strip()


def _cure(line: str) -> str:
    if match := re.match(rf"\s*=\s*({_NUMBER})\s*(?:[-–−~…]|\.{{2,}})\s*({_NUMBER})(?P<unit>.*)$", line):
        return f"write `= {match[1]} to {match[2]}{match['unit'].rstrip()}`"
    if match := re.match(rf"\s*=\s*({_NUMBER})\s*([^\d±+]+?)\s*(?:±|\+/?-)\s*({_NUMBER})\s*$", line):
        return f"the unit stands last: write `= {match[1]} ± {match[3]} {match[2]}`"
    return "write it like `= 250 ± 5 kg`"


def _decimal(text: str, draft: Draft, index: int) -> Decimal | None:
    """A number as people write it; what can be read in two ways or not at all is reported."""
    text = text.replace("−", "-")
    if _EITHER.fullmatch(text):
        whole, part = text.replace(",", ""), text.replace(",", ".").rstrip("0").rstrip(".")
        draft.report(FORM, index, f"`{text}` can be read in two ways", f"write `{whole}` or `{part}`")
        return None
    if _POINT.fullmatch(text):
        return Decimal(_WITHOUT.sub("", text.replace(",", "")).replace("٫", "."))
    if _COMMA.fullmatch(text):
        return Decimal(_WITHOUT.sub("", text.replace(".", "")).replace("٫", ".").replace(",", "."))
    if _MILLIONS.fullmatch(text):
        return Decimal(re.sub("[.,]", "", text))
    draft.report(FORM, index, f"`{text}` cannot be read", "write the digits without signs between thousands: `1250.5`")
    return None


def _present(answer: object) -> dict[str, object]:
    """Mistakes as texts, what is right (a number or a range), the ends of what is accepted beside a right number."""
    assert isinstance(answer, Number)
    low, high = _plain(answer.low), _plain(answer.high)
    shown = _plain(answer.nominal) if answer.stated else f"{low} – {high}"
    accepted = (low, high) if answer.stated and low != high else ()
    mistakes = [(_plain(value), feedback) for value, feedback in answer.mistakes]
    return {
        "mistakes": mistakes,
        "shown": f"{shown} {answer.unit}".strip(),
        "accepted": [f"{end} {answer.unit}".strip() for end in accepted],
    }


def _data(answer: object) -> tuple[tuple[str, str], ...]:
    assert isinstance(answer, Number)
    return (("low", _plain(answer.low)), ("high", _plain(answer.high)), ("nominal", _plain(answer.nominal)))


def _plain(value: Decimal) -> str:
    """A decimal without exponent and without zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _texts(answer: object) -> tuple[str, ...]:
    assert isinstance(answer, Number)
    return (answer.unit,)


KIND = Kind(
    name="number",
    summary="a line `= 250 ± 5 kg`; below it, if you like, common mistakes `- 2500` with feedback",
    read=_read,
    begins=_begins,
    codes=(FORM, WRONG_IS_RIGHT),
    state_bits=lambda _: 5 + 16 * 7,  # what was typed, at most 16 characters of ASCII
    present=_present,
    data=_data,
    texts=_texts,
    after=("fields",),
)
