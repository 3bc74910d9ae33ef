"""`rabta import`: signed pages from an agency's file, rejects by shape, the same file twice adds nothing."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rabta.records.v1.records_service_pb2 import SubmitPageResponse

from services.edge.call import Call
from services.node.local import write_agency_profile
from tests.fakes.feed_hub import FeedHub
from tests.fakes.hub_thread import OFFICER, HubThread
from tests.fakes.world.keys import key_of
from tests.shared import ROOT
from tests.unit.cli.rabta import SUBMIT, mode, rabta, refuses

SAMPLE = ROOT / "tests" / "conformance" / "formats" / "samples" / "prison_register" / "stays.csv"
PRISONS = "pk.prisons"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "stays.csv"))


@pytest.fixture
def feed(hub_desk: HubThread, tmp_path: Path) -> FeedHub:
    return made_feed(hub_desk, tmp_path)


def made_feed(hub_desk: HubThread, tmp_path: Path) -> FeedHub:
    """A hub that takes pages as the protocol says, and an agency that has sent it none yet."""
    shutil.rmtree(hub_desk.files.agency(PRISONS).folder / f"state-{OFFICER}", ignore_errors=True)
    hub = FeedHub(key_of(hub_desk.files, PRISONS, "page").public(), tmp_path / "feed.db")

    async def submit(_call: Call, raw: bytes) -> bytes:
        return await FeedHub(hub.key, tmp_path / "feed.db").handle(raw)

    hub_desk.hub.bodies[SUBMIT] = submit
    return hub


def answers_with(desk: HubThread, feed: FeedHub, change: Callable[[SubmitPageResponse], None]) -> None:
    """The hub's own answer to a page, with something more in it."""
    true = desk.hub.bodies[SUBMIT]

    async def submit(call: Call, raw: bytes) -> bytes:
        answer = SubmitPageResponse.FromString(await true(call, raw))
        change(answer)
        return answer.SerializeToString(deterministic=True)

    desk.hub.bodies[SUBMIT] = submit


def figures(text: str) -> dict[str, int]:
    return {name: int(number) for name, _, number in (line.partition(": ") for line in text.splitlines())}


def test_checking_sends_nothing_and_counts_rows(hub_desk: HubThread, file: Path) -> None:
    profile = hub_desk.profile(PRISONS, contributes=True)
    found = figures(rabta("import", "prison_register", file, "--profile", profile, "--check").stdout)
    assert found["rows"] == found["taken"] + found["rejected"] > 0
    assert found["versions"] > 0
    assert hub_desk.hub.ran == []


def test_good_rows_go_in_signed_and_the_sum_adds_up(hub_desk: HubThread, file: Path, feed: FeedHub) -> None:
    profile = hub_desk.profile(PRISONS, contributes=True)
    found = figures(rabta("import", "prison_register", file, "--profile", profile).stdout)
    assert found["rows"] == found["accepted"] + found["unchanged"] + found["rejected"] + found["refused"]
    assert found["versions accepted"] == feed.count() > 0
    assert hub_desk.issuers[PRISONS].asked[0]["purpose"] == "RECORD_UPKEEP"
    assert {version.agency for version in feed.latest().values()} == {PRISONS}


def test_the_same_file_twice_adds_nothing(hub_desk: HubThread, file: Path, feed: FeedHub) -> None:
    profile = hub_desk.profile(PRISONS, contributes=True)
    rabta("import", "prison_register", file, "--profile", profile)
    held = feed.count()
    again = figures(rabta("import", "prison_register", file, "--profile", profile).stdout)
    assert (feed.count(), again["versions accepted"], again["accepted"]) == (held, 0, 0)
    assert held > 0


