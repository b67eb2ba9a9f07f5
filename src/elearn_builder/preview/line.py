"""A slow line, so that an author feels what an officer at a border post waits for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import anyio

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

# Kilobits per second and seconds until an answer begins, by what the page calls them. ``cut``: nothing comes at all.
LINES = {"full": (0, 0.0), "256": (256, 0.15), "64": (64, 0.4), "cut": (0, 0.0)}
PIECE = 1024


class Line:
    """One learner's connection: all that is loaded shares it. ``name`` is a key of `LINES`."""

    def __init__(self) -> None:
        self.name = "full"
        self._free = 0.0

    @property
    def cut(self) -> bool:
        """Whether nothing gets through."""
        return self.name == "cut"

    @property
    def slow(self) -> bool:
        """Whether it has to be waited for."""
        return LINES[self.name][0] > 0

    async def send(self, data: bytes) -> AsyncIterator[bytes]:
        """The data in pieces, each when the line has had the time for it; other requests' pieces come in between."""
        await anyio.sleep(LINES[self.name][1])
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            rate = LINES[self.name][0] * 125  # bytes per second; may be changed while the file is on its way
            if rate:
                self._free = max(self._free, time.monotonic()) + len(piece) / rate
                await anyio.sleep(self._free - time.monotonic())
            yield piece
