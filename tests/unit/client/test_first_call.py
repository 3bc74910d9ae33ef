"""`examples/first_call.py`, as a partner's engineer runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rabta.records.v1 import records_service_pb2 as pb

from tests.fakes import live
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.shared import ROOT
from tests.unit.cli.rabta import HISTORY, RECORDS, answers
from tests.unit.client.calls import CNIC, WHY, honest
from tests.unit.client.test_versions import history_of, page_of

EXAMPLE = ROOT / "examples" / "first_call.py"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("federation")), (live.FIA,), RECORDS) as made:
        yield made


def called(place: HubThread) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, str(EXAMPLE), str(place.profile()), WHY.case, CNIC.value]
    return subprocess.run(line, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)


def test_three_lines_lead_to_a_verified_history(place: HubThread) -> None:
    honest(place)
    done = called(place)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(live.PUNJAB) == 2


def test_a_history_that_no_owner_signed_is_not_printed(place: HubThread) -> None:
    told = history_of(page_of(live.PUNJAB))
    told.timeline[0].owner = live.FIA
    place.hub.bodies[HISTORY] = answers(pb.GetHistoryResponse(history=told))
    done = called(place)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Unproven" in done.stderr


def test_the_page_for_partners_names_what_there_is() -> None:
    """Each method and error of the table is in the package, and each error of the package is on the page."""
    import rabta.client as client

    page = (ROOT / "docs" / "python-client.md").read_text("utf-8")
    for name in client.__all__:
        found = getattr(client, name)
        if isinstance(found, type) and issubclass(found, Exception):
            assert issubclass(found, client.RabtaError), name
    methods = {
        line.split("`")[1].partition("(")[0] for line in page.splitlines() if line.startswith("| `") and "(" in line
    }
    for name in methods - {"Refusal"}:
        assert callable(getattr(client.Hub, name, None)), name
        assert callable(getattr(client.AsyncHub, name, None)), name
    assert {name for name in vars(client.Hub) if not name.startswith("_")} - {"from_profile"} == methods


def test_both_hubs_take_the_same() -> None:
    import inspect

    from rabta.client import AsyncHub, Hub

    for name in vars(Hub):
        if not name.startswith("_") and name != "from_profile":
            assert inspect.signature(getattr(Hub, name)) == inspect.signature(getattr(AsyncHub, name)), name


def test_the_example_is_short() -> None:
    lines = [line for line in Path(EXAMPLE).read_text("utf-8").splitlines() if line.strip()]
    assert len(lines) < 15
