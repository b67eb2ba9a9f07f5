"""How templates are read: the settings that `render` and the build of the package (`hatch_build.py`) have in common.

Nothing of the package is imported here, since the build runs without the package's own dependencies.
"""

from __future__ import annotations

from typing import Any

SETTINGS: dict[str, Any] = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": False,
    "auto_reload": False,
    "cache_size": -1,
    "optimized": False,  # folding constants takes longer than it saves
}
