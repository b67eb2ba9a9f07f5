"""Remembers for some days what servers said, in the cache folder of the user.

A cache: one that is damaged, or cannot be written, is as good as none.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import platformdirs

from elearn_builder.linkcheck.asking import Answer, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = 86_400.0
# How long an answer holds, in seconds: bad news for a day. What is not listed is asked for each time.
HOLDS: dict[Kind, float] = {"fine": 7 * DAY, "moved": 7 * DAY, "gone": DAY, "untrusted": DAY, "circle": DAY}
MOST = 20_000_000  # bytes of a file that this could have written


class Memory:
    """Answers of earlier runs.

    Args:
        file: Where they are kept; None: in the user's cache folder.
        forget: Begin anew.
    """

    def __init__(self, file: Path | None = None, *, forget: bool = False) -> None:
        self.file = file or Path(platformdirs.user_cache_dir("elearn-builder", appauthor=False)) / "links.json"
        self._kept: dict[str, tuple[float, Answer]] = {} if forget else _read(self.file)

    def recall(self, address: str) -> Answer | None:
        """What was said of an address, if that still holds."""
        asked, answer = self._kept.get(address, (0.0, None))
        return answer if answer and _holds(asked, answer) else None

    def keep(self, answers: Mapping[str, Answer]) -> None:
        """Add answers; forgets those that no longer hold."""
        now = time.time()
        kept = self._kept | {address: (now, answer) for address, answer in answers.items()}
        self._kept = {address: (asked, answer) for address, (asked, answer) in kept.items() if _holds(asked, answer)}
        told = {
            address: {"asked": asked, "kind": answer.kind, "said": answer.said, "to": answer.to, "lacks": answer.lacks}
            for address, (asked, answer) in self._kept.items()
        }
        beside = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(told, indent=1), "utf-8")
            beside.replace(self.file)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()


def _holds(asked: float, answer: Answer) -> bool:
    return 0 <= time.time() - asked < (DAY if answer.lacks else HOLDS.get(answer.kind, 0))


def _read(file: Path) -> dict[str, tuple[float, Answer]]:
    try:
        if file.stat().st_size > MOST:
            return {}
        told = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {address: kept for address, one in told.items() if (kept := _kept(one))}


def _kept(told: Any) -> tuple[float, Answer] | None:
    """An answer and when it was given; None for anything else."""
    match told:
        case {"asked": float(asked), "kind": kind, "said": str(said), "to": str(to), "lacks": str(lacks)}:
            return (asked, Answer(kind, said, to, lacks=lacks)) if kind in get_args(Kind) else None
    return None
