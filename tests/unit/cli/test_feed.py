"""`rabta feed`: an authority from TOML; a file read here, sent in pages, every row accounted for."""

from __future__ import annotations

import csv
import os
import re
import signal
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pytest
from rabta.linkage.v1 import feed_pb2 as pb
from rabta.linkage.v1 import graph_pb2 as gp

from services.cli import feed
from services.edge.call import Call
from services.sources.feeds import reading
from services.sources.feeds.options import Options
from services.sources.feeds.registry import Reader
from services.sources.feeds.row import (
    BARE,
    REJECTED,
    SUSPICION,
    TAKEN,
    FeedEdge,
    FeedNode,
    FileRefused,
    Item,
    Reject,
    Remark,
    RowRead,
)
from tests.fakes import live
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import LINKAGE, answers, keep, mode, rabta, refuses

IMPORT, REGISTER = f"{LINKAGE}/ImportFeedPage", f"{LINKAGE}/RegisterAuthority"
WARRANT = """
reference = "W/2026/114"
kind = "amla-order"
issuer = "Special Judge, Lahore"
issued = "2026-01-05"
scope = ["FIR:FIA/LAHORE/AHTC/7/2024"]
targets = ["IBAN:PK36SCBL0000001123456702", "CNIC:35202-1234567-1"]
data_from = "2024-01-01"
data_to = "2025-01-01"
retain_until = "2029-01-01"
"""


def lines(stream: BinaryIO, options: Options) -> Iterator[Item]:
    """A feed of the test's own: ``from,to,amount`` a line."""
    if options.provider == "nobody":
        raise FileRefused("line 1", "provider", "no such provider")
    yield Remark("zone", f"times are read as {options.zone}")
    if options.provider == "reports":
        yield Remark(SUSPICION, "a report of suspicion")
    for row, line in enumerate(stream.read().decode().splitlines(), 1):
        start, end, amount = line.split(",")
        if not amount.isdigit():
            yield Reject(row, "amount", "AAA", "not-an-amount")
            yield RowRead(row, REJECTED)
            continue
        yield FeedNode("ACCOUNT", f"HBL:{start}")
        if end == "nowhere":
            yield RowRead(row, BARE)
            continue
        name = sha256(line.encode()).hexdigest()[:24]
        yield FeedEdge("TRANSFERRED", name, f"HBL:{start}", f"HBL:{end}", amount_minor=int(amount), row=row)
        yield RowRead(row, TAKEN)


@pytest.fixture(autouse=True)
def a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (feed, reading):
        monkeypatch.setattr(module, "readers", lambda: {"lines": Reader("lines", "MONEY", "Lines", lines)})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "money.txt"
    path.write_text("1,2,500\n2,3,oops\n3,4,700\n", "utf-8")
    return path


def test_an_authority(hub_desk: HubThread, tmp_path: Path) -> None:
    path, asked = tmp_path / "w.toml", list[tuple[Call, bytes]]()
    path.write_text(WARRANT, "utf-8")
    hub_desk.hub.bodies[REGISTER] = keep(asked, pb.RegisterAuthorityResponse(added=True))
    assert rabta("feed", "authority", path, "--profile", hub_desk.profile()).stdout.strip() == "registered"
    said = pb.RegisterAuthorityRequest.FromString(asked[0][1]).authority
    assert (said.reference, said.kind) == ("W/2026/114", pb.AUTHORITY_KIND_AMLA_ORDER)
    assert [target.id for target in said.targets] == ["IBAN:PK36SCBL0000001123456702", "CNIC:3520212345671"]
    assert said.data_from_ms < said.data_to_ms < said.retain_until_ms
    assert hub_desk.issuers[live.FIA].asked[-1]["query_class"] == "UPKEEP"
    hub_desk.hub.bodies[REGISTER] = answers(pb.RegisterAuthorityResponse())
    assert rabta("feed", "authority", path, "--profile", hub_desk.profile()).stdout.strip() == "held already"


@pytest.mark.parametrize(
    "text", ["reference = 1", "colour = 'red'\n" + WARRANT, WARRANT.replace("amla-order", "whim"), "= ="]
)
def test_an_authority_that_is_none(hub_desk: HubThread, tmp_path: Path, text: str) -> None:
    path = tmp_path / "w.toml"
    path.write_text(text, "utf-8")
    rabta("feed", "authority", path, "--profile", hub_desk.profile(), code=2)


