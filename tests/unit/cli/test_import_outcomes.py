"""What an import says of a file: check and import alike, keys given twice, flags by rule, Ctrl-C, files left behind."""

from __future__ import annotations

import csv
import os
import re
import shutil
import signal
from pathlib import Path

import pytest
from rabta.records.v1.records_service_pb2 import SubmitPageResponse

from services.edge.call import Call
from tests.fakes.feed_hub import FeedHub
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import SUBMIT, mode, rabta
from tests.unit.cli.test_import_file import PRISONS, SAMPLE, answers_with, figures, made_feed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "stays.csv"))


@pytest.fixture
def feed(hub_desk: HubThread, tmp_path: Path) -> FeedHub:
    return made_feed(hub_desk, tmp_path)


def rejected(file: Path) -> list[list[str]]:
    return list(csv.reader(file.with_name("stays.csv.rejects.csv").open(encoding="utf-8")))[1:]


def test_refusals_of_the_hub_are_shown_harmless_and_in_the_reject_file(
    hub_desk: HubThread, file: Path, feed: FeedHub
) -> None:
    def change(answer: SubmitPageResponse) -> None:
        if answer.accepted:
            answer.accepted -= 1
            answer.refused.add(index=0, record_id="r-1", field="body", rule="c01-order", text="before\x1b[2J arrest")

    answers_with(hub_desk, feed, change)
    profile = hub_desk.profile(PRISONS, contributes=True)
    result = rabta("import", "prison_register", file, "--profile", profile)
    assert "arrest [c01-order]" in result.stderr
    assert "\x1b" not in result.stderr
    assert figures(result.stdout)["versions refused"] == 1
    assert [(row[1], row[3], row[5]) for row in rejected(file) if row[5] == "hub"] == [("body", "c01-order", "hub")]


def test_flags_are_summed_by_rule_with_their_details_in_a_file(hub_desk: HubThread, file: Path, feed: FeedHub) -> None:
    def change(answer: SubmitPageResponse) -> None:
        for number, rule in enumerate(["c07-age", "c09-late", "c07-age"]):
            name = f"agencies/{PRISONS}/records/r{number}/versions/1"
            answer.flags.add(version=name, rule=rule, text=f"\u202e{rule} is odd\x1b[2J")

    answers_with(hub_desk, feed, change)
    profile = hub_desk.profile(PRISONS, contributes=True)
    words = ("import", "prison_register", file, "--profile", profile)
    result = rabta(*words)
    told = [line for line in result.stderr.splitlines() if line.startswith("flag:")]
    assert [line.partition(" is odd")[0].replace("\ufffd", "") for line in told] == [
        "flag: 2 of c07-age: c07-age",
        "flag: 1 of c09-late: c09-late",
    ]
    assert not {"\u202e", "\x1b"} & set(result.stderr)
    details = file.with_name("stays.csv.flags.csv")
    assert [row[:3] for row in csv.reader(details.open(encoding="utf-8"))] == [
        ["row", "record", "rule"], ["0", "r0", "c07-age"], ["0", "r1", "c09-late"], ["0", "r2", "c07-age"],
    ]  # fmt: skip
    assert mode(details) == 0o600
    answers_with(hub_desk, feed, lambda answer: answer.ClearField("flags"))
    rabta(*words)
    assert not details.exists(), "a run without flags takes the earlier file away"


def test_a_card_that_stands_for_none_is_flagged_to_the_clerk(hub_desk: HubThread, file: Path, feed: FeedHub) -> None:
    """By a check and by an import alike, in the sum on screen and in the file of flags."""
    rows = list(csv.reader(file.open(encoding="utf-8")))
    at = rows[0].index("Prisoner CNIC")
    rows[1][at] = "11111-1111111-1"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    words = ("import", "prison_register", file, "--profile", hub_desk.profile(PRISONS, contributes=True))
    for result in (rabta(*words, "--check"), rabta(*words)):
        assert "flag: 1 of placeholder-card: prisoner_cnic: a card number that stands for no card" in result.stderr
        details = list(csv.reader(file.with_name("stays.csv.flags.csv").open(encoding="utf-8")))
        assert [row[:3] for row in details] == [["row", "record", "rule"], ["2", "", "placeholder-card"]]


def test_one_entry_stated_twice_differently_is_rejected_whole_and_written_down(
    hub_desk: HubThread, file: Path, feed: FeedHub
) -> None:
    lines = file.read_text("utf-8").splitlines()
    again = lines[1].replace("18-01-2021,Acquitted", "19-01-2021,Acquitted")
    file.write_text("\n".join([*lines[:2], again, lines[1]]) + "\n", "utf-8")
    profile = hub_desk.profile(PRISONS, contributes=True)
    found = figures(rabta("import", "prison_register", file, "--profile", profile).stdout)
    assert [(row[0], row[3]) for row in rejected(file)] == [("3", "key-twice"), ("4", "key-twice")]
    assert (found["rows"], found["rejected"], found["versions rejected"]) == (3, 2, 0)


def test_the_same_row_again_is_no_news_and_no_fault(hub_desk: HubThread, file: Path, feed: FeedHub) -> None:
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([*lines[:2], lines[1], lines[1]]) + "\n", "utf-8")
    profile = hub_desk.profile(PRISONS, contributes=True)
    found = figures(rabta("import", "prison_register", file, "--profile", profile).stdout)
    assert (found["rows"], found["rejected"], found["refused"]) == (3, 0, 0)
    assert found["versions accepted"] == feed.count() == found["versions"] // 3


