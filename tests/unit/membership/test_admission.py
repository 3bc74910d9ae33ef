"""Who enters, and what is refused: every proof, every key, every wish; a refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from rabta.membership.v1.enrolment_pb2 import EnrolmentRequest as Request
from rabta.membership.v1.registry_pb2 import KEY_USE_MESSAGE, KEY_USE_PAGE, KEY_USE_SEALED

from services.membership import home, office
from services.membership.admission import Terms, newest_admitted_ms, weigh
from services.membership.csr import make_csr
from services.membership.enrolment import Ed25519Prover, EnrolmentFile, Prover, parse_enrolment
from services.membership.entry_rules import LONGEST_CARRIED_MS
from services.membership.errors import RefusedEnrolment, RegistryError, UnprovenEnrolment
from services.membership.provision import AgencySpec, NodeFiles, revoke, sign_and_publish
from services.membership.signed import parse_signed
from services.membership.spec import ROLES, register, role_values
from services.signing.es256 import PrivateKey, kid_of
from services.signing.pae import REGISTRY, pae
from tests.budget import budget
from tests.unit.membership.asking import ANF, CUSTOMS, FIA, NEWCOMER, Entry, changed, draft_names
from tests.unit.membership.world import DAY, NOW


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Entry:
    """For tests that only weigh: nothing is admitted here."""
    return Entry(tmp_path_factory.mktemp("entry"))


@pytest.fixture(scope="module")
def asking(shared: Entry) -> tuple[NodeFiles, EnrolmentFile, home.Draft]:
    """A newcomer's folder and request, and the same as a draft whose keys can sign a changed one."""
    node, file = shared.newcomer()
    paths = (node.tls_key, node.message_key, node.page_key, node.token_key, node.roster_key, node.issuer.tls_key)
    provers: list[Prover] = [*map(PrivateKey.load, paths), Ed25519Prover.load(node.witness_key)]
    return node, file, home.Draft(file.request, provers, home.NOTHING_GIVEN)


def refused(entry: Entry, file: EnrolmentFile, now_ms: int = NOW, **terms: object) -> str:
    before = entry.state()
    with pytest.raises(RegistryError) as caught:
        entry.weigh(file, now_ms, **terms)
    assert entry.state() == before
    return str(caught.value)


def test_a_newcomer_enters_with_its_own_keys(tmp_path: Path) -> None:
    entry = Entry(tmp_path)
    node, file = entry.newcomer()
    entry.admit(file)
    row = next(row for row in office.draft_of(entry.files, NOW).registry.agencies if row.id == ANF)
    assert {system.name for system in row.systems} == {"node", "issuer"}
    assert {kid_of(key.spki) for key in row.keys} == {
        PrivateKey.load(path).kid for path in (node.page_key, node.token_key, node.roster_key)
    }
    assert set(row.roles) == set(role_values(ROLES["NARCOTICS"]))
    assert sign_and_publish(entry.files).version == 2


def test_governance_holds_no_private_key_of_a_member(tmp_path: Path) -> None:
    """Of all that lies in governance's folder, only the authority's key and, in this process, the holders' are private."""
    entry = Entry(tmp_path)
    node, file = entry.newcomer()
    entry.admit(file)
    secrets = [path.read_bytes() for path in node.folder.rglob("*.key")]
    assert len(secrets) == 7
    for path, content in entry.state().items():
        private = b"PRIVATE KEY" in content
        assert private == (path.endswith("ca.key") or "/governance/" in path), path
        assert not any(secret in content for secret in secrets)


def test_what_is_shown_is_what_was_signed(shared: Entry, asking: tuple[NodeFiles, EnrolmentFile, home.Draft]) -> None:
    _, file, _ = asking
    assert parse_enrolment(file.encode()) == file
    assert file.missing() == ()
    assert shared.weigh(file).file.digest == file.digest


# -- proofs