def test_a_file_is_sent_and_every_row_is_accounted_for(hub_desk: HubThread, file: Path) -> None:
    asked: list[tuple[Call, bytes]] = []
    refused = pb.RefusedRow(row=3, field="at_ms", rule="data-dates", text="outside the authority's dates")
    answer = pb.ImportFeedPageResponse(added=3, refused=[refused])
    hub_desk.hub.bodies[IMPORT] = keep(asked, answer)
    words = ("feed", "import", "lines", file, "--authority", "W/1", "--profile", hub_desk.profile())
    result = rabta(*words)
    page = pb.ImportFeedPageRequest.FromString(asked[0][1])
    assert (page.authority, page.feed, page.format, page.page_number) == ("W/1", pb.FEED_KIND_MONEY, "lines", 1)
    assert page.last
    assert page.file_sha256 == sha256(file.read_bytes()).digest()
    assert [(edge.start.id, edge.amount_minor, edge.row) for edge in page.edges] == [
        ("HBL:1", 500, 1),
        ("HBL:3", 700, 3),
    ]
    assert {edge.start.kind for edge in page.edges} == {gp.NODE_KIND_ACCOUNT}
    assert result.stdout.splitlines() == [
        "rows: 3", "taken: 2", "rejected: 1", "without effect: 0", "nodes: 2", "edges: 2",
        "pages: 1", "added: 3", "unchanged: 0", "refused: 1",
    ]  # fmt: skip
    assert "times are read as Asia/Karachi" in result.stderr
    rows = list(csv.reader(file.with_name("money.txt.rejects.csv").open()))
    assert [(row[0], row[1], row[5]) for row in rows[1:]] == [("2", "amount", "reader"), ("3", "at_ms", "hub")]
    assert "oops" not in str(rows), "shapes, never values"


def test_rejects_follow_no_link_and_do_not_outlive_their_file(hub_desk: HubThread, file: Path) -> None:
    hub_desk.hub.bodies[IMPORT] = answers(pb.ImportFeedPageResponse(added=1))
    words = ("feed", "import", "lines", file, "--authority", "W/1", "--profile", hub_desk.profile())
    rejects = file.with_name("money.txt.rejects.csv")
    rabta(*words)
    assert mode(rejects) == 0o600
    file.write_text("1,2,500\n", "utf-8")
    rabta(*words)
    assert not rejects.exists()
    target = file.with_name("target")
    target.write_text("keep", "utf-8")
    rejects.symlink_to(target)
    file.write_text("1,2,oops\n", "utf-8")
    assert "FileExistsError" in rabta(*words, code=1).stderr
    assert target.read_text("utf-8") == "keep"


