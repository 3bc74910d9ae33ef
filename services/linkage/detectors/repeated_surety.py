"""R2: one surety for accused who are not of one family. A lead, and never an alert."""

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
from services.linkage.snapshot.columns import Mark, Snapshot
from services.linkage.snapshot.grouping import group
from services.linkage.snapshot.kinship import families

COUNSEL: Final = "counsel or surety by trade"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a surety."""
    sureties = snapshot.sureties
    if not len(sureties):
        return
    bonds = group(sureties["surety"])
    for place in range(len(bonds)):
        surety, rows = int(bonds.keys[0][place]), bonds.rows(place)
        accused = np.unique(sureties["accused"][rows])
        own = families(snapshot, np.append(accused, surety))
        unrelated = len(set(own[:-1].tolist()) - {int(own[-1])})
        cases = len(np.unique(sureties["case"][rows]))
        if cases < values["cases"] or unrelated < values["cases"]:
            continue
        counsel = bool(snapshot.marked(np.array([surety]), Mark.COUNSEL)[0])
        told = {"cases": cases, "families": unrelated}
        yield finding(surety, evidence("sureties", sureties, rows), told, COUNSEL if counsel else "", accused)


DETECTOR: Final = Detector(
    id="R2",
    version=1,
    words=(
        "One person stands surety in several trafficking cases for accused who are not of one family.",
        "ایک ہی شخص کئی مقدمات میں غیر متعلقہ ملزمان کا ضامن ہے۔",
    ),
    family=Family.RECORDS,
    authorities=(Authority.CASE,),
    tables=("sureties", "kin"),
    parameters=(Parameter("cases", 3, "cases", "fewest, and fewest families of accused"),),
    columns=("case", "surety", "accused"),
    look_alikes=(COUNSEL,),
    find=find,
    lead_only=True,
)
