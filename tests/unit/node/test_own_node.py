"""What a member's own node answers, whom, and what its answers say of the age of its copies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pytest
from rabta.records.v1 import records_service_pb2 as pb

from services.access.caller import Caller
from services.access.errors import PolicyDenied
from services.access.reference import ReferenceEngine
from services.edge.call import Call, Hashed, Snapshot
from services.edge.routes import methods
from services.exchange.check.errors import CopyStale
from services.exchange.check.freshness import HOUR_MS
from services.membership.registry import Registry
from services.membership.rows import AgreementRow
from services.node.open_services import OF_RECORDS
from services.node.own_node import READS, OwnNode
from services.node.services import SERVICES
from services.records import wire
from services.values.dates import day_text, today
from services.values.records import CopyAge, GetRecordResponse, Remains, SearchResponse
from tests.fakes.records_node import NOW_MS, caller, federation
from tests.unit.access.copies_cases import agreement

FIA, PUNJAB, CUSTOMS, HUB = "pk.fia", "pk.punjab-police", "pk.customs", "pk.hub"
SEARCH = "/rabta.records.v1.RecordsService/Search"
CHECK = "/rabta.exchange.v1.CheckService/CheckTraveller"
PULL = "/rabta.exchange.v1.ExchangeService/PullChanges"
FRESH = NOW_MS - HOUR_MS
ANSWER = SearchResponse(next_page_token="more")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return federation(tmp_path_factory.mktemp("own")).registry


def given(giver: str, **change: object) -> AgreementRow:
    """To FIA's node for investigations, for a year around now."""
    days = {"since": day_text(today(NOW_MS) - 180), "until": day_text(today(NOW_MS) + 180)}
    return agreement(**{"giver": giver, "holder": FIA, **days, **change})


@dataclass
class Came:
    """When copies came, as a test states it. ``asked``: of whom somebody wanted to know, and which hub gives them."""

    at: Mapping[str, int] = field(default_factory=dict)
    asked: list[tuple[list[str], str]] = field(default_factory=list)

    async def synced(self, givers: Iterable[str], hub: str) -> Mapping[str, int]:
        """As it is stated, of those alone."""
        wanted = sorted(givers)
        self.asked.append((wanted, hub))
        return {giver: self.at[giver] for giver in wanted if giver in self.at}


async def answer(_call: Call, _raw: bytes) -> bytes:
    """What every method answers here."""
    return wire.encode(ANSWER)


def calling(registry: Registry, who: Caller | None) -> Call:
    call = Call(SEARCH, Snapshot(registry, ReferenceEngine(), FIA), NOW_MS)
    call.caller = who
    return call


INVESTIGATOR = caller(FIA)


async def asked(
    registry: Registry, came: Came, *rows: AgreementRow, who: Caller | None = INVESTIGATOR, path: str = SEARCH
) -> bytes:
    handlers = OwnNode(FIA, came).over({path: answer})
    found = await handlers[path](calling(replace(registry, agreements=rows), who), b"")
    assert isinstance(found, bytes)
    return found


# -- what it answers


def test_it_answers_reads_checks_and_other_nodes_and_nothing_else() -> None:
    over_records = [
        path for each in SERVICES if each.target in OF_RECORDS for path, _ in methods(iter([each.descriptor]))
    ]
    kept = OwnNode(FIA, Came()).over(dict.fromkeys(over_records, answer))
    services: dict[str, set[str]] = {}
    for path in kept:
        service, _, name = path.rpartition("/")
        services.setdefault(service.rpartition(".")[2], set()).add(name)
    assert services.pop("RecordsService") == {
        "Search", "GetHistory", "GetRecord", "ListVersions", "SearchPerson", "GetPerson",
    }  # fmt: skip
    assert services.pop("CheckService") == {"CheckTraveller"}, "crossings are the hub's to count"
    assert services.keys() == {"ExchangeService", "OrderService", "AnchorService"}
    assert kept.keys() > READS


# -- whom


@pytest.mark.parametrize("path", [SEARCH, CHECK])
async def test_officers_of_other_agencies_are_refused_whatever_they_may_ask_the_hub(known: Registry, path: str) -> None:
    came = Came({PUNJAB: FRESH})
    with pytest.raises(PolicyDenied):
        await asked(known, came, given(PUNJAB), who=caller(PUNJAB), path=path)
    assert not came.asked


