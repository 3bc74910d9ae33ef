"""One scorer for a pair: the sum of bits by field, the zone that it falls in, and the sentences that explain it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.matching.alignment import Aligner
from services.matching.household import BOUNDED, FIELD, NEVER_LINKED, taken_back
from services.matching.levels import compared
from services.matching.model import Model
from services.matching.person import Described
from services.matching.words import SENTENCES, Sentence


class Zone(StrEnum):
    """What is done with a pair of such bits."""

    LINK = "link"
    REVIEW = "review"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """``bits``: what this field at this level adds, negative where it speaks against one person."""

    field: str
    level: str
    bits: float
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Score:
    """``bits``: the prior and every field's weight together; ``fields``: in the order of the matcher's fields.

    The last is `household`, where the own names bound what the fields of a home add.
    """

    bits: float
    zone: Zone
    fields: tuple[FieldWeight, ...]
    model: str

    @property
    def probability(self) -> float:
        """That both are one person, 0 to 1, as far as the model is right."""
        odds: float = 2.0 ** min(self.bits, 60.0)
        return odds / (1 + odds)


OF_NUMBERS: Final = frozenset({"cnic", "parity", "prefix"})
"""Fields that a borrowed or mistyped card makes agree: alone they never link."""
_SAME_NUMBER: Final = frozenset({"same", "same-verified"})


def score(aligner: Aligner, model: Model, one: Described, other: Described) -> Score:
    """The score of a pair; the same in both directions, and of no third description."""
    levels = compared(aligner, one, other)
    fields = tuple(
        FieldWeight(field, level, model.weights[field][level], SENTENCES[field][level])
        for field, level in levels.items()
    )
    if less := taken_back(model.weights, levels):
        fields = (*fields, FieldWeight(FIELD, BOUNDED, less, SENTENCES[FIELD][BOUNDED]))
    bits = model.prior + sum(each.bits for each in fields)
    return Score(bits, _zone(model, bits, fields), fields, model.name)


def _zone(model: Model, bits: float, fields: tuple[FieldWeight, ...]) -> Zone:
    """By the bits, but neither a number alone nor a pair whose names contradict ever links.

    An equal number whose bearers contradict each other is reviewed, whatever the bits.
    """
    levels = {each.field: each.level for each in fields}
    beside = sum(each.bits for each in fields if each.field not in OF_NUMBERS)
    if levels.get("cnic") in _SAME_NUMBER and (levels.get("name") == "differs" or levels.get("gender") == "differs"):
        return Zone.REVIEW
    if bits >= model.link:
        return Zone.LINK if beside > 0 and levels.get("name") not in NEVER_LINKED else Zone.REVIEW
    return Zone.REVIEW if bits >= model.review else Zone.REJECT
