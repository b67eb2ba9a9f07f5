"""What both ways into Moodle share: its errors in words, and its web services, which a token opens.

A token goes as a field of a form, never in an address, where servers and proxies would log it.
"""

from __future__ import annotations

import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING, Any

from elearn_builder.lms.codes import (
    BUSY,
    LOGIN,
    MAINTENANCE,
    MISSING_PLUGIN,
    NO_PERMISSION,
    NO_SPACE,
    NOT_ACCEPTED,
    NOT_FOUND,
    OTHER_BYTES,
    OTHER_LOGIN,
    PROGRESS,
    REFUSED,
    SESSION,
    STRANGE,
    TOO_LARGE,
)
from elearn_builder.lms.line import Watched
from elearn_builder.lms.service import Refusal
from elearn_builder.record import Record

if TYPE_CHECKING:
    import contextlib
    from pathlib import Path

    import httpx

    from elearn_builder.lms.line import Line
    from elearn_builder.lms.secrets import Secrets
    from elearn_builder.lms.service import Parcel, Tell

DENIED = {
    *("nopermissions", "requireloginerror", "notenrolled", "cannotaccess", "nopermissiontoaccess"),
    *("errorcoursecontextnotvalid", "errorcatcontextnotvalid", "suspended", "cannotcreatetoken"),
}
GONE = {"invalidcourseid", "invalidcoursemodule", "invalidrecord", "invalidrecordunknown", "unknowncourse"}
ENDED = {"invalidsesskey", "servicerequireslogin", "sessiontimeout", "sessionerroruser"}
FULL = {"userquotalimit", "maxareabytes", "uploaderrornospace", "cannotwritefile"}
LARGE = {"maxbytes", "maxbytesfile", "uploadformlimit", "upload_error_ini_size", "fileoversized", "toolarge"}
CHANGED = {"otherbytes", "onefile", "upload_error_partial"}
ASKING = {"sitepolicynotagreed", "policynotagreed", "forcepasswordchangenotice", "usernotfullysetup"}
ASK_TEACHER = "ask for the role “Teacher” in the course"


def refuse_shared(parcel: Parcel) -> None:
    """Refuse a package whose items share objectives, which Moodle cannot take in.

    Its parser assigns a property of nothing at the first ``imsss:mapInfo`` (``mod/scorm/datamodels/scormlib.php``, seen
    in 4.5), which ends the request with PHP 8; sequencing would have no effect anyway.

    Raises:
        Refusal: U007.
    """
    if parcel.edition == "scorm12":
        return
    with zipfile.ZipFile(parcel.file) as package:
        manifest = package.read("imsmanifest.xml")
    if re.search(rb"<(?:[\w.-]+:)?mapInfo[\s/>]", manifest):
        message = "in this SCORM 2004 package lessons wait for each other, and Moodle cannot read it"
        raise Refusal(NOT_ACCEPTED, message, "upload it as SCORM 1.2, or leave out `order` and `exam` of `delivery`")


def refusal(problem: dict[str, Any], line: Line, course: int) -> Refusal:
    """An error of Moodle's (``errorcode``, and ``message`` or ``error``) in the author's words."""
    name = str(problem.get("errorcode") or problem.get("errortype") or "")
    said = _plain(line.hide(str(problem.get("message") or problem.get("error") or name or "no reason")))
    if name in GONE and "external_functions" in said:  # the table of functions that there are, in every language
        message = f"{line.host} does not have the plugin that this service needs"
        return Refusal(MISSING_PLUGIN, message, 'ask the administrator to install it, or use `service = "moodle"`')
    if name in GONE:
        message = f"there is no course {course} at {line.host}: {said}"
        return Refusal(NOT_FOUND, message, "correct `course`: the number in the address of the course")
    if name == "invalidtoken":
        cure = "copy the token anew; somebody may have made a new one, which ends the old"
        return Refusal(LOGIN, f"{line.host} does not know this token", cure)
    if name == "accessexception":
        message = f"the token may not be used for this: {said}"
        cure = "it may have run out, its service be switched off, or its account not allowed to use web services"
        return Refusal(NO_PERMISSION, message, cure)
    for names, code, message, cure in (
        (DENIED, NO_PERMISSION, "the account may not do this", ASK_TEACHER),
        (ASKING, OTHER_LOGIN, "Moodle wants to know something else first", "sign in with a browser once and answer it"),
        (ENDED, SESSION, "the session has ended", "run the command again; copy the session of a browser anew"),
        (FULL, NO_SPACE, "Moodle has no space", "delete private files, or ask the administrator"),
        (LARGE, TOO_LARGE, "Moodle does not take so much", "ask the administrator for a higher limit"),
        (CHANGED, OTHER_BYTES, "the package did not arrive as it was sent", "run the command again"),
        ({"vanish"}, PROGRESS, "replacing the package would cost learners progress", "if it is meant, add --force"),
        ({"busy"}, BUSY, f"{line.host} asks to wait", "run the command again in some minutes"),
        ({"sitemaintenance"}, MAINTENANCE, f"{line.host} is closed for maintenance", "run the command again later"),
    ):
        if name in names:
            return Refusal(code, f"{message}: {said}", cure)
    if "permission" in said.lower():  # plugins of others have names of their own
        return Refusal(NO_PERMISSION, f"the account may not do this: {said}", ASK_TEACHER)
    return Refusal(REFUSED, f"Moodle says: {said}", "")


