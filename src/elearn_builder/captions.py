"""Captions: WebVTT is what browsers play, SubRip what many editors write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TIMING = r"(?m)^(?:\d+:)?\d{1,2}:\d\d[.,]\d{1,3}[ \t]+-->[ \t]+(?:\d+:)?\d{1,2}:\d\d[.,]\d{1,3}"
MAX_BYTES = 2_000_000


def check(file: Path) -> str:
    """Why a file cannot serve as captions, in words that follow its name; empty if it can."""
    try:
        if file.stat().st_size > MAX_BYTES:
            return "is too large for captions"
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as problem:
        return f"cannot be read: {problem.strerror}"
    except UnicodeDecodeError:
        return "is not UTF-8 text"
    if file.suffix.lower() == ".vtt" and not text.startswith("WEBVTT"):
        return "does not begin with the word WEBVTT"
    return "" if re.search(_TIMING, text) else "has no cue with times"


def to_webvtt(data: bytes) -> bytes:
    r"""Captions in either form as WebVTT, UTF-8, with ``\n`` line ends."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    if not text.startswith("WEBVTT"):
        text = re.sub(r"(\d\d:\d\d),(\d{3})", r"\1.\2", text)
        text = re.sub(r"(?m)^(\d):(\d\d:\d\d\.\d{3})", r"0\1:\2", text)
        text = re.sub(r"\{\\an?\d+\}|</?font[^>]*>", "", text)
        text = "WEBVTT\n\n" + text.lstrip("\n")
    return text.encode()
