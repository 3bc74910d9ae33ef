"""Warrants and orders that the network's feeds come under, as TOML that `rabta feed authority` reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from services.demo import network
from services.demo.courts import sessions_courts
from services.demo.journeys import passport
from services.demo.network import e164
from services.demo.offences import CUSTOMS, FIA
from services.vocabulary.access import AuthorityKind

_GUJRAT: Final = next(seat.code for seat in sessions_courts() if "PB/GUJRAT" in seat.districts)


@dataclass(frozen=True, slots=True)
class Order:
    """``scope``: cases as TYPE:KEY; ``targets``: nodes named, as typed.

    ``court``: code of the court that ordered; empty where an office or a statute did.
    """

    agency: str
    reference: str
    kind: AuthorityKind
    issuer: str
    issued: date
    scope: tuple[str, ...]
    targets: tuple[str, ...]
    data_from: date
    data_to: date
    retain_until: date
    court: str = ""


def _targets(*accounts: str) -> tuple[str, ...]:
    return tuple(f"IBAN:{number}" for number in accounts)


def _scope(whose: str = "") -> tuple[str, ...]:
    """FIA's two cases; another agency's order says ``whose`` they are."""
    return (network.operation().key() + whose, network.trafficking().key() + whose)


def orders() -> list[Order]:
    """Bank and wallet by court order, calls by warrant, travel by the carriers' and posts' duty to report."""
    phones = (
        network.RECRUITERS_BURNER,
        network.TRANSPORTERS_BURNER,
        network.RECRUITER.phone,
        network.TRANSPORTER.phone,
    )
    dated: Any = {"data_from": date(2025, 1, 1), "data_to": date(2025, 7, 1)}
    return [
        Order(
            FIA, "CO/2025/71", AuthorityKind.COURT_ORDER, "Sessions Court Gujrat", date(2025, 6, 9), _scope(),
            _targets(network.EXPLOITERS_ACCOUNT, network.FRONT_ACCOUNT, *network.HAWALA_ACCOUNTS,
                     network.RECRUITERS_ACCOUNT, network.TRANSPORTERS_ACCOUNT, network.BUYERS_ACCOUNT),
            retain_until=date(2031, 6, 9), court=_GUJRAT, **dated,
        ),
        Order(
            FIA, "W/2025/114", AuthorityKind.PECA_WARRANT, "Sessions Court Gujrat", date(2025, 6, 11), _scope(),
            tuple(f"PHONE:{e164(number)}" for number in phones), retain_until=date(2030, 6, 11), court=_GUJRAT,
            **dated,
        ),
        Order(
            CUSTOMS, "APIS/2025", AuthorityKind.STATUTE, "Collector of Customs", date(2025, 1, 1), _scope(f"@{FIA}"),
            (f"CNIC:{network.TRANSPORTER.cnic}",
             f"PASSPORT:PK/{passport(network.EXPLOITER)}"),
            retain_until=date(2030, 1, 1), **dated,
        ),
    ]  # fmt: skip


def toml_of(order: Order) -> str:
    """The order as its file. Days are ISO 8601; data ends and retention at the beginning of the day named."""
    scope = ", ".join(f'"{case}"' for case in order.scope)
    targets = ", ".join(f'"{target}"' for target in order.targets)
    lines = [
        f'reference = "{order.reference}"',
        f'kind = "{order.kind}"',
        f'issuer = "{order.issuer}"',
        f"issued = {order.issued.isoformat()}",
        f"scope = [{scope}]",
        f"targets = [{targets}]",
        f"data_from = {order.data_from.isoformat()}",
        f"data_to = {order.data_to.isoformat()}",
        f"retain_until = {order.retain_until.isoformat()}",
    ]
    if order.court:
        lines.append(f'court = "{order.court}"')
    return "\n".join(lines) + "\n"
