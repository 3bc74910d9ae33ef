"""What joins records of one person, as the records room asks for it: decisions that stand in the link store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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

    A pair of which it stands both that they are one person and that they are two is not joined until one of the two
    decisions is withdrawn.
    """

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions

    async def head(self) -> int:
        """Number of the last decision or withdrawal; see the port."""
        try:
            return await self._decisions.head()
        except LinksUnavailable:
            raise StorageUnavailable from None

    async def joined(self, view: Snapshot, records: Mapping[int, str]) -> tuple[PersonLink, ...]:
        """See the port."""
        standing = await self._standing(records)
        apart = {ends(each) for each in standing if each.sign == "DIFFERENT"}
        same = [each for each in standing if each.sign == "SAME" and ends(each) not in apart]
        numbers = await _numbers(view, same)
        return tuple(
            PersonLink(numbers[one], numbers[other], "DECISION", each.id, each.model, _agency(each), each.decided_ms)
            for each in same
            for one, other in (ends(each),)
            if one in numbers and other in numbers
        )

    async def apart(self, view: Snapshot, records: Mapping[int, str]) -> frozenset[int]:
        """See the port."""
        different = [each for each in await self._standing(records) if each.sign == "DIFFERENT"]
        return frozenset((await _numbers(view, different)).values()) - frozenset(records)

    async def _standing(self, records: Mapping[int, str]) -> list[LinkDecision]:
        try:
            return await self._decisions.standing(records.values())
        except LinksUnavailable:
            raise StorageUnavailable from None


async def _numbers(view: Snapshot, decisions: Iterable[LinkDecision]) -> dict[str, int]:
    """Numbers in the store of all records that decisions name, by name."""
    found: dict[str, int] = {}
    for name in sorted({end for each in decisions for end in ends(each) if end.startswith(SUBJECTS)}):
        _, agency, _, record_id = name.split("/")
        profile = await view.record_profile(agency, record_id, (), 0)
        if profile is not None:
            found[name] = profile.record
    return found


def _agency(decision: LinkDecision) -> str:
    return decision.by.partition("/")[0]
