"""The SCORM Cloud service against an API that imports in its own time, and misbehaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from elearn_builder.lms import scorm_cloud
from elearn_builder.lms.service import Parcel
from elearn_builder.lms.settings import Target
from tests.upload.conftest import codes, put, target
from tests.upload.fakes.scorm_cloud import APP, SECRET, FakeScormCloud

Parcels = Callable[[str], Parcel]


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeScormCloud]:
    monkeypatch.setattr(scorm_cloud, "POLL", 0.0)
    monkeypatch.setenv("ELEARN_ACADEMY_PASSWORD", SECRET)
    with FakeScormCloud() as fake:
        yield fake


@pytest.fixture
def academy(cloud: FakeScormCloud, tmp_path: Path) -> Target:
    text = f'[targets.academy]\nservice = "scorm-cloud"\nuser = "{APP}"\naddress = "{cloud.address}/api/v2"\n'
    return target(tmp_path, text + 'tenant = "default"\n')


def test_the_first_time_it_is_created(cloud: FakeScormCloud, academy: Target, parcels: Parcels) -> None:
    outcome = put(academy, parcels("first"))
    assert (outcome.receipt.action, outcome.receipt.id, outcome.receipt.revision) == ("created", "harbour", "0")
    assert outcome.receipt.notes == ("[WARNING] the title is long",)
    assert cloud.versions == {"harbour": [parcels("first").file.read_bytes()]}
    assert all(one["EngineTenantName"] == "default" for one in cloud.headers)


def test_afterwards_it_gets_a_new_version(cloud: FakeScormCloud, academy: Target, parcels: Parcels) -> None:
    put(academy, parcels("first"))
    outcome = put(academy, parcels("second"))
    assert (outcome.receipt.action, outcome.receipt.revision) == ("replaced", "1")
    assert cloud.versions["harbour"][-1] == parcels("second").file.read_bytes()


def test_the_same_package_makes_no_new_version(cloud: FakeScormCloud, academy: Target, parcels: Parcels) -> None:
    put(academy, parcels("first"))
    assert put(academy, parcels("first")).receipt.action == "unchanged"
    assert len(cloud.versions["harbour"]) == 1


def test_lost_progress_is_refused(cloud: FakeScormCloud, academy: Target, parcels: Parcels) -> None:
    put(academy, parcels("first"))
    assert codes(put(academy, parcels("lost"))) == ["P064", "U030"]
    assert len(cloud.versions["harbour"]) == 1


def test_a_dry_run_changes_nothing(cloud: FakeScormCloud, academy: Target, parcels: Parcels) -> None:
    assert put(academy, parcels("first"), dry_run=True).receipt.action == "would create"
    assert not cloud.versions


@pytest.mark.parametrize(
    ("mood", "code", "said"),
    [
        ("forbidden", "U012", "No right to write; you sent •••"),
        ("bad", "U018", "The manifest could not be parsed"),
        ("changed", "U023", "is not the package that was sent"),
        ("413:upload", "U015", "does not take so much"),
        ("html:course", "U013", "a page for people"),
        ("html:job", "U013", "a page for people"),
        ("429:upload", "U022", "asks to wait"),
    ],
)
def test_a_refusal_is_in_words(
    mood: str, code: str, said: str, cloud: FakeScormCloud, academy: Target, parcels: Parcels
) -> None:
    cloud.moods = [mood]
    outcome = put(academy, parcels("first"))
    assert codes(outcome) == [code]
    assert said in outcome.diagnostics[0].message


def test_a_wrong_secret(academy: Target, parcels: Parcels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEARN_ACADEMY_PASSWORD", "guess")
    assert codes(put(academy, parcels("first"))) == ["U010"]


def test_an_import_that_takes_too_long(academy: Target, parcels: Parcels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scorm_cloud, "LONGEST_IMPORT", 0.0)
    assert codes(put(academy, parcels("first"))) == ["U020"]


@pytest.mark.parametrize("trouble", ["drop", "lose", "500", "429"])
@pytest.mark.parametrize("step", ["course", "upload", "job", "zip"])
@pytest.mark.parametrize("there", [False, True], ids=["create", "replace"])
def test_after_trouble_at_any_step_a_second_run_repairs_it(
    there: bool, step: str, trouble: str, cloud: FakeScormCloud, academy: Target, parcels: Parcels
) -> None:
    if there:
        put(academy, parcels("first"))
    cloud.moods = [f"{trouble}:{step}:1"]
    first = put(academy, parcels("second"))
    second = put(academy, parcels("second"))
    assert not codes(second)
    assert cloud.versions["harbour"][-1] == parcels("second").file.read_bytes()
    assert len(cloud.versions["harbour"]) == 1 + there, "it is imported once"
    assert first.receipt.action == "refused" or step != "upload" or trouble == "429"
