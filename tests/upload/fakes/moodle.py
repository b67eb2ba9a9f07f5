"""A Moodle that knows one course: the sequences of requests that worked against a live one (4.5), and their traps."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass, field

from tests.upload.fakes.server import Fake, Request, as_json, page, redirect

STEPS = {
    "/course/view.php": "course",
    "/lib/ajax/service.php": "state",
    "/repository/repository_ajax.php": "draft",
    "/mod/scorm/view.php": "view",
}
USER, PASSWORD, SESSION, SESSKEY = "trainer", "correct horse battery", "s3ss10n-of-a-browser", "kEyOfSess10"
COURSE = 12


@dataclass
class Activity:
    """An activity; ``tracks`` are the item identifiers under which learners have results."""

    id: int
    fields: dict[str, str]
    package: bytes
    filename: str
    revision: int = 1
    tracks: set[str] = field(default_factory=set)


class FakeMoodle(Fake):
    """Moods of its own: ``sso``, ``form``-less login, ``mfa``, ``denied``, ``no-course``, ``maintenance``, ``ended``
    (sessions end at the form), ``quota``, ``small`` (limit of files), ``refuse``, ``changed`` (stores other bytes),
    ``unreadable`` (offers no file), ``echo`` (repeats what it was sent in its errors),
    ``no-completion`` (no conditions of completion).
    """

    def __init__(self, *moods: str) -> None:
        super().__init__(*moods)
        self.activities: dict[int, Activity] = {}
        self.drafts: dict[str, tuple[str, bytes]] = {}
        self.next = 41

    def step(self, method: str, path: str, query: dict[str, str]) -> str:
        if path == "/login/index.php":
            return "login" if method == "POST" else "login-page"
        if path == "/course/modedit.php":
            return "submit" if method == "POST" else "form"
        if path.startswith("/draftfile.php/"):
            return "file"
        return STEPS.get(path, path)

    def answer(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        if self.mood("maintenance"):
            return page("<html><p>This site is undergoing maintenance</p></html>", 503)
        if request.step in {"login-page", "login"}:
            return self.sign_in(request)
        if f"MoodleSession={SESSION}" not in request.headers.get("cookie", ""):
            if request.step in {"state", "draft"}:
                return as_json({"error": "You are not logged in", "errorcode": "servicerequireslogin"})
            return redirect(f"{self.address}/login/index.php?loginredirect=1")
        if request.step not in STEPS.values() and request.step not in {"form", "submit", "file"}:
            return page("<html><p>One more thing</p></html>")
        return getattr(self, request.step)(request)

    def sign_in(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        if self.mood("sso"):
            return redirect("https://sso.example.org/login?service=moodle")
        if request.step == "login-page":
            token = "" if self.mood("form") else '<input type="hidden" name="logintoken" value="t0k">'
            return page(f"<html><form method='post' action='/login/index.php'>{token}</form></html>")
        if request.field("username") != USER or request.field("password") != PASSWORD:
            return redirect(f"{self.address}/login/index.php?loginredirect=1")
        where = "/admin/tool/mfa/auth.php" if self.mood("mfa") else "/course/view.php?id=12"
        status, kind, content, headers = redirect(self.address + where)
        return status, kind, content, headers | {"Set-Cookie": f"MoodleSession={SESSION}; path=/; HttpOnly"}

    def course(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        if request.query.get("id") != str(COURSE) or self.mood("no-course"):
            return failure("Can't find data record in database table course.", "invalidrecord")
        return page(f'<html><script>M.cfg = {{"wwwroot":"x","sesskey":"{SESSKEY}","contextid":99}};</script></html>')

    def state(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        if request.query.get("sesskey") != SESSKEY:
            return as_json([{"error": True, "exception": {"message": "Invalid key", "errorcode": "invalidsesskey"}}])
        assert json.loads(request.body)[0]["args"] == {"courseid": COURSE}
        cms = [{"id": str(one.id), "module": "scorm", "name": one.fields["name"]} for one in self.activities.values()]
        state = {"course": {}, "section": [], "cm": [{"id": "7", "module": "forum", "name": "News"}, *cms]}
        return as_json([{"error": False, "data": json.dumps(state)}])

    def form(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        if self.mood("denied"):
            return failure("Sorry, but you do not currently have permissions to do that.", "nopermissions")
        number = int(request.query.get("update", 0))
        return page(self.shown(self.activities.get(number)))

    def shown(self, activity: Activity | None, complaint: str = "") -> str:
        values = {"name": "", "cmidnumber": "", "maxattempt": "0", "hidetoc": "0", "autocommit": "0", "completion": "0"}
        values |= activity.fields if activity else {}
        listed: list[dict[str, object]] = []
        draft = str(500_000_000 + self.next)
        self.next += 1
        if activity:
            self.drafts[draft] = (activity.filename, activity.package)
            url = f"{self.address}/draftfile.php/5/user/draft/{draft}/{activity.filename}"
            listed = [] if self.mood("unreadable") else [{"filename": activity.filename, "url": url}]
        most = "1000" if self.mood("small") else "100000000"
        other = json.dumps({"itemid": "77", "maxbytes": 5, "list": [{"filename": "wrong.zip", "url": "/nowhere"}]})
        manager = json.dumps(
            {
                "itemid": int(draft),
                "maxbytes": most,
                "list": listed,
                "filepicker": {
                    "repositories": {"3": {"id": "3", "type": "recent"}, "4": {"id": "4", "type": "upload"}}
                },
            }
        )
        boxes = [f'<input type="checkbox" name="completionstatusrequired[{one}]" value="1">' for one in (2, 4)]
        required = "" if self.mood("no-completion") else "".join(boxes)
        tick = "checked" if values["autocommit"] == "1" else ""
        secret_of_a_plugin = values.get("plugin_field", "kept by the form")
        return f"""<html><head><script>M.cfg = {{"sesskey":"{SESSKEY}","contextid":99}};</script></head><body>
