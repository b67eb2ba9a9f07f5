"""Finds what ships beside the code: templates, the player, drivers, schemas, reference tables.

In an installed wheel they are in ``elearn_builder/_data``; in a checkout at the top of the repository.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path


@cache
def folder(name: str) -> Path:
    """One of the data folders: ``templates``, ``scorm`` or ``reference``.

    Raises:
        FileNotFoundError: The package is damaged: the folder is in neither place.
    """
    package = Path(__file__).resolve().parent
    checkout = package.parents[1]
    for place in (package / "_data" / name, checkout / name, checkout / "courses" / name):
        if place.is_dir():
            return place
    message = f"elearn-builder is not installed completely: its folder {name!r} is missing"
    raise FileNotFoundError(message)


@cache
def text(path: str) -> str:
    """A UTF-8 text file by its path from a data folder, such as ``templates/style/page.css``.

    Raises:
        FileNotFoundError: The package is damaged.
    """
    top, _, inner = path.partition("/")
    return (folder(top) / inner).read_text(encoding="utf-8")


@cache
def minified(name: str, *sources: str) -> str:
    """A script or style sheet of the player in its minified form.

    Args:
        name: The bundle's name (`bundles`), or the path of the one source that it is made of.
        sources: What the bundle is made of; none for a source that stands alone.

    Raises:
        FileNotFoundError: It was not made when the package was built, or a source has changed since.
    """
    place = folder("scorm") / "vendor" / "minified"
    source = "".join(text(path) for path in sources or (name,))
    if _made_from(place).get(name) != _digest(source):
        message = f"{name} has changed since the player was put together: run `make player`, or install again"
        raise FileNotFoundError(message)
    return (place / name).read_text(encoding="utf-8")


def forget() -> None:
    """Have files read again that have changed on disk."""
    text.cache_clear()
    minified.cache_clear()
    _made_from.cache_clear()


@cache
def compiled(path: str, version: str) -> bool:
    """Whether the package's build compiled this very template with this version of Jinja."""
    sources = _made_from(folder("scorm") / "vendor" / "compiled")
    return sources.get("version") == version and sources.get(path) == _digest(text(path))


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


@cache
def _made_from(place: Path) -> dict[str, str]:
    file = place / "sources.json"
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def schemas(edition: str) -> Path:
    """The folder of official control files of an edition (``scorm12``, ``scorm2004-3rd``, ``scorm2004-4th``).

    Raises:
        FileNotFoundError: The front-end parts were not gathered when the package was built.
    """
    place = folder("scorm") / "vendor" / "schemas" / edition
    if not place.is_dir():
        message = "the SCORM control files are missing: install elearn-builder again (`make build` in a checkout)"
        raise FileNotFoundError(message)
    return place
