"""Moodle, through the pages that teachers use: it has no other call of its own that creates a SCORM activity or
replaces its package.

The activity is found by its ID number, which is the key of the package. Its form is read and sent back with the new
package, so that all settings that a teacher has made stay, and fields of other versions and plugins with them. Nothing
changes in Moodle until that form is accepted: before, the package lies in a draft area of the user.

With a token of the same account, the activity is found and its package confirmed by web services instead: fewer pages,
and the package need not be fetched to recognise it.
"""

from __future__ import annotations

import contextlib
import json
import secrets as chance
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec import Meta

from elearn_builder.lms.codes import (
    LOGIN,
    LOST,
    NO_PERMISSION,
    OTHER_LOGIN,
    REFUSED,
    SESSION,
    STRANGE,
)
from elearn_builder.lms.line import Line, Watched
from elearn_builder.lms.moodle_calls import Calls, refusal, refuse_shared
from elearn_builder.lms.pages import Page
from elearn_builder.lms.service import Found, Refusal, Service
from elearn_builder.targets.moodle.settings import DONE, fitting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from elearn_builder.lms.moodle_calls import Activity
    from elearn_builder.lms.secrets import Secrets
    from elearn_builder.lms.service import Parcel, Tell

COOKIE = "MoodleSession"
FORM = "modedit.php"
STATUS = "completionstatusrequired"
# Of a new activity, which is done by conditions. Fields that a site does not have are not sent.
COMPLETION = {"completion": "2", **{f"{STATUS}[{bit}]": "1" for bit in DONE}}


