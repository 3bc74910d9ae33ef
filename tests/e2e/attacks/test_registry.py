"""The registry under attack: forged, old and skipped versions, revocations while connections live, stale processes.

One federation, whose registry moves on from test to test; each leaves it well.
"""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rabta.membership.v1.membership_service_pb2 import GetRegistryRequest, GetRegistryResponse
from rabta.membership.v1.registry_pb2 import GovernanceSignature, SignedRegistry

from services.client.channel import Channel
from services.client.errors import Unproven
from services.membership import governance
from services.membership import provision as provide
from services.membership.signed import SignedFile, parse_signed
from services.signing.es256 import PrivateKey
from services.signing.keyfile import replace_private
from services.signing.pae import REGISTRY, pae
from tests.e2e import planted
from tests.e2e.attacks.judging import Seen, answered, put, refused, unauthenticated
from tests.e2e.attacks.lying import Liar
from tests.e2e.attacks.test_client import with_liar
from tests.e2e.bodies import GET_REGISTRY, HISTORY, history_of
from tests.e2e.federation import DESK, Pair, now_ms
from tests.e2e.people import FIA, INVESTIGATOR, PUNJAB, PUNJAB_INVESTIGATOR
from tests.e2e.planted import KNOWN
from tests.e2e.processes import until
from tests.e2e.world import World, running
from tests.fakes.world.in_memory import signed
from tests.fakes.world.keys import holders_of
from tests.shared import PATIENCE_S


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running(tmp_path_factory.mktemp("registry"), processes=2) as up:
        up.plant(planted.open_records())
        yield up


def answering(world: World) -> set[int]:
    """Versions that answers on eight new connections name."""
    found = set()
    for _ in range(8):
        line = world.fresh_line(PUNJAB)
        question = world.ask(GET_REGISTRY, agency=PUNJAB)
        try:
            found.add(world.proven(question, line.send(question, timeout=PATIENCE_S)).header.registry_version)
        except Unproven:
            found.add(0)
        line.close()
    return found


def publish(world: World) -> None:
    """Sign the draft, give it to every node, and wait until all processes act under it."""
    provide.sign_and_publish(world.files)
    version = world.reload().version
    until(lambda: answering(world) == {version}, f"version {version} is in force")


def revoke(world: World, kid: bytes) -> None:
    provide.revoke(world.files, kid, now_ms())
    publish(world)


def holders(world: World) -> list[PrivateKey]:
    return list(holders_of(world.files))


def next_draft(world: World, life_ms: int = governance.LIFE_MS) -> SignedFile:
    newest = parse_signed(world.registry.raw)
    return governance.next_draft(newest, world.registry.federation_id, now_ms(), life_ms)


# -- files that are none


def _one_signer_twice(world: World) -> bytes:
    draft, key = next_draft(world), holders(world)[0]
    value = key.sign(pae(REGISTRY, draft.payload))
    signatures = [GovernanceSignature(kid=key.kid, signature=value)] * 2
    return SignedRegistry(payload=draft.payload, signatures=signatures).SerializeToString(deterministic=True)


def _signed(draft: SignedFile, keys: list[PrivateKey]) -> bytes:
    return signed(draft, keys).encode()


def _two_ids_of_one_key(world: World) -> bytes:
    """One key under its id, and under an id that is not its own."""
    draft, (key, other, _) = next_draft(world), holders(world)
    value = key.sign(pae(REGISTRY, draft.payload))
    signatures = [GovernanceSignature(kid=kid, signature=value) for kid in (key.kid, other.kid)]
    return SignedRegistry(payload=draft.payload, signatures=signatures).SerializeToString(deterministic=True)


def _gap(world: World) -> bytes:
    ahead = parse_signed(_signed(next_draft(world), holders(world)))
    return _signed(governance.next_draft(ahead, world.registry.federation_id, now_ms()), holders(world))


def _other_governance(world: World) -> bytes:
    """A new set of holders that the old one never agreed to."""
    mine = [PrivateKey.generate() for _ in range(3)]
    return _signed(governance.set_governance(next_draft(world), [key.spki for key in mine], 2), mine)


