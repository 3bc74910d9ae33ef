"""Agreements of the registry: their rules, part of ``rules.py``'s step, their rows, and edits of them in a draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

from rabta.access.v1.purpose_pb2 import HandlingCode, Purpose
from rabta.membership.v1.registry_pb2 import Agreement, Registry

from services.membership.errors import UnsoundRegistry
from services.membership.governance import edited
from services.membership.rows import JUVENILE, MAX_STALE_HOURS, AgreementRow
from services.membership.rules import LABEL, check_text, distinct, require
from services.membership.signed import SignedFile
from services.membership.speaking import check_days, is_day
from services.vocabulary.records import PartyRole, RecordKind

MAX_AGREEMENTS: Final = 1000
MAX_YEARS: Final = 10
KINDS: Final = frozenset(RecordKind)
ROLES: Final = frozenset({*PartyRole, JUVENILE})


def check_agreements(registry: Registry) -> None:
    """UnsoundRegistry naming rule and field: two of one id, who is no member, unknown words, days."""
    members = {agency.id for agency in registry.agencies}
    require(len(registry.agreements) <= MAX_AGREEMENTS, "count", "agreements")
    distinct((row.id for row in registry.agreements), "agreements")
    for index, row in enumerate(registry.agreements):
        where = f"agreements[{index}]"
        for name, agency in (("giver", row.giver), ("holder", row.holder)):
            require(agency in members, "member", f"{where}.{name}")
        check_agreement(row, where)


def check_agreement(row: Agreement, where: str) -> None:
    """UnsoundRegistry where an agreement breaks a rule that needs no other row."""
    require(LABEL.fullmatch(row.id), "form", f"{where}.id")
    require(row.giver != row.holder, "same", f"{where}.holder")
    _check_words(row.kinds, KINDS, f"{where}.kinds")
    _check_words(row.handling, set(HandlingCode.values()) - {0}, f"{where}.handling")
    _check_words(row.roles, ROLES, f"{where}.roles", least=0)
    _check_words(row.purposes, set(Purpose.values()) - {0}, f"{where}.purposes")
    check_text(row.statute, f"{where}.statute")
    _check_term(row, where)
    require(row.stale_after_h <= MAX_STALE_HOURS, "range", f"{where}.stale_after_h")


def _check_words(said: Iterable[object], known: Iterable[object], where: str, least: int = 1) -> None:
    words = list(said)
    require(len(words) >= least, "count", where)
    distinct(words, where)
    require(set(words).issubset(known), "enum", where)


def _check_term(row: Agreement, where: str) -> None:
    since = getattr(row, "from")
    check_days(row, where)
    require(since, "form", f"{where}.from")
    require(row.to, "form", f"{where}.to")
    require(row.to <= f"{int(since[:4]) + MAX_YEARS:04}{since[4:]}", "life", f"{where}.to")


def agreement_rows(registry: Registry) -> tuple[AgreementRow, ...]:
    """The agreements of a registry that :func:`check_agreements` has passed, in its order."""
    return tuple(map(agreement_row, registry.agreements))


def agreement_row(row: Agreement) -> AgreementRow:
    """One agreement in words; ValueError where it has a number that no word is known for."""
    return AgreementRow(
        id=row.id,
        giver=row.giver,
        holder=row.holder,
        kinds=frozenset(row.kinds),
        handling=frozenset(HandlingCode.Name(code).removeprefix("HANDLING_CODE_") for code in row.handling),
        roles=frozenset(row.roles),
        purposes=frozenset(Purpose.Name(each).removeprefix("PURPOSE_") for each in row.purposes),
        statute=row.statute,
        since=getattr(row, "from"),
        until=row.to,
        stale_after_h=row.stale_after_h,
        onward=row.onward,
    )


def agreement(row: AgreementRow) -> Agreement:
    """The message of which :func:`agreement_row` makes this row; ValueError for an unknown word."""
    return Agreement(
        id=row.id,
        giver=row.giver,
        holder=row.holder,
        kinds=sorted(row.kinds),
        handling=[cast(HandlingCode, HandlingCode.Value(f"HANDLING_CODE_{code}")) for code in sorted(row.handling)],
        roles=sorted(row.roles),
        purposes=[cast(Purpose, Purpose.Value(f"PURPOSE_{each}")) for each in sorted(row.purposes)],
        statute=row.statute,
        to=row.until,
        stale_after_h=row.stale_after_h,
        onward=row.onward,
        **{"from": row.since},
    )


def drafted_agreement(file: SignedFile, ident: str) -> AgreementRow | None:
    """The agreement of that id in a draft; None where there is none."""
    return next((agreement_row(row) for row in file.registry.agreements if row.id == ident), None)


def set_agreement(file: SignedFile, row: AgreementRow) -> SignedFile:
    """With an agreement, in the place of the one of its id. ValueError for an unknown word, UnsoundRegistry."""

    def change(registry: Registry) -> None:
        places = [index for index, one in enumerate(registry.agreements) if one.id == row.id]
        for index in places:
            del registry.agreements[index]
        registry.agreements.append(agreement(row))
        check_agreements(registry)

    return edited(file, change)


def end_agreement(file: SignedFile, ident: str, day: str) -> SignedFile:
    """With an agreement ended before a day (ISO 8601), or gone where it would not have begun by then.

    UnsoundRegistry where that is no day, or no agreement of that id holds so long.
    """
    row = drafted_agreement(file, ident)
    if row is None:
        raise UnsoundRegistry("unknown-row", "agreement")
    require(is_day(day), "form", "day")
    require(day < row.until, "ended", "agreement")
    if day > row.since:
        return set_agreement(file, row._replace(until=day))

    def drop(registry: Registry) -> None:
        kept = [one for one in registry.agreements if one.id != ident]
        del registry.agreements[:]
        registry.agreements.extend(kept)

    return edited(file, drop)
