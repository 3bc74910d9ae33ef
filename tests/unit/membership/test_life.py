"""The life of a federation, drawn at random: whatever members add, renew and lose, what the registry promises stays true."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.membership import provision
from services.membership.anchor import Anchor
from services.membership.errors import RegistryError, UnsoundRegistry
from services.membership.registry import Registry, load_registry
from services.membership.spec import AgencySpec
from services.signing.es256 import PrivateKey
from tests.budget import budget
from tests.fakes.world.federations import federation_of
from tests.unit.membership.world import DAY, NOW

FIA, PUNJAB = "pk.fia", "pk.punjab-police"
KINDS = {FIA: "FIA", PUNJAB: "POLICE", "pk.prisons": "PRISON", "pk.court": "COURT"}
USES = ("PAGE", "TOKEN", "ROSTER")
PRIVATE = b"PRIVATE KEY"


def spec(agency: str) -> AgencySpec:
    return AgencySpec(agency, KINDS[agency], agency, witness_url="http://127.0.0.1:1" if agency == FIA else "")


class Life(RuleBasedStateMachine):
    """Changes go into a draft; a version is published now and then, and everything is looked at after that."""

    @initialize()
    def found(self) -> None:
        self.held = tempfile.TemporaryDirectory()
        self.files = federation_of(Path(self.held.name), NOW, (spec(FIA),))
        self.now = NOW
        self.members = [FIA]
        self.systems = {FIA: 0}
        self.drafted = 0
        self.revoking: set[bytes] = set()
        self.versions = [self.newest()]
        self.seen: dict[bytes, tuple[str, str, int]] = {}

    def teardown(self) -> None:
        if hasattr(self, "held"):
            self.held.cleanup()

    def newest(self) -> Registry:
        found = provision.current(self.files)
        assert found is not None
        return found

    def later(self) -> int:
        self.now += DAY // 24
        self.drafted += 1
        return self.now

    @rule(agency=st.sampled_from(sorted(set(KINDS) - {FIA})))
    def a_member_enters(self, agency: str) -> None:
        if agency in self.members:
            return
        provision.add_agency(self.files, spec(agency), self.later())
        self.members.append(agency)
        self.systems[agency] = 0

    @rule(data=st.data())
    def a_system_is_added(self, data: st.DataObject) -> None:
        agency = data.draw(st.sampled_from(self.members))
        if self.systems[agency] < 2:
            self.systems[agency] += 1
            provision.add_system(self.files, agency, f"desk-{self.systems[agency]}", self.later())

    @rule(data=st.data(), use=st.sampled_from(USES))
    def a_key_is_added(self, data: st.DataObject, use: str) -> None:
        provision.add_key(self.files, data.draw(st.sampled_from(self.members)), use, self.later())

    @rule(data=st.data())
    def a_certificate_is_renewed(self, data: st.DataObject) -> None:
        provision.renew_certificate(self.files, data.draw(st.sampled_from(self.members)), "node", self.later())

    @rule(data=st.data())
    def a_key_is_revoked(self, data: st.DataObject) -> None:
        """One of a member that has another for the same use, so that the member still can do its work."""
        registry = self.versions[-1]
        spare = [
            row.kid
            for agency in self.members
            for use in USES
            if len(rows := [row for row in registry.keys_of(agency, use) if not row.revoked_ms]) > 1
            for row in rows[:-1]
        ]
        fresh = sorted(set(spare) - self.revoking)
        if fresh:
            kid = data.draw(st.sampled_from(fresh))
            provision.revoke(self.files, kid, self.later())
            self.revoking.add(kid)
            with pytest.raises(UnsoundRegistry, match="unknown-key"):
                provision.revoke(self.files, kid, self.now)

    @precondition(lambda self: self.drafted)
    @rule()
    def a_version_is_published(self) -> None:
        self.versions.append(provision.sign_and_publish(self.files))
        self.drafted = 0

    @invariant()
    def each_version_follows_the_one_before(self) -> None:
        if not hasattr(self, "versions"):
            return
        anchor = Anchor.from_pem(self.files.anchor.read_bytes())
        followed = load_registry(self.versions[0].raw, anchor=anchor)
        for version in self.versions[1:]:
            followed = load_registry(version.raw, previous=followed)
        assert [each.version for each in self.versions] == list(range(1, len(self.versions) + 1))
        assert {each.federation_id for each in self.versions} == {self.versions[0].federation_id}
        for skipped in self.versions[2:]:
            with pytest.raises(RegistryError):
                load_registry(skipped.raw, previous=self.versions[0])

    @invariant()
    def a_key_has_one_use_for_ever_and_never_comes_back(self) -> None:
        for version in getattr(self, "versions", ())[-1:]:
            publics = [row.public.raw if hasattr(row.public, "raw") else row.kid for row in version.keys.values()]
            assert len(set(publics)) == len(publics)
            for kid, (agency, use, revoked) in self.seen.items():
                row = version.keys[kid]
                assert (row.agency, row.use) == (agency, use)
                assert not revoked or row.revoked_ms == revoked
            self.seen = {kid: (row.agency, row.use, row.revoked_ms) for kid, row in version.keys.items()}

    @invariant()
    def governance_holds_no_private_key_of_a_member(self) -> None:
        if not hasattr(self, "files"):
            return
        homes = (self.files.folder / "agencies", self.files.hub.folder)
        secrets = {path.read_bytes() for home in homes for path in home.rglob("*.key")}
        governed = {self.files.folder / "ca.key", *self.files.governance_keys}
        for path in self.files.folder.rglob("*"):
            if path.is_file() and not any(path.is_relative_to(home) for home in homes):
                content = path.read_bytes()
                assert (PRIVATE in content) == (path in governed), path
                assert content not in secrets

    @invariant()
    def every_node_has_the_newest_version_and_its_own_keys_in_it(self) -> None:
        if not getattr(self, "versions", ()) or self.drafted:
            return
        newest = self.versions[-1]
        for node in self.files.nodes:
            held = sorted(node.registry.glob("*.signed"), key=lambda path: int(path.stem))[-1]
            assert held.read_bytes() == newest.raw
        for agency in self.members:
            node = self.files.agency(agency)
            for use, path in (("PAGE", node.page_key), ("TOKEN", node.token_key), ("ROSTER", node.roster_key)):
                row = newest.key(PrivateKey.load(path).kid, use)
                assert row is not None
                assert row.agency == agency


Life.TestCase.settings = budget(5, stateful_step_count=9, suppress_health_check=[HealthCheck.too_slow])
TestLife = Life.TestCase
