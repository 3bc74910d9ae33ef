"""What people are charged with here, and how cases go. Rates are chosen for a lively demonstration, not measured."""

from __future__ import annotations

from typing import NamedTuple

from services.demo.population import AGENCIES


class Offence(NamedTuple):
    """``agencies``: who registers it; ``weight``: how often; ``victims``: share of cases with one; ``years``: term."""

    sections: str
    agencies: tuple[str, ...]
    weight: int
    victims: float
    years: tuple[int, int]
    crosses_border: float = 0.0


PUNJAB, SINDH, FIA, CUSTOMS, PRISONS = AGENCIES
DISTRICT_COURTS, HIGH_COURTS = "pk.district-courts", "pk.high-courts"
POLICE = (PUNJAB, SINDH)

OFFENCES = (
    Offence("379/34 PPC", POLICE, 22, 0.3, (1, 3)),
    Offence("380/457 PPC", POLICE, 14, 0.5, (1, 5)),
    Offence("392/34 PPC", POLICE, 12, 0.7, (3, 10)),
    Offence("489-F PPC", POLICE, 10, 0.0, (1, 3)),
    Offence("9(c) CNSA", (*POLICE, CUSTOMS), 14, 0.0, (3, 14)),
    Offence("13/20/65 AO", POLICE, 10, 0.0, (1, 3)),
    Offence("365-B/371-A/34 PPC r/w 3 PTPA", POLICE, 5, 1.0, (5, 10), 0.3),
    Offence("302/34 PPC", POLICE, 4, 1.0, (14, 25)),
    Offence("3/4 PTPA r/w 109 PPC", (FIA,), 10, 0.9, (5, 7), 0.9),
    Offence("3/6 POSM", (FIA,), 14, 0.2, (3, 5), 1.0),
    Offence("420/468/471 PPC r/w 22 Emigration Ordinance", (FIA,), 12, 0.5, (2, 7), 0.5),
    Offence("4/8/23 FERA", (FIA,), 6, 0.0, (1, 3), 0.3),
    Offence("2(s)/16/156 Customs Act", (CUSTOMS,), 20, 0.0, (1, 6), 1.0),
)

SHARES = ((PUNJAB, 56), (SINDH, 24), (FIA, 12), (CUSTOMS, 8))

# Of a hundred who are sent for trial and whose case ends.
OUTCOMES = (
    ("convicted", 24),
    ("acquitted", 18),
    ("acquitted 265-K", 14),
    ("acquitted 249-A", 14),
    ("compounded", 8),
    ("withdrawn 494", 2),
    ("stopped 249", 3),
    ("absent 512", 6),
    ("", 11),
)
