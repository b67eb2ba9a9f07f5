"""The check code of a certificate, as ``templates/player/parts/certificate.js`` makes it.

It is a hash of what the certificate says, so that a name or score that was changed on paper is found out. There is no
secret in it (a package has none), so it proves no more than that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.keys import fnv1a

if TYPE_CHECKING:
    from datetime import date

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no letter that looks like a digit


def check_code(course: str, version: str, name: str, score: int | None, day: date) -> str:
    """Ten letters and digits for a certificate.

    Args:
        course: The course's identifier.
        version: Its version, as course.yaml has it.
        name: The learner's name, as it stands on the certificate.
        score: The result in percent; None for a course without an exam.
        day: The date on the certificate.
    """
    text = "\n".join((course, version, name, "" if score is None else str(score), day.isoformat()))
    high = fnv1a(text)
    low = fnv1a(f"{text}\n{high}")
    code = "".join(LETTERS[(half >> (index * 6)) & 31] for half in (high, low) for index in range(5))
    return f"{code[:5]}-{code[5:]}"


def same(code: str, other: str) -> bool:
    """Whether two codes are the same, as people write them: in any case, with O for 0 and I or L for 1."""
    return _plain(code) == _plain(other)


def _plain(code: str) -> str:
    return "".join(code.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))
