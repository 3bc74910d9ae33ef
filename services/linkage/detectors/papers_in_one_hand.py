"""P1: documents of people who are not of one family, all with one person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from services.linkage.detectors.by_list import ON_LIST, listed
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
from services.linkage.snapshot.columns import Answer, Mark, Snapshot
from services.linkage.snapshot.grouping import group
from services.linkage.snapshot.kinship import families, strangers


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a person with whom they were."""
    papers = snapshot.papers
    if not len(papers):
        return
    hands = group(papers["found_with"])
    for place in range(len(hands)):
        holder, rows = int(hands.keys[0][place]), hands.rows(place)
        bearers = snapshot.persons(papers["document"][rows])
        unknown = np.unique(papers["document"][rows][bearers < 0])
        people = np.unique(bearers[(bearers >= 0) & (bearers != holder)])
        own = families(snapshot, np.append(people, holder))
        unrelated = len(set(own[:-1].tolist()) - {int(own[-1])})
        if unrelated + len(unknown) < values["documents"]:
            continue
        apart = strangers(snapshot, people, np.array([holder]))
        told = {
            "families": unrelated,
            "families_stated": apart,
            "bearer_unknown": len(unknown),
            "documents": len(np.unique(papers["document"][rows])),
        }
        licence = listed(snapshot, holder, Mark.UNLICENSED | Mark.NO_CARER)
        shown = evidence("papers", papers, rows)
        stated = licence == Answer.NO and apart >= values["documents"]
        yield finding(holder, shown, told, ON_LIST if licence == Answer.YES else "", people, stated)


DETECTOR: Final = Detector(
    id="P1",
    version=2,
    words=(
        "Documents of several people who are not of one family lie with one person.",
        "کئی غیر متعلقہ افراد کی دستاویزات ایک ہی شخص کے پاس ہیں۔",
    ),
    family=Family.PAPERS,
    authorities=(Authority.CASE,),
    tables=("papers", "kin"),
    parameters=(Parameter("documents", 4, "families", "fewest whose documents are in the hand"),),
    columns=("seizure memo", "document", "whose"),
    look_alikes=(ON_LIST,),
    find=find,
)
