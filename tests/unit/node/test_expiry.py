"""What runs out: found in the files of a folder, and none of it forgotten before its time or after it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.membership.agreements import set_agreement
from services.membership.layout import FederationFiles
from services.membership.provision import add_key, draft_of, revoke, save_draft, sign_and_publish
from services.membership.rows import AgreementRow
from services.node.expiry import DAY_MS, SOON_DAYS, Expiry, Kind, board, soonest
from services.node.first_officers import Officer, enrol
from services.signing.es256 import PrivateKey
from tests.fakes import live


@pytest.fixture
def files(tmp_path: Path) -> FederationFiles:
    made = live.copied(tmp_path)
    enrol(made.agency(live.FIA), [Officer("fia-1", "One", ("INVESTIGATOR",), 1, ("PK",))], live.now_ms())
    return made


def of_kind(found: list[Expiry], kind: Kind) -> dict[str, Expiry]:
    return {one.name: one for one in found if one.kind is kind}


def test_an_agencys_folder(files: FederationFiles) -> None:
    registry, found = live.registry(files), board(files.agency(live.FIA).folder, live.now_ms())
    now = live.now_ms()
    assert [one.until_ms for one in found] == sorted(one.until_ms for one in found)
    assert not [one for one in found if one.over(now) or one.soon(now)]
    assert of_kind(found, Kind.CERTIFICATE).keys() >= {"tls.crt", "systems/issuer/tls.crt"}
    assert of_kind(found, Kind.KEY).keys() >= {
        "page.key", "message.key", "office/roster.key", "systems/issuer/token.key",
    }  # fmt: skip
    (roster,) = of_kind(found, Kind.ROSTER).values()
    assert (roster.name, roster.days(now)) == ("systems/issuer/roster.signed", 29)
    (one,) = of_kind(found, Kind.REGISTRY).values()
    assert (one.name, one.until_ms) == ("registry version 1", registry.expires_ms)


def test_officers_keys_and_governances_are_not_the_registrys(files: FederationFiles) -> None:
    names = of_kind(board(files.folder, live.now_ms()), Kind.KEY)
    assert not [name for name in names if "officers/" in name or name.startswith("governance")]
    assert "hub/seal.key" in names


def test_a_certificate_that_was_revoked_or_is_unknown_is_over_at_once(files: FederationFiles) -> None:
    from tests.e2e.federation import Pair

    node = files.agency(live.FIA)
    revoke(files, Pair.of(node).thumbprint, live.now_ms())
    sign_and_publish(files)
    assert of_kind(board(node.folder, live.now_ms()), Kind.CERTIFICATE)["tls.crt"].fault == "revoked"
    shutil.copy(files.agency(live.PUNJAB).ca_crt, node.tls_crt)
    assert of_kind(board(node.folder, live.now_ms()), Kind.CERTIFICATE)["tls.crt"].fault == "not in the registry"
    node.tls_crt.write_text("no certificate")
    assert of_kind(board(node.folder, live.now_ms()), Kind.CERTIFICATE)["tls.crt"].fault == "cannot be read"


def test_a_revoked_key_counts_until_its_successor_is_there(files: FederationFiles) -> None:
    node = files.agency(live.FIA)
    revoke(files, PrivateKey.load(node.page_key).kid, live.now_ms())
    sign_and_publish(files)
    assert of_kind(board(node.folder, live.now_ms()), Kind.KEY)["page.key"].over(live.now_ms())
    add_key(files, live.FIA, "PAGE", live.now_ms())
    sign_and_publish(files)
    keys = of_kind(board(node.folder, live.now_ms()), Kind.KEY)
    assert "page.key" not in keys
    assert not keys["page-2.key"].over(live.now_ms())


def test_an_older_copy_of_the_registry_is_a_line_of_its_own(files: FederationFiles) -> None:
    add_key(files, live.FIA, "TOKEN", live.now_ms())
    sign_and_publish(files)
    node = files.agency(live.FIA)
    (node.issuer.registry / "2.signed").unlink()
    assert of_kind(board(node.folder, live.now_ms()), Kind.REGISTRY).keys() == {
        "registry version 2", "systems/issuer/registry version 1",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["registry/1.signed", "systems/issuer/roster.signed"])
def test_what_cannot_be_read_is_over(files: FederationFiles, name: str) -> None:
    node = files.agency(live.FIA)
    (node.folder / name).write_bytes(b"nothing of ours")
    assert [one.fault for one in board(node.folder, live.now_ms()) if one.name in (name, "registry")] == [
        "cannot be read"
    ]


def test_an_agreement_is_on_the_board_until_it_is_over(files: FederationFiles) -> None:
    """Its days are Pakistan's: that of its end begins at 19:00 UTC of the day before."""
    since = datetime.fromtimestamp(live.now_ms() / 1000, UTC).date()
    until = since + timedelta(days=100)
    row = AgreementRow(
        id="fia-punjab",
        giver=live.FIA,
        holder=live.PUNJAB,
        kinds=frozenset({"LIST_ENTRY"}),
        handling=frozenset({"OPEN"}),
        roles=frozenset(),
        purposes=frozenset({"CHECKPOINT"}),
        statute="An Act",
        since=since.isoformat(),
        until=until.isoformat(),
        stale_after_h=0,
        onward=False,
    )
    save_draft(files, set_agreement(draft_of(files, live.now_ms()), row))
    sign_and_publish(files)
    folder, day = files.agency(live.PUNJAB).folder, live.now_ms()
    end_ms = int(datetime(until.year, until.month, until.day, tzinfo=UTC).timestamp() * 1000) - 5 * 3_600_000
    (one,) = of_kind(board(folder, day), Kind.AGREEMENT).values()
    assert (one.name, one.until_ms + 1) == (f"fia-punjab: {live.PUNJAB} holds copies of {live.FIA}", end_ms)
    assert not one.soon(day)
    assert one.soon(end_ms - 60 * DAY_MS)
    assert of_kind(board(folder, end_ms - 1), Kind.AGREEMENT)
    assert not of_kind(board(folder, end_ms), Kind.AGREEMENT)


def test_a_folder_of_nothing_has_nothing_that_runs_out(tmp_path: Path) -> None:
    assert board(tmp_path, live.now_ms()) == []
    assert soonest([]) == {}


@given(
    st.sampled_from(list(Kind)),
    st.integers(0, 2**42),
    st.integers(0, 2**42),
    st.sampled_from(["", "revoked"]),
)
def test_what_is_over_was_soon_before(kind: Kind, until_ms: int, now_ms: int, fault: str) -> None:
    one = Expiry(kind, "x", until_ms, fault)
    if one.over(now_ms):
        assert one.soon(now_ms)
    if one.soon(now_ms):
        assert one.soon(now_ms + DAY_MS)
    if not fault:
        assert one.over(until_ms + 1)
        assert not one.over(until_ms)
        assert one.soon(until_ms - SOON_DAYS[kind] * DAY_MS + 1)


@given(st.lists(st.builds(Expiry, st.sampled_from(list(Kind)), st.text(max_size=3), st.integers(0, 2**42)), max_size=8))
def test_the_soonest_of_each_kind(found: list[Expiry]) -> None:
    first = soonest(found)
    assert first.keys() == {one.kind for one in found}
    for one in found:
        assert first[one.kind].until_ms <= one.until_ms
