"""Who holds copies of whose records in the synthetic world: FIA and Customs, each of the other's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from services.demo.offences import CUSTOMS, FIA
from services.membership.rows import AgreementRow
from services.vocabulary.access import Purpose
from services.vocabulary.protection import OFFENDER_ROLES
from services.vocabulary.records import HandlingCode, RecordKind

KINDS: Final = frozenset(
    {
        RecordKind.CASE_FILE,
        RecordKind.PARTY,
        RecordKind.CHARGE,
        RecordKind.BAIL,
        RecordKind.LIST_ENTRY,
        RecordKind.PROCLAMATION,
    }
)
YEARS: Final = 3
STALE_HOURS: Final = 72


def agreements(today: date) -> Iterator[AgreementRow]:
    """Both ways, from the first of January on; of nobody whom the law protects."""
    for giver, holder, statute in ((FIA, CUSTOMS, "FIA Act 1974"), (CUSTOMS, FIA, "Customs Act 1969 s. 7")):
        yield AgreementRow(
            id=f"{giver.removeprefix('pk.')}-{holder.removeprefix('pk.')}",
            giver=giver,
            holder=holder,
            kinds=KINDS,
            handling=frozenset({HandlingCode.OPEN, HandlingCode.H1}),
            roles=OFFENDER_ROLES,
            purposes=frozenset({Purpose.INVESTIGATE_CASE, Purpose.CHECKPOINT}),
            statute=statute,
            since=f"{today.year}-01-01",
            until=f"{today.year + YEARS}-01-01",
            stale_after_h=STALE_HOURS,
            onward=False,
        )
