"""What a post may ask, and what reaches the records of it: one document in canonical form, or a name with its year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pytest

from services.access.caller import Caller
from services.access.errors import InvalidArgument, PurposeUnfit
from services.access.reference import ReferenceEngine
from services.access.trail import Inquiry, Trail
from services.exchange.check.app import LONGEST_NAME, MAX_OWNERS, UseCases, check_traveller
from services.exchange.check.counting import Counting
from services.exchange.check.documents import DOCUMENTS
from services.exchange.check.errors import CopyStale
from services.exchange.check.freshness import HOUR_MS
from services.exchange.check.ports import Found
from services.membership.registry import Registry
from services.membership.rows import AgreementRow
from services.tables.posts import LONGEST_POST
from services.values.exchange import (
    CheckTravellerRequest,
    CheckTravellerResponse,
    Identifier,
    NamedTraveller,
    TravellerHit,
)
from tests.fakes.record_maker import CNIC, CUSTOMS
from tests.fakes.world.callers import officer
from tests.integration.records.asking import CHECKPOINT
from tests.unit.exchange.check.posts import HeldChecks, StatedAnchors, StatedCrossings
from tests.unit.exchange.check.test_freshness import agreement

NOW_MS = 1_780_000_000_000
FOUND = Found((TravellerHit("pk.fia", "FIA", action="PREVENT_EXIT"),), True)


@dataclass
class Told:
    """Travellers who answer alike, and remember what they were asked."""

    documents: list[Identifier] = field(default_factory=list)
    named: list[tuple[NamedTraveller, int]] = field(default_factory=list)

    async def by_document(self, _inquiry: Inquiry, document: Identifier, _registry: Registry) -> Found:
        """Remember the document."""
        self.documents.append(document)
        return FOUND

    async def by_name(self, _inquiry: Inquiry, named: NamedTraveller, _registry: Registry, most: int) -> Found:
        """Remember the name, and how many are asked for."""
        self.named.append((named, most))
        return FOUND


@dataclass
class Came:
    """When copies came. ``asked``: of whom somebody wanted to know, and which hub gives them."""

    at: Mapping[str, int] = field(default_factory=dict)
    asked: list[tuple[list[str], str]] = field(default_factory=list)

    async def synced(self, givers: Iterable[str], hub: str) -> Mapping[str, int]:
        """As it is stated."""
        self.asked.append((sorted(givers), hub))
        return self.at


POST = officer(CUSTOMS, "CUSTOMS", "cu-1", NOW_MS, **CHECKPOINT)


@dataclass
class Standing:
    """Where the node itself stands, and what is kept and logged of a check there."""

    post: str = ""
    checks: HeldChecks = field(default_factory=HeldChecks)
    trail: Trail = field(default_factory=Trail)

    @property
    def kept(self) -> list[tuple[str, str, int]]:
        """Agency, post and time."""
        return [(agency, post, at_ms) for agency, post, _, at_ms in self.checks.rows]


async def ask(
    registry: Registry,
    told: Told,
    document: Identifier | None = None,
    named: NamedTraveller | None = None,
    who: Caller = POST,
    came: Came | None = None,
    home: str = "",
    post: str = "",
    at: Standing | None = None,
) -> CheckTravellerResponse:
    at = at or Standing()
    inquiry = Inquiry(who, NOW_MS, ReferenceEngine(), at.trail)
    counting = Counting(at.checks, StatedCrossings(), StatedAnchors())
    room = UseCases(told, came or Came(), at.checks, counting, at.post)
    return await check_traveller(room, inquiry, CheckTravellerRequest(document, named, post), registry, home)


async def test_a_document_is_asked_in_canonical_form(registry: Registry) -> None:
    told = Told()
    answer = await ask(registry, told, Identifier("CNIC", "35202-1234567-1"))
    assert told == Told([Identifier("CNIC", CNIC)], [])
    assert answer == CheckTravellerResponse(FOUND.hits, True)


async def test_a_passport_is_asked_with_its_country(registry: Registry) -> None:
    told = Told()
    await ask(registry, told, Identifier("PASSPORT", "p0123456", "AF"))
    assert told.documents == [Identifier("PASSPORT", "P0123456", "AF")]


async def test_a_name_is_asked_on_one_line_with_its_year_and_a_handful_at_most(registry: Registry) -> None:
    told = Told()
    await ask(registry, told, named=NamedTraveller("  Ali \n Raza ", 1985))
    assert told == Told([], [(NamedTraveller("Ali Raza", 1985), MAX_OWNERS)])


BAD_DOCUMENTS = {
    "no-type": (Identifier("", CNIC), "document.type", "document-type"),
    "no-traveller-shows-it": (Identifier("IMEI", "490154203237518"), "document.type", "document-type"),
    "of-a-police-office": (Identifier("CRO", "PB/1234/2020"), "document.type", "document-type"),
    "too-short": (Identifier("CNIC", "35202"), "document.value", "cnic-length"),
    "country-of-a-card": (Identifier("CNIC", CNIC, "PK"), "document.value", "identifier-country"),
    "no-country": (Identifier("PASSPORT", "P0123456"), "document.value", "passport-country"),
}


@pytest.mark.parametrize("case", BAD_DOCUMENTS)
async def test_a_document_that_is_none_is_refused_where_it_is_wrong(registry: Registry, case: str) -> None:
    given, where, rule = BAD_DOCUMENTS[case]
    told = Told()
    with pytest.raises(InvalidArgument) as refused:
        await ask(registry, told, given)
    [broken] = refused.value.violations
    assert (broken.field, broken.rule) == (where, rule)
    assert given.value not in broken.text
    assert told == Told()


BAD_NAMES = {
    "no-name": (NamedTraveller(" ", 1985), "named.name", "name-text"),
    "no-year": (NamedTraveller("Ali Raza"), "named.birth_year", "birth-year"),
    "before-anybody-alive": (NamedTraveller("Ali Raza", 1899), "named.birth_year", "birth-year"),
    "not-born-yet": (NamedTraveller("Ali Raza", 2027), "named.birth_year", "birth-year"),
    "too-long": (NamedTraveller("x" * (LONGEST_NAME + 1), 1985), "named.name", "name-text"),
    "control-character": (NamedTraveller("Ali\x07Raza", 1985), "named.name", "name-text"),
}


@pytest.mark.parametrize("case", BAD_NAMES)
async def test_a_name_that_is_none_is_refused_where_it_is_wrong(registry: Registry, case: str) -> None:
    given, where, rule = BAD_NAMES[case]
    told = Told()
    with pytest.raises(InvalidArgument) as refused:
        await ask(registry, told, named=given)
    [broken] = refused.value.violations
    assert (broken.field, broken.rule) == (where, rule)
    assert told == Told()


@pytest.mark.parametrize("born", [1900, 2026])
async def test_the_first_and_the_last_year(registry: Registry, born: int) -> None:
    assert (await ask(registry, Told(), named=NamedTraveller("Ali", born))).more


async def test_neither_and_both_are_refused(registry: Registry) -> None:
    for document, named in ((None, None), (Identifier("CNIC", CNIC), NamedTraveller("Ali", 1985))):
        with pytest.raises(InvalidArgument) as refused:
            await ask(registry, Told(), document, named)
        assert [each.rule for each in refused.value.violations] == ["document-or-name"]


async def test_only_a_checkpoint_checks(registry: Registry) -> None:
    """A child is looked for by what the records themselves answer, with more than an action."""
    told = Told()
    for purpose in ("FIND_MISSING_CHILD", "INVESTIGATE_CASE"):
        who = replace(POST, purpose=purpose)
        with pytest.raises(PurposeUnfit):
            await ask(registry, told, Identifier("CNIC", CNIC), who=who)
    assert told == Told()


def test_documents_are_those_that_people_carry() -> None:
    assert {"CNIC", "NICOP", "POC", "OLD_NIC", "POR", "ACC", "PASSPORT", "TAZKIRA"} == DOCUMENTS


class TestAtAPost:
    """What is remembered of a check, for crossings that nobody checked."""

    async def test_its_name_is_kept_in_one_form_and_logged(self, registry: Registry) -> None:
        at = Standing()
        await ask(registry, Told(), Identifier("CNIC", CNIC), post=" Taftan:gate  2", at=at)
        assert at.kept == [(CUSTOMS, "TAFTAN GATE 2", NOW_MS)]
        assert at.trail.feed == "posts/TAFTAN GATE 2"

    async def test_who_names_none_is_counted_apart_and_answered_all_the_same(self, registry: Registry) -> None:
        at = Standing()
        assert (await ask(registry, Told(), Identifier("CNIC", CNIC), at=at)).hits == FOUND.hits
        assert (at.kept, at.trail.feed) == ([(CUSTOMS, "", NOW_MS)], "")

    async def test_a_posts_own_node_says_its_own_and_who_names_another_is_believed(self, registry: Registry) -> None:
        for said, counted in (("", "TORKHAM"), ("chaman", "CHAMAN")):
            at = Standing("TORKHAM")
            await ask(registry, Told(), Identifier("CNIC", CNIC), post=said, at=at)
            assert at.kept == [(CUSTOMS, counted, NOW_MS)]

    async def test_a_name_alone_counts_as_no_check(self, registry: Registry) -> None:
        at = Standing("TORKHAM")
        await ask(registry, Told(), named=NamedTraveller("Ali Raza", 1985), at=at)
        assert at.kept == []

    @pytest.mark.parametrize("post", ["x" * (LONGEST_POST + 1), "Taftan\x07", "Taf\u202etan"])
    async def test_a_post_that_is_none_is_refused(self, registry: Registry, post: str) -> None:
        at = Standing()
        with pytest.raises(InvalidArgument) as refused:
            await ask(registry, Told(), Identifier("CNIC", CNIC), post=post, at=at)
        assert [(each.field, each.rule) for each in refused.value.violations] == [("post", "post-name")]
        assert at.kept == []

    async def test_who_is_refused_checked_nobody(self, registry: Registry) -> None:
        at = Standing()
        with pytest.raises(CopyStale):
            await ask(registry, Told(), Identifier("CNIC", CNIC), home=CUSTOMS, at=at)
        assert at.kept == []

    async def test_a_store_that_is_away_keeps_nobody_from_an_answer(
        self, registry: Registry, caplog: pytest.LogCaptureFixture
    ) -> None:
        at = Standing(checks=HeldChecks(fails=True))
        assert (await ask(registry, Told(), Identifier("CNIC", CNIC), at=at)).hits == FOUND.hits
        [line] = caplog.records
        assert CNIC not in line.getMessage()


class TestFromCopies:
    """At a post's own node."""

    DOCUMENT = Identifier("CNIC", CNIC)
    FIA = agreement(holder=CUSTOMS)

    async def asked(self, registry: Registry, came: Mapping[str, int], *rows: AgreementRow) -> CheckTravellerResponse:
        given = replace(registry, agreements=rows)
        return await ask(given, Told(), self.DOCUMENT, came=Came(came), home=CUSTOMS)

    async def test_fresh_copies_answer_and_say_how_old_the_oldest_of_them_is(self, registry: Registry) -> None:
        anf = self.FIA._replace(giver="pk.anf")
        answer = await self.asked(registry, {"pk.fia": NOW_MS - 9, "pk.anf": NOW_MS - 8}, self.FIA, anf)
        assert answer.hits == FOUND.hits
        assert answer.synced_ms == NOW_MS - 9

    @pytest.mark.parametrize("came", [{}, {"pk.fia": NOW_MS - 24 * HOUR_MS}, {"pk.anf": NOW_MS}])
    async def test_past_the_agreements_time_nothing_is_answered(self, registry: Registry, came: dict[str, int]) -> None:
        with pytest.raises(CopyStale):
            await self.asked(registry, came, self.FIA)

    async def test_one_office_too_old_is_enough(self, registry: Registry) -> None:
        anf = self.FIA._replace(giver="pk.anf", stale_after_h=1)
        with pytest.raises(CopyStale):
            await self.asked(registry, {"pk.fia": NOW_MS, "pk.anf": NOW_MS - 2 * HOUR_MS}, self.FIA, anf)

    @pytest.mark.parametrize("changes", [{"until": "2026-05-01"}, {"since": "2026-06-01"}, {"holder": "pk.anf"}])
    async def test_without_an_agreement_in_force_nothing_is_answered(
        self, registry: Registry, changes: dict[str, str]
    ) -> None:
        """Its own entries alone would read as no hit of everybody else."""
        with pytest.raises(CopyStale):
            await self.asked(registry, {"pk.fia": NOW_MS}, self.FIA._replace(**changes))  # type: ignore[arg-type]  # texts

    async def test_nothing_is_looked_up_in_copies_that_are_too_old(self, registry: Registry) -> None:
        told = Told()
        with pytest.raises(CopyStale):
            await ask(registry, told, self.DOCUMENT, home=CUSTOMS)
        assert told == Told()

    async def test_the_hub_asks_of_no_copies(self, registry: Registry) -> None:
        came = Came()
        assert (await ask(registry, Told(), self.DOCUMENT, came=came)).synced_ms == 0
        assert came.asked == []

    async def test_the_agreements_givers_are_asked_about(self, registry: Registry) -> None:
        came = Came({"pk.fia": NOW_MS})
        given = replace(registry, agreements=(self.FIA,))
        await ask(given, Told(), self.DOCUMENT, came=came, home=CUSTOMS)
        assert came.asked == [(["pk.fia"], registry.hub)]
