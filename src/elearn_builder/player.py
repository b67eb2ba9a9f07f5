"""The learner's player as files: one script, one style sheet, and the script that says what the course is.

Sources are in ``templates/player``, ``templates/style`` and ``scorm/drivers``; their minified forms (see
``hatch_build.py``) are put together here.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from elearn_builder import colour, resources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from elearn_builder.config import Theme

BEFORE = ("base", "bits", "state", "session", "pages", "notes", "blocks", "questions")
AFTER = ("shell", "main")
# What no script asks for stays out of course.js.
TEMPLATE_WORDS = {
    *(
        "skip",
        "pager",
        "version",
        "goals",
        "reviewed",
        "entries",
        "unsure",
        "official",
        "sources",
        "seen",
        "exam",
    ),
    *(
        "needs_script",
        "footnote_back",
        "case_date",
        "case_place",
        "source",
        "credit",
        "described",
        "transcript",
    ),
    *(
        "question",
        "hint",
        "why",
        "choose",
        "jobaids_lead",
        "months",
        "date",
        "lesson_of",
        "glossary",
        "jobaids",
    ),
}


def script(kinds: Iterable[str], driver: str, *, exam: bool) -> str:
    """The player with one driver (a file of ``scorm/drivers``) and the kinds of questions that a course uses."""
    return _script(tuple(sorted(kinds)), driver, exam)


@cache
def _script(kinds: tuple[str, ...], driver: str, exam: bool) -> str:
    parts = [f"templates/player/{name}.js" for name in BEFORE]
    parts += [f"templates/player/questions/{kind}.js" for kind in kinds]
    if exam:
        parts.append("templates/player/exam.js")
    parts += ["scorm/drivers/find.js", f"scorm/drivers/{driver}.js"]
    parts += [f"templates/player/{name}.js" for name in AFTER]
    return "".join(resources.minified(part) for part in parts)


def style(theme: Theme) -> str:
    """The style sheet of a course."""
    names = sorted(file.name for file in (resources.folder("templates") / "style").glob("*.css"))
    return _css(names) + _accent(theme)


def first_style(theme: Theme) -> str:
    """What the first page needs to look right before the style sheet has come: colours, type, measure."""
    return _css(["1-tokens.css", "2-base.css"]) + _accent(theme)


def _css(names: list[str]) -> str:
    return "".join(resources.minified(f"templates/style/{name}") for name in names)


def _accent(theme: Theme) -> str:
    """The accent in both modes, moved to where it can be read on the paper of each."""
    light = colour.legible(theme.accent, colour.PAPER)
    dark = colour.legible(theme.accent_dark or theme.accent, colour.DARK_PAPER)
    soft = colour.mixed(light, colour.PAPER, 0.1)
    dark_soft = colour.mixed(dark, colour.DARK_PAPER, 0.14)
    return (
        f":root{{--accent-light:{light};--accent-dark:{dark};--accent:{light};--accent-soft:{soft}}}"
        "@media(prefers-color-scheme:dark){:root:not([data-theme=light])"
        f"{{--accent:{dark};--accent-soft:{dark_soft}}}}}"
        f":root[data-theme=dark]{{--accent:{dark};--accent-soft:{dark_soft}}}"
    )


def javascript(name: str, *values: Any) -> str:
    """A call of a function of the player with values, as a classic script."""
    written = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True) for value in values)
    return f"elearn.{name}({written});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def player_words(words: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The words that the player's scripts use."""
    return {name: text for name, text in words if name not in TEMPLATE_WORDS and not name.startswith(("box_", "ref_"))}
