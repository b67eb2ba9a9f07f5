"""SCORM Cloud's API v2, as far as courses are imported: jobs, versions, warnings of the parser."""

from __future__ import annotations

import base64

from tests.upload.fakes.server import Fake, Request, as_json

APP, SECRET = "APP1ID", "s3cret-of-the-application"
TENANT = "default"


class FakeScormCloud(Fake):
    """Moods of its own: ``forbidden``, ``bad`` (the import fails), ``changed`` (it gives other bytes back)."""

    def __init__(self, *moods: str) -> None:
        super().__init__(*moods)
        self.versions: dict[str, list[bytes]] = {}
        self.jobs: dict[str, tuple[str, int]] = {}

    def step(self, method: str, path: str, query: dict[str, str]) -> str:
        if path == "/api/v2/courses/importJobs/upload":
            return "upload"
        if path.startswith("/api/v2/courses/importJobs/"):
            return "job"
        return "zip" if path.endswith("/zip") else "course"

    def answer(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        allowed = "Basic " + base64.b64encode(f"{APP}:{SECRET}".encode()).decode()
        if request.headers.get("authorization") != allowed:
            return as_json({"message": "Not authorized"}, 401)
        if self.mood("forbidden"):
            return as_json({"message": f"No right to write; you sent {SECRET}"}, 403)
        return getattr(self, f"on_{request.step}")(request)

    def on_course(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        name = request.path.rsplit("/", 1)[1]
        if name not in self.versions:
            return as_json({"message": f"Could not find course {name}"}, 404)
        return as_json({"id": name, "version": len(self.versions[name]) - 1, "title": "Case"})

    def on_zip(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        data = self.versions[request.path.split("/")[-2]][-1]
        return 200, "application/zip", b"x" if self.mood("changed") else data, {}

    def on_upload(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        name, may = request.query["courseId"], request.query.get("mayCreateNewVersion")
        if name in self.versions and may != "true":
            return as_json({"message": "The course exists"}, 400)
        job = f"job-{len(self.jobs)}"
        self.jobs[job] = (name, 2)
        if not self.mood("bad"):
            self.versions.setdefault(name, []).append(request.files["file"][1])
        return as_json({"result": job})

    def on_job(self, request: Request) -> tuple[int, str, bytes, dict[str, str]]:
        job = request.path.rsplit("/", 1)[1]
        name, left = self.jobs[job]
        self.jobs[job] = (name, left - 1)
        if left > 0:
            return as_json({"jobId": job, "status": "RUNNING"})
        if self.mood("bad"):
            return as_json({"jobId": job, "status": "ERROR", "message": "The manifest could not be parsed"})
        course = {"id": name, "version": len(self.versions[name]) - 1, "title": "Case"}
        result = {"parserWarnings": ["[WARNING] the title is long"], "course": course}
        return as_json({"jobId": job, "status": "COMPLETE", "importResult": result})
