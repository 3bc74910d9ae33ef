"""A node's numbers: found in its records, asked for, and told of to who reads a history."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.identity.asking.errors import NotAnswered
from services.identity.asking.known import HeldWord
from services.identity.asking.ports import Counts
from services.identity.asking.store.book import StoredBook
from services.identity.asking.store.database import FILE
from services.identity.asking.work import Asker
from services.membership.layout import FederationFiles
from services.membership.registry import Registry
from services.membership.spec import AgencySpec
from services.node.asker import AskerRuns, Asking, Numbers, alone
from services.node.identities import NodeIdentities, open_book, open_identities
from services.node.identity_backfill import Far, NoRegistry, _work, backfill
from services.node.settings import NodeSettings
from services.records import wire
from services.records.app.changes import Follow
from services.records.identity_port import Unasked
from services.values.records import Identifier, Subject
from tests.fakes import live
from tests.fakes.record_maker import CNIC, case_file, cnic, following, party, person
from tests.fakes.records_node import SECRET, Federation, Node, caller, federation, open_node
from tests.fakes.stated_registry import DAY, StatedRegistry
from tests.fakes.stated_registry import person as token_of
from tests.fakes.world.federations import LONE, federation_of, joined

REGISTRY = "pk.nadra"
OLD = Identifier("OLD_NIC", "27178123456")
PHONE = Identifier("PHONE", "+923001234567")
CODE = "identity-unverified"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("records"))


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """A registry of agencies in which an identity registry answers."""
    spec = AgencySpec(REGISTRY, "IDENTITY_REGISTRY", "Registry")
    files: FederationFiles = federation_of(tmp_path_factory.mktemp("identity"), live.now_ms(), (LONE, spec))
    return joined(files, live.now_ms(), log=REGISTRY)


class Asked:
    """A node of records that asks a stated registry; its clock is the node's."""

    def __init__(self, node: Node, book: StoredBook) -> None:
        self.node, self.book = node, book
        self.registry = StatedRegistry({CNIC: token_of("ali"), OLD.value: token_of("ali")})
        self.asker = Asker(self.registry, book, lambda: node.now_ms, lambda: 1)
        follow = Follow(node.context.store, node.context.keys.bodies, wire.decode_version)
        self.numbers = Numbers(follow, node.context.blinder, book, lambda: node.now_ms)
        word = NodeIdentities(HeldWord(book), REGISTRY)
        node.context = replace(node.context, identities=word)

    async def steps(self) -> None:
        while await self.asker.step():
            pass

    def token(self, number: Identifier) -> str:
        return self.node.context.blinder.of_identifier(number)

    async def codes(self, serving: Registry, number: str = CNIC) -> list[str]:
        self.node.federation = Federation(serving, self.node.federation.page_keys)
        return [banner.code for banner in (await self.node.history(caller(), number)).banners]


@pytest.fixture
def asked(tmp_path: Path, known: Federation) -> Iterator[Asked]:
    node = open_node(tmp_path / "node", Federation(known.registry, known.page_keys))
    book, close = open_book(NodeSettings(tmp_path), SECRET)
    yield Asked(node, book)
    close()
    asyncio.run(node.context.store.close())


def with_numbers(*numbers: Identifier) -> Subject:
    return replace(person(CNIC), identifiers=(Identifier("CNIC", CNIC), *numbers))


async def test_a_history_is_served_at_once_its_number_asked_for_and_then_confirmed(
    asked: Asked, serving: Registry
) -> None:
    await asked.node.put(case_file(), party())
    assert CODE in await asked.codes(serving)
    assert (await asked.book.counts()).waiting == 1
    await asked.steps()
    assert CODE not in await asked.codes(serving)
    await asked.book.silent()
    assert CODE in await asked.codes(serving), "a prepared answer is not given for one that is confirmed"
    await asked.book.heard(asked.node.now_ms)
    assert CODE not in await asked.codes(serving)


async def test_what_nobody_is_registered_under_stays_unconfirmed_and_is_not_asked_again_today(
    asked: Asked, serving: Registry
) -> None:
    await asked.node.put(case_file(), party())
    assert CODE in await asked.codes(serving, cnic(77))
    await asked.steps()
    assert await asked.book.counts() == Counts(not_registered=1)
    assert CODE in await asked.codes(serving, cnic(77))
    assert (await asked.book.counts()).waiting == 0


