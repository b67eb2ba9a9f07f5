"""Moodle with the plugin local_elearnbuilder (``integrations/moodle``): a token opens it, nothing else is needed.

The plugin's one function does no harm when it is called twice with the same package: the second call finds it there. So
it is repeated after a broken line, and while the first call is still at work, the second one waits for it.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import Meta

from elearn_builder.lms.codes import STRANGE
from elearn_builder.lms.line import Line
from elearn_builder.lms.moodle import wishes
from elearn_builder.lms.moodle_calls import Calls, refuse_shared
from elearn_builder.lms.service import Found, Refusal, Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from elearn_builder.lms.secrets import Secrets
    from elearn_builder.lms.service import Parcel, Tell

FUNCTION = "local_elearnbuilder_put_package"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A Moodle course, at a site that has the plugin.

    Attributes:
        address: Where the site begins. course: The number of the course, from its address. section: The number of the
            section for new activities, 0 for the first.
        activity: Settings of new activities, by the names of the fields of Moodle's form.
        package: What is built for it when a course folder is uploaded.
    """

    service: Literal["moodle-plugin"]
    address: Annotated[str, Meta(min_length=1, description="an address like `https://academy.example.org`")]
    course: Annotated[int, Meta(ge=1, description="the number of a course, from its address `…/course/view.php?id=12`")]
    section: Annotated[int, Meta(ge=0, description="the number of a section, 0 for the first")] = 0
    activity: dict[str, str] = {}
    package: Literal["scorm12", "scorm2004-3rd", "scorm2004-4th"] = "scorm12"


class _Answer(msgspec.Struct, frozen=True):
    """What the plugin gives, as far as it is needed here."""

    action: str
    cmid: int
    revision: int
    sha1: str
    version: str
    packageurl: str
    maxbytes: int
    warnings: list[dict[str, Any]] = []


class MoodlePlugin:
    """A conversation with the plugin, about one course."""

    def __init__(self, settings: Settings, secrets: Secrets, line: Line) -> None:
        self._settings = settings
        self._line = line
        self._calls = Calls(line, secrets, settings.course)
        self._last: _Answer | None = None
        self._notes: tuple[str, ...] = ()

    def find(self, parcel: Parcel) -> Found | None:
        """The SCORM activity whose ID number is the key."""
        refuse_shared(parcel)
        return self._found(self._look(parcel.key))

    def limit(self, found: Found | None) -> int:  # noqa: ARG002
        """What the plugin says that this account may put into the course."""
        return self._last.maxbytes if self._last else 0

    def fetch(self, found: Found, place: Path) -> bool:  # noqa: ARG002
        """The package, with the token."""
        return self._calls.download(self._last.packageurl if self._last else "", place)

    def send(self, parcel: Parcel, found: Found | None, tell: Tell, *, force: bool) -> Found:  # noqa: ARG002
        """Put the package into a draft area, then have the plugin take it; then ask anew what is there."""
        settings = wishes(parcel, self._settings.activity)
        told = self._put(
            idnumber=parcel.key,
            section=self._settings.section,
            name=parcel.title,
            draftitemid=self._calls.draft(parcel, tell),
            sha1=parcel.sha1,
            settings=[{"name": name, "value": value} for name, value in settings.items()],
            force=force,
        )
        own = self._settings.activity
        # Of settings, only of those that the author wished for; that a site does not know one of ours is no news.
        said = (one for one in told.warnings if one.get("warningcode") == "remark" or one.get("item") in own)
        self._notes = tuple(self._line.hide(str(one.get("message", "")))[:300] for one in said)
        placed = self._found(self._look(parcel.key))
        if placed is None:
            message = f"{self._line.host} says that it took the package, but does not have it"
            raise Refusal(STRANGE, message, "look at the course")
        return placed

    def notes(self) -> tuple[str, ...]:
        """What the plugin remarked about the settings that were wished for."""
        return self._notes

    def _look(self, key: str) -> _Answer:
        self._last = self._put(idnumber=key, dryrun=True)
        return self._last

    def _put(self, **values: Any) -> _Answer:
        told = self._calls.call(FUNCTION, {"courseid": self._settings.course, **values})
        try:
            return msgspec.convert(told, _Answer)
        except msgspec.ValidationError:
            message = f"the plugin of {self._line.host} answers in a way that is not known"
            raise Refusal(STRANGE, message, "ask the administrator to install its latest version") from None

    def _found(self, answer: _Answer) -> Found | None:
        if not answer.cmid:
            return None
        address = f"{self._line.address}/mod/scorm/view.php?id={answer.cmid}"
        # A package that Moodle could not read is not there, even if its bytes are.
        sha1 = answer.sha1 if answer.version.startswith("SCORM") else ""
        return Found(str(answer.cmid), address, str(answer.revision), sha1)


@contextlib.contextmanager
def _open(settings: Settings, secrets: Secrets, insecure: bool) -> Iterator[MoodlePlugin]:
    with Line(settings.address, secrets.hide, insecure=insecure) as line:
        yield MoodlePlugin(settings, secrets, line)


SERVICE = Service(
    "moodle-plugin", "a SCORM activity in a Moodle course, with a token, where the plugin is installed", Settings, _open
)
