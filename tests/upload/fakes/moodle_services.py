"""A Moodle with web services and the plugin local_elearnbuilder: answers as a live one (4.5) gave them to a token."""

from __future__ import annotations

import hashlib
from typing import Any

from tests.upload.fakes.moodle import COURSE, Activity, FakeMoodle, is_package, items, with_more
from tests.upload.fakes.server import Request, as_json

TOKEN = "a1b2c3d4e5f60718293a4b5c6d7e8f90"
FUNCTION = "local_elearnbuilder_put_package"
CALLS = {"mod_scorm_get_scorms_by_courses": "listed", "core_course_get_course_module": "module"}
Answer = tuple[int, str, bytes, dict[str, str]]


class FakeMoodleServices(FakeMoodle):
    """Moods of its own, besides those of `FakeMoodle`: ``no-plugin``, ``services-off``, ``expired``, ``policy``,
    ``site-maintenance`` (told as an error, not as a page), ``oversized``, ``vanish`` (the plugin refuses), ``taken``
    (the ID number is that of a forum), ``busy``, ``stale`` (it tells another hash than that of the package), ``broken``
    (it could not read the package that is there), ``unknown`` (it answers as no version does), ``remark``, ``closed``
    (the course, to the token), ``blind`` (the account sees no ID numbers).
    """

    def step(self, method: str, path: str, query: dict[str, str]) -> str:
        if path == "/webservice/rest/server.php":
            put = "look" if query.get("dryrun") == "1" else "put"
            return CALLS.get(query.get("wsfunction", ""), put)
        if path == "/webservice/upload.php":
            return "token_draft"
        return "token_file" if path.startswith("/webservice/pluginfile.php/") else super().step(method, path, query)

    def answer(self, request: Request) -> Answer:
        if not request.path.startswith("/webservice/"):
            return super().answer(request)
        assert "token" not in "".join(request.query), "a token in an address is in the logs of the server"
        if self.mood("maintenance"):
            return super().answer(request)
        calls = request.path == "/webservice/rest/server.php"
        if calls and self.mood("services-off"):
            return 403, "text/html", b"", {}
        token = request.field("wstoken" if calls else "token")
        if token != TOKEN:
            return error("invalidtoken", f"Invalid token - token not found{token if self.mood('echo') else ''}")
        for mood, name, said in (
            ("expired", "accessexception", "Access control exception"),
            (
                "site-maintenance",
                "sitemaintenance",
                "The site is undergoing maintenance and is currently not available",
            ),
            ("policy", "sitepolicynotagreed", 'Site policy not agreed: <a href="/user/policy.php">Click here</a>'),
            ("denied", "nopermissions", "Sorry, but you do not currently have permissions to do that"),
        ):
            if self.mood(mood):
                return error(name, said)
        answer: Answer = getattr(self, request.step)(request)
        return answer

    def token_draft(self, request: Request) -> Answer:
        if self.mood("quota"):
            return error("userquotalimit", "You have reached your quota")
        name, data = request.files["package"]
        if self.mood("oversized"):
            return as_json([{"filename": name, "errortype": "fileoversized", "error": "The file is too large"}])
        assert request.field("itemid") == "0"
        self.next += 1
        self.drafts[str(self.next)] = (name, with_more(data) if self.mood("changed") else data)
        return as_json([{"component": "user", "filearea": "draft", "filename": name, "itemid": self.next}])

    def token_file(self, request: Request) -> Answer:
        if self.mood("unreadable"):
            return error("accessexception", "Web service file downloading must be enabled")
        activity = self.activities[int(request.path.split("/")[3])]
        return 200, "application/zip", activity.package, {}

    def look(self, request: Request) -> Answer:
        refused = self._refused(request)
        if refused:
            return refused
        activity = self._named(request.field("idnumber"))
        return as_json(self._told(activity, "present" if activity else "absent"))

    def put(self, request: Request) -> Answer:
        refused = self._refused(request)
        if refused:
            return refused
        if self.mood("busy"):
            return error("busy", "Another package is being put into this course")
        filename, data = self.drafts[request.field("draftitemid")]
        if hashlib.sha1(data, usedforsecurity=False).hexdigest() != request.field("sha1"):
            return error("otherbytes", "The package has not arrived as it was sent. Send it again.")
        if self.mood("refuse") or not is_package(data):
            said = request.field("wstoken") if self.mood("echo") else ""
            return error("notscorm", f"This is not a SCORM package: missing imsmanifest.xml {said}")
        activity = self._named(request.field("idnumber"))
        if activity and activity.package == data:
            return as_json(self._told(activity, "unchanged"))
        force = request.field("force") == "1"
        if not force and (self.mood("vanish") or (activity and items(activity.package) - items(data))):
            return error("vanish", "Learners would lose what they have reached in: Case")
        if activity:
            activity.revision += 1
            activity.tracks &= items(data)
            activity.package, activity.filename = data, filename
            return as_json(self._told(activity, "replaced"))
        self.next += 1
        wishes = dict(zip(_listed(request, "name"), _listed(request, "value"), strict=True))
        names = {"cmidnumber": request.field("idnumber"), "name": request.field("name")}
        activity = Activity(self.next, wishes | names | {"section": request.field("section")}, data, filename)
        self.activities[self.next] = activity
        unknown = [{"item": one, "warningcode": "unknownsetting", "message": f"no “{one}”"} for one in wishes]
        remark = [{"item": "package", "warningcode": "remark", "message": "Moodle grumbles"}]
        known = {"no_such_field", "masteryoverride"}
        warnings = [one for one in unknown if one["item"] in known] + (remark if self.mood("remark") else [])
        return as_json(self._told(activity, "created") | {"warnings": warnings})

    def listed(self, request: Request) -> Answer:
        assert request.field("courseids[0]") == str(COURSE)
        if self.mood("closed"):
            warning = {"item": "course", "itemid": COURSE, "warningcode": "1", "message": "No access rights"}
            return as_json({"scorms": [], "warnings": [warning]})
        scorms = [
            {"coursemodule": one.id, "name": one.fields["name"], "revision": one.revision, "sha1hash": self._sha1(one)}
            | {"version": "ERROR" if self.mood("broken") else "SCORM_1.2"}
            for one in self.activities.values()
        ]
        return as_json({"scorms": scorms, "options": [], "warnings": []})

    def module(self, request: Request) -> Answer:
        activity = self.activities[int(request.field("cmid"))]
        told = {"id": activity.id, "name": activity.fields["name"]}
        known = {} if self.mood("blind") else {"idnumber": activity.fields["cmidnumber"]}
        return as_json({"cm": told | known, "warnings": []})

    def _refused(self, request: Request) -> Answer | None:
        assert request.field("wsfunction") == FUNCTION
        if self.mood("no-plugin"):
            return error("invalidrecord", "Can't find data record in database table external_functions.")
        if self.mood("unknown"):
            return as_json({"action": "present"})
        if request.field("courseid") != str(COURSE) or self.mood("no-course"):
            return error("invalidrecord", "Can't find data record in database table course.")
        if self.mood("taken"):
            return error("otheractivity", "The ID number harbour is that of “News”, which is not a SCORM activity.")
        return None

    def _named(self, key: str) -> Activity | None:
        return next((one for one in self.activities.values() if one.fields["cmidnumber"] == key), None)

    def _sha1(self, activity: Activity) -> str:
        return "0" * 40 if self.mood("stale") else hashlib.sha1(activity.package, usedforsecurity=False).hexdigest()

    def _told(self, activity: Activity | None, action: str) -> dict[str, Any]:
        most = 1000 if self.mood("small") else 100_000_000
        there: dict[str, Any] = {"cmid": 0, "instance": 0, "revision": 0, "sha1": "", "version": "", "packageurl": ""}
        if activity:
            url = f"{self.address}/webservice/pluginfile.php/{activity.id}/mod_scorm/package/0/{activity.filename}"
            there = {"cmid": activity.id, "instance": 5, "revision": activity.revision, "sha1": self._sha1(activity)}
            there |= {"version": "ERROR" if self.mood("broken") else "SCORM_1.2", "packageurl": url}
        return there | {"action": action, "items": [], "vanished": [], "maxbytes": most, "warnings": []}


def error(name: str, said: str) -> Answer:
    """As the REST server says it; files come and go with `error` instead of `message`."""
    return as_json({"exception": "moodle_exception", "errorcode": name, "message": said, "error": said})


def _listed(request: Request, part: str) -> list[str]:
    return [request.field(f"settings[{index}][{part}]") for index in range(_count(request))]


def _count(request: Request) -> int:
    return len([name for name in request.fields if name.startswith("settings[") and name.endswith("[name]")])