async def test_numbers_of_the_records_are_found_once_each_and_no_others(asked: Asked) -> None:
    await asked.node.put(case_file(), party(subject=with_numbers(OLD, PHONE)))
    assert await asked.numbers.queue()
    assert not await asked.numbers.queue()
    waiting = await asked.book.batch(500, DAY)
    assert waiting is not None
    assert {each.identifier for each in waiting.numbers} == {Identifier("CNIC", CNIC), OLD}
    assert {each.token for each in waiting.numbers} == {asked.token(Identifier("CNIC", CNIC)), asked.token(OLD)}
    await asked.steps()
    own = asked.token(OLD)
    assert await asked.node.context.identities.same_person(own) == (own, asked.token(Identifier("CNIC", CNIC)))
    await asked.node.put(following(party(subject=with_numbers(OLD, PHONE)), status_note="again"))
    assert await asked.numbers.queue()
    assert (await asked.book.counts()).waiting == 0


async def test_a_split_has_the_records_read_again(asked: Asked) -> None:
    await asked.node.put(case_file(), party())
    await asked.numbers.queue()
    await asked.steps()
    asked.registry.tell("TOKEN_SPLIT", token_of("ali"), token_of("ali-2"))
    asked.node.now_ms += 10_000
    await asked.steps()
    assert (await asked.book.counts()).tokens == 0
    while await asked.numbers.queue():
        pass
    await asked.steps()
    assert (await asked.book.counts()).tokens == 1


async def test_a_backfill_goes_to_the_end_or_to_where_the_registry_stops(asked: Asked) -> None:
    await asked.node.put(case_file(), party(subject=with_numbers(OLD)))
    asking = Asking(asked.asker, asked.numbers, None, asked.book, None)  # type: ignore[arg-type]  # nothing is settled or thinned here
    told: list[Far] = []
    far = await _work(asking, told.append)
    assert far.whole
    assert far.counts == Counts(tokens=2)
    assert told[-1] == far
    asked.node.now_ms += 10_000
    await asked.node.put(party("other", subject=person(cnic(5))))
    asked.registry.fails = lambda: NotAnswered("down")
    far = await _work(asking, told.append)
    assert not far.whole
    assert far.counts == Counts(tokens=2, waiting=1)


async def test_a_registry_that_nobody_asks_confirms_nothing(asked: Asked, serving: Registry) -> None:
    unasked, number = Unasked(), Identifier("CNIC", CNIC)
    assert not await unasked.known(number, "token", serving, 0)
    other = NodeIdentities(HeldWord(asked.book), "pk.another")
    await asked.node.put(case_file(), party())
    await asked.codes(serving)
    await asked.steps()
    assert await asked.node.context.identities.known(number, asked.token(number), serving, asked.node.now_ms)
    assert not await other.known(number, asked.token(number), serving, asked.node.now_ms)
    assert await other.known(PHONE, "token", serving, 0)


def test_one_process_asks_for_a_node(tmp_path: Path) -> None:
    settings = NodeSettings(tmp_path)
    with alone(settings), pytest.raises(AskerRuns), alone(settings):
        pass
    with alone(settings):
        pass


async def test_a_damaged_book_confirms_nothing_and_keeps_nobody_from_serving(
    tmp_path: Path, serving: Registry, caplog: pytest.LogCaptureFixture
) -> None:
    settings = replace(NodeSettings(tmp_path), identity_registry=REGISTRY, identity_endpoint="127.0.0.1:1")
    (tmp_path / FILE).write_bytes(b"damaged" * 999)
    (tmp_path / FILE).chmod(0o600)
    opened = open_identities(settings, SECRET)
    assert not await opened.word.known(Identifier("CNIC", CNIC), "token", serving, 0)
    assert "identity.db" in caplog.text
    opened.close()


async def test_a_backfill_of_a_node_without_a_registry(tmp_path: Path) -> None:
    with pytest.raises(NoRegistry):
        await backfill(NodeSettings(tmp_path), live.now_ms, lambda _far: None)