<form action="/login/logout.php" method="post"><input type="hidden" name="sesskey" value="{SESSKEY}"></form>
<form action="modedit.php" method="post">
<input type="hidden" name="update" value="{activity.id if activity else 0}">
<input type="hidden" name="sesskey" value="{SESSKEY}">
<input type="text" name="name" value="{values["name"]}">
<input type="text" name="cmidnumber" value="{values["cmidnumber"]}">
<input type="hidden" name="plugin_field" value="{secret_of_a_plugin}">
<select name="hidetoc">{options(values["hidetoc"])}</select>
<select name="maxattempt">{options(values["maxattempt"])}</select>
<input type="hidden" name="autocommit" value="0"><input type="checkbox" name="autocommit" value="1" {tick}>
<select name="completion">{options(values["completion"])}</select>
{required}
<input type="text" name="frozen" value="x" disabled>
<textarea name="introeditor[text]">
Text</textarea>
<input type="hidden" name="packagefile" value="{draft}">
<span id="id_error_packagefile">{complaint}</span><span id="id_error_name"></span>
<input type="submit" name="submitbutton2" value="Save and return"><input type="submit" name="submitbutton" value="Save">
<input type="submit" name="cancel" value="Cancel">
</form><script>M.form_filemanager.init(Y, {other}); M.form_filemanager.init(Y, {manager});</script></body></html>"""

    def draft(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        if request.field("sesskey") != SESSKEY or request.field("repo_id") != "4":
            return as_json({"error": "Invalid key", "errorcode": "invalidsesskey"})
        if self.mood("quota"):
            return as_json({"error": "You have reached your quota", "errorcode": "userquotalimit"})
        name, data = request.files["repo_upload_file"]
        item = request.field("itemid")
        if item in self.drafts:
            return as_json({"event": "fileexists", "newfile": {}})
        self.drafts[item] = (name, data)
        return as_json(
            {"url": f"{self.address}/draftfile.php/5/user/draft/{item}/{name}", "id": int(item), "file": name}
        )

    def submit(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        if self.mood("ended") or request.field("sesskey") != SESSKEY:
            return redirect(f"{self.address}/login/index.php")
        number = int(request.field("update"))
        activity = self.activities.get(number)
        filename, data = self.drafts[request.field("packagefile")]
        if self.mood("refuse") or not is_package(data):
            said = "Could not find imsmanifest.xml in the package"
            said += f" ({request.headers['cookie']})" if self.mood("echo") else ""
            return page(self.shown(activity, said))
        data = with_more(data) if self.mood("changed") else data
        fields = {name: values[-1] for name, values in request.fields.items()}
        assert "submitbutton" in fields
        assert not {"submitbutton2", "cancel", "frozen"} & set(fields)
        if activity is None:
            number, self.next = self.next, self.next + 1
            activity = self.activities[number] = Activity(number, fields, data, filename)
        else:
            activity.revision += activity.package != data
            activity.tracks &= items(data)
            activity.fields, activity.package, activity.filename = fields, data, filename
        return redirect(f"{self.address}/mod/scorm/view.php?id={number}&forceview=1")

    def file(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        _, data = self.drafts[request.path.split("/")[-2]]
        return 200, "application/zip", data, {}


def options(chosen: str) -> str:
    values = dict.fromkeys(["0", "1", "2", "3", chosen])
    return "".join(f'<option value="{one}"{" selected" if one == chosen else ""}>x</option>' for one in values)


def failure(said: str, name: str) -> tuple[int, str, bytes, dict[str, str]]:
    link = f'<a href="https://docs.moodle.org/405/en/error/moodle/{name}">More</a>'
    return page(
        f'<html><div class="alert" data-rel="fatalerror"><p class="errormessage">{said}</p>{link}</div></html>', 404
    )


def is_package(data: bytes) -> bool:
    try:
        return "imsmanifest.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        return False


def with_more(data: bytes) -> bytes:
    """A package that something on the way has added to."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("advertisement.html", "Buy")
    return buffer.getvalue()


def items(data: bytes) -> set[str]:
    """The identifiers under which Moodle keeps tracks; those of items that are gone are deleted."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return set(re.findall(r'<item identifier="([^"]+)"', archive.read("imsmanifest.xml").decode()))
