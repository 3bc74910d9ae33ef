"""What the law says of each cap of the decision table, and what is this project's policy beside it.

Data only. Marks as in ``purpose.py``, with P: policy, no law says it. ``docs/vocabulary.md`` shows each beside its row,
``docs/law.md`` all of them together.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class CapLaw(NamedTuple):
    """``row``: of the table; ``policies``: ids in ``caps.cedar``, or of the grant that a cap lifts.

    ``law``: with its mark, empty for none; ``policy``: what no law says, empty where the law says all of it.
    """

    row: str
    policies: tuple[str, ...]
    law: str
    policy: str

    @property
    def shown(self) -> str:
        """As the documents show it."""
        return "; ".join(filter(None, (self.law, f"P: {self.policy}" if self.policy else "")))


CAP_LAWS: Final = (
    CapLaw("1", ("scope-kind",), "", "a question shows the kinds that its class names"),
    CapLaw(
        "23",
        ("r23-protected-role",),
        "PTPA s. 10(2): the Government may, as prescribed, limit disclosure (V)",
        "that other agencies do not see victims",
    ),
    CapLaw(
        "23a",
        ("r23a-contradicted",),
        "",
        "that whoever has a part in a case asks first about a stranger's accusation of its victim",
    ),
    CapLaw("23b", ("r23b-misuse-claimed",), "", "that a claim of misused identity is told without its words"),
    CapLaw(
        "24",
        ("r24-juvenile",),
        "JJSA s. 13: no disclosure to the public or in media (V2 heading, K)",
        "that other agencies do not see juveniles",
    ),
    CapLaw(
        "24a",
        ("r24a-age-unknown",),
        "JJSA s. 8: an age is determined (V2)",
        "that a post asks the desk about the age, and acts on the entry",
    ),
    CapLaw(
        "24b", ("r24b-age-unknown",), "JJSA s. 8: an age is determined (V2)", "that no picture names whose age is not"
    ),
    CapLaw(
        "25",
        ("r25-juvenile-done",),
        "JJSA ss. 9, 19: diversion, no disqualification (V2)",
        "that other agencies do not see what is done",
    ),
    CapLaw("26", ("r26-sealed",), "the court's order (K)", "that a second person stands by"),
    CapLaw("26", ("r26-own-sealed",), "", "an agency seals its own, and binds no court, oversight or subject"),
    CapLaw(
        "27",
        ("r27-protected-person",),
        "witness protection Acts (K)",
        "what a protecting body's word hides, and what stays on lists",
    ),
    CapLaw(
        "28",
        ("r28-real-name",),
        "PTPA s. 11: rules may let a court use a pseudonym (V)",
        "that a second person stands by",
    ),
    CapLaw(
        "29",
        ("r29-statement",),
        "PTPA s. 11: rules may let a court restrict its records (V)",
        "that statements stay with their case",
    ),
    CapLaw(
        "30",
        ("r30-favourable",),
        "presumption of innocence; CrPC s. 403 (K)",
        "that what ended in favour is hidden",
    ),
    CapLaw("31", ("r31-untested",), "", "what is untested is a hit at most"),
    CapLaw("31a", ("r31a-stranger",), "", "that a stranger's accusation is shown to who has a part in the case alone"),
    CapLaw("32", ("r32-not-in-force",), "Constitution Arts. 4, 15: no act without law (K)", "that it is not shown"),
    CapLaw("33", ("r33-str",), "AMLA s. 34: tipping-off (K)", "clearance 3, and whom the unit names"),
    CapLaw(
        "34",
        ("r34-feed", "r34-content"),
        "each warrant as worded: CrPC s. 94 (K), PECA (check), IFTA ss. 8-14 (V)",
        "a hit where calls or money lie outside, nothing of journeys",
    ),
    CapLaw("35", ("r35-clearance",), "", "need to know"),
    CapLaw("36", ("r36-named-only",), "", "the owner's terms"),
    CapLaw("36", ("r36-originator",), "", "the owner's terms"),
    CapLaw(
        "39",
        ("r39-direct-query",),
        "MLA Act 2020: through the central authority (V2)",
        "that the registry asks for no criminal record",
    ),
    CapLaw("40", ("r40-expunged",), "", "proof stays, data go"),
)
"""In the order of the table of caps in the documents."""
