"""How to upload by hand, for LMSs that no program may enter: ``templates/guides``, one page an LMS."""

from __future__ import annotations

from elearn_builder import resources


def names() -> list[str]:
    """The LMSs that have a guide."""
    return sorted(file.stem for file in (resources.folder("templates") / "guides").glob("*.md"))


def text(name: str) -> str:
    """The guide of an LMS, as Markdown that reads well as it is."""
    return resources.text(f"templates/guides/{name}.md")
