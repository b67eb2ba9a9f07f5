"""All kinds of questions. To add one: its file here, ``templates/questions/<kind>.html.j2``,
``templates/player/questions/<kind>.js``, and its line in `KINDS`."""

from __future__ import annotations

from elearn_builder.questions import choice, common, matching

KINDS = {
    "choice": choice.KIND,
    "matching": matching.KIND,
}
CODES = (*common.CODES, *(code for kind in KINDS.values() for code in kind.codes))
