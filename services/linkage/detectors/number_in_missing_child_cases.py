"""R1: one phone or vehicle in cases of missing children of different districts."""

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
from services.linkage.snapshot.columns import Mark, NodeKind, Snapshot
from services.linkage.snapshot.grouping import group

INSTITUTION: Final = "institution, carer or helpline"
_THINGS: Final = (NodeKind.PHONE, NodeKind.HANDSET, NodeKind.VEHICLE)


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a phone, handset or vehicle."""
    involved = snapshot.involved
    kinds = snapshot.nodes["kind"][involved["node"]]
    rows = np.flatnonzero(involved["missing_child"] & np.isin(kinds, _THINGS))
    if not len(rows):
        return
    things = group(involved["node"][rows])
    for place in range(len(things)):
        node, own = int(things.keys[0][place]), rows[things.rows(place)]
        cases, districts = len(np.unique(involved["case"][own])), len(np.unique(involved["district"][own]))
        if cases < values["cases"] or districts < values["districts"]:
            continue
        known = snapshot.marked(np.array([node]), Mark.INSTITUTION | Mark.CARER | Mark.AGENT | Mark.CHARITY)[0]
        told = {"cases": cases, "districts": districts}
        yield finding(node, evidence("involved", involved, own), told, INSTITUTION if known else "")


DETECTOR: Final = Detector(
    id="R1",
    version=1,
    words=(
        "One phone or vehicle stands in cases of missing children of different districts.",
        "ایک ہی فون یا گاڑی مختلف اضلاع کے گمشدہ بچوں کے مقدمات میں آتی ہے۔",
    ),
    family=Family.RECORDS,
    authorities=(Authority.CASE,),
    tables=("involved",),
    parameters=(
        Parameter("cases", 2, "cases", "fewest that name it"),
        Parameter("districts", 2, "districts", "fewest that they are of"),
    ),
    columns=("case", "district", "role of the number", "who says so"),
    look_alikes=(INSTITUTION,),
    find=find,
)