def test_a_bad_row_goes_to_the_reject_file_by_shape_and_the_rest_goes_in(
    hub_desk: HubThread, file: Path, feed: FeedHub
) -> None:
    lines = file.read_text("utf-8").splitlines()
    broken = lines[1].replace("35202-9900001-1", "35202-99000").replace("412/2019", "=413/2019")
    file.write_text("\n".join([*lines, broken]) + "\n", "utf-8")
    profile = hub_desk.profile(PRISONS, contributes=True)
    found = figures(rabta("import", "prison_register", file, "--profile", profile).stdout)
    assert found["versions accepted"] == feed.count() > 0
    rejects = file.with_name("stays.csv.rejects.csv")
    rows = list(csv.reader(rejects.open(encoding="utf-8")))
    assert rows[0] == ["row", "column", "shape", "reason", "text", "by"]
    assert found["rejected"] == len({row[0] for row in rows[1:]})
    mine = [row for row in rows[1:] if row[0] == str(len(lines) + 1)]
    assert [row[1] for row in mine] == ["prison_no", "prisoner_cnic"]
    text = rejects.read_text("utf-8")
    assert "35202" not in text, "the shape, never the value"
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    assert mode(rejects) == 0o600


def test_the_reject_file_may_lie_elsewhere(hub_desk: HubThread, file: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.csv"
    profile = hub_desk.profile(PRISONS, contributes=True)
    rabta("import", "prison_register", file, "--profile", profile, "--check", "--rejects", target)
    assert target.exists()
    assert not file.with_name("stays.csv.rejects.csv").exists()


def test_a_format_of_nobody_names_those_there_are(hub_desk: HubThread, file: Path) -> None:
    result = rabta("import", "shopping_list", file, "--profile", hub_desk.profile(PRISONS), code=2)
    assert "prison_register" in result.stderr


def test_a_file_that_cannot_be_read_is_said_to_be_one(hub_desk: HubThread, tmp_path: Path) -> None:
    profile = hub_desk.profile(PRISONS, contributes=True)
    empty = tmp_path / "empty.csv"
    empty.touch()
    assert "empty.csv" in rabta("import", "prison_register", empty, "--profile", profile, "--check", code=1).stderr
    rabta("import", "prison_register", tmp_path / "none.csv", "--profile", profile, "--check", code=1)


def test_without_the_page_key_nothing_is_signed(hub_desk: HubThread, file: Path) -> None:
    hub_desk.profile(PRISONS)
    plain = write_agency_profile(hub_desk.local, PRISONS, OFFICER)
    result = rabta("import", "prison_register", file, "--profile", plain, code=2)
    assert "page key" in result.stderr
    assert SUBMIT not in hub_desk.hub.ran


def test_a_page_that_the_hub_refuses_ends_the_run_with_its_reason(hub_desk: HubThread, file: Path) -> None:
    hub_desk.hub.bodies[SUBMIT] = refuses("NOT_OWNER")
    profile = hub_desk.profile("pk.prisons", contributes=True)
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([lines[0], lines[1].replace("412/2019", "999/2019")]) + "\n", "utf-8")
    assert "NOT_OWNER" in rabta("import", "prison_register", file, "--profile", profile, code=3).stderr


def test_headings_that_the_layout_does_not_name_are_refused_or_ignored_by_name(hub_desk: HubThread, file: Path) -> None:
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([f"{lines[0]},=shoe size", *(f"{line},42" for line in lines[1:])]) + "\n", "utf-8")
    profile = hub_desk.profile(PRISONS, contributes=True)
    refused = rabta("import", "prison_register", file, "--profile", profile, "--check", code=1)
    assert "does not know the heading '=shoe size'" in refused.stderr
    assert "--ignore" in refused.stderr
    ignoring = ("--ignore", "S. No.", "--ignore", "Shoe Size")
    result = rabta("import", "prison_register", file, "--profile", profile, "--check", *ignoring)
    assert "headings ignored: =shoe size" in result.stderr
    beside = file.with_name("stays.csv.stated.csv")
    assert list(csv.reader(beside.open(encoding="utf-8"))) == [
        ["what", "value"], ["ignore", "S. No."], ["ignore", "Shoe Size"], ["not read", "'=shoe size"],
    ]  # fmt: skip
    assert mode(beside) == 0o600


