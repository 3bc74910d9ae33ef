"""Claims on an agency's own records, notices of what holds, and to oversight how many claims wait."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rabta.records.v1 import claim_pb2 as pb

from services.listing.part import Part, word
from services.tables.times import shown

COLUMNS: Final = ("claim", "record", "fact", "state", "due", "to do", "court", "owner", "speaker")
WAITING: Final = ("speaker", "waits since", "claims", "with a document")
DECIDED: Final = ("claim", "state", "until")


def claims(found: Iterable[pb.Claim]) -> Part:
    """Claims as they stand."""
    return Part("Claims", COLUMNS, [_row(each) for each in found])


def waiting(lines: Iterable[pb.WaitingClaims]) -> Part:
    """Claims that wait for place, a line a day and agency, those with documents first."""
    rows = [(each.speaker, each.day, str(each.claims), str(each.documents)) for each in lines]
    return Part("Claims that wait", WAITING, rows)


def decided(claim: str, answer: pb.DecideClaimResponse) -> Part:
    """How a claim stands after a decision, and until when it is upheld."""
    return Part("Claims", DECIDED, [(claim, word(pb.ClaimState, answer.state), shown(answer.upheld_until_ms))])


def _row(claim: pb.Claim) -> tuple[str, ...]:
    fact, state = word(pb.ClaimFact, claim.fact), word(pb.ClaimState, claim.state)
    court = " ".join(filter(None, (claim.court, claim.order_no)))
    return (claim.claim, claim.record, fact, state, shown(claim.due_ms), claim.text, court, claim.owner, claim.speaker)
