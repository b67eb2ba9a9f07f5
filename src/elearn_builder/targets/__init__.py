"""Output formats. To add one: its file here and its line in `TARGETS`; in `GATHERINGS` if it holds several courses."""

from __future__ import annotations

from types import MappingProxyType

from elearn_builder.targets import moodle_backup, scorm12, scorm2004_3rd, scorm2004_4th, web

TARGETS = MappingProxyType(
    {target.name: target for target in (scorm12.TARGET, scorm2004_3rd.TARGET, scorm2004_4th.TARGET, web.TARGET)}
)
GATHERINGS = MappingProxyType({target.name: target for target in (moodle_backup.TARGET,)})
CODES = moodle_backup.CODES