def test_dates_are_read_as_the_importer_states(hub_desk: HubThread, file: Path) -> None:
    profile = hub_desk.profile(PRISONS, contributes=True)
    read = ("import", "prison_register", file, "--profile", profile, "--check")
    whole = rabta(*read).stdout
    text = re.sub(r"\b(\d\d)-(\d\d)-(\d{4})", r"\2/\1/\3", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    assert "--dates month-first" in rabta(*read, code=1).stderr
    assert rabta(*read, "--dates", "month-first").stdout == whole
    assert "--dates: " in rabta(*read, "--dates", "guess", code=2).stderr


def test_one_token_serves_many_pages(
    hub_desk: HubThread, file: Path, feed: FeedHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.client.feed.pages.MAX_VERSIONS", 2)
    profile = hub_desk.profile(PRISONS, contributes=True)
    found = figures(rabta("import", "prison_register", file, "--profile", profile).stdout)
    assert found["pages"] > 1
    assert len(hub_desk.issuers[PRISONS].asked) == 1


def test_a_feed_that_stopped_for_good_is_abandoned_and_goes_on(hub_desk: HubThread, file: Path, feed: FeedHub) -> None:
    profile = hub_desk.profile(PRISONS, contributes=True)
    true = hub_desk.hub.bodies[SUBMIT]
    hub_desk.hub.bodies[SUBMIT] = refuses("PAGE_INVALID")
    stopped = rabta("import", "prison_register", file, "--profile", profile, code=1)
    assert "--abandon" in stopped.stderr
    assert "pages abandoned: 1" in rabta("import", "--abandon", "--profile", profile).stdout
    assert "pages abandoned: 0" in rabta("import", "--abandon", "--profile", profile).stdout
    hub_desk.hub.bodies[SUBMIT] = true
    found = figures(rabta("import", "prison_register", file, "--profile", profile).stdout)
    assert found["versions accepted"] == feed.count() > 0


@pytest.mark.parametrize("reason", ["PAGE_OUT_OF_ORDER", "POLICY_DENIED"])
def test_nothing_is_abandoned_for_another_reason(hub_desk: HubThread, file: Path, feed: FeedHub, reason: str) -> None:
    profile = hub_desk.profile(PRISONS, contributes=True)
    true = hub_desk.hub.bodies[SUBMIT]
    hub_desk.hub.bodies[SUBMIT] = refuses(reason)
    code = 3 if reason == "POLICY_DENIED" else 1
    rabta("import", "prison_register", file, "--profile", profile, code=code)
    assert reason in rabta("import", "--abandon", "--profile", profile, code=code).stderr
    hub_desk.hub.bodies[SUBMIT] = true
    assert "pages abandoned: 0" in rabta("import", "--abandon", "--profile", profile).stdout
    assert feed.count() > 0, "the page that waited was sent"


@pytest.mark.parametrize(
    ("region", "phone", "taken"),
    [("AE", "0501234567", 1), ("ae", "971501234567", 1), ("PK", "971501234567", 1), ("PK", "501234567", 0)],
)
def test_phones_are_read_in_the_region_that_is_stated(
    hub_desk: HubThread, tmp_path: Path, region: str, phone: str, taken: int
) -> None:
    """What may be either country's goes to the reject file."""
    lines = SAMPLE.read_text("utf-8").splitlines()
    path = tmp_path / "abroad.csv"
    path.write_text(f"{lines[0]},Prisoner Phone\n{lines[1]},{phone}\n", "utf-8")
    words = ("import", "prison_register", path, "--check", "--region", region)
    result = rabta(*words, "--profile", hub_desk.profile(PRISONS, contributes=True))
    assert figures(result.stdout)["taken"] == taken
    rejects = tmp_path / "abroad.csv.rejects.csv"
    told = list(csv.DictReader(rejects.open(encoding="utf-8"))) if rejects.exists() else []
    assert [line["reason"] for line in told] == ["phone-ambiguous"] * (1 - taken)


def test_a_region_that_is_none_is_a_mistake_of_usage(hub_desk: HubThread, file: Path) -> None:
    words = (
        "import",
        "prison_register",
        file,
        "--region",
        "ZZ",
        "--profile",
        hub_desk.profile(PRISONS, contributes=True),
    )
    assert "--region" in rabta(*words, code=2).stderr