class Activity(Record, frozen=True):
    """A SCORM activity, as Moodle's own web services tell of it.

    Attributes:
        number: Of the course module. revision: How often the package was replaced. sha1: Of the package.
    """

    number: str
    revision: str
    sha1: str


class Calls:
    """Web services of a Moodle site, with the token of an account.

    Args:
        line: The line to the site.
        secrets: Asked for the token.
        course: The course that they are about, for messages.
        token: Already known; else it is needed.
    """

    def __init__(self, line: Line, secrets: Secrets, course: int, token: str = "") -> None:
        self._line = line
        self._course = course
        self._token = token or secrets.need("token", for_what=f"an account at {line.host}")

    def call(self, function: str, values: dict[str, Any]) -> Any:
        """What a function gives; only for functions that do no harm when they are called twice.

        Args:
            function: Its name.
            values: Its parameters; lists and their parts are written as ``name[0][part]``.
        """
        data = {
            "wstoken": self._token,
            "wsfunction": function,
            "moodlewsrestformat": "json",
            **dict(_flat(values)),
        }
        answer = self._line.post("webservice/rest/server.php", again=True, data=data)
        if answer.status_code == 403:
            cure = "the administrator has to enable web services, and among the protocols REST"
            raise Refusal(NO_PERMISSION, f"{self._line.host} does not let programs in", cure)
        if answer.status_code == 404:
            cure = "correct `address`: what stands in the browser before `/course/…`"
            raise Refusal(NOT_FOUND, f"there is no Moodle at {self._line.address}", cure)
        return self._told(self._line.expect(answer, "asking Moodle"))

    def draft(self, parcel: Parcel, tell: Tell) -> int:
        """Send a package to a new draft area of the account; gives the number of the area."""

        def prepare(files: contextlib.ExitStack) -> dict[str, Any]:
            body = files.enter_context(Watched(parcel.file, tell))
            fields = {"token": self._token, "itemid": "0", "filepath": "/"}
            return {"data": fields, "files": {"package": (parcel.file.name, body, "application/zip")}}

        answer = self._line.ask("POST", "webservice/upload.php", prepare, again=True)
        told = self._told(self._line.expect(answer, "sending the package"))
        first = told[0] if isinstance(told, list) and told else {}
        if not isinstance(first, dict) or first.get("error") or "itemid" not in first:
            raise refusal(first if isinstance(first, dict) else {}, self._line, self._course)
        return int(first["itemid"])

    def activity(self, *, number: str = "", key: str = "", title: str = "") -> Activity | None:
        """The SCORM activity with this number, or this ID number; by functions that Moodle's service for apps has.

        Args:
            number: Of the course module.
            key: The ID number, if there is no number.
            title: Activities with this title are looked at first.
        """
        told = self.call("mod_scorm_get_scorms_by_courses", {"courseids": [self._course]})
        listed = _parts(told, "scorms")
        warnings = [one for one in _parts(told, "warnings") if one.get("item") == "course"]
        if warnings:
            said = _plain(self._line.hide(str(warnings[0].get("message", ""))))
            raise Refusal(NO_PERMISSION, f"the token does not open course {self._course}: {said}", ASK_TEACHER)
        for one in sorted(listed, key=lambda one: one.get("name") != title):
            # A package that Moodle could not read is not there, even if its bytes are.
            sha1 = str(one.get("sha1hash", "")) if str(one.get("version", "")).startswith("SCORM") else ""
            found = Activity(str(one.get("coursemodule")), str(one.get("revision", "")), sha1)
            if found.number == number or (not number and self._id_number(found.number) == key):
                return found
        return None

    def _id_number(self, number: str) -> str:
        told = self.call("core_course_get_course_module", {"cmid": number})
        module = told.get("cm") if isinstance(told, dict) else None
        if not isinstance(module, dict) or "idnumber" not in module:
            raise Refusal(NO_PERMISSION, "the account of the token may not see ID numbers", ASK_TEACHER)
        return str(module["idnumber"])

    def download(self, address: str, place: Path) -> bool:
        """Write a file of Moodle's to a place; False when it cannot be had."""
        return bool(address) and self._line.download(address, place, method="POST", data={"token": self._token})

    def _told(self, answer: httpx.Response) -> Any:
        try:
            told = self._line.json(answer)
        except Refusal as strange:
            if strange.code is not SESSION:
                raise
            cure = "open the address in a browser: is it Moodle, and does anything come before it?"
            raise Refusal(STRANGE, strange.message, cure) from None
        if isinstance(told, dict) and (told.get("exception") or told.get("error")):
            raise refusal(told, self._line, self._course)
        return told


def _plain(text: str) -> str:
    """What Moodle says, as one line without marks of HTML, at most 300 characters."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", text)).split())[:300]


def _parts(told: Any, name: str) -> list[dict[str, Any]]:
    found = told.get(name) if isinstance(told, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _flat(values: Any, name: str = "") -> list[tuple[str, str]]:
    """Parameters as fields of a form, as PHP reads them."""
    if isinstance(values, dict):
        parts = [(f"{name}[{key}]" if name else str(key), value) for key, value in values.items()]
    elif isinstance(values, list):
        parts = [(f"{name}[{index}]", value) for index, value in enumerate(values)]
    else:
        return [(name, str(int(values)) if isinstance(values, bool) else str(values))]
    return [field for part, value in parts for field in _flat(value, part)]
