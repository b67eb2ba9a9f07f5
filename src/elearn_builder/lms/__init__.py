"""Putting packages into LMSs. `uploading` is the way a package goes, `services` lists where to; everything else is one
service, or what several share.
"""

from __future__ import annotations

from elearn_builder.lms.codes import CODES

__all__ = ["CODES"]
