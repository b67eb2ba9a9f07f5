"""The Moodle service against a Moodle that speaks the sequences of a live one, and misbehaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from elearn_builder.lms import line
from elearn_builder.lms.service import Parcel
from elearn_builder.lms.settings import Target
from tests.upload.conftest import codes, put, target
from tests.upload.fakes.moodle import SESSION, Activity, FakeMoodle

Parcels = Callable[[str], Parcel]


@pytest.fixture
def moodle() -> Iterator[FakeMoodle]:
    with FakeMoodle() as fake:
        yield fake


@pytest.fixture
def academy(moodle: FakeMoodle, tmp_path: Path) -> Target:
    return at(moodle, tmp_path)


def at(moodle: FakeMoodle, folder: Path, more: str = "") -> Target:
    text = f'[targets.academy]\nservice = "moodle"\naddress = "{moodle.address}"\ncourse = 12\nuser = "trainer"\n'
    return target(folder, text + more)


def test_the_first_time_it_is_created(moodle: FakeMoodle, academy: Target, parcels: Parcels) -> None:
    outcome = put(academy, parcels("first"))
    (activity,) = moodle.activities.values()
    assert (outcome.receipt.action, outcome.receipt.id) == ("created", str(activity.id))
    assert outcome.receipt.address == f"{moodle.address}/mod/scorm/view.php?id={activity.id}"
    assert activity.package == parcels("first").file.read_bytes()
    assert (activity.fields["cmidnumber"], activity.fields["name"]) == ("harbour", "Case")


def test_a_new_activity_gets_settings_that_suit_it(moodle: FakeMoodle, tmp_path: Path, parcels: Parcels) -> None:
    put(at(moodle, tmp_path, 'activity = { maxattempt = "2", no_such_field = "1" }\n'), parcels("first"))
    (activity,) = moodle.activities.values()
    fields = {name: activity.fields[name] for name in ("hidetoc", "autocommit", "completion", "maxattempt")}
    assert fields == {"hidetoc": "3", "autocommit": "1", "completion": "2", "maxattempt": "2"}
    assert "no_such_field" not in activity.fields
    assert activity.fields["completionstatusrequired[2]"] == activity.fields["completionstatusrequired[4]"] == "1"


def test_completion_by_conditions_is_not_asked_for_where_there_are_none(
    moodle: FakeMoodle, academy: Target, parcels: Parcels
) -> None:
    moodle.moods = ["no-completion"]
    put(academy, parcels("first"))
    (activity,) = moodle.activities.values()
    assert activity.fields["completion"] == "0"
    assert not [name for name in activity.fields if name.startswith("completionstatusrequired")]


def test_replacing_keeps_what_a_teacher_has_set(moodle: FakeMoodle, academy: Target, parcels: Parcels) -> None:
    put(academy, parcels("first"))
    (activity,) = moodle.activities.values()
    activity.fields |= {"name": "Renamed by a teacher", "hidetoc": "1", "autocommit": "0", "plugin_field": "mine"}
    activity.tracks = {"item-harbour"}
    outcome = put(academy, parcels("second"))
    assert outcome.receipt.action == "replaced"
    assert (activity.package, activity.revision) == (parcels("second").file.read_bytes(), 2)
    assert activity.fields["name"] == "Renamed by a teacher"
    assert (activity.fields["hidetoc"], activity.fields["autocommit"]) == ("1", "0")
    assert (activity.fields["plugin_field"], activity.fields["introeditor[text]"]) == ("mine", "Text")
    assert activity.tracks == {"item-harbour"}
    assert outcome.receipt.kept == {"pages": 2, "questions": 1}


def test_of_many_activities_the_one_with_the_title_is_looked_at_first(
    moodle: FakeMoodle, academy: Target, parcels: Parcels
) -> None:
    put(academy, parcels("first"))
    (activity,) = moodle.activities.values()
    others = {one: Activity(one, {"name": f"Another {one}", "cmidnumber": ""}, b"", "x.zip") for one in range(1, 30)}
    moodle.activities = others | {activity.id: activity}
    moodle.asked.clear()
    assert put(academy, parcels("first")).receipt.action == "unchanged"
    assert moodle.asked.count("form") < 5


def test_the_package_is_sent_with_its_length(moodle: FakeMoodle, academy: Target, parcels: Parcels) -> None:
    put(academy, parcels("first"))
    sent = next(one for step, one in zip(moodle.asked, moodle.headers, strict=True) if step == "draft")
    assert int(sent["Content-Length"]) > parcels("first").size


def test_the_same_package_is_not_sent_again(moodle: FakeMoodle, academy: Target, parcels: Parcels) -> None:
    put(academy, parcels("first"))
    moodle.asked.clear()
    assert put(academy, parcels("first")).receipt.action == "unchanged"
    assert not {"draft", "submit"} & set(moodle.asked)


def test_other_activities_are_left_alone(moodle: FakeMoodle, academy: Target, parcels: Parcels) -> None:
    put(academy, parcels("other"))
    put(academy, parcels("first"))
    put(academy, parcels("second"))
    assert [one.fields["cmidnumber"] for one in moodle.activities.values()] == ["other", "harbour"]
    assert [one.revision for one in moodle.activities.values()] == [1, 2]


@pytest.mark.parametrize(("package", "code"), [("lost", "P064"), ("split", "P061")])
def test_lost_progress_is_refused_until_it_is_forced(
    package: str, code: str, moodle: FakeMoodle, academy: Target, parcels: Parcels
) -> None:
    put(academy, parcels("first"))
    refused = put(academy, parcels(package))
    assert codes(refused) == [code, "U030"]
    (activity,) = moodle.activities.values()
    assert activity.package == parcels("first").file.read_bytes()
    assert put(academy, parcels(package), force=True).receipt.action == "replaced"
    assert activity.package == parcels(package).file.read_bytes()


def test_an_old_package_that_cannot_be_had_is_no_reason_to_guess(
    moodle: FakeMoodle, academy: Target, parcels: Parcels
) -> None:
    put(academy, parcels("first"))
    moodle.moods = ["unreadable"]
    assert codes(put(academy, parcels("second"))) == ["U031"]


@pytest.mark.parametrize("there", [False, True])
def test_a_dry_run_changes_nothing(there: bool, moodle: FakeMoodle, academy: Target, parcels: Parcels) -> None:
    if there:
        put(academy, parcels("first"))
    moodle.asked.clear()
    outcome = put(academy, parcels("second"), dry_run=True)
    assert outcome.receipt.action == ("would replace" if there else "would create")
    assert not {"draft", "submit"} & set(moodle.asked)


def test_a_session_of_a_browser_does_as_well(
    moodle: FakeMoodle, academy: Target, parcels: Parcels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ELEARN_ACADEMY_PASSWORD")
    monkeypatch.setenv("ELEARN_ACADEMY_COOKIE", f"MoodleSession={SESSION}")
    assert put(academy, parcels("first")).receipt.action == "created"
    assert "login" not in moodle.asked


STEPS = ("login-page", "login", "course", "state", "form", "draft", "submit", "file")
REFUSALS = [
    ("sso", "U011", "leads to https://sso.example.org"),
    ("form", "U011", "no form for a name and a password"),
    ("mfa", "U011", "wants to know something else"),
    ("denied", "U012", "do not currently have permissions"),
    ("no-course", "U017", "there is no course 12"),
    ("maintenance", "U014", "closed for maintenance"),
    ("ended", "U013", "the session ended"),
    ("quota", "U016", "reached your quota"),
    ("small", "U015", "academy takes 1,000"),
    ("413:draft", "U015", "does not take so much"),
    ("refuse", "U018", "Could not find imsmanifest.xml"),
    ("changed", "U023", "is not the package that was sent"),
    ("html:state", "U013", "a page for people instead of data"),
    ("html:draft", "U013", "a page for people instead of data"),
    ("html:course", "U019", "does not look like a Moodle"),
    ("html:form", "U012", "does not show the form"),
    ("429:form", "U022", "asks to wait"),
    ("429:submit", "U022", "asks to wait"),
]


@pytest.mark.parametrize(("mood", "code", "said"), REFUSALS, ids=[mood for mood, _, _ in REFUSALS])
def test_a_refusal_is_in_words(
    mood: str, code: str, said: str, moodle: FakeMoodle, academy: Target, parcels: Parcels
) -> None:
    moodle.moods = [mood]
    outcome = put(academy, parcels("first"))
    assert codes(outcome) == [code]
    assert said in outcome.diagnostics[0].message
    assert outcome.receipt.action == "refused"
    if mood != "changed":
        assert not moodle.activities


def test_a_wrong_password(
    moodle: FakeMoodle, academy: Target, parcels: Parcels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELEARN_ACADEMY_PASSWORD", "guess")
    assert codes(put(academy, parcels("first"))) == ["U010"]
    assert moodle.asked.count("login") == 1, "more guesses would lock the account"


def test_no_password_and_nobody_to_ask(academy: Target, parcels: Parcels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ELEARN_ACADEMY_PASSWORD")
    outcome = put(academy, parcels("first"))
    assert codes(outcome) == ["U005"]
    assert "ELEARN_ACADEMY_PASSWORD" in outcome.diagnostics[0].help


@pytest.mark.parametrize("trouble", ["drop", "lose", "500", "502", "429"])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("there", [False, True], ids=["create", "replace"])
def test_after_trouble_at_any_step_there_is_the_old_or_the_new_package_and_a_second_run_repairs_it(
    there: bool, step: str, trouble: str, moodle: FakeMoodle, academy: Target, parcels: Parcels
) -> None:
    whole = [parcels("second").file.read_bytes()]
    if there:
        put(academy, parcels("first"))
        whole.append(parcels("first").file.read_bytes())
    moodle.moods = [f"{trouble}:{step}:1"]
    first = put(academy, parcels("second"))
    assert all(one.package in whole for one in moodle.activities.values())
    assert first.receipt.action in {"created", "replaced", "refused"}
    second = put(academy, parcels("second"))
    assert not codes(second), second.diagnostics
    (activity,) = moodle.activities.values()
    assert activity.package == whole[0]
    if step not in {"login", "submit"}:
        assert first.receipt.action == ("replaced" if there else "created"), "what is safe to repeat was repeated"


def test_an_answer_that_was_lost_after_the_work_was_done_counts(
    moodle: FakeMoodle, academy: Target, parcels: Parcels
) -> None:
    moodle.moods = ["lose:submit:1"]
    assert put(academy, parcels("first")).receipt.action == "created"
    assert moodle.asked.count("submit") == 1


def test_a_replacement_that_never_arrived_is_not_taken_for_one(
    moodle: FakeMoodle, academy: Target, parcels: Parcels
) -> None:
    put(academy, parcels("first"))
    moodle.moods = ["drop:submit:1"]
    assert codes(put(academy, parcels("second"))) == ["U020"]
    assert put(academy, parcels("second")).receipt.action == "replaced"


def test_a_server_that_is_too_slow(
    moodle: FakeMoodle, academy: Target, parcels: Parcels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "TIMEOUT", httpx.Timeout(0.2))
    moodle.moods = ["slow:course"]
    outcome = put(academy, parcels("first"))
    assert codes(outcome) == ["U020"]
    assert "takes too long" in outcome.diagnostics[0].message


def test_nobody_at_the_address(tmp_path: Path, parcels: Parcels) -> None:
    with FakeMoodle() as gone:
        academy = at(gone, tmp_path)
    assert codes(put(academy, parcels("first"))) == ["U020"]


def test_a_server_says_how_long_to_wait(
    moodle: FakeMoodle, academy: Target, parcels: Parcels, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(line.time, "sleep", waits.append)
    monkeypatch.setattr(line, "PAUSES", (1.0, 3.0, 9.0))
    moodle.moods = ["500:course:2"]
    assert put(academy, parcels("first")).receipt.action == "created"
    assert waits == [1.0, 3.0], "the pauses grow"
    answer = httpx.Response(429, headers={"retry-after": "17"})
    assert line._asked(answer) == 17.0
    assert line._asked(httpx.Response(429, headers={"retry-after": "86400"})) == line.LONGEST_PAUSE