def test_every_key_proves_itself(shared: Entry, asking: tuple[NodeFiles, EnrolmentFile, home.Draft]) -> None:
    """Each proof left out is missed, each false one is found, and each key of another is no proof."""
    _, file, _ = asking
    assert len(file.proofs) == 7
    for index, (kid, value) in enumerate(file.proofs):
        others = (*file.proofs[:index], *file.proofs[index + 1 :])
        assert refused(shared, replace(file, proofs=others)).startswith("missing: ")
        bad = (*others, (kid, bytes([value[0] ^ 1]) + value[1:]))
        assert refused(shared, replace(file, proofs=bad)) == "signature: proofs[6]"
    stranger = PrivateKey.generate()
    assert refused(shared, file.prove([stranger])) == "unknown-key: proofs[7]"


def test_a_proof_of_another_type_is_none(shared: Entry, asking: tuple[NodeFiles, EnrolmentFile, home.Draft]) -> None:
    """A signature over the same bytes as a registry proves nothing of a request."""
    node, file, _ = asking
    key = PrivateKey.load(node.page_key)
    others = {kid: value for kid, value in file.proofs if kid != key.kid}
    proofs = (*others.items(), (key.kid, key.sign(pae(REGISTRY, file.payload))))
    assert refused(shared, replace(file, proofs=proofs)) == "signature: proofs[6]"


def test_the_proofs_of_one_request_serve_no_other(
    shared: Entry, asking: tuple[NodeFiles, EnrolmentFile, home.Draft]
) -> None:
    _, file, draft = asking
    other = changed([], draft.request, lambda said: setattr(said.newcomer, "clearance", 3))
    assert refused(shared, replace(other, proofs=file.proofs)) == "signature: proofs[0]"


# -- who asks


def test_a_member_speaks_with_a_key_in_force(tmp_path: Path) -> None:
    entry = Entry(tmp_path)
    fia = entry.files.agency(FIA)
    draft = entry.member()
    assert refused(entry, draft.signed()) == "not-vouched: proofs"
    assert entry.weigh(draft.signed(), unvouched=True)
    for key in (fia.page_key, fia.token_key, fia.roster_key):
        assert entry.weigh(draft.signed([PrivateKey.load(key)]))
    for key in (fia.message_key, entry.files.agency(FIA, "desk").message_key):
        assert refused(entry, draft.signed([PrivateKey.load(key)])).startswith("unknown-key: ")
    revoke(entry.files, PrivateKey.load(fia.token_key).kid, NOW)
    assert refused(entry, draft.signed([PrivateKey.load(fia.token_key)])).startswith("unknown-key: ")


def test_nobody_speaks_for_another_member(shared: Entry) -> None:
    """Customs signs, with its own good key, for a key in FIA's name."""
    customs = shared.files.agency(CUSTOMS)
    draft = shared.member(FIA)
    assert refused(shared, draft.signed([PrivateKey.load(customs.roster_key)])).startswith("unknown-key: ")


def test_a_system_renews_its_own_certificate_alone(tmp_path: Path) -> None:
    """The message key of a system vouches for its renewal, for no other system and for nothing beside it."""
    entry = Entry(tmp_path)
    fia, desk = entry.files.agency(FIA), entry.files.agency(FIA, "desk")
    own = PrivateKey.load(desk.message_key)
    assert entry.weigh(home.renewal(desk, entry.asked(FIA), ()).signed([own]))
    assert refused(entry, home.renewal(fia, entry.asked(FIA), ()).signed([own])).startswith("unknown-key: ")
    more = home.renewal(desk, entry.asked(FIA), ())
    more.agency_key(fia, "TOKEN")
    assert refused(entry, more.signed([own])).startswith("unknown-key: ")


def test_the_hub_speaks_with_its_message_key(tmp_path: Path) -> None:
    entry = Entry(tmp_path)
    hub = entry.files.hub
    draft = home.Draft.of(hub, entry.asked(hub.agency))
    draft.log(hub, 7)
    entry.admit(draft.signed([PrivateKey.load(hub.message_key)]))
    assert [row.last_size for row in office.draft_of(entry.files, NOW).registry.logs] == [7, 0]


