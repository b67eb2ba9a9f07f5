"""Pictures with caption, credit and a long description: `figure` and `compare`.

::: figure How a lawful movement works {#movement credit="Drawn for this course"}
![Boxes from notification to disposal, joined by arrows](../media/movement.svg)

The exporting State notifies … (the long description, for those who cannot see the picture)
:::
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from elearn_builder import drawing
from elearn_builder.diagnostics import error, warning
from elearn_builder.model import Figure, Picture
from elearn_builder.reader import INCOMPLETE, BlockKind, Leaves, Reader
from elearn_builder.record import replace
from elearn_builder.source import Lines

if TYPE_CHECKING:
    from elearn_builder.directives import Directive
    from elearn_builder.legibility import Legibility
    from elearn_builder.model import Block
    from elearn_builder.reader import Build
    from elearn_builder.source import Span

UNSAFE_DRAWING = error(
    "L011",
    "a drawing that cannot stand in a page",
    """
SVG drawings of a `figure` become part of the page, so that they follow its colours in light and dark. A drawing
with scripts, embedded pictures or anything loaded from elsewhere, a damaged one or a very large one cannot. In
Inkscape, save it as “Plain SVG”; export anything photographic as JPEG or PNG instead.
""",
)
FAINT = warning(
    "A013",
    "words in a drawing that are hard to read on their ground",
    """
A drawing stands in the page and must be read on light pages and on dark ones. A text in a fixed colour, or in none
(which is black), disappears in one of the two. Use `currentColor` for words and `var(--sheet)` for boxes; the
reference of blocks says which colours follow the page. Letters need a contrast of 4.5 to 1, large ones 3 to 1 (WCAG
2.2, level AA).
""",
)
SMALL = warning(
    "A014",
    "words in a drawing that are too small on a telephone",
    """
A drawing is made as wide as the page, which is 325 pixels on most telephones. What has 16 units in a drawing 440 wide
is then 12 pixels high, and can just be read. Make the letters larger or the drawing narrower (and higher): 440 units
wide with letters of 16 or more is a good measure.
""",
)
CODES = (UNSAFE_DRAWING, FAINT, SMALL)
LEAST = 9.0  # CSS pixels that letters must have
LARGEST = 4.0  # times a paper is enlarged at most (document.js)

IMAGE = re.compile(
    r"!\[(?P<alt>(?:\[\[[^\[\]\n]*\]\]|[^\]])*)\]\(\s*(?:<(?P<angled>[^>]+)>|(?P<src>[^)\s]+))(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)


def find_images(lines: Lines) -> tuple[list[tuple[str, str, Span]], Lines]:
    """The images of some lines (alt text, address, place) and the lines without them."""
    found = []
    rest = []
    for index, row in enumerate(lines.lines):
        for match in IMAGE.finditer(row):
            source = match["angled"] or match["src"]
            found.append((match["alt"], source, lines.span(index, match.start() + 1, len(match[0]))))
        rest.append(IMAGE.sub("", row))
    return found, Lines(lines.file, lines.first, tuple(rest))


def picture(reader: Reader, alt: str, source: str, where: Span, prefix: str, *, paper: bool = False) -> Picture | None:
    """A picture of a figure or question; drawings are written into the page, and their words must be readable there.
    ``paper``: it is a sheet on a desk, which stays white on dark pages and can be enlarged.
    """
    found = reader.page.links.picture(source, alt, where)
    if found is None or not found.path.endswith(".svg"):
        return found
    file = next(file for file in reader.page.links.media.values() if file.packaged == found.path)
    made = drawing.clean(file.file, prefix)
    if made.problem:
        cure = "save it as plain SVG, or as PNG or JPEG"
        reader.report.add(UNSAFE_DRAWING, where, f"`{file.path}` cannot stand in a page: {made.problem}", cure)
        return None
    _words(made.legibility, file.path, where, reader, paper=paper)
    reader.page.links.used.pop(file.path, None)  # it is part of the page, no file of its own
    reader.page.links.drawn[file.path] = None
    return replace(found, svg=made.svg, width=made.width, height=made.height)


def _words(found: Legibility, path: str, where: Span, reader: Reader, *, paper: bool) -> None:
    """Report words of a drawing that cannot be read."""
    smallest = found.smallest * (LARGEST if paper else 1)
    if 0 < smallest < LEAST:
        enlarged = ", enlarged as far as it goes" if paper else ""
        message = f"“{found.smallest_text}” in `{path}` is {smallest:.1f} pixels high on a telephone{enlarged}"
        reader.report.add(
            SMALL, where, message, f"make it {LEAST:.0f} pixels or more: larger letters, a narrower drawing"
        )
    for mode in ("light",) if paper else ("light", "dark"):
        faint = [one for one in found.faint if one.mode == mode]
        if faint:
            least = min(faint, key=lambda one: one.ratio)
            more = f" (and {len(faint) - 1} more)" if len(faint) > 1 else ""
            what = f"“{least.text}”{more} in `{path}` has a contrast of {least.ratio:.1f} to 1 on {mode} pages"
            cure = 'write `fill="currentColor"` for words, `fill="var(--sheet)"` for boxes'
            reader.report.add(FAINT, where, f"{what}: {least.colour} on {least.ground}", cure)


def _figure(node: Directive, reader: Reader) -> Build:
    wanted = 2 if node.kind == "compare" else 1
    identifier = reader.identifier(node.id)
    title = reader.title(node)
    images, rest = find_images(node.body)
    if len(images) != wanted and not reader.empty(node):
        words = "two images" if wanted == 2 else "one image"
        cure = "write `![what it shows](../media/name.svg)`"
        reader.report.add(INCOMPLETE, node.span, f"`{node.kind}` needs {words}, here are {len(images)}", cure)
    builds = reader.blocks(rest, node.kind)
    number = reader.page.figures = reader.page.figures + 1
    pictures = [
        picture(reader, alt, source, where, f"f{number}{'ab'[index % 2]}")
        for index, (alt, source, where) in enumerate(images[:wanted])
    ]
    credit = node.values.get("credit")

    def build(leaves: Leaves) -> Block | None:
        children = tuple(block for one in builds if (block := one(leaves)) is not None)
        shown = tuple(one for one in pictures if one is not None)
        if len(shown) != wanted:
            return None
        said = credit.text if credit else ""
        return Figure("compare" if wanted == 2 else "figure", identifier, title(leaves), shown, children, said)

    return build


_KEYS = {"credit": "who made the picture, and its licence"}
KINDS = (
    BlockKind("figure", "A picture with a caption; text below the image is its long description.", _figure, _KEYS),
    BlockKind("compare", "Two pictures to compare: real and fake, before and after.", _figure, _KEYS),
)
