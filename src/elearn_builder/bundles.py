"""Which sources make each script of the player, in order. Files that always travel together share one scope and are
made small together (`scorm/minify.js`).

Nothing of the package is imported here, since the build of the package (`hatch_build.py`) reads it, too.
"""

from __future__ import annotations

PLAYER, DRIVERS = "templates/player/", "scorm/drivers/"


def _player(*names: str) -> tuple[str, ...]:
    return tuple(f"{PLAYER}{name}.js" for name in names)


# What every page needs; `base` makes the namespace, `main` begins.
CORE = _player(
    *("base", "bits", "state", "copy", "session", "parts", "pages"),
    *("notes", "blocks", "questions", "shell", "main"),
)
BUNDLES: dict[str, tuple[str, ...]] = {
    "core": CORE,
    "scorm12": (f"{DRIVERS}find.js", f"{DRIVERS}scorm12.js"),
    "scorm2004": (f"{DRIVERS}find.js", f"{DRIVERS}scorm2004.js"),
    "web": (f"{DRIVERS}find.js", f"{DRIVERS}web.js"),
    "exam": _player("exam"),
    "exam-pretest": _player("exam", "pretest"),
    "offer": _player("offer"),
    "scenario": _player("scenario"),
}
# Scripts that stand alone: kinds of questions, and what a learner asks for now and then.
ALONE = (f"{PLAYER}questions/*.js", f"{PLAYER}parts/*.js")
STYLES = "templates/style/**/*.css"
