"""The rows of ``offences.toml``: what makes an offence, what it costs, who tries it. Pure.

Several rows may be versions of one offence: then ``offence`` is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from services.statutes.provision import Provision
from services.statutes.reading import Fields, read, rows, shipped
from services.vocabulary.word import Word

FILE: Final = "offences.toml"
SEXES: Final = frozenset({"M", "F"})
ACTS: Final = frozenset(
    {
        "RECRUIT", "HARBOUR", "TRANSPORT", "PROVIDE", "OBTAIN", "SELL", "LET_HIRE", "BUY", "INDUCE_TO_GO", "IMPORT",
        "GIVE_ADVANCE", "EMPLOY", "SMUGGLE", "ABET", "CONSPIRE", "REMOVE_ORGAN", "SEND_ABROAD",
    }
)  # fmt: skip
MEANS: Final = frozenset({"FORCE", "FRAUD", "COERCION"})
PURPOSES: Final = frozenset(
    {
        "COMPELLED_LABOUR", "COMMERCIAL_SEX", "ORGANS", "FORCED_MARRIAGE", "BEGGING", "ARMED_USE", "ADOPTION_SALE",
        "CRIME", "IMMORAL_USE", "SCHEDULED_WORK", "BONDED_LABOUR", "SLAVERY", "HABITUAL_DEALING",
    }
)  # fmt: skip
FURTHER: Final = frozenset(
    {"SERIOUS_INJURY", "GROUP", "TRAVEL_DOCUMENT", "REPETITION", "WITH_ANOTHER", "AGAINST_WILL", "CUSTOM"}
)
"""What an offence may need besides act, means, purpose and victim."""
SAME_AS: Final = {
    "TRANSFER": ("TRANSPORT", "PROVIDE"),
    "RECEIVE": ("OBTAIN", "HARBOUR"),
    "DECEPTION": ("FRAUD",),
    "ABDUCTION": ("FORCE",),
}
"""Words of the Palermo Protocol in the words of the Act (K)."""


class Mode(Word):
    """How imprisonment and fine stand to each other; empty where the row does not say."""

    UNSAID = ""
    OR_BOTH = "OR_BOTH"
    AND_FINE = "AND_FINE"


class Penalty(NamedTuple):
    """In years and rupees; None where the text sets no such bound."""

    min_years: int | None
    max_years: int | None
    life: bool
    fine_min: int | None
    fine_max: int | None
    mode: Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceRow:
    """``victim``: id of the age row that a victim is below, empty for anybody; ``sex``: of the victim; ``or_woman``:
    a woman of any age too. ``child_needs_no_means``: PTPA s. 7. ``arguable``: purposes of which it cannot be told
    whether they are meant. ``base``: offences of which one must fit first. ``bailable``: None where it is not known.
    """

    provision: Provision
    offence: str
    acts: tuple[str, ...]
    means: tuple[str, ...]
    child_needs_no_means: bool
    purposes: tuple[str, ...]
    arguable: tuple[str, ...]
    further: tuple[str, ...]
    victim: str
    sex: str
    or_woman: bool
    border: bool
    base: tuple[str, ...]
    penalty: Penalty
    bailable: bool | None
    compoundable: bool | None
    court: str
    trafficking: bool
    general: bool
    scheduled: bool
    charged: tuple[str, ...]


def offence_rows(raw: bytes | None = None, name: str = FILE) -> Mapping[str, OffenceRow]:
    """The rows by id, in the order of the file. Raises BadLaw."""
    return rows(read(name, shipped(FILE) if raw is None else raw), "offence", _row)


def _row(fields: Fields) -> OffenceRow:
    return OffenceRow(
        provision=fields.provision(),
        offence=fields.text("offence", fields.row),
        acts=fields.words("acts", ACTS, ()),
        means=fields.words("means", MEANS, ()),
        child_needs_no_means=fields.flag("child_needs_no_means"),
        purposes=fields.words("purposes", PURPOSES, ()),
        arguable=fields.words("arguable", PURPOSES, ()),
        further=fields.words("further", FURTHER, ()),
        victim=fields.text("victim", ""),
        sex=fields.word("sex", SEXES | {""}, ""),
        or_woman=fields.flag("or_woman"),
        border=fields.flag("border"),
        base=fields.texts("base", ()),
        penalty=_penalty(fields),
        bailable=fields.maybe("bailable"),
        compoundable=fields.maybe("compoundable"),
        court=fields.text("court", ""),
        trafficking=fields.flag("trafficking"),
        general=fields.flag("general"),
        scheduled=fields.flag("scheduled"),
        charged=fields.texts("charged", ()),
    )


def _penalty(fields: Fields) -> Penalty:
    return Penalty(
        fields.number("min_years"),
        fields.number("max_years"),
        fields.flag("life"),
        fields.number("fine_min"),
        fields.number("fine_max"),
        Mode(fields.word("mode", frozenset(Mode), "")),
    )
