"""All kinds of ``:::`` blocks that are not questions. To add one: a line in the table of its file, and a template
``templates/blocks/<kind>.html.j2`` (boxes without one of their own use ``box.html.j2``)."""

from __future__ import annotations

from elearn_builder.blocks import boxes, figures, pairs, recordings

BLOCKS = {kind.name: kind for kind in (*boxes.KINDS, *pairs.KINDS, *figures.KINDS, *recordings.KINDS)}
CODES = (*boxes.CODES, *figures.CODES, *recordings.CODES)
