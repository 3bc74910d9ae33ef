"""Who brings a machine's refusals to its hub, and what `rabta status` says of issuers that do not tell."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.node import machine, reporter
from services.node.issuers_late import FRESH_MS, lines
from services.node.local import Local, write_agency_profile, write_witness_settings
from services.oversight.ports import Statement
from services.oversight.store.database import open_database
from services.oversight.store.refusals import StoredRefusals
from services.signing.refusals import day_of, digest_of, parse_day
from services.signing.refusals_folder import RefusalsFolder
from services.signing.sealing import Sealer
from services.store.sqlite import SqliteDatabase
from tests.fakes import live
from tests.fakes.refusals import payload

NOW = live.now_ms()
TODAY = day_of(NOW)


@pytest.fixture
def local(tmp_path: Path) -> Local:
    return Local(live.copied(tmp_path), 7001, {live.FIA: 7002, live.PUNJAB: 7003})


def store(local: Local) -> SqliteDatabase:
    return open_database(local.files.hub.folder / "oversight.db")


async def tell(file: SqliteDatabase, agency: str, *days: int) -> None:
    """A statement for each of these days, counted back from today."""
    told, previous = StoredRefusals(file, Sealer(bytes(32))), bytes(32)
    for number, back in enumerate(days, 1):
        raw = payload(TODAY - timedelta(days=back), (), number, previous, agency=agency)
        await told.take(Statement(agency, number, parse_day(raw).day, digest_of(raw), NOW, raw), previous)
        previous = digest_of(raw)


def test_a_hub_that_never_ran_has_nothing_to_say(local: Local) -> None:
    assert list(lines(local.files.hub.folder, NOW)) == []


def test_issuers_of_a_new_federation_are_not_late_yet(local: Local) -> None:
    store(local).close()
    assert list(lines(local.files.hub.folder, NOW)) == []


async def test_who_is_late_left_days_out_or_told_otherwise_is_named(local: Local) -> None:
    told = store(local)
    await tell(told, live.FIA, 9, 6, 5)
    await tell(told, live.PUNJAB, 2, 1)
    with pytest.raises(Exception, match="STATEMENT_ALTERED"):
        await tell(told, live.PUNJAB, 8)
    told.close()
    found = list(lines(local.files.hub.folder, NOW))
    day = (TODAY - timedelta(days=5)).isoformat()
    assert f"refusals of {live.FIA}: late, told up to {day}, 2 days missing" in found
    assert f"refusals of {live.PUNJAB}: told otherwise 1 times" in found
    later = list(lines(local.files.hub.folder, live.registry(local.files).issued_ms + FRESH_MS))
    assert f"refusals of {live.SINDH}: late, its issuer never told" in later


def test_a_file_that_cannot_be_read_is_said_so(local: Local) -> None:
    (local.files.hub.folder / "oversight.db").write_bytes(b"not a database at all" * 100)
    assert "cannot be read (StoreUnavailable)" in next(lines(local.files.hub.folder, NOW))


def test_a_machine_has_one_who_brings_them(local: Local) -> None:
    write_witness_settings(local.files)
    (child,) = [one for one in machine.children(local) if one.name == "reporter"]
    assert child.arguments == ("-m", "services.node.reporter", str(local.files.folder))


def test_the_reporter_follows_every_issuer_under_its_agencys_profile(
    local: Local, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.save(local)
    for agency in local.issuers:
        write_agency_profile(local, agency)
    seen: list[tuple[str, str, Path]] = []

    async def follow(profile: Any, folder: RefusalsFolder, _told: Any) -> None:
        seen.append((profile.agency, profile.officer, folder.path))

    monkeypatch.setattr(reporter, "follow", follow)
    asyncio.run(reporter.report(local.files.folder))
    assert seen == [
        (agency, "", local.files.agency(agency).issuer.folder / "refusals") for agency in (live.FIA, live.PUNJAB)
    ]
