"""`hotspot`: a picture with named regions, the right ones marked. Each region has a name, so it can be answered by
keyboard.

![A container door with seal, plate and vents](../media/door.svg)

- [x] The seal (46,38 8x10)
    > It was cut and glued.
- [ ] The plate (20,60 15x8)
    > It agrees with the papers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.questions import areas, choice
from elearn_builder.questions.areas import letter, reading_order, style, take_area
from elearn_builder.questions.choice import BOX, Choice, Option, said, sound, ticked
from elearn_builder.questions.common import Draft, Kind
from elearn_builder.questions.items import read_items
from elearn_builder.record import replace

if TYPE_CHECKING:
    from elearn_builder.model import Picture
    from elearn_builder.questions.areas import Area
    from elearn_builder.questions.common import MakeAnswer
    from elearn_builder.reader import Leaves


class Hotspot(Choice, frozen=True):
    """A choice of places: the picture, and for each option its region, in the order in which the picture is read."""

    picture: Picture
    areas: tuple[Area, ...]


def _read(draft: Draft) -> MakeAnswer | None:
    places: list[Area | None] = []
    items = []
    for item in read_items(draft, BOX):
        area, text = take_area(item.text, draft.reader.report)
        places.append(area)
        items.append(replace(item, text=text))
    rights = [ticked(item, draft) for item in items]
    for item in items:
        said(item, draft)
    found = [area for area in places if area is not None]
    if not sound(draft, rights) or draft.picture is None or len(found) < len(items):
        return None
    order = reading_order(found)
    makes = [(rights[index], items[index].make(draft)) for index in order]
    ordered = tuple(found[index] for index in order)
    shown = draft.picture

    def make(leaves: Leaves) -> Hotspot:
        options = tuple(Option(text, right, back) for right, one in makes for text, back in [one(leaves)])
        return Hotspot(options, shown, ordered)

    return make


def _present(answer: object) -> dict[str, object]:
    assert isinstance(answer, Hotspot)
    return {
        **choice.KIND.present(answer),
        "places": [style(area) for area in answer.areas],
        "letters": [letter(index) for index in range(len(answer.areas))],
    }


KIND = Kind(
    name="hotspot",
    summary="an image, and regions `- [ ] name (left,top widthxheight)` in percent, with `[x]` for what is right",
    read=_read,
    begins=choice.KIND.begins,
    codes=areas.CODES,
    state_bits=choice.KIND.state_bits,
    present=_present,
    data=choice.KIND.data,
    texts=choice.KIND.texts,
    pictured=True,
    after=("choice", "regions"),
)
