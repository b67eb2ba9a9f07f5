"""Uploads for the case pages: a course, a target, and a Moodle in a mood."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from elearn_builder import pipeline
from elearn_builder.diagnostics import Diagnostic, Report
from elearn_builder.lms import line, settings
from elearn_builder.lms.services import SERVICES
from elearn_builder.lms.uploading import Wishes, deliver, prepare
from elearn_builder.record import replace
from tests.upload.fakes.moodle import PASSWORD, FakeMoodle
from tests.upload.fakes.moodle_services import TOKEN, FakeMoodleServices

TOML = '[targets.academy]\nservice = "moodle"\naddress = "ADDRESS"\ncourse = 12\nuser = "trainer"\n'


def rehearse(
    moods: tuple[str, ...], files: dict[str, Any], later: dict[str, Any] | None, folder: Path
) -> list[Diagnostic]:
    """What an upload of a course is told; of its later edition, after the first was put there."""
    words = dict(one.partition(" ")[::2] for one in moods if " " in one)
    secret = ("TOKEN", TOKEN) if "moodle-plugin" in str(files.get("elearn.toml")) else ("PASSWORD", PASSWORD)
    environment = {f"ELEARN_ACADEMY_{secret[0]}": words.get("password", secret[1])}
    with (
        FakeMoodleServices() as moodle,
        mock.patch.object(line, "PAUSES", (0.0,)),
        mock.patch.dict(os.environ, environment),
        _without(words.get("without", "")),
    ):
        if later:
            assert not [one for one in _upload(files, moodle, words, folder / "first") if one.code.id[0] in "UP"]
        moodle.moods = [one for one in moods if " " not in one]
        return _upload(later or files, moodle, words, folder / "now")


@contextlib.contextmanager
def _without(library: str) -> Iterator[None]:
    """Let a library be missing. (`patch.dict` would also forget all that is imported meanwhile.)"""
    before = sys.modules.get(library)
    if library:
        sys.modules[library] = None  # type: ignore[assignment]
    yield
    if library:
        del sys.modules[library]
    if before:
        sys.modules[library] = before


def _upload(files: dict[str, Any], moodle: FakeMoodle, words: dict[str, str], folder: Path) -> list[Diagnostic]:
    from tests.case_pages import put

    for path, content in ({"elearn.toml": TOML} | files).items():
        put(folder / path, content.replace("ADDRESS", moodle.address) if path == "elearn.toml" else content)
    report = Report()
    targets = settings.read([folder / "elearn.toml"], ["academy"], SERVICES, report)
    for target in targets:
        if "package" in words:
            package = folder / words["package"]
        else:
            built = pipeline.build([(folder, "case")], ["scorm12"], folder / "dist")
            package = built.written[0].path
        parcel = prepare(package, report)
        for outcome in deliver(target, [parcel] if parcel else [], Wishes(), None, lambda *_: None):
            report.extend(outcome.diagnostics)
    shown = f"{folder.as_posix()}/"
    return [
        replace(
            one,
            span=replace(one.span, path=one.span.path.replace(shown, "")),
            message=re.sub(r"has [\d,]+ bytes", "has … bytes", one.message),  # a change of the player changes them
        )
        for one in report.diagnostics
    ]
