"""Keys of pages and questions in the learner's state, and how large that state can become.

The player (``templates/player/state.js``) packs the state; this module computes the same keys and the greatest size,
so that a course whose state cannot be kept is refused when it is built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MANY = 200  # from so many pages and questions on, keys are shorter
LONG_KEY, SHORT_KEY = 24, 20
SIG_BITS = 8


def fnv1a(text: str) -> int:
    """32-bit FNV-1a of a text's UTF-8 bytes, as in ``base.js``."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def key_bits(count: int) -> int:
    """Width of keys for a course with so many pages and questions."""
    return SHORT_KEY if count > MANY else LONG_KEY


def salts(names: Iterable[str], bits: int) -> dict[str, str]:
    """For names (``p:page`` or ``q:question``) whose keys would meet, what is added before hashing.

    The first name in alphabetical order keeps its plain key.
    """
    taken: set[tuple[str, int]] = set()
    found = {}
    for name in sorted(names):
        salt = ""
        while (name[0], fnv1a(name + salt) >> (32 - bits)) in taken:
            salt += "~"
        taken.add((name[0], fnv1a(name + salt) >> (32 - bits)))
        if salt:
            found[name] = salt
    return found


class StateSize(Record, frozen=True):
    """Greatest size of a learner's state in characters, and what it is made of (each part in characters)."""

    total: int
    pages: int
    answers: int
    exam: int
    costliest: tuple[tuple[str, int], ...]


def state_size(pages: int, answers: Sequence[tuple[str, int]], paper: Sequence[int], bits: int) -> StateSize:
    """The greatest size of a state.

    Args:
        pages: How many pages can be done.
        answers: For each question of the lessons, its identifier and the most bits of an answer.
        paper: The most bits of an answer for each question of the longest paper.
        bits: Width of keys.
    """
    items = pages + len(answers)
    rice = max(0, (2**bits // items).bit_length() - 1) if items else 0
    each = rice + 1 + 1  # remainder, end of the quotient, kind of item
    quotients = (2**bits >> rice) if items else 0
    head = (
        6 + 5 + 24 + 12 + 24 + small(60_000) + small(4_000) + 1 + bits + 3 + 7 + small(100) + 14 + small(items) + 5 + 3
    )
    page_bits = pages * each + quotients
    answer_bits = [(name, each + 1 + 3 + SIG_BITS + small(most) + most) for name, most in answers]
    answers_total = sum(cost for _, cost in answer_bits)
    exam_bits = 0
    if paper:
        exam_bits = 1 + small(86_400) + small(len(paper))
        exam_bits += sum(bits + 1 + SIG_BITS + small(most) + most for most in paper)
    total = head + page_bits + answers_total + exam_bits
    costliest = sorted(answer_bits, key=lambda one: (-one[1], one[0]))[:3]
    return StateSize(
        total=_characters(total) + 2,
        pages=_characters(page_bits),
        answers=_characters(answers_total),
        exam=_characters(exam_bits),
        costliest=tuple((name, _characters(cost)) for name, cost in costliest),
    )


def small(value: int) -> int:
    """Bits of an Elias gamma number."""
    return 2 * (value + 1).bit_length() - 1


def _characters(bits: int) -> int:
    return -(-bits // 6)
