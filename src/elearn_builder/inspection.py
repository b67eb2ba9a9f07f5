"""What a rule that looks at one page gets to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from elearn_builder.config import CourseConfig
    from elearn_builder.loader import PageSource
    from elearn_builder.model import Lesson, MediaFile


class CheckedPage(Record, frozen=True):
    """A page as it was read (``lesson``) and as it was written (``source``), the settings and media of its course.

    Such a rule runs in the process that read the page, so the source need not be sent to another one.
    """

    lesson: Lesson
    source: PageSource
    config: CourseConfig
    media: Mapping[str, MediaFile]
