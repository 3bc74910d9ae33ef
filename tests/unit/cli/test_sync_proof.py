"""`rabta sync proof`: a file that `rabta verify` checks without the node; what cannot be proven is said."""

from __future__ import annotations

import stat
from hashlib import sha256
from pathlib import Path

import pytest
from rabta.exchange.v1.page_pb2 import Copy, SyncItem
from rabta.records.v1.history_pb2 import SignedVersion
from rabta.records.v1.record_pb2 import RecordVersion
from typer.testing import CliRunner

from services.cli.main import app
from services.membership.layout import FederationFiles
from services.records.app.context import Context
from services.records.app.copies_aside import put_aside
from services.records.copies_port import CopiedPageRow
from services.signing.page import FIRST, Feed, Page, build_page
from services.values.copies import AsideItem
from tests.fakes.records_node import NOW_MS
from tests.fakes.world.keys import key_of
from tests.fakes.world.registries import first_version
from tests.unit.cli.test_sync_quarantine import AFTER, HUB, folder, made, ran, with_records

__all__ = ["folder", "made"]
OWNER = "pk.fia"
RULE = "equivocation"


def page(made: FederationFiles, number: int, content: bytes) -> Page:
    federation = first_version(made.folder).federation_id
    previous = FIRST if number == 1 else bytes(31) + b"p"
    place = Feed(federation, OWNER, HUB, "records", number, previous)
    return build_page(key_of(made, OWNER, "page"), place, [content], NOW_MS)


def aside(sequence: int, came: Page, field: str = "page", item: bytes = b"item") -> AsideItem:
    return AsideItem(sequence, item, field, RULE, False, came.header, came.signature, OWNER, "r-1")


def keep(folder: Path, held: Page, *items: AsideItem) -> None:
    row = CopiedPageRow(1, OWNER, "records", 1, sha256(held.header).digest(), held.header, held.signature)

    async def kept(context: Context) -> None:
        await context.store.write(lambda tx: tx.put_copied_page(row))
        await context.store.write(lambda tx: put_aside(context, tx, HUB, AFTER, items, NOW_MS))

    with_records(folder, kept)


def verified(path: Path, made: FederationFiles, code: int) -> str:
    result = CliRunner().invoke(app, ["verify", str(path), "--trust", str(made.anchor)])
    assert result.exit_code == code, result.output
    return result.output


def test_what_was_signed_twice_is_proven_by_the_governance_keys_alone(
    folder: Path, made: FederationFiles, tmp_path: Path
) -> None:
    first, second = page(made, 1, b"one"), page(made, 1, b"two")
    keep(folder, first, aside(17, second))
    out = tmp_path / "twice.proof"
    ran("proof", str(folder), HUB, "17", str(out))
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    told = verified(out, made, 0)
    assert f"agency {OWNER}" in told
    assert "signed two pages numbered 1 of its feed records" in told
    out.write_bytes(out.read_bytes().replace(second.signature, first.signature))
    assert "a page signature does not hold" in verified(out, made, 1)


def test_what_cannot_be_proven_is_said_and_no_file_is_written(
    folder: Path, made: FederationFiles, tmp_path: Path
) -> None:
    first, second, forged = page(made, 1, b"one"), page(made, 2, b"two"), page(made, 1, b"three")
    version = RecordVersion(agency=OWNER, record_id="r/1", version=1).SerializeToString()
    slashed = SyncItem(sequence=24, copy=Copy(version=SignedVersion(version=version))).SerializeToString()
    keep(
        folder,
        first,
        aside(17, second),
        aside(18, forged)._replace(signature=bytes(64)),
        aside(19, forged)._replace(item=b"", header=b""),
        aside(20, forged, item=b"\xff"),
        aside(21, forged, "version", b"\xff"),
        aside(22, forged, "version", b"\x08\x01"),
        aside(23, forged)._replace(header=b"\xff"),
        aside(24, forged, "version", slashed),
    )
    out = tmp_path / "twice.proof"
    for number, peer, said in (
        ("16", HUB, "nothing that was signed twice is kept aside under number 16"),
        ("17", "pk.customs", "pk.customs: is no peer"),
        ("17", HUB, "held first is not here any more"),
        ("18", HUB, "the two do not hold: a page signature does not hold"),
        ("19", HUB, "what was kept aside is erased"),
        ("21", HUB, "cannot be read"),
        ("22", HUB, "held first is not here any more"),
        ("23", HUB, "cannot be read"),
        ("24", HUB, "cannot be read"),
    ):
        assert said in ran("proof", str(folder), peer, number, str(out), code=1)
    assert not out.exists()
    assert "rabta: " in ran("proof", str(folder), HUB, "20", str(tmp_path / "none" / "x"), code=1)


@pytest.mark.parametrize("number", ["0", "x"])
def test_a_number_that_is_none_is_a_mistake_of_usage(folder: Path, number: str, tmp_path: Path) -> None:
    ran("proof", str(folder), HUB, number, str(tmp_path / "x"), code=2)
