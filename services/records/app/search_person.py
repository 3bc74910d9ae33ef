"""SearchPerson: who is like a description. Rights hold before ranking: only what may be shown is looked for.

A candidate is a record that a search by its person's number would show; what it scores is computed on what is shown.
Whom a call may only know to exist gives a hit and no rank, nor what to do with them: a likeness is no ground for that.
So a person whom the caller may not see changes no byte.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.access.page_tokens import Binding, open_place, seal_place
from services.access.trail import Inquiry
from services.matching.score import Score
from services.membership.registry import Registry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.describing import Wanted, wanted
from services.records.app.hits import hit_of
from services.records.app.looking import note_followed
from services.records.app.one_person import Known
from services.records.app.openable import Openable, openable
from services.records.app.ranking import Ranked, Wish, is_candidate, is_hit, ranked
from services.records.app.search import match_of
from services.records.matching_port import Found
from services.records.numbered_port import NumberedRow
from services.records.ports import Snapshot
from services.records.protection.view import Ask
from services.records.tokens import people_tokens
from services.values.records import FieldWeight, PersonCandidate, SearchPersonRequest, SearchPersonResponse
from services.vocabulary.access import Permission

METHOD: Final = "SearchPerson"
DEFAULT: Final = 20
MAX_PAGE_SIZE: Final = 50
MAX_CANDIDATES: Final = 200
"""Candidates that are told of one description, over all pages."""

_Lists = tuple[list[Ranked], list[Ranked], tuple[str, ...]]
"""Candidates, one record of each owner that has a hit, and words that are braked."""


async def search_person(
    context: Context, inquiry: Inquiry, request: SearchPersonRequest, registry: Registry
) -> SearchPersonResponse:
    """One page of candidates; empty where there is nobody, or nobody for this caller.

    Raises the gates' refusals, InvalidArgument, PageTokenInvalid, StorageUnavailable.
    """
    size = _page_size(request.page_size)
    asked = wanted(context, request.person, inquiry.trail)
    binding = Binding(METHOD, inquiry.caller, f"{asked.digest.hex()}|{request.break_glass}", registry.version)
    async with context.store.snapshot() as view:
        ask = await admit(
            context, view, inquiry, Permission.RECORD_READ, asked=asked.texts, break_glass=request.break_glass
        )
        allowed = await openable(context, view, ask)
    place = open_place(context.keys.page_token, binding, request.page_token)
    first = int(place[0]) if place else 0
    found, hits, braked = await _found(context, ask, asked, allowed, first + size + 1, hits=not place)
    page = found[first : first + size]
    async with context.store.snapshot() as view:
        await note_ranked(view, inquiry, asked, [*page, *hits])
    inquiry.trail.records.extend(each.version.record.name for each in page)
    if ask.break_glass:
        owners = {each.record.row.agency for each in (*page, *hits)}
        await context.glass.touched(request.break_glass, owners, inquiry.now_ms)
    ends = len(found) <= first + size or first + size >= MAX_CANDIDATES
    return SearchPersonResponse(
        tuple(map(_candidate, page)),
        tuple(hit_of(context, inquiry.caller, registry, each.record.row) for each in hits),
        context.matching.model.name,
        braked,
        "" if ends else seal_place(context.keys.page_token, binding, first + size),
    )


def _page_size(asked: int) -> int:
    if not 0 <= asked <= MAX_PAGE_SIZE:
        raise InvalidArgument(Violation("page_size", "page-size", f"must be 0 to {MAX_PAGE_SIZE}"))
    return asked or DEFAULT


async def _found(context: Context, ask: Ask, asked: Wanted, allowed: Openable, most: int, *, hits: bool) -> _Lists:
    """What is allowed is settled before, and nothing else is asked of the index."""
    matching = context.matching

    async def disclosed(number: int) -> Found:
        return await matching.matcher.nearest(asked.who, allowed.disclosed, allowed.also, number)

    wish = Wish(disclosed, matching.model.prior, is_candidate)
    found, braked = await ranked(context, ask, asked.who, wish, most)
    if not hits or not allowed.hit:
        return found, [], braked
    told, braked_there = await each_owner(context, ask, asked, allowed.hit, MAX_CANDIDATES)
    return found, told, braked or braked_there


async def each_owner(
    context: Context,
    ask: Ask,
    asked: Wanted,
    hit: frozenset[int],
    most: int,
    least: float | None = None,
    beside: frozenset[str] = frozenset(),
) -> tuple[list[Ranked], tuple[str, ...]]:
    """One record of each of up to ``most`` owners that hold somebody like this, and words that are braked.

    ``hit``: classes of which that much may be told; ``least``: bits below which nothing counts, the model's for a
    review where not given; ``beside``: owners that are left out. Raises StorageUnavailable.
    """
    matching = context.matching

    async def only_known(number: int) -> Found:
        return await matching.matcher.nearest(asked.who, hit, frozenset(), number)

    owners = _EachOwner(beside)
    wish = Wish(only_known, matching.model.review if least is None else least, owners.shows, owners.has)
    return await ranked(context, ask, asked.who, wish, most)


class _EachOwner:
    """One hit of each owner, as only the owner says how many there are."""

    def __init__(self, told: Iterable[str]) -> None:
        self._told = set(told)

    def has(self, record: NumberedRow) -> bool:
        """Whether the owner's hit is told already."""
        return record.row.agency in self._told

    def shows(self, found: Known, record: NumberedRow, told: Score) -> bool:
        """Whether the record is its owner's first."""
        first = is_hit(found, record, told)
        if first:
            self._told.add(record.row.agency)
        return first


async def note_ranked(view: Snapshot, inquiry: Inquiry, asked: Wanted, told: Iterable[Ranked]) -> None:
    """Who decided and what was withheld of each person on the page, and whether such reads are followed."""
    tokens = set(asked.tokens)
    noted: set[str] = set()
    for each in told:
        each.person.note(inquiry.trail, noted)
        tokens.update(token for token, _ in people_tokens(each.record.people))
    await note_followed(view, inquiry, sorted(tokens))


def _candidate(each: Ranked) -> PersonCandidate:
    told = each.score
    fields = tuple(
        FieldWeight(one.field, one.level, one.bits, one.sentence.english, one.sentence.urdu) for one in told.fields
    )
    return PersonCandidate(match_of(each.version), told.bits, told.zone.name, fields)
