"""An entry's description as one row of bytes: what the scorer reads of it, and nothing else.

Rows stay small where a million are held. Titles and the script of a name are not compared, and so not kept. Fields are
apart by line feeds, and their parts by tabs or spaces, which no folded word and no number holds.
"""

from __future__ import annotations

from typing import Final

from services.matching.person import Born, Described, Gender
from services.names.parse import ParsedName
from services.names.words import RelationKind

_GENDERS: Final = {each.value: each for each in Gender}
_RELATIONS: Final = {each.value: each for each in RelationKind}


def packed(who: Described) -> bytes:
    """The row of a description; equal descriptions have equal rows."""
    names = [name for name in (who.name.tokens, *who.name.aliases) if name]
    fields = (
        "\t".join(" ".join(name) for name in names),
        " ".join(who.related.tokens),
        who.relation or "",
        who.cnic,
        "1" if who.verified else "",
        who.token,
        f"{who.born.year} {who.born.month} {who.born.day}" if who.born else "",
        who.gender or "",
        who.area,
        " ".join(sorted(who.phones)),
        " ".join(sorted(who.address)),
    )
    return "\n".join(fields).encode()


def unpacked(row: bytes) -> Described:
    """What was packed, as far as the scorer reads it."""
    names, related, relation, cnic, verified, token, born, gender, area, phones, address = row.decode().split("\n")
    first, *aliases = names.split("\t")
    return Described(
        name=ParsedName(tuple(first.split()), aliases=tuple(tuple(alias.split()) for alias in aliases)),
        related=ParsedName(tuple(related.split())),
        relation=_RELATIONS.get(relation),
        cnic=cnic,
        verified=verified == "1",
        token=token,
        born=Born(*map(int, born.split())) if born else None,
        gender=_GENDERS.get(gender),
        area=area,
        phones=frozenset(phones.split()),
        address=frozenset(address.split()),
    )