FORGED: dict[str, Callable[[World], bytes]] = {
    "one-signature": lambda world: _signed(next_draft(world), holders(world)[:1]),
    "one-signer-twice": _one_signer_twice,
    "two-ids-of-one-key": _two_ids_of_one_key,
    "unsigned": lambda world: next_draft(world).encode(),
    "by-nobody": lambda world: _signed(next_draft(world), [PrivateKey.generate() for _ in range(2)]),
    "by-agencies": lambda world: _signed(next_draft(world), [world.key(FIA), world.key(PUNJAB)]),
    "gap": _gap,
    "other-governance": _other_governance,
    "the-version-before": lambda world: world.registry.raw,
    "not-a-file-of-ours": lambda _world: b"\x0a\x02hi",
}


@pytest.mark.parametrize("name", sorted(FORGED))
def test_registry_forged(world: World, name: str) -> None:
    """Put where the next version would lie: refused by every process, and the honest one still comes in later."""
    path = world.files.hub.registry / f"{world.registry.version + 1}.signed"
    replace_private(path, FORGED[name](world))
    try:
        time.sleep(0.7)
        assert answering(world) == {world.registry.version}
    finally:
        path.unlink()


def test_registry_equivocation(world: World) -> None:
    """The version in use with other content, well signed: an alarm, and nothing changes."""
    path = world.files.hub.registry / f"{world.registry.version}.signed"
    held = path.read_bytes()
    changed = parse_signed(held).registry
    changed.expires_ms -= 1000
    forged = SignedFile(changed.SerializeToString(deterministic=True), changed, ())
    replace_private(path, _signed(forged, holders(world)))
    try:
        time.sleep(0.7)
        assert answering(world) == {world.registry.version}
        until(lambda: "equivocation" in world.run.said("hub"), "the alarm is told")
    finally:
        replace_private(path, held)


# -- revocations


def test_caller_behind(world: World) -> None:
    """Cites the version before: refused, signed and logged; a fetch of what is lacking needs no officer."""
    old = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    provide.save_draft(world.files, next_draft(world))
    publish(world)
    refused(world, put(world, old), "REGISTRY_STALE")
    behind = world.ask(
        GET_REGISTRY, GetRegistryRequest(version=2).SerializeToString(),
        registry_version=1, registry_sha256=world.chain[0].digest,
    )  # fmt: skip
    found = GetRegistryResponse.FromString(answered(world, put(world, behind))).registries
    assert found == [world.registry.raw]
    answered(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))))


def test_answer_under_an_older_registry(world: World, tmp_path: Path) -> None:
    """A hub that answers under the version before the one that was cited: its good signature proves nothing."""
    key, old = PrivateKey.load(world.files.hub.message_key), world.chain[0]

    async def use(liar: Liar, channel: Channel) -> None:
        held = channel.registries.current()
        assert held.version > old.version
        liar.lie = lambda answer: answer.signed(key, registry_version=old.version, registry_sha256=old.digest)
        with pytest.raises(Unproven, match="registry"):
            await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))

    with_liar(world, tmp_path, use)


def test_token_cached_then_its_issuer_revoked(world: World) -> None:
    """In the caches of all processes; gone with the version that revokes its key."""
    token = world.token(PUNJAB_INVESTIGATOR)

    def ask(cited: World) -> Seen:
        return put(cited, cited.ask(HISTORY, history_of(KNOWN), token, agency=PUNJAB))

    for _ in range(4):
        answered(world, ask(world))
    provide.add_key(world.files, PUNJAB, "TOKEN", now_ms())
    revoke(world, world.key(PUNJAB, "token").kid)
    refused(world, ask(world), "TOKEN_INVALID", rule="key")
    fresh = world.token(PUNJAB_INVESTIGATOR, key=world.key(PUNJAB, "token-2"))
    answered(world, put(world, world.ask(HISTORY, history_of(KNOWN), fresh, agency=PUNJAB)))


