"""Levels of agreement as conditions of SQL on two rows, ``_l`` and ``_r``, and a description as such a row.

The conditions of a field are asked from most agreement to least; the least has none. They say what `levels` says, but
for names: a token is its likeliest Urdu word. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from services.matching.alignment import Aligner
from services.matching.levels import ANYWHERE, COMMON, NEAR_YEARS, RARE, SPOUSE, TELLING
from services.matching.person import Described


class Dialect(StrEnum):
    """The SQL of the engine under Splink."""

    DUCKDB = "duckdb"
    SPARK = "spark"


DIGITS: Final = 13
_SHARED: Final = {Dialect.DUCKDB: "len(list_intersect({l}, {r}))", Dialect.SPARK: "size(array_intersect({l}, {r}))"}
_SIZE: Final = {Dialect.DUCKDB: "len({of})", Dialect.SPARK: "size({of})"}
_BITS: Final = {
    Dialect.DUCKDB: "coalesce(list_sum(list_transform(list_intersect({l}, {r}), "
    "lambda word: CAST(split_part(word, ' ', 1) AS DOUBLE))), 0)",
    Dialect.SPARK: "aggregate(array_intersect({l}, {r}), CAST(0 AS DOUBLE), "
    "(total, word) -> total + CAST(split_part(word, ' ', 1) AS DOUBLE))",
}


def spoken(condition: str, dialect: Dialect) -> str:
    """A condition in the engine's own words: of ``shared``, ``size`` and ``bits`` of lists, by column."""
    for column in ("name", "related", "phones", "address"):
        left, right = f"{column}_l", f"{column}_r"
        condition = (
            condition.replace(f"shared({column})", _SHARED[dialect].format(l=left, r=right))
            .replace(f"bits({column})", _BITS[dialect].format(l=left, r=right))
            .replace(f"size({left})", _SIZE[dialect].format(of=left))
            .replace(f"size({right})", _SIZE[dialect].format(of=right))
        )
    return condition


def _either(condition: str) -> str:
    """Of two rows of which one has a number: the condition of row ``n``, that has it, and row ``d``, that has none."""
    one, other = (condition.replace("{n}", a).replace("{d}", b) for a, b in (("_l", "_r"), ("_r", "_l")))
    return f"CASE WHEN cnic_l IS NOT NULL THEN {one} ELSE {other} END"


def _names(column: str) -> dict[str, str]:
    all_left, all_right = (f"size({column}_{side}) = shared({column})" for side in "lr")
    both, part = f"{all_left} AND {all_right}", f"({all_left} OR {all_right})"
    return {
        "rare": f"{both} AND bits({column}) >= {RARE}",
        "telling": f"{both} AND bits({column}) >= {TELLING}",
        "part-rare": f"shared({column}) > 0 AND {part} AND bits({column}) >= {RARE}",
        "common": f"shared({column}) > 0 AND {both}",
        "part-telling": f"shared({column}) > 0 AND {part} AND bits({column}) >= {TELLING}",
        "part-common": f"({part} AND bits({column}) >= {COMMON}) OR bits({column}) >= {RARE}",
        "conflict": f"shared({column}) > 0",
    }


def _transposed() -> str:
    """Two neighbours changed places: one of twelve equalities."""
    swaps = (
        f"concat(substr(cnic_l, 1, {at - 1}), substr(cnic_l, {at + 1}, 1), substr(cnic_l, {at}, 1), "
        f"substr(cnic_l, {at + 2})) = cnic_r"
        for at in range(1, DIGITS)
    )
    return f"length(cnic_l) = length(cnic_r) AND ({' OR '.join(swaps)})"