async def test_a_system_of_another_node_is_answered_as_it_was(known: Registry) -> None:
    assert await asked(known, Came(), who=None, path=PULL) == wire.encode(ANSWER)


# -- how old


async def test_an_answer_names_each_giver_for_the_purpose_with_the_age_of_the_oldest_copies(known: Registry) -> None:
    came = Came({PUNJAB: FRESH, CUSTOMS: FRESH - 5, FIA: FRESH + 5})
    rows = (given(PUNJAB), given(CUSTOMS), given("pk.prisons", purposes=frozenset({"CUSTODY"})))
    body = await asked(known, came, *rows)
    ages = tuple(CopyAge(giver, FRESH - 5) for giver in (CUSTOMS, FIA, PUNJAB))
    assert body == wire.encode(replace(ANSWER, copies=ages))
    assert came.asked == [([CUSTOMS, FIA, PUNJAB], HUB)]


async def test_of_a_purpose_for_which_nobody_gives_only_the_own_agency_is_told(known: Registry) -> None:
    body = await asked(known, Came({PUNJAB: FRESH, FIA: FRESH}), given(PUNJAB, purposes=frozenset({"CHECKPOINT"})))
    assert body == wire.encode(replace(ANSWER, copies=(CopyAge(FIA, FRESH),)))


@pytest.mark.parametrize(
    ("at", "hours", "stale"),
    [(FRESH, 24, False), (NOW_MS - 24 * HOUR_MS + 1, 24, False), (NOW_MS - 24 * HOUR_MS, 24, True), (NOW_MS, 0, True)],
)
async def test_while_one_givers_copies_are_too_old_nothing_is_answered(
    known: Registry, at: int, hours: int, stale: bool
) -> None:
    came, rows = Came({PUNJAB: at, CUSTOMS: NOW_MS, FIA: NOW_MS}), (given(PUNJAB, stale_after_h=hours), given(CUSTOMS))
    if not stale:
        assert await asked(known, came, *rows)
        return
    with pytest.raises(CopyStale):
        await asked(known, came, *rows)


async def test_a_giver_whose_copies_never_came_is_too_old(known: Registry) -> None:
    with pytest.raises(CopyStale):
        await asked(known, Came({CUSTOMS: NOW_MS, FIA: NOW_MS}), given(PUNJAB), given(CUSTOMS))


@pytest.mark.parametrize(
    ("at", "stale"), [(NOW_MS - 720 * HOUR_MS + 1, False), (NOW_MS - 720 * HOUR_MS, True), (0, True)]
)
async def test_an_agencys_own_records_answer_for_720_hours(known: Registry, at: int, stale: bool) -> None:
    """They are copies of the hub's there; a node that never heard of it does not say that nothing is held."""
    came = Came({FIA: at})
    if not stale:
        assert await asked(known, came)
        return
    with pytest.raises(CopyStale):
        await asked(known, came)


async def test_a_prepared_answer_is_told_with_todays_ages(known: Registry) -> None:
    """Its digest is of the bytes before; a new one is taken over what leaves."""

    async def prepared(_call: Call, _raw: bytes) -> Hashed:
        return Hashed(wire.encode(ANSWER), bytes(32))

    handler = OwnNode(FIA, Came({FIA: FRESH})).over({SEARCH: prepared})[SEARCH]
    found = await handler(calling(replace(known, agreements=()), INVESTIGATOR), b"")
    assert found == wire.encode(replace(ANSWER, copies=(CopyAge(FIA, FRESH),)))


@pytest.mark.parametrize("path", sorted(READS))
def test_each_read_ends_with_the_ages_under_one_number(path: str) -> None:
    """So that they can be put behind an answer that is encoded already, and the bytes are those of the whole."""
    kind = getattr(pb, f"{path.rpartition('/')[2]}Response").DESCRIPTOR
    assert kind.fields_by_name["copies"].number == max(kind.fields_by_number) == 15
    assert kind.fields_by_name["copies"].message_type is pb.CopyAge.DESCRIPTOR


def test_bytes_put_behind_an_answer_are_read_as_one_message() -> None:
    ages = (CopyAge(FIA, 5),)
    remains = GetRecordResponse(remains=Remains("agencies/pk.fia/records/r", expunged=True))
    whole = wire.encode(remains) + wire.encode(SearchResponse(copies=ages))
    assert wire.decode(GetRecordResponse, whole) == replace(remains, copies=ages)
