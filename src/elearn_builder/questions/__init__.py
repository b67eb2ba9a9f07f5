"""All kinds of questions. To add one: its file here, ``templates/questions/<kind>.html.j2``,
``templates/player/questions/<kind>.js``, and its line in `KINDS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.questions import (
    blanks,
    choice,
    common,
    document,
    hotspot,
    likert,
    matching,
    number,
    ordering,
    poll,
    reflect,
    sorting,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = {
    "choice": choice.KIND,
    "matching": matching.KIND,
    "ordering": ordering.KIND,
    "sorting": sorting.KIND,
    "blanks": blanks.KIND,
    "number": number.KIND,
    "hotspot": hotspot.KIND,
    "document": document.KIND,
    "likert": likert.KIND,
    "reflect": reflect.KIND,
    "poll": poll.KIND,
}
CODES = (*common.CODES, *(code for kind in KINDS.values() for code in kind.codes))


def scripts(kinds: Iterable[str]) -> tuple[str, ...]:
    """The scripts of ``templates/player/questions`` that a course with these kinds needs, each behind those that it
    builds on.
    """
    found: dict[str, None] = {}
    for kind in sorted(kinds):
        found |= dict.fromkeys((*KINDS[kind].after, kind))
    return tuple(found)
