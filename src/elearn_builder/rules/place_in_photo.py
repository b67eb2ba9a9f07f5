"""A photo that says where it was taken. Telephones and cameras write the position into the file, to a few metres. In
a package everybody can read it: an informant's yard, an officer's home, a seizure that is not public. Take it out
before you publish: Windows, *Properties, Details, Remove Properties*; macOS Preview, *Tools, Show Inspector, GPS,
Remove*; or `exiftool -gps:all= photo.jpg`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearn_builder.diagnostics import warning
from elearn_builder.media import place, used
from elearn_builder.probe import names_place

if TYPE_CHECKING:
    from elearn_builder.diagnostics import Report
    from elearn_builder.model import Course

CODE = warning("L035", "a photo that says where it was taken", __doc__ or "")


def check(course: Course, report: Report) -> None:
    """Look for positions in photos."""
    for path in sorted(used(course)):
        if path.lower().endswith((".jpg", ".jpeg", ".png", ".webp")) and names_place(course.media[path].file):
            cure = "take the position out of the file before you publish it"
            report.add(CODE, place(course, path), f"`{path}` says where it was taken", cure)
