"""Lists that a border lives by, as offices send them: what spreadsheets, old programs and hurried clerks make of them."""

from __future__ import annotations

from tests.conformance.messy.made import Messy, book, text

ECL = ["ECL Serial", "Name of Person", "Person CNIC", "Memorandum No", "Date of Placement"]
PNIL = ["PNIL No", "Name of Person", "Person CNIC", "Requested By", "Action Required", "Placed On"]
PCL = ["Control No", "List", "Name of Holder", "Passport of Holder", "Order", "Placed On"]
WARRANT = [
    "Warrant No",
    "Kind of Process",
    "Issuing Court",
    "FIR No",
    "District",
    "Province",
    "PS",
    "Name of Accused",
    "Date of Issue",
]
CHILD = ["Report No", "Name of Child", "Child Gender", "Child Age", "Date of Report", "District", "Province", "PS"]
BAIL = ["FIR No", "District", "Province", "PS", "Bail No", "Name of Court", "Order", "Date of Order", "Accused", "Bond"]
SAID = [
    "FIR No", "District", "Province", "PS", "Statement No", "Kind of Statement", "Speaker", "Speaks As", "Recorded On",
    "Statement", "Relation", "Earlier Statements", "Present As",
]  # fmt: skip
LOST = ["Report No", "Document Type", "Document No", "Name of Holder", "Placed On"]


def lists() -> list[Messy]:
    """One of each."""
    ecl = [["101/2024", "Rashid Mehmood", cnic, "MoI 12/33", "05-02-2024"] for cnic in ("35202-9900001-1", "3.52E+12")]
    ecl.append(["102/2024", "Rashid Mehmood", "35202-9900001-1", "", "05-02-2024"])
    pnil = [
        ["P-1/2026", "Imran Wahid", "35202-9900011-1", "FIA", action, "03-03-2026"] for action in ("STOP", "perhaps")
    ]
    pcl = [["PC-1", "Black List", "Nadeem Akhtar", "AB7654321", "DGIP 41", "11-01-2025"]]
    pcl += [["PC-2", "black list", "Nadeem Akhtar", "", "DGIP 42", "11-01-2025"]]
    process = [
        "44/2026",
        "NBW",
        "Sessions Court Lahore",
        "512/2024",
        "Lahore",
        "PB",
        "Ichhra",
        "Rashid Mehmood",
        "01-02-2026",
    ]
    child = ["12/2026", "Nida", "F", "9", "03-03-2026 14:30", "Lahore", "PB", "Ichhra"]
    lost: list[list[object]] = [
        ["R-7/2026", "passport", "AB1234567", "Rashid Mehmood", "01-02-2026"],
        ["R-8/2026", "cnic", 3.52e12, "Rashid Mehmood", "01-02-2026"],
    ]
    bail = ["512/2024", "Lahore", "PB", "Ichhra", "77/2024", "Sessions Court Lahore"]
    granted = [*bail, "ضمانت منظور", "12-04-2024", "Rashid Mehmood", "۲۰۰۰۰۰"]
    said = ["512/2024", "Lahore", "PB", "Ichhra", "4", "u/s 164", "Nida", "victim", "10-04-2024 11:30"]
    resiled = [*said, "I was not\nsent.", "resiled", "3", "police، support"]
    return [
        Messy("orders on bail in Urdu, one with a bond that a refusal has not", "bail_orders",
              text(granted, [*bail, "bail refused", *granted[7:]], [*granted[:7], "", *granted[8:]], delimiter="\t",
                   heading=BAIL).encode("utf-16"),
              taken=1, rejected=2, reasons=("contradicts", "missing")),
        Messy("statements over several lines, one that names itself", "statements",
              text(resiled, [*resiled[:11], "4", ""], [*said[:5], "on oath", *resiled[6:]], heading=SAID).encode(),
              taken=1, rejected=2, reasons=("contradicts", "unknown-word")),
        Messy("an exit control list with semicolons", "exit_control_list",
              text(*ecl, delimiter=";", end="\r\n", heading=ECL).encode("utf-8-sig"), taken=1, rejected=2,
              reasons=("rounded-by-spreadsheet", "missing")),
        Messy("a provisional list in utf-16", "provisional_list",
              text(*pnil, delimiter="\t", heading=PNIL).encode("utf-16"), taken=1, rejected=1, reasons=("unknown-word",)),
        Messy("a passport control list without a document", "passport_control", text(*pcl, heading=PCL).encode(),
              taken=1, rejected=1, reasons=("missing",)),
        Messy("warrants under a title", "warrants",
              ("Warrants of the month,,,,,,,,\n" + text(process, [*process[:8], "31-02-2026"], heading=WARRANT)).encode(),
              taken=1, rejected=1, reasons=("not-a-date",)),
        Messy("missing children in Urdu digits", "missing_children",
              text(child, ["13/2026", *child[1:3], "۹", *child[4:]], ["14/2026", "", *child[2:]],
                   heading=CHILD).encode(),
              taken=2, rejected=1, reasons=("missing",)),
        Messy("lost documents in a workbook", "lost_documents", book(LOST, *lost), taken=1, rejected=1, suffix="xlsx",
              reasons=("rounded-by-spreadsheet",)),
    ]  # fmt: skip
