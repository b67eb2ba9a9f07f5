"""What the frozen values of the package are made of.

They are written, compared, printed and matched like frozen dataclasses, whose methods would be put together anew at
every start: that takes as long as reading and rendering five lessons. Each value is also made and sent to another
process in a fraction of the time.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace


class Record(Struct, frozen=True):
    """A value of named fields that never changes; `replace` makes another one from it."""


__all__ = ["Record", "replace"]