def wishes(parcel: Parcel, own: dict[str, str]) -> dict[str, str]:
    """Settings of a new activity by the names of the fields of Moodle's form; ``own`` are those of elearn.toml."""
    suited = fitting(parcel.items, scored=parcel.scored)
    return {name: str(value) for name, value in suited.items()} | COMPLETION | own


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A Moodle course.

    Attributes:
        address: Where the site begins. course: The number of the course, from its address. section: The number of the
            section for new activities, 0 for the first. user: The name to sign in with; not needed with a session.
        activity: Settings of new activities, by the names of the fields of Moodle's form.
        package: What is built for it when a course folder is uploaded.
    """

    service: Literal["moodle"]
    address: Annotated[str, Meta(min_length=1, description="an address like `https://academy.example.org`")]
    course: Annotated[int, Meta(ge=1, description="the number of a course, from its address `…/course/view.php?id=12`")]
    section: Annotated[int, Meta(ge=0, description="the number of a section, 0 for the first")] = 0
    user: str = ""
    activity: dict[str, str] = {}
    package: Literal["scorm12", "scorm2004-3rd", "scorm2004-4th"] = "scorm12"


class Moodle:
    """A session with a Moodle site, for one course."""

    def __init__(self, settings: Settings, secrets: Secrets, line: Line) -> None:
        self._settings = settings
        self._secrets = secrets
        self._line = line
        self._forms: dict[str, Page] = {}
        token = secrets.look("token")
        self._calls = Calls(line, secrets, settings.course, token) if token else None

    def sign_in(self) -> None:
        """Begin the session, by the session of a browser or by name and password."""
        cookie = self._secrets.look("cookie")
        if cookie:
            name, _, value = cookie.rpartition("=")
            value = value.strip().rstrip(";")
            self._secrets.learn("session", value)
            self._line.cookie(name.strip() or COOKIE, value)
            return
        if not self._settings.user:
            cure = f'add `user = "…"`, or put the session of a browser into {self._secrets.variable("cookie")}'
            raise Refusal(LOGIN, "there is no name to sign in with", cure)
        page = Page.of(self._line.expect(self._line.get("login/index.php"), "signing in").text)
        token = page.value("logintoken")
        if not token:
            cure = f"put the session of a browser into {self._secrets.variable('cookie')}"
            raise Refusal(OTHER_LOGIN, f"{self._line.host} has no form for a name and a password", cure)
        password = self._secrets.need("password", for_what=f"{self._settings.user} at {self._line.host}")
        data = {"username": self._settings.user, "password": password, "logintoken": token}
        answer = self._line.post("login/index.php", again=False, data=data)
        for name, value in self._line.cookies.items():
            self._secrets.learn(f"cookie {name}", value)
        path = urlsplit(str(answer.url)).path
        if path.endswith("/login/index.php"):
            message = f"{self._line.host} does not accept the name {self._settings.user} with this password"
            raise Refusal(LOGIN, message, "try both in a browser; after several failures an account may be locked")
        if "/login/" in path or "/policy" in path or "/mfa/" in path:
            message = f"{self._line.host} wants to know something else before it lets {self._settings.user} in"
            raise Refusal(OTHER_LOGIN, message, "sign in with a browser once and answer it; or use its session")

    def find(self, parcel: Parcel) -> Found | None:
        """The SCORM activity whose ID number is the key."""
        refuse_shared(parcel)
        if self._calls:
            return self._known(self._calls.activity(key=parcel.key, title=parcel.title))
        for number in self._activities(parcel.title):
            page = self._form(update=number)
            if page.value("cmidnumber") == parcel.key:
                self._forms[number] = page
                return Found(number, f"{self._line.address}/mod/scorm/view.php?id={number}")
        return None

    def limit(self, found: Found | None) -> int:
        """What the form says that a file may have."""
        most = str(self._manager(self._page(found)).get("maxbytes", ""))  # 4.5 writes it as a string
        return int(most) if most.isdecimal() else 0

    def fetch(self, found: Found, place: Path) -> bool:
        """The package as the form of the activity offers it to its teacher."""
        page = self._forms[found.id] = self._form(update=found.id)
        for one in self._manager(page).get("list", []):
            if isinstance(one, dict) and str(one.get("filename", "")).lower().endswith(".zip") and one.get("url"):
                return self._line.download(str(one["url"]), place)
        return False

    def send(self, parcel: Parcel, found: Found | None, tell: Tell, *, force: bool) -> Found:  # noqa: ARG002
        """Put the package into a draft area, then send the form back with it."""
        page = self._form(update=found.id) if found else self._form(add="scorm")
        draft = self._draft(parcel, page, tell)
        fields: dict[str, list[str]] = {}
        for name, value in page.form(FORM) or []:
            fields.setdefault(name, []).append(value)
        if not found:
            names = page.names(FORM)
            if not any(name.startswith(STATUS) for name in names):
                names = names - {"completion"}  # completion by conditions needs one
            wanted = {name: value for name, value in wishes(parcel, self._settings.activity).items() if name in names}
            fields |= {name: [value] for name, value in wanted.items()}
            fields |= {"name": [parcel.title], "cmidnumber": [parcel.key]}
        fields |= {"packagefile": [draft], "submitbutton": ["1"]}
        with contextlib.suppress(_Broken):
            number = self._submit(fields)
            known = self._known(self._calls.activity(number=number)) if self._calls else None
            return known or Found(number, f"{self._line.address}/mod/scorm/view.php?id={number}")
        # The line broke while Moodle worked: it has done all of it or nothing.
        there = self.find(parcel)
        if there is None:
            message = f"{self._line.host} broke off the connection while it took the package"
            raise Refusal(LOST, message, "nothing was created; run the command again")
        return there

    def notes(self) -> tuple[str, ...]:
        """Moodle has no remarks."""
        return ()

    def _known(self, activity: Activity | None) -> Found | None:
        """What the web services say about an activity."""
        if activity is None:
            return None
        address = f"{self._line.address}/mod/scorm/view.php?id={activity.number}"
        return Found(activity.number, address, activity.revision, activity.sha1)

    def _activities(self, title: str) -> list[str]:
        """The numbers of the SCORM activities of the course; those with this title first, to read fewer forms."""
        key = self._session_key()
        call = [{"index": 0, "methodname": "core_courseformat_get_state", "args": {"courseid": self._settings.course}}]
        query = {"sesskey": key, "info": "core_courseformat_get_state"}
        answer = self._line.ask("POST", "lib/ajax/service.php", lambda _: {"params": query, "json": call}, again=True)
        told = self._line.json(answer)
        first = told[0] if isinstance(told, list) and told else told
        if not isinstance(first, dict) or first.get("error"):
            problem = first if isinstance(first, dict) else {}
            inner = problem.get("exception")
            raise refusal(inner if isinstance(inner, dict) else problem, self._line, self._settings.course)
        try:
            state = json.loads(first["data"])
            found = [one for one in state["cm"] if one.get("module") == "scorm"]
            found.sort(key=lambda one: one.get("name") != title)
            return [str(int(one["id"])) for one in found]
        except (KeyError, TypeError, ValueError):
            message = f"{self._line.host} describes its course in a way that is not known"
            raise Refusal(STRANGE, message, "Moodle 4.1 to 5 are known; tell us the version of this site") from None

    def _session_key(self) -> str:
        answer = self._line.get("course/view.php", params={"id": self._settings.course})
        page = self._readable(answer)
        key = page.word("sesskey")
        if not key:
            raise Refusal(STRANGE, f"{self._line.host} does not look like a Moodle", "check the address")
        return key

    def _form(self, *, update: str = "", add: str = "") -> Page:
        if update:
            query: dict[str, Any] = {"update": update, "return": 0}
        else:
            query = {"add": add, "course": self._settings.course, "section": self._settings.section, "return": 0}
        page = self._readable(self._line.get(f"course/{FORM}", params=query))
        if page.form(FORM) is None:
            message = f"{self._line.host} does not show the form of a SCORM activity"
            raise Refusal(NO_PERMISSION, message, "the account must be able to edit this course")
        return page

    def _page(self, found: Found | None) -> Page:
        if found and found.id in self._forms:
            return self._forms[found.id]
        return self._form(update=found.id) if found else self._form(add="scorm")

    def _readable(self, answer: httpx.Response) -> Page:
        """A page that is no error and no sign-in page."""
        path = urlsplit(str(answer.url)).path
        if "/login/" in path:
            cure = "run the command again; a session from a browser must be copied anew"
            raise Refusal(SESSION, f"{self._line.host} asks to sign in again", cure)
        if path.endswith("/enrol/index.php"):
            message = f"the account is not in course {self._settings.course}"
            raise Refusal(NO_PERMISSION, message, "ask for the role “Teacher” in this course")
        page = Page.of(answer.text)
        if page.failure:
            said, name = page.failure
            raise refusal({"message": said, "errorcode": name}, self._line, self._settings.course)
        self._line.expect(answer, "the course")
        return page

    def _manager(self, page: Page) -> dict[str, Any]:
        """The settings of the package's file field: the one whose draft area the form sends as ``packagefile``."""
        draft = page.value("packagefile")
        managers = page.file_managers()
        return next((one for one in managers if draft and str(one.get("itemid", "")) == draft), {})

    def _draft(self, parcel: Parcel, page: Page, tell: Tell) -> str:
        manager = self._manager(page)
        picker = manager.get("filepicker")
        repositories = picker.get("repositories", {}) if isinstance(picker, dict) else {}
        entries = repositories.values() if isinstance(repositories, dict) else repositories
        upload = next((one for one in entries if isinstance(one, dict) and one.get("type") == "upload"), None)
        if upload is None:
            message = f"{self._line.host} does not let this account upload files"
            raise Refusal(NO_PERMISSION, message, "the administrator must allow the repository “Upload a file”")
        fields = {
            "sesskey": page.word("sesskey"),
            "repo_id": str(upload.get("id", "")),
            "ctx_id": page.word("contextid"),
            "env": "filemanager",
            "savepath": "/",
            "title": parcel.file.name,
            "author": "",
            "license": "unknown",
            "accepted_types[]": ".zip",
            "maxbytes": "-1",
            "areamaxbytes": "-1",
        }

        def prepare(files: contextlib.ExitStack) -> dict[str, Any]:
            # Each attempt gets a draft area of its own: in one that has the file already, it would get another name.
            area = {"itemid": str(chance.randbelow(900_000_000) + 100_000_000)}
            body = files.enter_context(Watched(parcel.file, tell))
            return {"data": fields | area, "files": {"repo_upload_file": (parcel.file.name, body, "application/zip")}}

        answer = self._line.ask("POST", "repository/repository_ajax.php?action=upload", prepare, again=True)
        self._line.expect(answer, "sending the package")
        told = self._line.json(answer)
        if not isinstance(told, dict) or told.get("error") or "id" not in told:
            raise refusal(told if isinstance(told, dict) else {}, self._line, self._settings.course)
        return str(told["id"])

    def _submit(self, fields: dict[str, list[str]]) -> str:
        """Send the form; gives the number of the activity."""
        try:
            answer = self._line.post(f"course/{FORM}", again=False, follow=False, data=fields)
        except Refusal as refusal:
            if refusal.code is LOST:
                raise _Broken from None
            raise
        if answer.has_redirect_location:
            where = urlsplit(answer.headers["location"])
            number = parse_qs(where.query).get("id", [""])[0]
            if where.path.endswith("/mod/scorm/view.php") and number.isdigit():
                return number
            if "/login/" in where.path:
                raise Refusal(SESSION, "the session ended before the form was sent", "run the command again")
            raise Refusal(STRANGE, f"{self._line.host} leads somewhere else after the form", "look at the course")
        page = self._readable(answer)
        said = "; ".join(page.complaints) or "it shows the form again without a reason"
        raise Refusal(REFUSED, f"Moodle does not take the form: {self._line.hide(said)}", "")


class _Broken(Exception):  # noqa: N818 - a broken line, no error
    """The line broke while Moodle was at work."""


@contextlib.contextmanager
def _open(settings: Settings, secrets: Secrets, insecure: bool) -> Iterator[Moodle]:
    with Line(settings.address, secrets.hide, insecure=insecure) as line:
        moodle = Moodle(settings, secrets, line)
        moodle.sign_in()
        yield moodle


SERVICE = Service("moodle", "a SCORM activity in a Moodle course (4.1 to 5)", Settings, _open)