# -- keys that are known


def test_a_key_of_another_member_is_refused(shared: Entry) -> None:
    """Even with its true proof: whoever stole or shared a key cannot bring it in again."""
    stolen = PrivateKey.load(shared.files.agency(CUSTOMS).page_key)
    fia = shared.files.agency(FIA)
    given = home.Given({"TOKEN": stolen}, {})
    draft = home.Draft.of(fia, shared.asked(FIA), given)
    draft.agency_key(fia, "TOKEN")
    assert refused(shared, draft.signed(home.vouching(fia))).startswith("known-key: keys[0]")


@pytest.mark.parametrize("whose", ["page_key", "roster_key", "message_key", "tls_key"])
def test_a_key_counts_once_in_the_whole_registry(shared: Entry, whose: str) -> None:
    fia = shared.files.agency(FIA)
    key = PrivateKey.load(getattr(fia, whose))
    draft = home.Draft.of(fia, shared.asked(FIA), home.Given({"PAGE": key}, {}))
    draft.agency_key(fia, "PAGE")
    speaking = [PrivateKey.load(fia.token_key)]
    assert refused(shared, draft.signed(speaking)).startswith("known-key: keys[0]")


def test_a_governance_key_is_no_members(shared: Entry) -> None:
    fia = shared.files.agency(FIA)
    holder = PrivateKey.load(shared.files.governance_key(1))
    draft = home.Draft.of(fia, shared.asked(FIA), home.Given({"PAGE": holder}, {}))
    draft.agency_key(fia, "PAGE")
    assert refused(shared, draft.signed(home.vouching(fia))).startswith("known-key: keys[0]")


def test_a_key_stands_once_in_a_request(shared: Entry, asking: tuple[NodeFiles, EnrolmentFile, home.Draft]) -> None:
    _, _, draft = asking

    def twice(said: Request) -> None:
        said.keys[1].spki = said.keys[0].spki

    assert refused(shared, changed(draft.provers, draft.request, twice)) == "distinct: keys[1]"


def test_a_witness_key_counts_once(shared: Entry) -> None:
    fia = shared.files.agency(FIA)
    draft = home.Draft.of(fia, shared.asked(FIA))
    draft.witness(fia, "http://127.0.0.1:4")
    vkey = office.draft_of(shared.files, NOW).registry.witness_policy.witnesses[0].vkey
    draft.request.witnesses[0].vkey = vkey
    draft.provers = [Ed25519Prover.load(fia.witness_key)]
    assert refused(shared, draft.signed(home.vouching(fia))) == "known-key: witnesses[0].vkey"


# -- replay


def test_what_was_admitted_is_not_admitted_again(tmp_path: Path) -> None:
    entry = Entry(tmp_path)
    _, file = entry.newcomer()
    entry.admit(file)
    assert refused(entry, file) == "replayed: made_ms"
    assert newest_admitted_ms(entry.files, ANF) == file.request.made_ms


def test_an_older_request_does_not_follow_a_newer(tmp_path: Path) -> None:
    """Two requests of a member: what the older one wished is not brought in behind the newer one's back."""
    entry = Entry(tmp_path)
    fia = entry.files.agency(FIA)
    older = entry.member(FIA, "PAGE").signed(home.vouching(fia))
    newer = entry.member(FIA, "TOKEN", older.request.made_ms + 1).signed(home.vouching(fia))
    entry.admit(newer)
    assert refused(entry, older) == "replayed: made_ms"


@pytest.mark.parametrize(("after", "said"), [(LONGEST_CARRIED_MS + 1, "window"), (-400_000, "window")])
def test_a_request_has_its_time(
    shared: Entry, asking: tuple[NodeFiles, EnrolmentFile, home.Draft], after: int, said: str
) -> None:
    _, file, _ = asking
    assert refused(shared, file, file.request.made_ms + after) == f"{said}: made_ms"
    assert shared.weigh(file, file.request.made_ms + LONGEST_CARRIED_MS)


