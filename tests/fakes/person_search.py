"""The search for a person over the records room: the exhaustive matcher holds what the store holds at each question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypedDict, Unpack

from services.access.caller import Caller
from services.matching.default_model import default_model
from services.records import wire
from services.records.app.matching import Matching, aligner
from services.records.app.opening import open_versions
from services.records.app.person import get_person
from services.records.app.search_person import search_person
from services.records.described import described
from services.records.person_links_port import PersonLink
from services.records.ports import Snapshot
from services.values.records import (
    Birth,
    GetPersonRequest,
    GetPersonResponse,
    Identifier,
    Name,
    PersonDescription,
    SearchPersonRequest,
    SearchPersonResponse,
)
from tests.fakes.exhaustive_matcher import Entry, ExhaustiveMatcher
from tests.fakes.records_node import Node, Paged


class Known(TypedDict, total=False):
    """What else is known of whom is looked for."""

    gender: str
    birth: Birth | None
    district: str
    address: str
    identifiers: tuple[Identifier, ...]


def described_as(name: str, father: str = "", /, **more: Unpack[Known]) -> PersonDescription:
    """Somebody by an own name, and a father's."""
    names = (Name("OWN", name), Name("FATHER", father)) if father else (Name("OWN", name),)
    return PersonDescription(names, **more)


@dataclass(slots=True)
class Links:
    """Links as a test states them. ``others``: records of whom it stands that they are another person."""

    stated: list[PersonLink] = field(default_factory=list)
    others: frozenset[int] = frozenset()

    async def head(self) -> int:
        """Nothing is kept that was told before."""
        return len(self.stated)

    async def joined(self, _view: Snapshot, records: Mapping[int, str], _reader: str) -> tuple[PersonLink, ...]:
        """Those with a record at either end."""
        held = set(records)
        return tuple(each for each in self.stated if held & {each.one, each.other})

    async def apart(self, _view: Snapshot, records: Mapping[int, str], _reader: str) -> frozenset[int]:
        """Those that are stated."""
        return self.others - set(records)


@dataclass(slots=True)
class Persons:
    """A node with its matcher and links."""

    node: Node
    matcher: ExhaustiveMatcher
    links: Links

    async def find(self, who: Caller, person: PersonDescription | None, **more: Unpack[Paged]) -> SearchPersonResponse:
        """One page of those who are like a description."""
        self.matcher.entries = await entries(self.node)
        request = SearchPersonRequest(person, **more)
        return await search_person(self.node.context, self.node.inquiry(who), request, self.node.federation.registry)

    async def raw(self, who: Caller, person: PersonDescription, **more: Unpack[Paged]) -> bytes:
        """The same as it travels."""
        return wire.encode(await self.find(who, person, **more))

    async def person(self, who: Caller, record: str, break_glass: str = "") -> GetPersonResponse:
        """The person of a record."""
        request = GetPersonRequest(record, break_glass)
        return await get_person(self.node.context, self.node.inquiry(who), request, self.node.federation.registry)

    async def number(self, record: str) -> int:
        """A record's number in the store."""
        async with self.node.context.store.snapshot() as view:
            profile = await view.record_profile(record.split("/")[1], record.split("/")[3], (), self.node.now_ms)
        assert profile is not None
        return profile.record


def persons_on(node: Node, brakes: frozenset[str] = frozenset()) -> Persons:
    """The node with an index that misses nobody."""
    matcher, links = ExhaustiveMatcher(aligner(), default_model(), brakes=brakes), Links()
    node.context = replace(node.context, matching=Matching(matcher, links))
    return Persons(node, matcher, links)


async def entries(node: Node) -> list[Entry]:
    """Every record that describes somebody, under its class in force."""
    async with node.context.store.snapshot() as view:
        heads = await view.heads_changed(0, 10_000)
        records = {line.seq: line.record for line in await view.feed(0, 10_000)}
        opened = await open_versions(node.context, view, [head.seq for head in heads])
    subjects = {head.seq: opened.versions[head.seq].record.subject for head in heads}
    return [
        Entry(records[head.seq], head.klass, described(subject))
        for head in heads
        if (subject := subjects[head.seq]) is not None
    ]
