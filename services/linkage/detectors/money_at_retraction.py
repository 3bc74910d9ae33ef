"""M8: money to a witness or their household about the day on which they take a statement back: a lead, in one case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from services.linkage.detectors.contract import (
    Authority,
    Detector,
    Family,
    Finding,
    Parameter,
    Values,
    evidence,
    finding,
)
from services.linkage.snapshot.columns import Snapshot
from services.linkage.snapshot.local_time import DAY_S

USUAL: Final = "payer who paid before"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a payer and statement that was taken back; the witness is never its subject."""
    statements, transfers = snapshot.statements, snapshot.transfers
    taken_back = np.flatnonzero(statements["retracted"])
    payees = snapshot.persons(transfers["payee"])
    for place in taken_back:
        witness, at = int(statements["witness"][place]), int(statements["at"][place])
        home = int(snapshot.nodes["household"][witness])
        people = np.flatnonzero(snapshot.nodes["household"] == home) if home >= 0 else np.array([witness])
        theirs = np.isin(payees, np.append(people, witness))
        near = theirs & (np.abs(transfers["at"] - at) <= values["days"] * DAY_S)
        for payer in np.unique(transfers["payer"][near]):
            rows = np.flatnonzero(near & (transfers["payer"] == payer))
            paid = float(transfers["amount"][rows].sum())
            if paid < values["least"] * 100:
                continue
            long_before = theirs & (transfers["payer"] == payer) & (transfers["at"] < at - values["days"] * DAY_S)
            told = {"paid_minor": paid, "paid_before": int(np.count_nonzero(long_before))}
            shown = [*evidence("transfers", transfers, rows), *evidence("statements", statements, np.array([place]))]
            yield finding(int(payer), shown, told, USUAL if long_before.any() else "", [witness])


DETECTOR: Final = Detector(
    id="M8",
    version=1,
    words=(
        "Money comes to a witness or their household about the day on which they take a statement back.",
        "گواہ یا اس کے گھرانے کو بیان واپس لینے کے دنوں میں رقم ملتی ہے۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER, Authority.CASE),
    tables=("transfers", "statements"),
    parameters=(
        Parameter("days", 14, "days", "before and after the day"),
        Parameter("least", 50_000, "rupees", "least of one payer"),
    ),
    columns=("payment", "statement date"),
    look_alikes=(USUAL,),
    find=find,
    lead_only=True,
)
