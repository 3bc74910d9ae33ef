"""A small answer with everything that a picture may hold."""

from __future__ import annotations

from services.draw.network import Caption
from services.values.network import Answer, Cut, Desk, Edge, Node, NodeKey, Path, Stub

T = 1_772_000_000_000
HOUR = 3_600_000
ACCOUNTS = tuple(NodeKey("ACCOUNT", f"IBAN:PK{i:02d}HABB0000001123456{i:03d}") for i in range(6))
RECRUITER = NodeKey("SUBJECT", "agencies/pk.fia/records/1")
EXPLOITER = NodeKey("SUBJECT", "feeds/bank-csv/0123456789abcdef01234567")
PHONE = NodeKey("PHONE", "+923001234567")
HANDSET = NodeKey("DEVICE", "IMEI:490154203237518")
VEHICLE = NodeKey("VEHICLE", "LEA1234")
CAPTION = Caption(
    "Inspector Sana Malik", "pk.fia", T + 1_000 * HOUR, "INVESTIGATE_CASE", "OPERATION:FIA/OP/2026/3", "TraceMoney"
)


def paid(index: int, start: int, end: int, hours: int, minor: int) -> Edge:
    """A transfer between two of the accounts."""
    return Edge(
        id=f"e{index}",
        kind="TRANSFERRED",
        start=ACCOUNTS[start],
        end=ACCOUNTS[end],
        at_ms=T + hours * HOUR,
        amount_minor=minor,
        currency="PKR",
        owner="pk.fia",
        grade="A1",
        authority="AMLA/2026/7",
    )


NODES = (
    *(Node(key=key, degree=3) for key in ACCOUNTS),
    Node(
        key=RECRUITER,
        label="Ghulam Rasool",
        label_ur="غلام رسول ولد اللہ دتہ",
        owner="pk.fia",
        grade="A1",
        role="ACCUSED",
        source="agencies/pk.fia/records/1/versions/1",
        person=1,
    ),
    Node(key=EXPLOITER, label="Exploiter One", label_ur="محمد 0300-1234567 خان", owner="pk.punjab-police", person=1),
    Node(key=PHONE, hub=True, degree=400),
    Node(key=HANDSET, degree=2),
    Node(key=VEHICLE, degree=1),
)
EDGES = (
    paid(0, 0, 1, 0, 125_000_000),
    paid(1, 0, 2, 2, 50_000_000),
    paid(2, 1, 3, 5, 120_000_000),
    paid(3, 2, 3, 6, 48_000_000),
    paid(4, 3, 4, 9, 160_000_000),
    Edge(id="h0", kind="ACCOUNT_HELD_BY", start=ACCOUNTS[0], end=RECRUITER, owner="pk.fia"),
    Edge(id="h1", kind="ACCOUNT_HELD_BY", start=ACCOUNTS[4], end=EXPLOITER, owner="pk.fia"),
    Edge(id="p", kind="PHONE_USED_BY", start=PHONE, end=EXPLOITER, note="seizure memo 12/24"),
    Edge(id="d", kind="DEVICE_USED_BY", start=HANDSET, end=EXPLOITER, note="stated by pk.fia", owner="pk.fia"),
    Edge(id="v", kind="VEHICLE_USED_BY", start=VEHICLE, end=RECRUITER, note="stated by pk.fia", owner="pk.fia"),
    *(
        Edge(
            id=f"w{i}",
            kind="WITHDREW",
            start=ACCOUNTS[4],
            end=ACCOUNTS[5],
            at_ms=T + (20 + i) * HOUR,
            amount_minor=5_000_000,
            currency="PKR",
            owner="pk.fia",
        )
        for i in range(7)
    ),
)
STUBS = (
    Stub(
        before=ACCOUNTS[2],
        after=ACCOUNTS[5],
        hidden=2,
        owner="pk.customs",
        owner_name="Pakistan Customs",
        desk=Desk("Duty desk", "+92 51 000 0107", "desk@example.org"),
    ),
)
ANSWER = Answer(NODES, EDGES, STUBS, (Cut("paths", 2, 14, False), Cut("CALLED", 50, 2_300, True)))
PATHS = (
    Path((ACCOUNTS[0], ACCOUNTS[1], ACCOUNTS[3], ACCOUNTS[4], ACCOUNTS[5]), ("e0", "e2", "e4", "w0")),
    Path((ACCOUNTS[0], ACCOUNTS[2], ACCOUNTS[3], ACCOUNTS[4], ACCOUNTS[5]), ("e1", "e3", "e4", "w0")),
    Path((ACCOUNTS[0], ACCOUNTS[2], ACCOUNTS[5]), ("e1",), (0,)),
)
