"""Nothing that no hub can serve is signed or published: what is missing is named, with the command that helps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rabta.membership.v1.registry_pb2 import AGENCY_KIND_OVERSIGHT, KEY_USE_SEALED
from rabta.membership.v1.registry_pb2 import Registry as Payload

from services.membership import office, provision
from services.membership.errors import UnservableRegistry
from services.membership.servable import HELP, check_servable, open_witnesses, oversight_seal, warnings
from services.membership.signed import parse_signed
from services.signing.es256 import PrivateKey
from tests.fakes.world.federations import LONE, OVERSIGHT_BODY
from tests.fakes.world.in_memory import signed, unsigned
from tests.fakes.world.keys import holders_of
from tests.unit.membership.world import NOW, payload

Change = Callable[[Payload], object]


def body_of(said: Payload) -> int:
    return next(n for n, agency in enumerate(said.agencies) if agency.kind == AGENCY_KIND_OVERSIGHT)


def retired(said: Payload) -> None:
    for row in said.witness_policy.witnesses:
        row.last_size = 9


def closed(said: Payload) -> None:
    for log in said.logs:
        log.last_size = 9


def revoked(said: Payload) -> None:
    for key in said.agencies[body_of(said)].keys:
        if key.use == KEY_USE_SEALED:
            key.revoked_ms = NOW


MISSING: dict[str, tuple[str, Change]] = {
    "hub": ("no-hub", lambda said: said.agencies.__delitem__(0)),
    "log": ("no-log", lambda said: said.ClearField("logs")),
    "open-log": ("no-log", closed),
    "witness": ("no-witness", lambda said: said.witness_policy.ClearField("witnesses")),
    "open-witness": ("no-witness", retired),
    "oversight": ("no-oversight", lambda said: said.agencies.__delitem__(body_of(said))),
    "seal-key": ("no-oversight", lambda said: said.agencies[body_of(said)].ClearField("keys")),
    "seal-key-in-force": ("no-oversight", revoked),
}


@pytest.mark.parametrize(("rule", "change"), MISSING.values(), ids=MISSING)
def test_what_is_missing_is_named_with_the_command_that_helps(rule: str, change: Change) -> None:
    said = payload()
    check_servable(said)
    change(said)
    with pytest.raises(UnservableRegistry) as caught:
        check_servable(said)
    assert caught.value.rule == rule
    assert "`rabta " in str(caught.value)
    assert "{" not in str(caught.value)


@pytest.mark.parametrize(("rule", "change"), MISSING.values(), ids=MISSING)
def test_no_holder_can_sign_it_and_nothing_is_written(rule: str, change: Change, tmp_path: Path) -> None:
    said = payload()
    change(said)
    carried = tmp_path / "draft.signed"
    carried.write_bytes(unsigned(said).encode())
    before = carried.read_bytes()
    with pytest.raises(UnservableRegistry, match=rule):
        office.sign_draft(carried, PrivateKey.generate())
    assert carried.read_bytes() == before


def test_a_draft_that_was_signed_elsewhere_is_not_published(tmp_path: Path) -> None:
    """The keys of two holders sign by other means: governance's own folder refuses it still."""
    files = provision.init_federation(tmp_path / "f", "rabta.test", NOW)
    provision.add_agency(files, LONE, NOW)
    draft = signed(parse_signed(files.draft.read_bytes()), holders_of(files))
    office.save_draft(files, draft)
    with pytest.raises(UnservableRegistry, match="no-oversight"):
        office.publish(files)
    assert files.draft.read_bytes() == draft.encode()
    assert not files.registry.exists()
    assert not list(files.hub.folder.glob("registry/*"))


def test_a_hub_alone_is_told_of_its_witness_first(tmp_path: Path) -> None:
    files = provision.init_federation(tmp_path / "f", "rabta.test", NOW)
    with pytest.raises(UnservableRegistry, match=r"no-witness.*add-witness"):
        provision.sign_and_publish(files)
    provision.add_agency(files, LONE, NOW)
    with pytest.raises(UnservableRegistry, match=r"no-oversight.*--kind OVERSIGHT"):
        provision.sign_and_publish(files)
    provision.add_agency(files, OVERSIGHT_BODY, NOW)
    assert provision.sign_and_publish(files).version == 1


def test_the_help_names_the_federations_own_hub() -> None:
    with pytest.raises(UnservableRegistry, match=r"--kind HUB --id pk\.hub"):
        check_servable(Payload(hub="pk.hub"))
    assert HELP.keys() == {rule for rule, _ in MISSING.values()}


def test_one_witness_is_served_and_warned_of() -> None:
    said = payload()
    assert (open_witnesses(said), warnings(said)) == (4, [])
    del said.witness_policy.witnesses[1:]
    check_servable(said)
    (line,) = warnings(said)
    assert "add-witness" in line


def test_the_seal_key_is_the_first_of_oversights_in_force() -> None:
    said = payload()
    keys = said.agencies[body_of(said)].keys
    first = next(key for key in keys if key.use == KEY_USE_SEALED)
    assert oversight_seal(said) == first.spki
    later = keys.add()
    later.CopyFrom(first)
    later.spki, first.revoked_ms = b"later", NOW
    assert oversight_seal(said) == b"later"
