"""The service moodle-plugin against a Moodle that has the plugin, and misbehaves; a token with the service moodle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from elearn_builder.lms import line
from elearn_builder.lms.service import Parcel
from elearn_builder.lms.settings import Target
from tests.upload.conftest import codes, put, target
from tests.upload.fakes.moodle_services import TOKEN, FakeMoodleServices

Parcels = Callable[[str], Parcel]


@pytest.fixture
def moodle(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeMoodleServices]:
    monkeypatch.setenv("ELEARN_ACADEMY_TOKEN", TOKEN)
    with FakeMoodleServices() as fake:
        yield fake


@pytest.fixture
def academy(moodle: FakeMoodleServices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Target:
    monkeypatch.delenv("ELEARN_ACADEMY_PASSWORD")
    return at(moodle, tmp_path)


@pytest.fixture
def with_form(moodle: FakeMoodleServices, tmp_path: Path) -> Target:
    """The service moodle, which has the token besides the password."""
    return at(moodle, tmp_path, service="moodle", more='user = "trainer"\n')


def at(moodle: FakeMoodleServices, folder: Path, service: str = "moodle-plugin", more: str = "") -> Target:
    text = f'[targets.academy]\nservice = "{service}"\naddress = "{moodle.address}"\ncourse = 12\nsection = 3\n'
    return target(folder, text + more)


def test_the_first_time_it_is_created(moodle: FakeMoodleServices, academy: Target, parcels: Parcels) -> None:
    outcome = put(academy, parcels("first"))
    (activity,) = moodle.activities.values()
    receipt = outcome.receipt
    assert (receipt.action, receipt.id, receipt.revision) == ("created", str(activity.id), "1")
    assert receipt.address == f"{moodle.address}/mod/scorm/view.php?id={activity.id}"
    assert activity.package == parcels("first").file.read_bytes()
    assert [activity.fields[name] for name in ("cmidnumber", "name", "section")] == ["harbour", "Case", "3"]
    assert moodle.asked == ["look", "token_draft", "put", "look"], "neither a page nor the package is fetched"


@pytest.mark.parametrize("route", ["academy", "with_form"])
def test_what_moodle_cannot_read_is_not_sent(
    route: str, moodle: FakeMoodleServices, parcels: Parcels, request: pytest.FixtureRequest
) -> None:
    place = request.getfixturevalue(route)
    assert put(place, parcels("open")).receipt.action == "created"
    asked = len(moodle.asked)
    outcome = put(place, parcels("locked"))
    assert (outcome.receipt.action, codes(outcome)) == ("refused", ["U007"])
    assert not {"token_draft", "put", "draft", "send"} & {*moodle.asked[asked:]}


def test_settings_fit_what_the_package_is(moodle: FakeMoodleServices, academy: Target, parcels: Parcels) -> None:
    """Without an exam, items that are done are counted; with several items all must be done, by way of the outline."""
    put(academy, parcels("split"))
    (several,) = moodle.activities.values()
    names = ("grademethod", "hidetoc", "completionstatusallscos", "hidebrowse")
    assert [several.fields.get(name) for name in names] == ["0", "0", "1", "1"]
    moodle.activities.clear()
    put(academy, parcels("first"))
    (one,) = moodle.activities.values()
    assert [one.fields.get(name) for name in names] == ["0", "3", None, "1"]


def test_settings_of_a_new_activity_and_what_is_said_of_them(
    moodle: FakeMoodleServices, tmp_path: Path, parcels: Parcels
) -> None:
    moodle.moods = ["remark"]
    academy = at(moodle, tmp_path, more='activity = { maxattempt = "2", no_such_field = "1" }\n')
    outcome = put(academy, parcels("first"))
    (activity,) = moodle.activities.values()
    assert (activity.fields["hidetoc"], activity.fields["maxattempt"]) == ("3", "2")
    assert activity.fields["completionstatusrequired[2]"] == "1"
    assert outcome.receipt.notes == ("no “no_such_field”", "Moodle grumbles")


def test_replacing_keeps_attempts_and_settings(moodle: FakeMoodleServices, academy: Target, parcels: Parcels) -> None:
    put(academy, parcels("first"))
    (activity,) = moodle.activities.values()
    activity.fields |= {"name": "Renamed by a teacher", "hidetoc": "1"}
    activity.tracks = {"item-harbour"}
    outcome = put(academy, parcels("second"))
    assert (outcome.receipt.action, outcome.receipt.revision) == ("replaced", "2")
    assert outcome.receipt.kept == {"pages": 2, "questions": 1}
    assert activity.package == parcels("second").file.read_bytes()
    assert activity.tracks == {"item-harbour"}
    assert (activity.fields["name"], activity.fields["hidetoc"]) == ("Renamed by a teacher", "1")


def test_the_same_package_is_recognised_by_its_hash(
    moodle: FakeMoodleServices, academy: Target, parcels: Parcels
) -> None:
    put(academy, parcels("first"))
    moodle.asked.clear()
    assert put(academy, parcels("first")).receipt.action == "unchanged"
    assert moodle.asked == ["look"]


@pytest.mark.parametrize(("package", "code"), [("lost", "P064"), ("split", "P061")])
def test_lost_progress_is_refused_until_it_is_forced(
    package: str, code: str, moodle: FakeMoodleServices, academy: Target, parcels: Parcels
) -> None:
    put(academy, parcels("first"))
    assert codes(put(academy, parcels(package))) == [code, "U030"]
    (activity,) = moodle.activities.values()
    assert activity.package == parcels("first").file.read_bytes()
    assert put(academy, parcels(package), force=True).receipt.action == "replaced"
    assert activity.package == parcels(package).file.read_bytes()


def test_the_plugin_has_the_last_word_about_progress(
    moodle: FakeMoodleServices, academy: Target, parcels: Parcels
) -> None:
    put(academy, parcels("first"))
    moodle.moods = ["vanish"]
    refused = put(academy, parcels("second"))
    assert codes(refused) == ["U030"]
    assert "what they have reached in: Case" in refused.diagnostics[-1].message
    assert put(academy, parcels("second"), force=True).receipt.action == "replaced"


@pytest.mark.parametrize("there", [False, True])
def test_a_dry_run_changes_nothing(there: bool, moodle: FakeMoodleServices, academy: Target, parcels: Parcels) -> None:
    if there:
        put(academy, parcels("first"))
    moodle.asked.clear()
    outcome = put(academy, parcels("second"), dry_run=True)
    assert outcome.receipt.action == ("would replace" if there else "would create")
    assert not {"token_draft", "put"} & set(moodle.asked)


def test_an_old_package_that_cannot_be_had_is_no_reason_to_guess(
    moodle: FakeMoodleServices, academy: Target, parcels: Parcels
) -> None:
    put(academy, parcels("first"))
    moodle.moods = ["unreadable"]
    assert codes(put(academy, parcels("second"))) == ["U031"]


def test_no_token_and_nobody_to_ask(academy: Target, parcels: Parcels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ELEARN_ACADEMY_TOKEN")
    outcome = put(academy, parcels("first"))
    assert codes(outcome) == ["U005"]
    assert "ELEARN_ACADEMY_TOKEN" in outcome.diagnostics[0].help


def test_a_wrong_token(
    moodle: FakeMoodleServices, academy: Target, parcels: Parcels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELEARN_ACADEMY_TOKEN", "0123456789abcdef")
    moodle.moods = ["echo"]
    outcome = put(academy, parcels("first"))
    assert codes(outcome) == ["U010"]
    assert "0123456789abcdef" not in outcome.diagnostics[0].message


REFUSALS = [
    ("no-plugin", "U024", "does not have the plugin"),
    ("services-off", "U012", "does not let programs in"),
    ("expired", "U012", "the token may not be used for this"),
    ("denied", "U012", "do not currently have permissions"),
    ("no-course", "U017", "there is no course 12"),
    ("taken", "U018", "is that of “News”"),
    ("maintenance", "U014", "closed for maintenance"),
    ("site-maintenance", "U014", "closed for maintenance"),
    ("policy", "U011", "Site policy not agreed: Click here"),
    ("quota", "U016", "reached your quota"),
    ("oversized", "U015", "The file is too large"),
    ("small", "U015", "academy takes 1,000"),
    ("413:token_draft", "U015", "does not take so much"),
    ("refuse", "U018", "missing imsmanifest.xml"),
    ("changed", "U023", "has not arrived as it was sent"),
    ("busy", "U022", "Another package is being put"),
    ("unknown", "U019", "answers in a way that is not known"),
    ("html:look", "U019", "a page for people instead of data"),
    ("html:token_draft", "U019", "a page for people instead of data"),
    ("html:put", "U019", "a page for people instead of data"),
    ("404:look", "U017", "there is no Moodle at"),
    ("429:look", "U022", "asks to wait"),
    ("429:put", "U022", "asks to wait"),
]


@pytest.mark.parametrize(("mood", "code", "said"), REFUSALS, ids=[mood for mood, _, _ in REFUSALS])
def test_a_refusal_is_in_words(
    mood: str, code: str, said: str, moodle: FakeMoodleServices, academy: Target, parcels: Parcels
) -> None:
    moodle.moods = [mood]
    outcome = put(academy, parcels("first"))
    assert codes(outcome) == [code]
    assert said in outcome.diagnostics[0].message
    assert outcome.receipt.action == "refused"
    assert not moodle.activities


def test_a_hash_that_is_not_that_of_the_package_is_no_success(
    moodle: FakeMoodleServices, academy: Target, parcels: Parcels
) -> None:
    moodle.moods = ["stale"]
    assert codes(put(academy, parcels("first"))) == ["U023"]


@pytest.mark.parametrize("way", ["academy", "with_form"])
def test_a_package_that_moodle_could_not_read_is_not_taken_for_there(
    way: str, moodle: FakeMoodleServices, parcels: Parcels, request: pytest.FixtureRequest
) -> None:
    place = request.getfixturevalue(way)
    put(place, parcels("first"))
    moodle.asked.clear()
    moodle.moods = ["broken"]
    put(place, parcels("first"))
    assert {"token_file", "file"} & set(moodle.asked), "its bytes are looked at"


STEPS = ("look", "token_draft", "put", "token_file")


@pytest.mark.parametrize("trouble", ["drop", "lose", "500", "502", "429"])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("there", [False, True], ids=["create", "replace"])
def test_trouble_at_any_step_is_got_over(
    there: bool, step: str, trouble: str, moodle: FakeMoodleServices, academy: Target, parcels: Parcels
) -> None:
    """Each call is safe to repeat: one that was carried out before its answer was lost is not carried out again."""
    if there:
        put(academy, parcels("first"))
    moodle.moods = [f"{trouble}:{step}:1"]
    assert put(academy, parcels("second")).receipt.action == ("replaced" if there else "created")
    (activity,) = moodle.activities.values()
    assert activity.package == parcels("second").file.read_bytes()
    assert activity.revision == (2 if there else 1)
    assert put(academy, parcels("second")).receipt.action == "unchanged"


@pytest.mark.parametrize("trouble", ["drop", "lose", "500", "502"])
@pytest.mark.parametrize("step", STEPS)
def test_trouble_that_stays_leaves_the_old_package_or_the_new_one_and_a_second_run_repairs_it(
    step: str, trouble: str, moodle: FakeMoodleServices, academy: Target, parcels: Parcels
) -> None:
    put(academy, parcels("first"))
    moodle.moods = [f"{trouble}:{step}"]
    refused = put(academy, parcels("second"))
    assert codes(refused)[0] in {"U020", "U021"}
    (activity,) = moodle.activities.values()
    assert activity.package in [parcels(name).file.read_bytes() for name in ("first", "second")]
    moodle.moods = []
    assert not codes(put(academy, parcels("second")))
    assert activity.package == parcels("second").file.read_bytes()


def test_a_server_that_is_too_slow(
    moodle: FakeMoodleServices, academy: Target, parcels: Parcels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "TIMEOUT", httpx.Timeout(0.2))
    moodle.moods = ["slow:look"]
    outcome = put(academy, parcels("first"))
    assert codes(outcome) == ["U020"]
    assert "takes too long" in outcome.diagnostics[0].message


def test_with_a_token_the_form_is_confirmed_by_the_hash(
    moodle: FakeMoodleServices, with_form: Target, parcels: Parcels
) -> None:
    outcome = put(with_form, parcels("first"))
    assert (outcome.receipt.action, outcome.receipt.revision) == ("created", "1")
    assert not {"state", "file"} & set(moodle.asked), "neither the pages of the course nor the package are read"
    assert put(with_form, parcels("second")).receipt.revision == "2"
    moodle.asked.clear()
    assert put(with_form, parcels("second")).receipt.action == "unchanged"
    assert "form" not in moodle.asked


def test_with_a_token_other_activities_are_told_apart(
    moodle: FakeMoodleServices, with_form: Target, parcels: Parcels
) -> None:
    put(with_form, parcels("other"))
    put(with_form, parcels("first"))
    put(with_form, parcels("second"))
    assert [one.fields["cmidnumber"] for one in moodle.activities.values()] == ["other", "harbour"]
    assert [one.revision for one in moodle.activities.values()] == [1, 2]


@pytest.mark.parametrize(
    ("mood", "code"),
    [("stale", "U023"), ("closed", "U012"), ("services-off", "U012"), ("expired", "U012"), ("html:listed", "U019")],
)
def test_a_token_that_does_not_serve_is_told(
    mood: str, code: str, moodle: FakeMoodleServices, with_form: Target, parcels: Parcels
) -> None:
    moodle.moods = [mood]
    assert codes(put(with_form, parcels("first"))) == [code]


def test_an_account_that_sees_no_id_numbers_makes_no_second_activity(
    moodle: FakeMoodleServices, with_form: Target, parcels: Parcels
) -> None:
    put(with_form, parcels("first"))
    moodle.moods = ["blind"]
    assert codes(put(with_form, parcels("second"))) == ["U012"]
    assert len(moodle.activities) == 1


@pytest.mark.parametrize("trouble", ["drop", "lose"])
def test_with_a_token_a_form_that_was_lost_is_looked_for(
    trouble: str, moodle: FakeMoodleServices, with_form: Target, parcels: Parcels
) -> None:
    put(with_form, parcels("first"))
    moodle.moods = [f"{trouble}:submit:1"]
    outcome = put(with_form, parcels("second"))
    assert codes(outcome) == (["U020"] if trouble == "drop" else [])
    assert put(with_form, parcels("second")).receipt.action == ("replaced" if trouble == "drop" else "unchanged")
