"""One record with all that stands under its person's numbers, decided together: as when a number is asked for.

So a record that is found by its name or by what it says shows no more than a search by its number would.
"""

from __future__ import annotations

from typing import NamedTuple

from services.access.trail import Trail
from services.matching.levels import compared
from services.records.app.context import Context
from services.records.app.matching import aligner
from services.records.app.shown import Shown, shown_rows
from services.records.codes import class_of
from services.records.described import described
from services.records.numbered_port import NumberedRow
from services.records.ports import Snapshot
from services.records.protection.misuse import NOTE
from services.records.protection.view import Ask, View, judge, person_relation, side_for
from services.records.rows import NOW, ProfileLine, ViewRow
from services.records.tokens import people_tokens
from services.values.records import VisibleVersion


class Known(NamedTuple):
    """``person``: every class decided; ``shown``: the rows of which anything is shown, the record's own among them.

    ``under``: the number that each line of ``person`` stands under, empty for the record's own line.
    """

    person: View
    shown: Shown
    under: tuple[str, ...]

    def disclosed(self) -> list[ViewRow]:
        """Rows that are shown in full, under the real name."""
        return [row for row in self.shown.rows if row.code in self.person.disclosed]

    def note(self, trail: Trail, noted: set[str]) -> None:
        """Tell the trail who decided and what was withheld, of each number once. ``noted``: those told, added to.

        A record without a number is told by itself.
        """
        alone = not any(self.under)
        under = zip(self.person.lines, self.under, strict=True)
        View([line for line, token in under if (token or alone) and token not in noted]).note(trail)
        noted.update(filter(None, self.under))

    def goes_with(self, own: VisibleVersion, row: ViewRow) -> bool:
        """Whether what stands under the number of ``own`` is of that person: a note is, and who does not contradict."""
        version = self.shown.versions[row.record]
        return row.code not in self.person.disclosed or version.record.kind == NOTE or not contradicts(own, version)


def numbers_of(people: str) -> tuple[str, ...]:
    """Tokens of the numbers that name one person."""
    return tuple(token for token, strength in people_tokens(people) if strength == 2)


async def known(
    context: Context, view: Snapshot, ask: Ask, record: NumberedRow, *, alone: bool = False, as_of_ms: int = NOW
) -> Known:
    """The record's person. ``alone``: only the record itself is loaded, where nothing beside it can change it.

    Raises StorageUnavailable.
    """
    inquiry, own = ask.inquiry, record.row
    tokens = numbers_of(record.people)
    lines = [ProfileLine(own.code, class_of(own.code), 1, None)]
    under = [""]
    for token in tokens:
        lines += await view.person_profile(token, as_of_ms, ask.cited, inquiry.now_ms)
        under += [token] * (len(lines) - len(under))
    classes = await context.classes.of(view, {line.klass for line in lines})
    of = person_relation(ask, lines, classes)
    person = judge(ask, lines, classes, of, side_for(ask))
    rows = {own.record: own} if own.code in person.visible else {}
    for token in tokens if person.visible and not (alone and not inquiry.caller.own_and_kin) else ():
        beside = await view.person_rows(token, as_of_ms, ask.cited, inquiry.now_ms, person.visible)
        rows.update((row.record, row) for row in beside)
    ordered = sorted(rows.values(), key=lambda row: (row.agency, row.record_id))
    return Known(person, await shown_rows(context, view, ask, person, ordered, as_of_ms, of), tuple(under))


def contradicts(one: VisibleVersion, other: VisibleVersion) -> bool:
    """Whether two records under one number speak of two persons: then the number alone leads no further."""
    if one.record.subject is None or other.record.subject is None:
        return True
    levels = compared(aligner(), described(one.record.subject), described(other.record.subject))
    return "differs" in (levels.get("name"), levels.get("gender"))
