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
    return [
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
