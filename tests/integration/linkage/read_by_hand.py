"""What the source files say of the patterns, read again with nothing but ``csv`` and ``xml``: which rows, and their fields.

Each pattern is looked for as its description in DETECTORS.md says, by trying everything.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from tests.integration.linkage import source_files as told

ZONE: Final = ZoneInfo("Asia/Karachi")
HOUR_MS: Final = 3_600_000


class End(NamedTuple):
    """``kind`` and ``id`` are empty of a protected party."""

    column: str
    kind: str
    id: str


class Row(NamedTuple):
    """A row of evidence, field by field."""

    table: str
    at_ms: int
    amount_minor: int
    currency: str
    duration_s: int
    ends: tuple[End, ...]


class Paid(NamedTuple):
    """``minor``: paisas."""

    payer: str
    payee: str
    at_ms: int
    minor: int


class Pattern(NamedTuple):
    """Rows, sorted, and figures by name."""

    rows: list[Row]
    figures: Mapping[str, float]


def _ms(text: str, form: str = "%Y-%m-%d %H:%M") -> int:
    return int(datetime.strptime(text, form).replace(tzinfo=ZONE).timestamp() * 1000)


class Files:
    """Of a folder. ``today``: on which somebody is of age."""

    def __init__(self, folder: Path, today: date) -> None:
        self._folder, self._today = folder, today
        self.crossings = self._sheet("crossings")
        born = {row["Document No"]: date.fromisoformat(row["DOB"]) for row in self.crossings}
        self.grown = {card for card, day in born.items() if day.replace(year=day.year + 18) <= today}
        self.holders: dict[str, str] = {}
        self.reported = list(self._report())
        self.booked = list(self._bookings())

    def _sheet(self, name: str) -> list[dict[str, str]]:
        with (self._folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def _report(self) -> Iterator[Paid]:
        for each in ElementTree.parse(self._folder / "goaml.xml").getroot().iter("transaction"):
            ends = []
            for side in ("from", "to"):
                account = each.find(f"t_{side}/{side}_account")
                assert account is not None
                ends.append(f"{account.findtext('swift')}:{account.findtext('account')}")
                if card := account.findtext("signatory/t_person/id_number"):
                    self.holders[ends[-1]] = card
            at = _ms(each.findtext("date_transaction") or "", "%Y-%m-%dT%H:%M:%S")
            rupees, _, paisas = (each.findtext("amount_local") or "").partition(".")
            yield Paid(ends[0], ends[1], at, int(rupees) * 100 + int(paisas.ljust(2, "0")))

    def _bookings(self) -> Iterator[Paid]:
        for row in self._sheet("statement"):
            payer, payee = (f"{row['Bank Code']}:{row[name]}" for name in ("Account No", "Beneficiary Account"))
            if row["CNIC"]:
                self.holders[payer] = row["CNIC"]
            yield Paid(payer, payee, _ms(row["Date"]), int(row["Debit"].replace(".", "")))

    def _end(self, column: str, kind: str, number: str, card: str) -> End:
        """Somebody's of whom no document says that they are of age is a protected party."""
        return End(column, kind, number) if not card or card in self.grown else End(column, "", "")

    def _transfer(self, paid: Paid) -> Row:
        ends = ((name, getattr(paid, name)) for name in ("payer", "payee"))
        shown = (self._end(name, "ACCOUNT", number, self.holders.get(number, "")) for name, number in ends)
        return Row("transfers", paid.at_ms, paid.minor, "PKR", 0, tuple(shown))

    def fan_in(self) -> Pattern:
        """G2: the payments to one account in the 48 hours, begun on a whole day of UTC, in which most others pay it."""
        most: list[Paid] = []
        into = [each for each in [*self.reported, *self.booked] if each.payee == f"{told.BANK}:{told.COLLECTS}"]
        for start in {each.at_ms // (24 * HOUR_MS) - back for each in into for back in (0, 1)}:
            inside = [each for each in into if 0 <= each.at_ms - start * 24 * HOUR_MS < 48 * HOUR_MS]
            if len({each.payer for each in inside}) > len({each.payer for each in most}):
                most = inside
        figures = {"accounts": len({each.payer for each in most}), "sum_minor": sum(each.minor for each in most)}
        return Pattern(sorted(map(self._transfer, most)), figures)

    def shared_handset(self) -> Pattern:
        """C1: the calls of those cards that made four or more out of the handset."""
        owners = {row["MSISDN"]: row["CNIC"] for row in self._sheet("subscribers")}
        calls = [row for row in self._sheet("calls") if row["IMEI"] == told.HANDSET]
        many = Counter(row["A-Party"] for row in calls)
        kept = [row for row in calls if many[row["A-Party"]] >= 4]
        rows = []
        for row in kept:
            caller = self._end("caller", "PHONE", f"+{row['A-Party']}", owners[row["A-Party"]])
            ends = (
                caller,
                End("callee", "PHONE", f"+{row['B-Party']}"),
                End("handset", "DEVICE", f"IMEI:{told.HANDSET}"),
            )
            at = _ms(row["Date & Time"], "%d/%m/%Y %H:%M:%S")
            rows.append(Row("calls", at, 0, "", int(row["Duration"]), ends))
        cards = {owners[row["A-Party"]] for row in kept}
        return Pattern(sorted(rows), {"cards": len(cards), "all_cards": len(many), "calls": len(rows)})

    def escorts(self) -> Pattern:
        """T1: exits of the adult in one vehicle with a child who does not enter again within fourteen days."""
        parties: defaultdict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
        for row in self.crossings:
            if row["Entry/Exit"] == "Exit" and row["Vehicle No"]:
                parties[row["Border Post"], row["Vehicle No"], row["Date Time"][:10]].append(row)
        theirs = [each for each in parties.values() if told.ESCORT in {row["Document No"] for row in each}]
        gone = [each for each in theirs if any(self._is_gone(row) for row in each)]
        children = {row["Document No"] for each in theirs for row in each} - self.grown
        rows = [self._crossing(row) for each in gone for row in each]
        return Pattern(sorted(rows), {"trips": len(theirs), "one_way": len(gone), "children": len(children)})

    def _is_gone(self, child: dict[str, str]) -> bool:
        if child["Document No"] in self.grown:
            return False
        out = datetime.fromisoformat(child["Date Time"])
        back = [
            datetime.fromisoformat(row["Date Time"])
            for row in self.crossings
            if row["Entry/Exit"] == "Entry" and row["Document No"] == child["Document No"]
        ]
        return not any(out < each <= out + timedelta(days=14) for each in back)

    def _crossing(self, row: dict[str, str]) -> Row:
        card = row["Document No"]
        person = self._end("person", "DOCUMENT", f"CNIC:{card}", card)
        post = End("post", "PLACE", f"POST:{row['Border Post'].upper()}")
        return Row("crossings", _ms(row["Date Time"]), 0, "", 0, (person, post))

    def cycle(self) -> Pattern:
        """G6: payments from the account back to it, each within 72 hours of the one before and of 0.85 of it or more."""
        every = [*self.reported, *self.booked]
        begun = [[each] for each in every if each.payer == f"{told.BANK}:{told.ROUND}"]
        closed: set[Paid] = set()
        while begun:
            path = begun.pop()
            if path[-1].payee == path[0].payer:
                closed |= set(path)
            elif len(path) < 6:
                begun += [[*path, each] for each in every if _goes_on(path, each)]
        figures = {
            "accounts": len({each.payer for each in closed}), "transfers": len(closed),
            "most_minor": max(each.minor for each in closed),
        }  # fmt: skip
        return Pattern(sorted(map(self._transfer, closed)), figures)


def _goes_on(path: list[Paid], onward: Paid) -> bool:
    last = path[-1]
    soon = 0 < onward.at_ms - last.at_ms <= 72 * HOUR_MS and onward.at_ms - path[0].at_ms <= 240 * HOUR_MS
    whole = 0.85 * last.minor <= onward.minor <= last.minor
    return onward.payer == last.payee and soon and whole and onward.payee not in {each.payer for each in path[1:]}