_YEARS: Final = "abs(born_year_l - born_year_r)"
_DAYS: Final = "born_day_l > 0 AND born_day_r > 0"
_ONE_NUMBER: Final = "((cnic_l IS NULL) = (cnic_r IS NULL))"
CONDITIONS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "name": _names("name"),
        "related": _names("related"),
        "cnic": {
            "same-verified": "cnic_l = cnic_r AND verified_l AND verified_r",
            "same": "cnic_l = cnic_r",
            "one-digit": "length(cnic_l) = length(cnic_r) AND levenshtein(cnic_l, cnic_r) = 1",
            "transposed": _transposed(),
        },
        "parity": {"fits": _either("(CAST(right(cnic{n}, 1) AS INT) % 2 = 1) = (gender{d} = 'M')")},
        "prefix": {
            "district": _either("substr(cnic{n}, 1, 5) = area{d}"),
            "province": _either("substr(cnic{n}, 1, 1) = substr(area{d}, 1, 1)"),
        },
        "token": {"same": "token_l = token_r"},
        "born": {
            "day": f"{_YEARS} = 0 AND {_DAYS} AND born_month_l = born_month_r AND born_day_l = born_day_r",
            "swapped": f"{_YEARS} = 0 AND {_DAYS} AND born_month_l = born_day_r AND born_day_l = born_month_r",
            "month": f"{_YEARS} = 0 AND born_month_l > 0 AND born_month_l = born_month_r",
            "year": f"{_YEARS} = 0",
            "one-year": f"{_YEARS} = 1",
            "years-apart": f"{_YEARS} <= {NEAR_YEARS}",
        },
        "gender": {"same": "gender_l = gender_r"},
        "phone": {"shared": "shared(phones) > 0"},
        "area": {"district": "area_l = area_r", "province": "substr(area_l, 1, 1) = substr(area_r, 1, 1)"},
        "address": {
            "most": "2 * shared(address) > least(size(address_l), size(address_r))",
            "some": "shared(address) > 0",
        },
    }
)
"""By field and level; `spoken` puts them in an engine's words."""

_NO_GENDER: Final = _either("gender{d} IS NULL OR gender{d} = 'X'")
_NO_AREA: Final = _either("area{d} IS NULL")


def _lacks(column: str) -> str:
    return f"{column}_l IS NULL OR {column}_r IS NULL"


MISSING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "name": _lacks("name"),
        "related": f"{_lacks('related')} OR by_spouse_l <> by_spouse_r",
        "cnic": _lacks("cnic"),
        "parity": f"{_ONE_NUMBER} OR {_NO_GENDER}",
        "prefix": f"{_ONE_NUMBER} OR {_NO_AREA}",
        "token": _lacks("token"),
        "born": _lacks("born_year"),
        "gender": _lacks("gender"),
        "phone": _lacks("phones"),
        "area": _lacks("area"),
        "address": _lacks("address"),
    }
)
"""When a field says nothing of a pair, by field."""


def splink_row(aligner: Aligner, number: int, one: Described) -> dict[str, object]:
    """A description as a row; what it lacks is None. Words of names are led by their rarity in bits."""
    name, related = (_words(aligner, each.tokens) for each in (one.name, one.related))
    return {
        "unique_id": number,
        "name": name or None,
        "rarest": max(name, key=_rarity, default=None),
        "related": related or None,
        "related_rarest": max(related, key=_rarity, default=None),
        "by_spouse": None if one.relation is None else one.relation in SPOUSE,
        "cnic": one.cnic or None,
        "verified": one.verified,
        "token": one.token or None,
        "born_year": one.born.year if one.born else None,
        "born_month": one.born.month if one.born else None,
        "born_day": one.born.day if one.born else None,
        "gender": one.gender and str(one.gender),
        "area": one.area or None,
        "phones": sorted(one.phones) or None,
        "address": sorted(one.address - ANYWHERE) or None,
    }


def _words(aligner: Aligner, tokens: Sequence[str]) -> list[str]:
    """The likeliest word of each token behind its rarity, each once."""
    found = (next((word for word, _ in aligner.posterior(token)), token) for token in tokens)
    return sorted({f"{aligner.rarity(word):.3f} {word}" for word in found})


def _rarity(word: str) -> tuple[float, str]:
    return float(word.split(" ", 1)[0]), word
