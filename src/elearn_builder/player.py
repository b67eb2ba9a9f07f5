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

BEFORE = ("base", "bits", "state", "copy", "session", "pages", "notes", "blocks", "questions")
AFTER = ("shell", "main")
# Styles that not every course needs, and what needs them: kinds of questions, scenarios, the lookup.
STYLES = {
    "4-tasks.css": {"ordering", "sorting", "blanks", "number", "likert", "reflect", "poll"},
    "4-regions.css": {"hotspot", "document"},
    "4-scenario.css": {"scenario"},
    "4-lookup.css": {"lookup"},
}
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
        "lesson_of",
        "glossary",
        "jobaids",
        "lookup",
    ),
    *(
        "blanks_gap",
        "number_label",
        "number_accepted",
        "poll_if",
        "reflect_compare",
        "reflect_label",
        "reflect_note",
        "solution",
    ),
    *(
        "document_mark",
        "document_how",
        "document_reasons",
        "document_decide",
        "document_release",
        "document_detain",
        "document_refer",
        "scenario_ask",
    ),
}


def script(kinds: Iterable[str], driver: str, *, exam: bool, scenario: bool = False, pretest: bool = False) -> str:
    """The player with one driver (a file of ``scorm/drivers``), the kinds of questions that a course uses, in order,
    and what exams, pre-tests and scenarios need.
    """
    more = (("exam", exam), ("pretest", pretest), ("scenario", scenario))
    return _script(tuple(kinds), driver, tuple(name for name, wanted in more if wanted))


@cache
def _script(kinds: tuple[str, ...], driver: str, more: tuple[str, ...]) -> str:
    parts = [f"templates/player/{name}.js" for name in BEFORE]
    parts += [f"templates/player/questions/{kind}.js" for kind in kinds]
    parts += [f"templates/player/{name}.js" for name in more]
    parts += ["scorm/drivers/find.js", f"scorm/drivers/{driver}.js"]
    parts += [f"templates/player/{name}.js" for name in AFTER]
    return "".join(resources.minified(part) for part in parts)


def forget() -> None:
    """Have sources and minified forms read again: they have changed on disk."""
    _script.cache_clear()
    resources.forget()


def part(name: str) -> str:
    """A script of ``templates/player/parts``, which the player loads when it is asked for."""
    return resources.minified(f"templates/player/parts/{name}.js")


def style(theme: Theme, used: Iterable[str]) -> str:
    """The style sheet of a course; ``used`` are its kinds of questions and of pages, and ``scenario`` if it has any."""
    without = {name for name, wanted_by in STYLES.items() if wanted_by.isdisjoint(used)}
    names = {file.name for file in (resources.folder("templates") / "style").glob("*.css")}
    return _css(sorted(names - without)) + _accent(theme)


def first_style(theme: Theme) -> str:
    """What the first page needs to look right before the style sheet has come: colours, type, measure."""
    return _css(["1-tokens.css", "2-base.css"]) + _accent(theme)


def _css(names: list[str]) -> str:
    return "".join(resources.minified(f"templates/style/{name}") for name in names)


def _accent(theme: Theme) -> str:
    """The accent in both modes, moved to where it can be read on every ground of each."""
    light = colour.legible(theme.accent, colour.SUNK)
    dark = colour.legible(theme.accent_dark or theme.accent, colour.DARK_SUNK)
    soft = colour.mixed(light, colour.PAPER, 0.1)
    dark_soft = colour.mixed(dark, colour.DARK_PAPER, 0.14)
    light, dark = colour.legible(light, soft), colour.legible(dark, dark_soft)
    return (
        f":root{{--accent-light:{light};--accent-dark:{dark};--accent:{light};--accent-soft:{soft}}}"
        "@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light])"
        f"{{--accent:{dark};--accent-soft:{dark_soft}}}}}"
        f"@media screen{{:root[data-theme=dark]{{--accent:{dark};--accent-soft:{dark_soft}}}}}"
    )


def javascript(name: str, *values: Any) -> str:
    """A call of a function of the player with values, as a classic script."""
    written = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True) for value in values)
    return f"elearn.{name}({written});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def player_words(words: Iterable[tuple[str, Any]], unused: Iterable[str] = ()) -> dict[str, Any]:
    """The words that the player's scripts use, without those that only unused kinds of questions have (``kind_…``)."""
    without = ("box_", "ref_", "asks_", "lookup_", *(f"{kind}_" for kind in unused))
    return {name: text for name, text in words if name not in TEMPLATE_WORDS and not name.startswith(without)}
