"""How Moodle plays a package of ours best: settings of a new SCORM activity, for backups and for uploads alike.

Names are columns of Moodle's table ``scorm``; its form calls its fields so, too (``mod/scorm/mod_form.php``).
"""

from __future__ import annotations

# The outline beside the course off; no preview, since leaving it would count as completed, with 0 %; the best attempt
# counts, one attempt goes on, and Moodle saves, too.
ACTIVITY = {
    "hidetoc": 3,
    "hidebrowse": 1,
    "grademethod": 1,
    "whatgrade": 0,
    "maxattempt": 0,
    "forcenewattempt": 0,
    "forcecompleted": 0,
    "auto": 0,
    "autocommit": 1,
}
DONE = (2, 4)  # bits of `completionstatusrequired`: passed, completed
# Where each lesson is an item, the outline is Moodle's, and all items must be done: else the first would do.
_SEVERAL_ITEMS = {"hidetoc": 0, "displaycoursestructure": 1, "completionstatusallscos": 1}
# Without an exam there is no score, and completed without a score would be 0: items that are done are counted instead.
_NO_EXAM = {"grademethod": 0}


def fitting(items: int, *, scored: bool) -> dict[str, int]:
    """Settings for a package of so many items; ``scored``: an exam gives it a score."""
    return ACTIVITY | (_SEVERAL_ITEMS if items > 1 else {}) | ({} if scored else _NO_EXAM)
