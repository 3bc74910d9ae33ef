"""Well signed and still refused: every rule, every field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from rabta.access.v1.purpose_pb2 import ROLE_JUDGE
from rabta.membership.v1.registry_pb2 import Registry as Payload

from audit.ed25519 import public_bytes
from audit.note import COSIGNATURE, ED25519, VerifierKey
from services.membership.anchor import Anchor
from services.membership.errors import BrokenChain, MalformedRegistry, RegistryError, UnsignedRegistry, UnsoundRegistry
from services.membership.registry import load_registry
from services.membership.signed import SignedFile, parse_signed
from services.signing.es256 import PrivateKey
from tests.rows import of_rows
from tests.unit.membership.world import DAY, NOW, edited, holders, payload, raw

Change = Callable[[Payload], object]


def _set(path: str, value: object) -> Change:
    """Set ``agencies[1].systems[0].name`` and the like."""

    def change(said: Payload) -> None:
        at: object = said
        *steps, last = path.replace("[", ".[").split(".")
        for step in steps:
            at = at[int(step[1:-1])] if step.startswith("[") else getattr(at, step)  # type: ignore[index]  # a path into any message
        if last.startswith("["):
            at[int(last[1:-1])] = value  # type: ignore[index]  # a path into any message
        else:
            setattr(at, last, value)

    return change


def _twice(path: str) -> Change:
    """Repeat the first of a list."""

    def change(said: Payload) -> None:
        at: object = said
        for step in path.replace("[", ".[").split("."):
            at = at[int(step[1:-1])] if step.startswith("[") else getattr(at, step)  # type: ignore[index]  # a path into any message
        at.append(at[0])  # type: ignore[attr-defined, index]  # a path into any message

    return change


def _clear(path: str) -> Change:
    def change(said: Payload) -> None:
        at: object = said
        *steps, last = path.replace("[", ".[").split(".")
        for step in steps:
            at = at[int(step[1:-1])] if step.startswith("[") else getattr(at, step)  # type: ignore[index]  # a path into any message
        at.ClearField(last)  # type: ignore[attr-defined]  # a path into any message

    return change


def _copy_key(said: Payload) -> None:
    said.agencies[2].systems[0].message_key.spki = said.agencies[1].systems[0].message_key.spki


def _log_key_as_witness(said: Payload) -> None:
    log = VerifierKey.parse(said.logs[0].vkey)
    said.witness_policy.witnesses[0].vkey = VerifierKey("w", COSIGNATURE, log.public).encode()


def _cosigning_log(said: Payload) -> None:
    log = VerifierKey.parse(said.logs[0].vkey)
    said.logs[0].vkey = VerifierKey(log.name, COSIGNATURE, log.public).encode()


def _signing_witness(said: Payload) -> None:
    witness = VerifierKey.parse(said.witness_policy.witnesses[0].vkey)
    said.witness_policy.witnesses[0].vkey = VerifierKey(witness.name, ED25519, witness.public).encode()


def _tls_key_as_message_key(said: Payload) -> None:
    system = said.agencies[1].systems[0]
    system.tls[0].kid = sha256(system.message_key.spki).digest()


def _governance_key_as_message_key(said: Payload) -> None:
    said.agencies[1].systems[0].message_key.spki = said.governance.keys[0]


def _second_hub(said: Payload) -> None:
    said.agencies[1].kind = said.agencies[0].kind


def _certificate_of_two(said: Payload) -> None:
    said.agencies[1].systems[0].tls[0].sha256 = said.agencies[2].systems[0].tls[0].sha256


def _second_open_log(said: Payload) -> None:
    log = VerifierKey.parse(said.logs[0].vkey)
    other = VerifierKey.parse(said.witness_policy.witnesses[0].vkey)
    said.logs.add(origin="x/2", vkey=VerifierKey("x/2", ED25519, other.public).encode())
    assert log.public != other.public


def _fresh(name: str, alg: int) -> str:
    return VerifierKey(name, alg, public_bytes(Ed25519PrivateKey.generate())).encode()


def _agency_with_two_witnesses(said: Payload) -> None:
    first = said.witness_policy.witnesses[0]
    said.witness_policy.witnesses.add(agency=first.agency, vkey=_fresh("another", COSIGNATURE), url=first.url)
    said.witness_policy.quorum = 3


def _two_witnesses_of_one_name(said: Payload) -> None:
    name = VerifierKey.parse(said.witness_policy.witnesses[0].vkey).name
    said.witness_policy.witnesses[1].vkey = _fresh(name, COSIGNATURE)


def _pinned(url: str, pin: bytes) -> Change:
    def change(said: Payload) -> None:
        said.witness_policy.witnesses[0].url = url
        said.witness_policy.witnesses[0].tls_spki_sha256 = pin

    return change


def _witness_behind_the_key_of_a_system(said: Payload) -> None:
    _pinned("https://witness.example:7001", said.agencies[1].systems[0].tls[0].kid)(said)


def _log_that_ends_before_it_begins(said: Payload) -> None:
    said.logs[0].first_size, said.logs[0].last_size = 9, 8
    said.logs.add(origin="x/2", vkey=_fresh("x/2", ED25519))


def _many_agencies(said: Payload) -> None:
    for number in range(500):
        row = said.agencies.add()
        row.CopyFrom(said.agencies[1])
        row.id = f"pk.a{number}"


def _many_systems(said: Payload) -> None:
    for number in range(2001):
        row = said.agencies[3].systems.add()
        row.CopyFrom(said.agencies[3].systems[0])
        row.name = row.message_key.name = f"s{number}"


def _system_role_twice(said: Payload) -> None:
    said.agencies[3].systems[0].roles.extend([said.agencies[3].roles[0]] * 2)


A, S = "agencies[3]", "agencies[3].systems[0]"
K, W, L = "agencies[3].keys[0]", "witness_policy.witnesses[0]", "logs[0]"
SMALL_ORDER = (
    "w+" + VerifierKey.parse(payload().logs[0].vkey).key_id.hex() + "+BAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)

UNSOUND: list[tuple[str, Change]] = [
    ("name", _set("name", "")),
    ("agencies", _many_agencies),
    (f"{A}.systems", _many_systems),
    (f"{S}.roles", _system_role_twice),
    ("logs[0]", _log_that_ends_before_it_begins),
    ("witness_policy.witnesses", _agency_with_two_witnesses),
    ("witness_policy.witnesses", _two_witnesses_of_one_name),
    ("name", _set("name", "Rabta PK")),
    ("expires_ms", _set("expires_ms", NOW - 1)),
    ("expires_ms", _set("expires_ms", NOW + 401 * DAY)),
    ("expires_ms", _set("issued_ms", 0)),
    ("expires_ms", _set("issued_ms", -1)),
    ("hub", _set("hub", "pk.fia")),
    ("hub", _set("hub", "pk.elsewhere")),
    ("hub", _second_hub),
    ("hub", _clear("agencies[0].systems")),
    ("governance", _set("governance.threshold", 1)),
    ("agencies", _twice("agencies")),
    (f"{A}.id", _set(f"{A}.id", "PK.FIA")),
    (f"{A}.id", _set(f"{A}.id", "pk.fia/x")),
    (f"{A}.id", _set(f"{A}.id", "fia")),
    (f"{A}.id", _set(f"{A}.id", "pk." + "f" * 62)),
    (f"{A}.keys", lambda said: said.agencies[3].keys.extend(said.agencies[3].keys[:1] * 101)),
    (f"{A}.id", _set(f"{A}.id", "pk.fia\n")),
    (f"{A}.display_name", _set(f"{A}.display_name", "")),
    (f"{A}.display_name", _set(f"{A}.display_name", "FIA\x1b[31m")),
    (f"{A}.display_name", _set(f"{A}.display_name", "FIA\u202egov")),
    (f"{A}.display_name", _set(f"{A}.display_name", " FIA")),
    (f"{A}.display_name", _set(f"{A}.display_name", "F" * 129)),
    (f"{A}.kind", _set(f"{A}.kind", 0)),
    (f"{A}.kind", _set(f"{A}.kind", 99)),
    (f"{A}.jurisdictions", _clear(f"{A}.jurisdictions")),
    (f"{A}.jurisdictions", _twice(f"{A}.jurisdictions")),
    (f"{A}.jurisdictions", _set(f"{A}.jurisdictions[0]", "Punjab")),
    (f"{A}.roles", _twice(f"{A}.roles")),
    (f"{A}.roles", _set(f"{A}.roles[0]", 0)),
    (f"{A}.roles", _set(f"{A}.roles[0]", 99)),
    (f"{A}.clearance", _set(f"{A}.clearance", 4)),
    (f"{A}.desk.name", _clear(f"{A}.desk")),
    (f"{A}.desk.phone", _set(f"{A}.desk.phone", "=cmd")),
    (f"{A}.desk.email", _set(f"{A}.desk.email", "nobody")),
    (f"{A}.escalation.name", _clear(f"{A}.escalation")),
    (f"{A}.formats", lambda said: said.agencies[3].formats.append("No Format")),
    (f"{A}.formats", lambda said: said.agencies[3].formats.extend(["fir", "fir"])),
    (f"{A}.systems", _twice(f"{A}.systems")),
    (f"{A}.keys", _set(f"{A}.keys[1].name", "page-1")),
    (f"{A}.keys", _set(f"{S}.message_key.name", "page-1")),
    (f"{S}.name", _set(f"{S}.name", "")),
    (f"{S}.name", _set(f"{S}.name", "a/b")),
    (f"{S}.tls", _clear(f"{S}.tls")),
    (f"{S}.tls[0]", _set(f"{S}.tls[0].sha256", b"x" * 31)),
    (f"{S}.tls[0]", _set(f"{S}.tls[0].kid", b"")),
    (f"{S}.tls[0]", _set(f"{S}.tls[0].not_before_ms", 0)),
    (f"{S}.tls[0]", _set(f"{S}.tls[0].not_after_ms", 1)),
    (f"{S}.tls[0].revoked_ms", _set(f"{S}.tls[0].revoked_ms", -1)),
    (f"{S}.message_key", _set(f"{S}.message_key.use", 3)),
    (f"{S}.message_key", _set(f"{S}.message_key.alg", "Ed25519")),
    (f"{S}.message_key", _set(f"{S}.message_key.not_after_ms", 1)),
    (f"{S}.message_key.name", _set(f"{S}.message_key.name", "")),
    (f"{S}.message_key.revoked_ms", _set(f"{S}.message_key.revoked_ms", -1)),
    (
        f"{S}.roles",
        lambda said: said.agencies[3].systems[0].roles.append(ROLE_JUDGE),
    ),
    (f"{K}", _set(f"{K}.use", 2)),
    (f"{K}", _set(f"{K}.use", 5)),
    (f"{K}", _set(f"{K}.use", 6)),
    (f"{K}", _set(f"{K}.use", 7)),
    (f"{K}", _set(f"{K}.use", 0)),
    (f"{K}", _set(f"{K}.use", 42)),
    (f"{K}", _set(f"{K}.alg", "HPKE-P256")),
    (f"{K}", _set(f"{K}.alg", "")),
    (f"{K}.name", _set(f"{K}.name", "A b")),
    ("agencies[3].keys", _set(f"{K}.spki", b"junk")),
    ("agencies[3].systems", _set(f"{S}.message_key.spki", b"")),
    ("keys", _copy_key),
    ("keys", _log_key_as_witness),
    ("keys", _tls_key_as_message_key),
    ("keys", _governance_key_as_message_key),
    ("tls", _certificate_of_two),
    ("logs", _clear("logs")),
    ("logs", _set(f"{L}.last_size", 9)),
    ("logs", _second_open_log),
    (f"{L}.vkey", _set(f"{L}.vkey", "")),
    (f"{L}.vkey", _cosigning_log),
    (f"{L}", _set(f"{L}.origin", "another/1")),
    (f"{W}.agency", _set(f"{W}.agency", "pk.nobody")),
    (f"{W}.vkey", _set(f"{W}.vkey", "junk")),
    (f"{W}.vkey", _set(f"{W}.vkey", SMALL_ORDER)),
    (f"{W}.vkey", _signing_witness),
    (f"{W}.url", _set(f"{W}.url", "")),
    (f"{W}.url", _set(f"{W}.url", "file:///etc/passwd")),
    (f"{W}.url", _set(f"{W}.url", "http://a b/")),
    (f"{W}.url", _set(f"{W}.url", "http://witness.example:7001")),
    (f"{W}.url", _set(f"{W}.url", "http://127.0.0.1.example:7001")),
    (f"{W}.url", _set(f"{W}.url", "http://10.1.2.3:7001")),
    (f"{W}.tls_spki_sha256", _set(f"{W}.url", "https://witness.example:7001")),
    (f"{W}.tls_spki_sha256", _pinned("https://witness.example:7001", b"x" * 31)),
    (f"{W}.tls_spki_sha256", _pinned("http://127.0.0.1:7001", b"x" * 32)),
    ("keys", _witness_behind_the_key_of_a_system),
    (f"{W}", lambda said: (_set(f"{W}.first_size", 9)(said), _set(f"{W}.last_size", 8)(said))),
    ("witness_policy.witnesses", _twice("witness_policy.witnesses")),
    ("witness_policy.quorum", _set("witness_policy.quorum", 0)),
    ("witness_policy.quorum", _set("witness_policy.quorum", 2)),
    ("witness_policy.quorum", _set("witness_policy.quorum", 5)),
    ("witness_policy.quorum", _clear("witness_policy")),
]


def test_a_witness_over_https_with_a_pin_is_sound_and_a_retired_one_is_left_as_it_was() -> None:
    pin = sha256(b"a key").digest()
    (first, *_) = load_registry(edited(_pinned("https://witness.example:7001/log", pin))).witness_policy.witnesses
    assert (first.url, first.pin) == ("https://witness.example:7001/log", pin)

    def both(said: Payload) -> None:
        for witness in said.witness_policy.witnesses[:2]:
            witness.url, witness.tls_spki_sha256 = "https://witness.example:7001", pin

    load_registry(edited(both))

    def retired(said: Payload) -> None:
        _set(f"{W}.url", "http://witness.example:7001")(said)
        _set(f"{W}.last_size", 9)(said)

    load_registry(edited(retired))


@of_rows(("where", "change"), UNSOUND, ids=[f"{n}-{where}" for n, (where, _) in enumerate(UNSOUND)])
def test_unsound(where: str, change: Change) -> None:
    with pytest.raises(UnsoundRegistry) as caught:
        load_registry(edited(change))
    assert caught.value.where == where


SOUND: list[Change] = [
    _set(f"{A}.desk.email", "desk@fia.example"),
    _set("governance.threshold", 3),
    _set(f"{A}.display_name", "F" * 128),
]


@pytest.mark.parametrize("change", SOUND)
def test_sound_all_the_same(change: Change) -> None:
    assert load_registry(edited(change)).version == 1


def test_format_is_1() -> None:
    with pytest.raises(MalformedRegistry, match="format"):
        load_registry(edited(_set("format", 2)))


def test_no_version_0() -> None:
    """Even where an anchor vouches and predecessors are named."""

    def change(said: Payload) -> None:
        said.version, said.federation_id, said.previous_sha256 = 0, bytes(32), bytes(32)

    with pytest.raises(BrokenChain, match="version"):
        load_registry(edited(change), anchor=Anchor.of(key.spki for key in holders()))


def test_threshold_above_the_number_of_keys() -> None:
    with pytest.raises(UnsignedRegistry):
        load_registry(edited(_set("governance.threshold", 4)))


def test_threshold_must_be_a_majority() -> None:
    """2 of 4: two pairs could sign two different versions."""
    with pytest.raises(UnsoundRegistry, match="majority"):
        load_registry(edited(lambda said: said.governance.keys.append(PrivateKey.generate().spki)))


@pytest.mark.parametrize(
    ("field", "value"), [("version", 0), ("federation_id", b"f" * 32), ("previous_sha256", b"p" * 32)]
)
def test_version_1_has_no_predecessor(field: str, value: object) -> None:
    with pytest.raises((BrokenChain, UnsignedRegistry)):
        load_registry(edited(_set(field, value)))


def _leaves(message: Message, path: str = "") -> Iterator[tuple[str, Message, FieldDescriptor, int]]:
    for field, value in message.ListFields():
        values = list(value) if field.is_repeated else [value]
        for place, one in enumerate(values):
            here = f"{path}.{field.name}[{place}]"
            if isinstance(one, Message):
                yield from _leaves(one, here)
            else:
                yield here, message, field, place


def _other(value: object) -> object:
    if isinstance(value, bytes):
        return bytes((value[0] ^ 1,)) + value[1:]
    if isinstance(value, str):
        return value + "x"
    assert isinstance(value, int)
    return value + 1


def test_every_field_is_covered_by_the_signatures() -> None:
    """Each scalar of the payload changed on its own, the signatures left as they were."""
    file = parse_signed(raw())
    paths = [path for path, _, _, _ in _leaves(payload())]
    assert len(paths) > 250
    for number in range(len(paths)):
        said = payload()
        _, owner, field, place = list(_leaves(said))[number]
        value = getattr(owner, field.name)
        if field.is_repeated:
            value[place] = _other(value[place])
        else:
            setattr(owner, field.name, _other(value))
        changed = SignedFile(said.SerializeToString(deterministic=True), said, file.signatures)
        with pytest.raises(RegistryError):
            load_registry(changed.encode())


def test_error_texts_hold_no_values() -> None:
    with pytest.raises(UnsoundRegistry) as caught:
        load_registry(edited(_set(f"{A}.display_name", "secret\x1b")))
    assert str(caught.value) == f"text: {A}.display_name"
