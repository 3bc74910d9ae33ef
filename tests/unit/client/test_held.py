"""What a client believes of the registry and of pages: from the governance keys down, and no revoked page key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rabta.records.v1.history_pb2 import SignedVersion
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.signing.v1.page_pb2 import SignedPageHeader

from services.client.channel import Channel
from services.client.errors import Unproven
from services.client.profile import Profile
from services.client.registries import held
from services.client.versions import check_versions
from services.membership.errors import UnsignedRegistry
from services.membership.layout import FederationFiles
from services.membership.provision import publish, revoke, sign_and_publish, sign_draft
from services.membership.rotation import change_governance
from services.signing.es256 import BadKey, PrivateKey
from services.signing.page import FIRST, Feed, build_page, page_proofs
from tests.fakes import live
from tests.fakes.world.federations import small_federation
from tests.fakes.world.keys import key_of


def profile(tmp_path: Path, files: FederationFiles, **changes: object) -> Profile:
    return live.profile(files, live.FIA, 1, tmp_path / "state", **changes)


def signed(files: FederationFiles, time_ms: int) -> tuple[SignedVersion, SignedPageHeader]:
    registry, key = live.registry(files), key_of(files, live.PUNJAB, "page")
    raw = RecordVersion(agency=live.PUNJAB, record_id="r-1", version=1).SerializeToString()
    feed = Feed(registry.federation_id, live.PUNJAB, registry.hub, "records", 1, FIRST)
    page = build_page(key, feed, [raw], time_ms)
    _, paths = page_proofs(page.leaves)
    version = SignedVersion(version=raw)
    version.proof.page_sha256 = page.sha256
    version.proof.salt = page.leaves[0][0]
    version.proof.path.extend(paths[0])
    return version, SignedPageHeader(header=page.header, signature=page.signature)


def step(who: Profile, version: SignedVersion, page: SignedPageHeader) -> str:
    try:
        check_versions(who, [version], [page])
    except Unproven as unproven:
        return unproven.step
    return ""


def test_a_page_under_a_key_in_force_proves_its_version(tmp_path: Path) -> None:
    assert step(profile(tmp_path, live.files()), *signed(live.files(), live.now_ms())) == ""


@pytest.mark.parametrize("years", [-2, 50])
def test_a_page_dated_outside_its_keys_validity_proves_nothing(tmp_path: Path, years: int) -> None:
    time_ms = live.now_ms() + years * 365 * 86_400_000
    assert step(profile(tmp_path, live.files()), *signed(live.files(), time_ms)) == "page-key"


def test_a_page_under_a_revoked_key_proves_nothing_whenever_it_was_made(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    version, page = signed(files, live.now_ms())
    assert step(profile(tmp_path, files), version, page) == ""
    revoke(files, key_of(files, live.PUNJAB, "page").kid, live.now_ms() + 1)
    sign_and_publish(files)
    assert step(profile(tmp_path, files), version, page) == "page-key"


def test_a_registry_of_other_governance_keys_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    other = small_federation(tmp_path / "other", live.now_ms())
    mine = profile(tmp_path, live.files())
    assert held(mine).current().version == 1
    for wrong in (replace(mine, governance=other.anchor), replace(mine, registry=other.hub.registry)):
        with pytest.raises(UnsignedRegistry) as refused:
            Channel(wrong)
        assert refused.value.where == "anchor"


def test_an_anchor_that_is_none_or_absent_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadKey):
        Channel(profile(tmp_path, live.files(), governance=live.files().hub.tls_crt))
    with pytest.raises(FileNotFoundError):
        Channel(profile(tmp_path, live.files(), governance=tmp_path / "none.pem"))


def test_the_first_anchor_still_vouches_after_governance_has_changed(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    holders = [PrivateKey.generate() for _ in range(3)]
    change_governance(files, [key.public() for key in holders], live.now_ms())
    for key in (*holders, *(PrivateKey.load(path) for path in files.governance_keys)):
        sign_draft(files.draft, key)
    publish(files)
    assert held(profile(tmp_path, files)).current().version == 2