def test_ctrl_c_says_where_a_feed_stopped(hub_desk: HubThread, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_PAGE_ROWS", 2)
    asked: list[int] = []

    async def interrupted(_call: Call, raw: bytes) -> bytes:
        asked.append(len(raw))
        if len(asked) == 2:
            os.kill(os.getpid(), signal.SIGINT)
        return pb.ImportFeedPageResponse(added=1).SerializeToString()

    hub_desk.hub.bodies[IMPORT] = interrupted
    file.write_text("".join(f"{number},2,500\n" for number in range(50)), "utf-8")
    words = ("feed", "import", "lines", file, "--authority", "W/1", "--profile", hub_desk.profile())
    stopped = rabta(*words, code=130)
    assert re.search(r"stopped at row \d of money.txt, [12] pages answered", stopped.stderr)
    hub_desk.hub.bodies[IMPORT] = answers(pb.ImportFeedPageResponse(added=1))
    assert "pages: 50" in rabta(*words).stdout


@pytest.mark.parametrize("words", [("--check",), ("--authority", "W/1")])
def test_ctrl_c_ends_the_reading_of_a_file_that_gives_no_page(
    hub_desk: HubThread, file: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    def pressed(stream: BinaryIO, options: Options) -> Iterator[Item]:
        for row in range(1, 100_000):
            if row == 3:
                os.kill(os.getpid(), signal.SIGINT)
            yield Reject(row, "amount", "AAA", "not-an-amount")
            yield RowRead(row, REJECTED)

    for module in (feed, reading):
        monkeypatch.setattr(module, "readers", lambda: {"lines": Reader("lines", "MONEY", "Lines", pressed)})
    stopped = rabta("feed", "import", "lines", file, *words, "--profile", hub_desk.profile(), code=130)
    assert re.search(r"stopped at row [34] of money.txt, 0 pages answered", stopped.stderr)
    assert IMPORT not in hub_desk.hub.ran


def test_a_check_says_that_a_report_of_suspicion_must_be_called_one(hub_desk: HubThread, file: Path) -> None:
    words = ("feed", "import", "lines", file, "--provider", "reports", "--check", "--profile", hub_desk.profile())
    assert "say --str-derived" in rabta(*words).stderr


def test_a_file_is_cut_into_pages(hub_desk: HubThread, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_PAGE_ROWS", 3)
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[IMPORT] = keep(asked, pb.ImportFeedPageResponse())
    file.write_text("".join(f"{n},{n + 1},{n}\n" for n in range(4)), "utf-8")
    rabta("feed", "import", "lines", file, "--authority", "W/1", "--profile", hub_desk.profile())
    pages = [pb.ImportFeedPageRequest.FromString(raw) for _, raw in asked]
    assert [(page.page_number, len(page.nodes) + len(page.edges), page.last) for page in pages] == [
        (1, 3, False),
        (2, 3, False),
        (3, 2, True),
    ]


def test_a_check_sends_nothing(hub_desk: HubThread, file: Path) -> None:
    result = rabta("feed", "import", "lines", file, "--check", "--profile", hub_desk.profile())
    assert result.stdout.splitlines() == [
        "rows: 3", "taken: 2", "rejected: 1", "without effect: 0", "nodes: 2", "edges: 2",
    ]  # fmt: skip
    assert not hub_desk.hub.ran


@pytest.mark.parametrize(
    ("text", "figures", "why"),
    [
        ("", (0, 0, 0, 0), "the file has no row"),
        ("1,2,x\n3,4,y\n", (2, 0, 2, 0), "none of 2 rows could be taken"),
    ],
)
def test_a_file_without_a_good_row_is_a_normal_outcome(
    hub_desk: HubThread, file: Path, text: str, figures: tuple[int, ...], why: str
) -> None:
    """Exit 0, figures, the reject file, why nothing came of it; and the hub is asked nothing."""
    file.write_text(text, "utf-8")
    result = rabta("feed", "import", "lines", file, "--authority", "W/1", "--profile", hub_desk.profile())
    rows, taken, rejected, bare = figures
    assert result.stdout.splitlines()[:4] == [
        f"rows: {rows}", f"taken: {taken}", f"rejected: {rejected}", f"without effect: {bare}",
    ]  # fmt: skip
    assert f"nothing is added: {why}" in result.stderr
    assert "times are read as Asia/Karachi" in result.stderr
    assert IMPORT not in hub_desk.hub.ran
    assert file.with_name("money.txt.rejects.csv").exists() == bool(rejected)


def test_numbers_alone_are_said_to_change_nothing(hub_desk: HubThread, file: Path) -> None:
    """As a simulator's table of accounts: sent in the open, kept nowhere, and told."""
    file.write_text("1,nowhere,5\n2,nowhere,6\n", "utf-8")
    hub_desk.hub.bodies[IMPORT] = answers(pb.ImportFeedPageResponse())
    words = ("feed", "import", "lines", file, "--profile", hub_desk.profile())
    for result in (rabta(*words, "--authority", "W/1"), rabta(*words, "--check")):
        assert result.stdout.splitlines()[:4] == ["rows: 2", "taken: 0", "rejected: 0", "without effect: 2"]
        assert "nothing is added: 2 rows name numbers alone" in result.stderr


def test_what_was_held_already_is_said_to_be(hub_desk: HubThread, file: Path) -> None:
    hub_desk.hub.bodies[IMPORT] = answers(pb.ImportFeedPageResponse(unchanged=2))
    result = rabta("feed", "import", "lines", file, "--authority", "W/1", "--profile", hub_desk.profile())
    assert "nothing is added: 2 were held already, 0 were refused" in result.stderr


def test_no_authority_no_import(hub_desk: HubThread, file: Path) -> None:
    rabta("feed", "import", "lines", file, "--profile", hub_desk.profile(), code=2)
    rabta("feed", "import", "dreams", file, "--authority", "W/1", "--profile", hub_desk.profile(), code=2)
    hub_desk.hub.bodies[IMPORT] = refuses("AUTHORITY_UNKNOWN")
    result = rabta("feed", "import", "lines", file, "--authority", "W/2", "--profile", hub_desk.profile(), code=1)
    assert "refused: AUTHORITY_UNKNOWN" in result.stderr
    hub_desk.hub.bodies[IMPORT] = refuses("STR_DERIVED")
    words = ("--authority", "W/1", "--str-derived", "--profile", hub_desk.profile())
    rabta("feed", "import", "lines", file, *words, code=3)


def test_a_file_that_cannot_be_read_says_where_and_why(hub_desk: HubThread, file: Path) -> None:
    words = ("--provider", "nobody", "--check", "--profile", hub_desk.profile())
    result = rabta("feed", "import", "lines", file, *words, code=1)
    assert "line 1: no such provider (provider)" in result.stderr


def test_a_report_of_suspicion_goes_in_as_one_or_not_at_all(hub_desk: HubThread, file: Path) -> None:
    """Not a row is sent before it is called what it is; the mark then travels with every page."""
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[IMPORT] = keep(asked, pb.ImportFeedPageResponse())
    words = ("feed", "import", "lines", file, "--provider", "reports", "--profile", hub_desk.profile())
    result = rabta(*words, "--authority", "W/1", code=1)
    assert "say --str-derived" in result.stderr
    assert not asked
    rabta(*words, "--check")
    rabta(*words, "--authority", "W/1", "--str-derived")
    assert [pb.ImportFeedPageRequest.FromString(raw).str_derived for _, raw in asked] == [True]
