"""Output formats. To add one: its file here and its line in `TARGETS`."""

from __future__ import annotations

from types import MappingProxyType

from elearn_builder.targets import scorm12, scorm2004_3rd, scorm2004_4th, web

TARGETS = MappingProxyType(
    {target.name: target for target in (scorm12.TARGET, scorm2004_3rd.TARGET, scorm2004_4th.TARGET, web.TARGET)}
)
