"""A recording that many browsers cannot play. The ending of a name says only what box a recording is in. Inside, video
must be H.264 (AVC) with AAC sound in MP4, or VP8 or VP9 in WebM. Telephones often record HEVC (H.265), which most
computers in offices do not show, and cameras QuickTime. Convert it, for instance with HandBrake and its preset “Fast
480p30”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import join_words, warning
from elearn_builder.media import place, used
from elearn_builder.probe import recording

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("L032", "a recording that many browsers cannot play", __doc__ or "")
PLAYED = {
    "avc1",
    "avc3",
    "mp4a",
    ".mp3",
    "V_VP8",
    "V_VP9",
    "A_VORBIS",
    "A_OPUS",
    "Opus",
    "tx3g",
    "text",
    "tmcd",
    "mett",
}
NAMES = {
    "hvc1": "HEVC",
    "hev1": "HEVC",
    "dvh1": "Dolby Vision",
    "dvhe": "Dolby Vision",
    "av01": "AV1",
    "V_AV1": "AV1",
    "mp4v": "MPEG-4 Part 2",
    "apcn": "ProRes",
    "apch": "ProRes",
    "jpeg": "Motion JPEG",
    "alac": "Apple Lossless",
    "ac-3": "AC-3",
    "ec-3": "E-AC-3",
    "sowt": "uncompressed sound",
    "twos": "uncompressed sound",
    "lpcm": "uncompressed sound",
}
ENDINGS = (".mp4", ".m4a", ".webm")


def check(course: Course, report: Report) -> None:
    """Look at the codecs that each recording names."""
    for path in sorted(used(course)):
        if not path.lower().endswith(ENDINGS):
            continue
        facts = recording(course.media[path].file)
        where = place(course, path)
        odd = [NAMES.get(one, f"`{one}`") for one in facts.codecs if one not in PLAYED]
        if not facts.brand:
            report.add(CODE, where, f"`{path}` is no MP4 or WebM recording inside", "convert it to MP4 (H.264, AAC)")
        elif odd:
            message = f"`{path}` is in {join_words(list(dict.fromkeys(odd)))}, which many browsers cannot play"
            report.add(CODE, where, message, "convert it to MP4 with H.264 video and AAC sound")
        elif facts.brand == "qt":
            report.add(
                CODE, where, f"`{path}` is a QuickTime file under another name", "convert it to MP4 (H.264, AAC)"
            )
