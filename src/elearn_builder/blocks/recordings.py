"""Video and audio with captions and a transcript.

::: video Opening a container safely {src=../media/opening.mp4 captions=../media/opening.en.vtt}
The transcript, for those who cannot play or hear it.
:::
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from elearn_builder import media as media_types
from elearn_builder.captions import check
from elearn_builder.diagnostics import error
from elearn_builder.model import Recording, Track
from elearn_builder.reader import INCOMPLETE, BlockKind, Leaves, Reader

if TYPE_CHECKING:
    from elearn_builder.directives import Directive
    from elearn_builder.model import Block
    from elearn_builder.reader import Build

BAD_CAPTIONS = error(
    "L010",
    "captions that a browser cannot show",
    """
Captions are text files in WebVTT (`.vtt`) or SubRip (`.srt`) form: times and lines of text. This file has no cues in
that form. SubRip files are converted when the course is built.
""",
)
NO_CAPTIONS = error(
    "A002",
    "a video without captions",
    """
Officers watch without sound, in a second language, or cannot hear. Name a file of captions:
`captions=../media/opening.en.vtt`. For several languages, put the files into double quotes, separated by blanks;
the language is the part of the name before the ending (`opening.fr.vtt`). A video without any speech needs captions
too: one cue that says so.
""",
)
NO_TRANSCRIPT = error(
    "A003",
    "an audio recording without a transcript",
    """
Write what is said between the beginning and the end of the block. It serves those who cannot hear, cannot play the file
on a slow line, or want to find a sentence again.
""",
)
CODES = (BAD_CAPTIONS, NO_CAPTIONS, NO_TRANSCRIPT)


def _recording(node: Directive, reader: Reader) -> Build:
    video = node.kind == "video"
    kinds = media_types.VIDEO if video else media_types.AUDIO
    identifier = reader.identifier(node.id)
    title = reader.title(node)
    builds = reader.blocks(node.body, node.kind)
    source = node.values.get("src")
    file = None
    if source is None and not node.torn:
        reader.report.add(INCOMPLETE, node.span, f"this `{node.kind}` names no file", "add `{src=../media/name.mp4}`")
    elif source is not None:
        file = reader.page.links.file(source.text, source.span, kinds)
    tracks = _tracks(node, reader)
    if video and "captions" not in node.values and not node.torn:
        reader.report.add(NO_CAPTIONS, node.span, "this video has no captions", "add `captions=../media/name.en.vtt`")
    if not video and node.body.blank:
        reader.report.add(
            NO_TRANSCRIPT, node.span, "this recording has no transcript", "write what is said into the block"
        )
    poster = node.values.get("poster")
    cover = reader.page.links.file(poster.text, poster.span, media_types.IMAGES) if poster else None

    def build(leaves: Leaves) -> Block | None:
        children = tuple(block for one in builds if (block := one(leaves)) is not None)
        if file is None:
            return None
        mime = kinds[PurePosixPath(file.path).suffix.lower()]
        cover_path = cover.packaged if cover else ""
        return Recording(
            "video" if video else "audio", identifier, title(leaves), file.packaged, mime, tracks, cover_path, children
        )

    return build


def _tracks(node: Directive, reader: Reader) -> tuple[Track, ...]:
    value = node.values.get("captions")
    tracks = []
    for path in value.text.split() if value else ():
        assert value is not None
        file = reader.page.links.file(path, value.span, media_types.CAPTIONS)
        if file is None:
            continue
        problem = check(file.file)
        if problem:
            reader.report.add(
                BAD_CAPTIONS, value.span, f"`{file.path}` {problem}", "export it again as WebVTT or SubRip"
            )
            continue
        language = re.search(r"\.([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.\w+$", file.path)
        tracks.append(Track(file.packaged, language[1] if language else ""))
    return tuple(tracks)


_COMMON = {
    "src": "the file",
    "captions": "captions in WebVTT or SubRip form; several, separated by blanks, in quotes",
}
KINDS = (
    BlockKind(
        "video",
        "A video with captions; text inside is its transcript.",
        _recording,
        {**_COMMON, "poster": "a picture shown before it plays"},
    ),
    BlockKind("audio", "A recording; text inside is its transcript.", _recording, _COMMON),
)
