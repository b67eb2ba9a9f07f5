"""Words of the player and of pages in the course's language: ``templates/strings/<language>.yaml``.

A language needs nothing but its file. Missing ones fall back to English, which is complete.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from elearn_builder import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


@cache
def load(language: str) -> Mapping[str, str]:
    """The words in a language: the file of the full tag, else of its first part, else English."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    words: dict[str, str] = {}
    folder = resources.folder("templates") / "strings"
    for name in dict.fromkeys(("en", language.split("-", maxsplit=1)[0], language)):
        file = folder / f"{name}.yaml"
        if file.is_file():
            words |= yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader
    return words


def available() -> list[str]:
    """Languages that have words of their own."""
    return sorted(file.stem for file in (resources.folder("templates") / "strings").glob("*.yaml"))


def direction(language: str) -> str:
    """``rtl`` for languages written from right to left, else ``ltr``."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"
