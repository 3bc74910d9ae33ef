"""An owner's two words for one version, or one page, as a peer brought them: proven out of what a node keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from rabta.exchange.v1.exchange_service_pb2 import PullChangesResponse
from rabta.exchange.v1.page_pb2 import SyncPageHeader
from rabta.signing.v1.page_pb2 import SignedPageHeader

from audit.merkle import leaf_hash, root_from_leaves
from services.evidence.line import proven as holds
from services.evidence.verify import verify_file
from services.membership.anchor import Anchor
from services.node.equivocation import NotProvable, proven
from services.records.app.copies_aside import kept_aside
from services.records.app.copies_ended import sweep
from services.records.app.copying import end_all
from services.records.app.ordered import block
from services.signing.page import FIRST, Page
from tests.fakes.copies_sender import CopiesSender
from tests.fakes.copying import held
from tests.fakes.record_maker import POLICE, case_file, expunged, following, party
from tests.fakes.records_node import Node
from tests.fakes.sync_pages import HUB, copies
from tests.fakes.wired_sender import WiredSender, allowed, puller

PARTY = f"agencies/{POLICE}/records/party"
OTHER = replace(party(), source_grade="C")


@pytest.fixture
def wired(hub: Node) -> WiredSender:
    return WiredSender(CopiesSender(hub, allowed(hub.federation.registry)))


def bringing(page: Page) -> Callable[[PullChangesResponse], PullChangesResponse]:
    """The last item of an answer is another version of the party, in a page that its owner signed too."""

    def change(answer: PullChangesResponse) -> PullChangesResponse:
        header = SyncPageHeader.FromString(answer.header)
        if not answer.items:
            return answer
        (item,) = copies(page, OTHER, first=header.to_sequence)
        items = [*answer.items[:-1], item.SerializeToString(deterministic=True)]
        header.root = root_from_leaves([leaf_hash(each) for each in items])
        pages = [*answer.pages[: len(items) - 1], SignedPageHeader(header=page.header, signature=page.signature)]
        return PullChangesResponse(header=header.SerializeToString(deterministic=True), items=items, pages=pages)

    return change


async def brought(hub: Node, member: Node, wired: WiredSender, page: Page) -> int:
    """The number under which the other word is kept aside."""
    wired.altered = bringing(page)
    await hub.put(following(case_file()))
    await puller(wired, member).round()
    ((number, rule),) = [(one.sequence, one.rule) for one in await kept_aside(member.context, HUB, (0, 0), 9)]
    assert rule == "equivocation"
    return number


async def first_taken(hub: Node, member: Node, wired: WiredSender) -> None:
    await hub.put(case_file(), party())
    await puller(wired, member).round()
    assert PARTY in await held(member)


async def made(member: Node, number: int) -> bytes:
    return await proven(member.context, member.federation.registry, HUB, number)


def verdict(raw: bytes, member: Node) -> list[str]:
    governance = member.federation.registry.governance
    lines = verify_file(raw, Anchor(governance.keys))
    assert holds(lines)
    return [line.claim for line in lines]


async def test_two_contents_of_a_version_are_proven(hub: Node, member: Node, wired: WiredSender) -> None:
    await first_taken(hub, member, wired)
    number = await brought(hub, member, wired, hub.page(POLICE, [OTHER, case_file()]))
    claims = verdict(await made(member, number), member)
    assert claims[-1] == f"signed two contents of {PARTY}/versions/1"


async def test_the_first_content_is_proven_where_a_newer_version_is_in_force(
    hub: Node, member: Node, wired: WiredSender
) -> None:
    await first_taken(hub, member, wired)
    await hub.put(following(party()))
    await puller(wired, member).round()
    number = await brought(hub, member, wired, hub.page(POLICE, [OTHER, case_file()]))
    assert verdict(await made(member, number), member)[-1] == f"signed two contents of {PARTY}/versions/1"


async def test_two_pages_of_a_number_are_proven_without_a_word_of_a_record(
    hub: Node, member: Node, wired: WiredSender
) -> None:
    await first_taken(hub, member, wired)
    other = hub.page(POLICE, [OTHER, case_file()], page_number=1, previous_sha256=FIRST)
    raw = await made(member, await brought(hub, member, wired, other))
    assert verdict(raw, member)[-1] == "signed two pages numbered 1 of its feed records"
    assert b"party" not in raw


async def test_what_is_erased_or_ended_here_proves_nothing_any_more(
    hub: Node, member: Node, wired: WiredSender
) -> None:
    await first_taken(hub, member, wired)
    number = await brought(hub, member, wired, hub.page(POLICE, [OTHER, case_file()]))
    await end_all(member.context, HUB)
    while await sweep(member.context, HUB):
        pass
    with pytest.raises(NotProvable, match="kept aside is erased"):
        await made(member, number)


async def test_what_was_kept_without_its_bytes_is_said(hub: Node, member: Node, wired: WiredSender) -> None:
    await first_taken(hub, member, wired)
    await block(member.context, PARTY)
    wired.altered = bringing(hub.page(POLICE, [OTHER, case_file()]))
    await hub.put(following(case_file()), expunged(party()))
    await puller(wired, member).round()
    kept = await kept_aside(member.context, HUB, (0, 0), 9)
    assert [one.rule for one in kept] == ["erased"]
    with pytest.raises(NotProvable, match="nothing that was signed twice"):
        await made(member, kept[0].sequence)


async def test_another_number_and_another_peer_have_nothing(hub: Node, member: Node, wired: WiredSender) -> None:
    await first_taken(hub, member, wired)
    number = await brought(hub, member, wired, hub.page(POLICE, [OTHER, case_file()]))
    with pytest.raises(NotProvable, match="nothing that was signed twice"):
        await made(member, number + 1)
    with pytest.raises(NotProvable, match="nothing that was signed twice"):
        await proven(member.context, member.federation.registry, "pk.fia", number)
