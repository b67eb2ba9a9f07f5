"""Which sources make each script of the player, in order. Files that always travel together share one scope and are
made small together (`scorm/minify.js`).

Nothing of the package is imported here, since the build of the package (`hatch_build.py`) reads it, too.
"""

from __future__ import annotations

PLAYER, DRIVERS = "templates/player/", "scorm/drivers/"


def _player(*names: str) -> tuple[str, ...]:
    return tuple(f"{PLAYER}{name}.js" for name in names)


def _core(driver: str, *more: str) -> tuple[str, ...]:
    """What every page needs, with one driver; `base` makes the namespace, `main` begins."""
    before = _player("base", "bits", "state", "copy", "session", "parts", "pages")
    after = _player("notes", "blocks", "questions", *more, "shell", "main")
    return (*before, f"{DRIVERS}find.js", f"{DRIVERS}{driver}.js", *after)


BUNDLES: dict[str, tuple[str, ...]] = {
    "scorm12": _core("scorm12"),
    "scorm2004": _core("scorm2004"),
    "web": _core("web", "captions"),
    "exam": _player("exam"),
    "exam-pretest": _player("exam", "pretest"),
    "offer": _player("offer"),
    "scenario": _player("scenario"),
}
# Scripts that stand alone: kinds of questions, and what a learner asks for now and then.
ALONE = (f"{PLAYER}questions/*.js", f"{PLAYER}parts/*.js")
STYLES = "templates/style/**/*.css"