def test_a_request_to_another_federation_is_refused(
    shared: Entry, asking: tuple[NodeFiles, EnrolmentFile, home.Draft], tmp_path: Path
) -> None:
    """Of the same name even: the id tells them apart."""
    _, file, draft = asking
    with pytest.raises(RefusedEnrolment, match="federation: federation_id"):
        Entry(tmp_path).weigh(file)
    other = changed(draft.provers, draft.request, lambda said: setattr(said, "federation", "rabta.other"))
    assert refused(shared, other) == "federation: federation"


# -- what is said and wished


def _set(path: str, value: object) -> Callable[[Request], None]:
    def change(said: Request) -> None:
        *way, last = path.split(".")
        place: object = said
        for name in way:
            place = getattr(place, name) if not name.isdigit() else place[int(name)]  # type: ignore[index]  # a path into any message
        setattr(place, last, value)

    return change


def _as_customs(said: Request) -> None:
    said.agency, said.made_ms = CUSTOMS, NOW + 1000


BAD: dict[str, tuple[Callable[[Request], object], str]] = {
    "another-id-in-the-row": (_set("newcomer.id", CUSTOMS), "id: newcomer.id"),
    "id-taken": (_as_customs, "taken: agency"),
    "id-of-no-form": (_set("agency", "PK ANF"), "form: agency"),
    "no-newcomer": (lambda said: said.ClearField("newcomer"), "member: agency"),
    "as-a-second-hub": (_set("newcomer.kind", 1), "hub: newcomer.kind"),
    "of-no-kind": (_set("newcomer.kind", 0), "enum: newcomer.kind"),
    "of-an-unknown-kind": (_set("newcomer.kind", 99), "enum: newcomer.kind"),
    "with-its-own-key-rows": (lambda said: said.newcomer.keys.add(), "form: newcomer"),
    "with-its-own-systems": (lambda said: said.newcomer.systems.add(), "form: newcomer"),
    "without-systems": (lambda said: said.ClearField("systems"), "count: systems"),
    "role-above-its-kind": (
        lambda said: said.newcomer.roles.extend(role_values(("JUDGE",))),
        "ceiling: newcomer.roles",
    ),
    "clearance-above-all": (_set("newcomer.clearance", 4), "range: agencies[4].clearance"),
    "name-with-an-override": (_set("newcomer.display_name", "a\u202eb"), "text: agencies[4].display_name"),
    "without-a-desk": (lambda said: said.newcomer.ClearField("desk"), "text: agencies[4].desk.name"),
    "page-key-as-message-key": (_set("keys.0.use", KEY_USE_MESSAGE), "use: keys[0].use"),
    "seal-key-of-no-oversight": (_set("keys.0.use", KEY_USE_SEALED), "use: keys[0].use"),
    "message-key-as-page-key": (_set("systems.0.message_key.use", KEY_USE_PAGE), "use: systems[0].message_key.use"),
    "key-of-no-name": (_set("keys.0.name", "A b"), "form: agencies[4].keys[0].name"),
    "key-that-is-none": (_set("keys.0.spki", b"junk"), "key: keys[0]"),
    "csr-that-is-none": (_set("systems.0.csr", b"junk"), "csr: systems[0].csr"),
    "csr-oversized": (_set("systems.0.csr", bytes(9000)), "size: systems[0].csr"),
    "system-twice": (_set("systems.1.name", "node"), "distinct: systems[1].name"),
    "system-role-above": (
        lambda said: said.systems[0].roles.extend(role_values(("JUDGE",))),
        "ceiling: agencies[4].systems[0].roles",
    ),
    "witness-of-another": (_set("witnesses.0.agency", FIA), "agency: witnesses[0].agency"),
    "witness-ended": (_set("witnesses.0.last_size", 5), "sizes: witnesses[0].last_size"),
    "witness-nowhere": (_set("witnesses.0.url", "ftp://x"), "form: witnesses[0].url"),
    "witness-key-that-is-none": (_set("witnesses.0.vkey", "x"), "vkey: witnesses[0].vkey"),
    "a-renewal-beside": (lambda said: said.certificates.add(system="node"), "form: certificates"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_wish(shared: Entry, asking: tuple[NodeFiles, EnrolmentFile, home.Draft], name: str) -> None:
    _, _, draft = asking
    change, said = BAD[name]
    assert refused(shared, changed(draft.provers, draft.request, change)) == said


def test_registers_that_overlap_are_refused_at_the_door(
    tmp_path: Path,
) -> None:
    entry = Entry(tmp_path)
    first = replace(NEWCOMER, registers=(register("FIR", "PB/"),))
    _, file = entry.newcomer(first)
    entry.admit(file)
    _, other = entry.newcomer(replace(first, id="pk.ctd", registers=(register("FIR", "PB/LAHORE/"),)))
    assert "overlap: agencies[" in refused(entry, other)


def test_governance_decides_the_ceilings(shared: Entry, asking: tuple[NodeFiles, EnrolmentFile, home.Draft]) -> None:
    """Less than was wished, or what its kind has not; never what was not wished."""
    _, file, draft = asking
    row = next(
        row for row in shared.weigh(file, roles=("ANALYST",), clearance=1).draft.registry.agencies if row.id == ANF
    )
    assert (list(row.roles), row.clearance) == (role_values(("ANALYST",)), 1)
    assert refused(shared, file, roles=("JUDGE",)) == "not-wished: newcomer.roles"
    assert refused(shared, file, clearance=3) == "not-wished: newcomer.clearance"
    judge = changed(draft.provers, draft.request, lambda said: said.newcomer.roles.extend(role_values(("JUDGE",))))
    assert shared.weigh(judge, roles=("JUDGE",))


def test_a_certificate_is_for_the_key_and_hosts_of_its_request(tmp_path: Path) -> None:
    """A CSR signed by another key than the one in it, or for a name that is none, is refused."""
    entry = Entry(tmp_path)
    node, file = entry.newcomer()
    csr = bytearray(make_csr(node.tls_key, "x", ("localhost",)))
    csr[-1] ^= 1
    other = changed([], file.request, _set("systems.0.csr", bytes(csr)))
    assert refused(entry, other) in {"csr-signature: systems[0].csr", "csr: systems[0].csr"}


@budget(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_by_rule(shared: Entry, raw: bytes) -> None:
    with pytest.raises(RegistryError):
        weigh(shared.files, raw, NOW, Terms())


@budget(80)
@given(st.data())
def test_a_changed_byte_is_never_admitted(
    shared: Entry, asking: tuple[NodeFiles, EnrolmentFile, home.Draft], data: st.DataObject
) -> None:
    """Wherever it stands: the form, a proof or a rule refuses it."""
    _, file, _ = asking
    raw = bytearray(file.encode())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(RegistryError):
        weigh(shared.files, bytes(raw), NOW, Terms())


def test_an_oversized_request_is_refused_unread(shared: Entry) -> None:
    with pytest.raises(RegistryError, match="size: file"):
        weigh(shared.files, bytes((1 << 18) + 1), NOW, Terms())


def test_a_refused_request_leaves_the_draft_to_others(tmp_path: Path) -> None:
    entry = Entry(tmp_path)
    _, file = entry.newcomer()
    with pytest.raises(UnprovenEnrolment):
        entry.weigh(replace(file, proofs=()))
    assert ANF not in draft_names(entry.files)
    entry.admit(file)
    assert ANF in draft_names(entry.files)
    assert parse_signed(entry.files.draft.read_bytes()).registry.version == 2


def test_certificates_live_ninety_days_and_keys_four_hundred(tmp_path: Path) -> None:
    """Governance sets how long: a request has no say in it."""
    entry = Entry(tmp_path)
    _, file = entry.newcomer(AgencySpec("pk.x", "PROSECUTION", "X"))
    row = entry.weigh(file).draft.registry.agencies[-1]
    assert row.systems[0].tls[0].not_after_ms == NOW + 90 * DAY
    assert {key.not_after_ms for key in row.keys} == {NOW + 400 * DAY}
