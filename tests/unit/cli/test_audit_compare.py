"""`rabta audit compare`: logs asked of nodes by oversight, and what is told of two that do not agree."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rabta.audit.v1.audit_service_pb2 import GetEntriesRequest
from typer import Exit

from services.cli import audit_compare
from services.cli.options import Output
from services.edge.call import Call
from services.oversight import wire
from tests.fakes import live
from tests.fakes.hub import CLASSED
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import rabta, refuses
from tests.unit.evidence.logged import CUSTOMS, HUB, Pair

REVIEW = ("--case", "REVIEW:2026/1")


async def log_range(_call: Call, raw: bytes, desk: HubThread) -> bytes:
    request = GetEntriesRequest.FromString(raw)
    return wire.encode_entries(await desk.hub.log.entries(request.start, request.count))


def test_a_log_that_is_asked_over_the_wire_is_read_whole(hub_desk: HubThread) -> None:
    """The same node twice is no pair; each reading of its log is an entry of it."""
    hub_desk.hub.bodies[CLASSED] = lambda call, raw: log_range(call, raw, hub_desk)
    profile = hub_desk.profile(live.OVERSIGHT)
    before = len(hub_desk.hub.log.leaves)
    result = rabta("audit", "compare", profile, profile, *REVIEW, code=2)
    assert f"both logs are of {HUB}" in result.stderr
    assert len(hub_desk.hub.log.leaves) >= before + 2


def test_who_may_not_read_the_log_compares_nothing(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[CLASSED] = refuses("POLICY_DENIED")
    profile = hub_desk.profile(live.OVERSIGHT)
    assert rabta("audit", "compare", profile, profile, *REVIEW, code=3).stdout == ""


def test_an_export_needs_the_keys_that_prove_and_open_it(tmp_path: Path) -> None:
    result = rabta("audit", "compare", tmp_path, tmp_path, code=2)
    assert "--trust and --seal-key" in result.stderr
    anchor = tmp_path / "anchor.pem"
    anchor.write_bytes(b"none")
    keys = ("--trust", anchor, "--seal-key", tmp_path / "absent.key")
    assert rabta("audit", "compare", tmp_path, tmp_path, *keys, code=1).stdout == ""


@pytest.fixture
def pair() -> Pair:
    made = Pair()
    made.give("a", 2)
    return made


def show(pair: Pair, output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    copies = {"hub": pair.hub.copy(), "customs": pair.customs.copy()}
    monkeypatch.setattr(audit_compare, "_copied", lambda log, *_: copies[log.name])
    audit_compare.compare_logs(Path("hub"), Path("customs"), output=output)


def test_logs_that_agree_say_so(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pair.hub.anchors(pair.customs.copy(), 1, pair.customs.copy().roots([1])[1])
    show(pair, Output.TABLE, monkeypatch)
    said = capsys.readouterr().out
    assert "the logs agree" in said
    assert f"{CUSTOMS}: rabta.pk/audit/{CUSTOMS}/1, 1 entries" in said
    assert f"; anchored at {HUB} up to 1" in said
    assert said.count("anchored at") == 1
    assert "pages in both logs alike: 1; anchored heads that the logs had: 1" in said


@pytest.mark.parametrize("output", list(Output))
def test_a_page_that_is_missing_is_named_and_ends_in_an_error(
    pair: Pair, output: Output, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pair.give("b", 4, taken=False)
    with pytest.raises(Exit) as ended:
        show(pair, output, monkeypatch)
    assert ended.value.exit_code == 1
    told = capsys.readouterr()
    if output is Output.JSON:
        (finding,) = json.loads(told.out)["findings"]
        assert (finding["verdict"], finding["log"], finding["upto"], finding["fails"]) == ("missing", HUB, 4, True)
    elif output is Output.CSV:
        rows = list(csv.reader(io.StringIO(told.out.removeprefix("\ufeff"))))
        assert [row[:5] for row in rows if row[:1] == ["missing"]] == [["missing", HUB, CUSTOMS, "records", "4"]]
    else:
        assert "missing" in told.out
        assert "do NOT agree" in told.out
