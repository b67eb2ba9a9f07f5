"""SCORM Cloud and Rustici Engine, by their API v2: a course gets a new version under the same identifier.

Registrations stay at the version they began with, unless the site is set otherwise, so nobody loses progress; the
comparison is made all the same, because sites may restart registrations with a new version.
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import quote

import msgspec
from msgspec import Meta

from elearn_builder.lms.codes import LOGIN, LOST, NO_PERMISSION, REFUSED, STRANGE
from elearn_builder.lms.line import Line, Watched
from elearn_builder.lms.service import Found, Refusal, Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from elearn_builder.lms.secrets import Secrets
    from elearn_builder.lms.service import Parcel, Tell

POLL = 2.0  # seconds between questions how far the import is
LONGEST_IMPORT = 900.0  # seconds


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An application of SCORM Cloud, or a tenant of an Engine.

    Attributes:
        user: The application's identifier (“App ID”). The secret that belongs to it is called ``password``.
        address: Where the API begins. tenant: The tenant of an Engine; SCORM Cloud has none.
    """

    service: Literal["scorm-cloud"]
    user: Annotated[str, Meta(min_length=1, description="the identifier of the application")]
    address: str = "https://cloud.scorm.com/api/v2"
    tenant: str = ""
    package: Literal["scorm12", "scorm2004-3rd", "scorm2004-4th"] = "scorm2004-4th"


class ScormCloud:
    """A conversation with the API."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._notes: tuple[str, ...] = ()

    def find(self, parcel: Parcel) -> Found | None:
        """The course with this identifier."""
        answer = self._line.get(f"courses/{quote(parcel.key, safe='')}")
        if answer.status_code == 404:
            return None
        return self._found(parcel.key, self._told(answer, "looking for the course"))

    def limit(self, found: Found | None) -> int:  # noqa: ARG002
        """It says none."""
        return 0

    def fetch(self, found: Found, place: Path) -> bool:
        """The package of the newest version."""
        return self._line.download(f"courses/{quote(found.id, safe='')}/zip", place)

    def send(self, parcel: Parcel, found: Found | None, tell: Tell, *, force: bool) -> Found:  # noqa: ARG002
        """Send the package, then wait for its import; a course that was there gets a new version."""
        query = {"courseId": parcel.key, "mayCreateNewVersion": "true"}

        def prepare(files: contextlib.ExitStack) -> dict[str, Any]:
            body = files.enter_context(Watched(parcel.file, tell))
            return {"params": query, "files": {"file": (parcel.file.name, body, "application/zip")}}

        # Sent twice it would be imported twice; a run after this one finds out by reading back.
        answer = self._line.ask("POST", "courses/importJobs/upload", prepare, again=False)
        job = self._told(answer, "sending the package").get("result")
        if not job:
            raise Refusal(
                STRANGE, f"{self._line.host} took the package without saying what becomes of it", "run it again"
            )
        return self._found(parcel.key, self._imported(str(job)))

    def notes(self) -> tuple[str, ...]:
        """What the parser of manifests warned of."""
        return self._notes

    def _imported(self, job: str) -> dict[str, Any]:
        """The course, when its import is complete."""
        deadline = time.monotonic() + LONGEST_IMPORT
        while time.monotonic() < deadline:
            told = self._told(self._line.get(f"courses/importJobs/{quote(job, safe='')}"), "importing the package")
            status = str(told.get("status", "")).upper()
            result = told.get("importResult")
            result = result if isinstance(result, dict) else {}
            if status == "COMPLETE":
                self._notes = tuple(self._line.hide(str(one))[:300] for one in result.get("parserWarnings") or ())
                course = result.get("course")
                return course if isinstance(course, dict) else {}
            if status == "ERROR":
                said = self._line.hide(str(told.get("message") or result.get("message") or "no reason"))[:300]
                raise Refusal(REFUSED, f"{self._line.host} does not import the package: {said}", "")
            time.sleep(POLL)
        raise Refusal(LOST, f"{self._line.host} has not finished the import yet", "run the command again later")

    def _told(self, answer: httpx.Response, what: str) -> dict[str, Any]:
        if answer.status_code in {401, 403}:
            raise self._denied(answer)
        if answer.status_code == 400:
            told = self._line.json(answer)
            said = self._line.hide(str(told.get("message", "") if isinstance(told, dict) else ""))[:300]
            raise Refusal(REFUSED, f"{what}: {self._line.host} says: {said or 'no reason'}", "")
        told = self._line.json(self._line.expect(answer, what))
        if not isinstance(told, dict):
            raise Refusal(
                STRANGE, f"{what}: {self._line.host} answered in a way that is not known", "check the address"
            )
        return told

    def _denied(self, answer: httpx.Response) -> Refusal:
        if answer.status_code == 401:
            message = f"{self._line.host} does not accept the identifier of the application with this secret"
            return Refusal(LOGIN, message, "compare both with the page “Apps / API” of SCORM Cloud")
        try:
            told = answer.json()
        except ValueError:
            told = {}
        said = self._line.hide(str(told.get("message", "")) if isinstance(told, dict) else "")[:300]
        message = f"the application may not do this{f': {said}' if said else ''}"
        return Refusal(NO_PERMISSION, message, "give the application the right to write courses")

    def _found(self, key: str, told: dict[str, Any]) -> Found:
        return Found(key, f"{self._line.address}/courses/{quote(key, safe='')}", str(told.get("version", "")))


@contextlib.contextmanager
def _open(settings: Settings, secrets: Secrets, insecure: bool) -> Iterator[ScormCloud]:
    password = secrets.need("password", for_what=f"the application {settings.user}")
    headers = {"EngineTenantName": settings.tenant} if settings.tenant else None
    auth = (settings.user, password)
    with Line(settings.address, secrets.hide, insecure=insecure, auth=auth, headers=headers) as line:
        yield ScormCloud(line)


SERVICE = Service("scorm-cloud", "a course in SCORM Cloud or Rustici Engine", Settings, _open)
