"""What joins records of one person, as the records room asks for it: decisions that carry for who is answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.linkage.carrying import agency_of, carrying
from services.linkage.errors import StorageUnavailable as LinksUnavailable
from services.linkage.kept import ends
from services.linkage.ports import Decisions
from services.records.errors import StorageUnavailable
from services.records.person_links_port import PersonLink
from services.records.ports import Snapshot
from services.values.network import LinkDecision

SUBJECTS = "agencies/"
"""Subjects of feeds are no records: nothing of them is followed."""


class DecidedLinks:
    """See :class:`services.records.person_links_port.PersonLinks`.

    A pair of which decisions that carry for the reader say both that it is one person and that it is two is not
    joined until one of the two is withdrawn.
    """

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions

    async def head(self) -> int:
        """Number of the last decision or withdrawal; see the port."""
        try:
            return await self._decisions.head()
        except LinksUnavailable:
            raise StorageUnavailable from None

    async def joined(self, view: Snapshot, records: Mapping[int, str], reader: str) -> tuple[PersonLink, ...]:
        """See the port."""
        carried = await self._carrying(records, reader)
        apart = {ends(each) for each in carried if each.sign == "DIFFERENT"}
        same = [each for each in carried if each.sign == "SAME" and ends(each) not in apart]
        numbers = await _numbers(view, same)
        return tuple(
            _link(numbers[one], numbers[other], each)
            for each in same
            for one, other in (ends(each),)
            if one in numbers and other in numbers
        )

    async def apart(self, view: Snapshot, records: Mapping[int, str], reader: str) -> frozenset[int]:
        """See the port."""
        different = [each for each in await self._carrying(records, reader) if each.sign == "DIFFERENT"]
        return frozenset((await _numbers(view, different)).values()) - frozenset(records)

    async def _carrying(self, records: Mapping[int, str], reader: str) -> list[LinkDecision]:
        try:
            return carrying(await self._decisions.standing(records.values()), reader)
        except LinksUnavailable:
            raise StorageUnavailable from None


def _link(one: int, other: int, decision: LinkDecision) -> PersonLink:
    agency = agency_of(decision)
    return PersonLink(one, other, "DECISION", decision.id, decision.model, agency, decision.decided_ms, decision.agreed)


async def _numbers(view: Snapshot, decisions: Iterable[LinkDecision]) -> dict[str, int]:
    """Numbers in the store of all records that decisions name, by name."""
    found: dict[str, int] = {}
    for name in sorted({end for each in decisions for end in ends(each) if end.startswith(SUBJECTS)}):
        _, agency, _, record_id = name.split("/")
        profile = await view.record_profile(agency, record_id, (), 0)
        if profile is not None:
            found[name] = profile.record
    return found
