"""The learner's player as files: a script and a style sheet for the first page, parts that others need, and the script
that says what the course is.

Sources are in ``templates/player``, ``templates/style`` and ``scorm/drivers``; their minified forms (see
``hatch_build.py``) are put together here.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from elearn_builder import colour, resources
from elearn_builder.bundles import BUNDLES, PLAYER
from elearn_builder.questions import KINDS, scripts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from elearn_builder.config import Theme

# Styles of parts that not every page needs, and what needs them: kinds of questions and of pages.
STYLES = {
    "fields": {"matching", "blanks", "number", "reflect", "document"},
    "tasks": {"matching", "ordering", "sorting", "blanks", "number", "likert", "reflect", "poll"},
    "regions": {"hotspot", "document"},
    "scenario": {"scenario"},
    "exam": {"exam"},
    "search": {"lookup"},
    "finder": {"lookup"},
}
# Scripts of pages; that of the exam comes with its page's own.
SCRIPTS = {"scenario": ("scenario",), "lookup": ("fields", "finder")}
ASKED_FOR = ("search", "certificate")  # parts that come when a learner asks for them, each with a style
# Words that only one part uses, beside those that begin with its name.
PART_WORDS = {
    "certificate": {"date", "months"},
    "exam": {"flag", "flagged", "answered", "not_answered", "by_objective", "read_again", "forward"},
    "document": {"zoom", "zoom_in", "zoom_out", "zoom_whole", "desk", "desk_move", "choose_reason"},
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


def script(parts: Iterable[str], driver: str, *, pretest: bool = False) -> str:
    """The player with one driver (a file of ``scorm/drivers``), the parts that the first page needs, each behind those
    that it builds on, and the way to the pre-test where there is one.
    """
    return _script(tuple(parts), driver, pretest)


@cache
def _script(parts: tuple[str, ...], driver: str, pretest: bool) -> str:
    texts = [_bundle(driver), *([_bundle("offer")] if pretest else [])]
    return "".join([*texts, *map(_code, parts)])


def _bundle(name: str) -> str:
    return resources.minified(f"{name}.js", *BUNDLES[name])


def _code(part: str) -> str:
    """What a part does: a bundle, a kind of question (or what several build on), or what a learner asks for."""
    if part in BUNDLES:
        return _bundle(part)
    folder = "parts" if part in {*ASKED_FOR, "finder"} else "questions"
    return resources.minified(f"{PLAYER}{folder}/{part}.js")


def forget() -> None:
    """Have sources and minified forms read again: they have changed on disk."""
    _script.cache_clear()
    resources.forget()


def needs(kinds: Iterable[str], page: str, *, scenario: bool = False) -> tuple[str, ...]:
    """The parts that a page needs, as files of the folder ``parts``: scripts, each behind those that it builds on, and
    styles. ``page`` is the page's kind.
    """
    kinds = set(kinds)
    used = {*kinds, page, *(["scenario"] if scenario else [])}
    own = [name for what, names in SCRIPTS.items() if what in used for name in names]
    styles = [name for name, wanted_by in STYLES.items() if wanted_by & used]
    return (*(f"{name}.js" for name in (*scripts(kinds), *own)), *(f"{name}.css" for name in styles))


def part(name: str, words: Mapping[str, Any], *, after: Sequence[str] = (), bundle: str = "", data: str = "") -> str:
    """The script of a part: a call of ``elearn.part``.

    Args:
        name: The part.
        words: All words of the language, of which it takes its own.
        after: Parts that it builds on and that the player does not bring along.
        bundle: What it is made of, if not of its own name.
        data: A further script, which runs behind its own.
    """
    own = {word: text for word, text in words.items() if _owns(name, word) and word not in TEMPLATE_WORDS}
    told = ",".join(_json(value) for value in (name, list(after), own))
    return f"elearn.part({told},function(){{{_code(bundle or name)}{data}}});\n"


def _owns(part: str, word: str) -> bool:
    return word.startswith(f"{part}_") or word in PART_WORDS.get(part, ())


def style(theme: Theme, parts: Iterable[str]) -> str:
    """The style sheet of a course, with those ``parts`` that its first page needs."""
    names = sorted(file.name for file in (resources.folder("templates") / "style").glob("*.css"))
    return _css([*names, *(f"parts/{name}.css" for name in parts)]) + _accent(theme)


def part_style(name: str) -> str:
    """The style sheet of a part."""
    return _css([f"parts/{name}.css"])


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
    return f"elearn.{name}({','.join(map(_json, values))});\n"


def _json(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def player_words(words: Iterable[tuple[str, Any]], parts: Iterable[str], *, pretest: bool) -> dict[str, Any]:
    """The words that scripts use from the beginning: all but those of parts that are not among ``parts``."""
    others = {*KINDS, *ASKED_FOR, "scenario", "exam"} - set(parts)
    without = ("box_", "ref_", "asks_", "lookup_", *(() if pretest else ("pretest_",)))
    return {
        name: text
        for name, text in words
        if name not in TEMPLATE_WORDS
        and not name.startswith(without)
        and not any(_owns(other, name) for other in others)
    }