def test_a_check_says_what_the_import_will_say(hub_desk: HubThread, file: Path, feed: FeedHub) -> None:
    """Rows, rejects, and the reject file word for word: keys given twice and rules of the hub among them."""
    lines = file.read_text("utf-8").splitlines()
    twice = lines[1].replace("18-01-2021,Acquitted", "19-01-2021,Acquitted")
    unlawful = lines[1].replace("412/2019", "500/2019").replace(",Lahore,", ",Lahore #1,")
    file.write_text("\n".join([*lines, twice, unlawful, 'x,"y']) + "\n", "utf-8")
    profile = hub_desk.profile(PRISONS, contributes=True)
    checked = figures(rabta("import", "prison_register", file, "--profile", profile, "--check").stdout)
    before = rejected(file)
    sent = figures(rabta("import", "prison_register", file, "--profile", profile).stdout)
    assert rejected(file) == before
    assert {"key-twice", "broken-quotes"} <= {row[3] for row in before}
    assert (checked["rows"], checked["rejected"]) == (sent["rows"], sent["rejected"])
    assert checked["taken"] == sent["accepted"] + sent["unchanged"] + sent["refused"]
    assert checked["versions"] == sent["versions"]
    assert sent["refused"] == 0


@pytest.mark.parametrize(
    ("rows", "why"),
    [([], "the file has no row"), (["x,y", "z"], "none of 2 rows could be taken")],
)
def test_a_file_without_a_good_row_is_a_normal_outcome(
    hub_desk: HubThread, file: Path, feed: FeedHub, rows: list[str], why: str
) -> None:
    heading = file.read_text("utf-8").splitlines()[0]
    file.write_text("\n".join([heading, *rows]) + "\n", "utf-8")
    profile = hub_desk.profile(PRISONS, contributes=True)
    for words in ((), ("--check",)):
        result = rabta("import", "prison_register", file, "--profile", profile, *words)
        assert figures(result.stdout)["rows"] == figures(result.stdout)["rejected"] == len(rows)
        assert f"nothing is added: {why}" in result.stderr
    assert SUBMIT not in hub_desk.hub.ran


def test_a_file_that_changes_nothing_says_so(hub_desk: HubThread, file: Path, feed: FeedHub) -> None:
    profile = hub_desk.profile(PRISONS, contributes=True)
    assert "nothing is added" not in rabta("import", "prison_register", file, "--profile", profile).stderr
    again = rabta("import", "prison_register", file, "--profile", profile)
    assert "nothing is added: what the other rows say was held already" in again.stderr


def test_a_clean_file_takes_the_rejects_of_an_earlier_one_away(hub_desk: HubThread, file: Path, feed: FeedHub) -> None:
    profile = hub_desk.profile(PRISONS, contributes=True)
    lines = file.read_text("utf-8").splitlines()
    words = ("import", "prison_register", file, "--profile", profile)
    rabta(*words)
    assert rejected(file)
    file.write_text("\n".join(lines[:2]) + "\n", "utf-8")
    rabta(*words)
    assert not file.with_name("stays.csv.rejects.csv").exists()


def test_a_file_of_ones_own_is_not_taken_for_rejects(hub_desk: HubThread, file: Path) -> None:
    notes = file.with_name("notes.csv")
    notes.write_text("mine", "utf-8")
    profile = hub_desk.profile(PRISONS, contributes=True)
    words = ("import", "prison_register", file, "--profile", profile, "--check", "--rejects", notes)
    assert "name another" in rabta(*words, code=1).stderr
    assert notes.read_text("utf-8") == "mine"


def test_ctrl_c_says_where_it_stopped_and_the_same_command_goes_on(
    hub_desk: HubThread, file: Path, feed: FeedHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real interrupt while the hub holds a page; nothing is lost and nothing goes in twice."""
    monkeypatch.setattr("services.client.feed.pages.MAX_VERSIONS", 2)
    heading, row = file.read_text("utf-8").splitlines()[:2]
    many = [row.replace("412/2019", f"{number}/2019") for number in range(1, 41)]
    file.write_text("\n".join([heading, *many]) + "\n", "utf-8")
    true, asked = hub_desk.hub.bodies[SUBMIT], list[int]()

    async def interrupted(call: Call, raw: bytes) -> bytes:
        asked.append(len(raw))
        if len(asked) == 5:
            os.kill(os.getpid(), signal.SIGINT)
        return await true(call, raw)

    hub_desk.hub.bodies[SUBMIT] = interrupted
    words = ("import", "prison_register", file, "--profile", hub_desk.profile(PRISONS, contributes=True))
    stopped = rabta(*words, code=130)
    assert re.search(r"stopped at row \d+ of stays.csv, \d+ pages answered. To go on, give the same ", stopped.stderr)
    hub_desk.hub.bodies[SUBMIT] = true
    rest = figures(rabta(*words).stdout)
    assert (rest["rows"], rest["rejected"], rest["refused"]) == (40, 0, 0)
    assert feed.count() == rest["versions"] >= 40