def test_certificate_revoked_under_a_live_connection(world: World) -> None:
    """The next call on the same connection is refused, whatever the connection's age."""
    line = world.fresh_line(FIA, DESK)
    answered(world, put(world, world.ask(GET_REGISTRY, system=DESK), line))
    revoke(world, Pair.of(world.node(FIA, DESK)).thumbprint)
    unauthenticated(put(world, world.ask(GET_REGISTRY, system=DESK), line))
    line.close()


def test_stale_process_on_the_shared_port(world: World) -> None:
    """A process that still acts under the old version: no call through it is answered, revoked key or not."""
    stale = world.files.hub.folder.with_name("hub-stale")
    stale.mkdir(mode=0o700)
    for name in ("settings.toml", "tls.key", "tls.crt", "ca.crt", "message.key", "secret.key", "seal.key"):
        shutil.copy2(world.files.hub.folder / name, stale / name)
    shutil.copytree(world.files.hub.registry, stale / "registry")
    (stale / "audit").symlink_to(world.files.hub.folder / "audit")
    revoke(world, PrivateKey.load(world.node(FIA, "desk").message_key).kid)
    world.run.start("stale", "-m", "tests.e2e.clocked_edge", str(world.files.folder / "clock"), str(stale))
    try:
        until(lambda: "REGISTRY_STALE" in outcomes(world), "a call meets the stale process")
        assert outcomes(world) <= {"refused", "REGISTRY_STALE", "OK"}
    finally:
        world.run.stop("stale", signal.SIGKILL)
        shutil.rmtree(stale)
    assert answering(world) == {world.registry.version}


def outcomes(world: World) -> set[str]:
    """What a revoked key and an honest caller get on ten connections each: a cause, gRPC's word, or OK."""
    found = set()
    for _ in range(10):
        for question, line in (
            (world.ask(GET_REGISTRY, system=DESK), world.fresh_line(FIA)),
            (world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)), world.fresh_line(FIA)),
        ):
            mark = world.log.size()
            back = line.send(question, timeout=5)
            line.close()
            if b"REGISTRY_STALE" in back.everything():
                assert (back.text, back.body, world.log.since(mark)) == ("AUDIT_UNAVAILABLE", b"", [])
                assert world.proven(question, back).header.no_leaf
                found.add("REGISTRY_STALE")
            elif back.code:
                found.add(back.text)
            else:
                assert question.token, "a revoked key was answered"
                found.add("OK")
    return found


def test_registry_file_deleted_and_started_again(world: World) -> None:
    """The log knows the highest version: a hub that lost the file answers nothing, until it has it again."""
    path = world.files.hub.registry / f"{world.registry.version}.signed"
    held = path.read_bytes()
    path.unlink()
    assert answering(world) == {world.registry.version}
    world.stop_node()
    world.start_node()
    before = world.chain[-2]

    def refusing() -> bool:
        question = world.ask(GET_REGISTRY, registry_version=before.version, registry_sha256=before.digest)
        line = world.fresh_line()
        back = line.send(question, timeout=5)
        line.close()
        assert back.code
        return b"REGISTRY_STALE" in back.everything() and back.text == "AUDIT_UNAVAILABLE"

    until(refusing, "the writer refuses the older version")
    replace_private(path, held)
    until(lambda: answering(world) == {world.registry.version}, "it has caught up by itself")


def test_registry_expired(world: World) -> None:
    """After its expiry only GetRegistry answers; the next version brings everything back."""
    provide.save_draft(world.files, next_draft(world, life_ms=6000))
    publish(world)
    time.sleep(max(0.0, (world.registry.expires_ms - now_ms()) / 1000 + 0.1))
    refused(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))), "REGISTRY_EXPIRED")
    receipts = world.ask("/rabta.audit.v1.AuditService/GetReceipts", b"")
    refused(world, put(world, receipts), "REGISTRY_EXPIRED")
    answered(world, put(world, world.ask(GET_REGISTRY)))
    provide.save_draft(world.files, next_draft(world))
    publish(world)
    answered(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))))
