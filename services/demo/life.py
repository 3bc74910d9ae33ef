"""What happens to people: cases, arrest, remand, bail, court, prison, appeal; case after case from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from services.demo.cases import Accused, Case, Order, Stay
from services.demo.offences import CUSTOMS, FIA, OFFENCES, OUTCOMES, PUNJAB, SHARES, SINDH, Offence
from services.demo.population import People, Person, dice_of
from services.demo.reference import CUSTOMS_STATIONS, FIA_CIRCLES, PRISONS, STATIONS
from services.values.districts import DISTRICTS

FIRST, LAST = date(2015, 1, 1), date(2025, 12, 31)
OFFICERS = {PUNJAB: "pb", SINDH: "sd", FIA: "fia", CUSTOMS: "cu"}
AGAIN, JUVENILE, ENQUIRY = 0.35, 0.04, 0.25


class World:
    """Draws cases. ``taken``: keys that other cases hold already."""

    def __init__(self, seed: object, taken: set[str]) -> None:
        self._dice = dice_of(seed, "life")
        self._people = People(seed, LAST)
        self._offenders: list[Person] = []
        self._numbers: dict[tuple[str, str, str, int], int] = {}
        self._prison_numbers: dict[str, int] = {}
        self._taken = taken

    def cases(self) -> Iterator[Case]:
        """One case after another, without end."""
        while True:
            yield self._case()

    def _case(self) -> Case:
        dice = self._dice
        agency = dice.choices([name for name, _ in SHARES], [share for _, share in SHARES])[0]
        fitting = [offence for offence in OFFENCES if agency in offence.agencies]
        offence = dice.choices(fitting, [one.weight for one in fitting])[0]
        act = FIRST + timedelta(days=dice.randrange((LAST - FIRST).days - 40))
        case = self._register(agency, offence, act)
        case.accused = [Accused(self._offender(act)) for _ in range(dice.choices((1, 2, 3), (70, 20, 10))[0])]
        if dice.random() < 0.8:
            case.complainant = self._bystander()
        if dice.random() < offence.victims:
            case.victims = [self._people.child_at(act) if dice.random() < 0.3 else self._people.adult()]
        if case.kind == "FIR":
            self._investigate(case, offence)
        return case

    def _register(self, agency: str, offence: Offence, act: date) -> Case:
        dice = self._dice
        province, district, station = self._place(agency)
        enquiry = agency == FIA and dice.random() < ENQUIRY
        registered = act + timedelta(days=dice.choice((0, 0, 0, 1, 1, 2, 5, 12)))
        case = Case(agency, province, district, station, 0, act, registered, offence.sections)
        case.kind = "Enquiry" if enquiry else "FIR"
        case.crosses_border = dice.random() < offence.crosses_border
        case.officers = (f"{OFFICERS[agency]}-{dice.randrange(6000, 6040)}",)
        case.rank = dice.choices(("ASI", "SI", "Inspector"), (35, 50, 15))[0]
        if enquiry and dice.random() < 0.3:
            case.control = {"grade": "B3"}
        while not case.number or case.key() in self._taken:
            case.number = self._next(agency, district, station[0], registered.year)
        self._taken.add(case.key())
        return case

    def _next(self, *register: str | int) -> int:
        key = (str(register[0]), str(register[1]), str(register[2]), int(register[3]))
        self._numbers[key] = self._numbers.get(key, 0) + self._dice.randint(1, 9)
        return self._numbers[key]

    def _place(self, agency: str) -> tuple[str, str, tuple[str, str]]:
        dice = self._dice
        if agency == FIA:
            city, circle = dice.choice(FIA_CIRCLES)
            return "FIA", city, (circle, circle)
        if agency == CUSTOMS:
            city, name = dice.choice(CUSTOMS_STATIONS)
            return "CUS", city, (f"Customs {name}", f"Customs {name}")
        own = [one for one in DISTRICTS if one.province == ("PB" if agency == PUNJAB else "SD")]
        district = dice.choices(own, [one.weight for one in own])[0]
        return district.province, district.name, dice.choice(STATIONS)

    def _offender(self, act: date) -> Person:
        dice = self._dice
        if dice.random() < JUVENILE:
            return self._people.child_at(act)
        if self._offenders and dice.random() < AGAIN:
            known = dice.choice(self._offenders)
            if (act - known.born).days > 19 * 366:
                return known
        person = self._older(act)
        self._offenders.append(person)
        return person

    def _older(self, act: date) -> Person:
        """An adult at the act: people are drawn until one is old enough."""
        while True:
            person = self._people.adult()
            if (act - person.born).days > 19 * 366:
                return person

    def _bystander(self) -> Person:
        """Mostly somebody new; now and then a man who is accused elsewhere (a cross-case)."""
        if self._offenders and self._dice.random() < 0.05:
            return self._dice.choice(self._offenders)
        return self._people.adult()

    def _investigate(self, case: Case, offence: Offence) -> None:
        dice = self._dice
        case.step = dice.choices(("challan", "untraced", "cancelled", "under investigation"), (78, 8, 6, 8))[0]
        if case.step in {"challan", "untraced", "cancelled"}:
            case.step_date = _until(case.registered, dice.choices((14, 17, 25, 60), (50, 25, 15, 10))[0])
        for accused in case.accused:
            if case.step == "challan" and dice.random() < 0.9:
                self._arrest(case, accused)
                self._try(case, accused, offence)
            elif case.step == "challan":
                self._look_for(accused, case.registered)
            elif case.step == "cancelled":
                word = "cancellation agreed" if dice.random() < 0.8 else "cancellation refused"
                _order(accused, word, case.registered + timedelta(days=dice.randint(40, 120)))

    def _look_for(self, accused: Accused, since: date) -> None:
        """Sent for trial but at large: warrant, proclamation, evidence in absence."""
        for word in ("non-bailable warrant", "proclaimed 87", "absent 512"):
            since = since + timedelta(days=self._dice.randint(30, 90))
            _order(accused, word, since)

    def _arrest(self, case: Case, accused: Accused) -> None:
        """Arrest, production (late now and then), remand (too long now and then), prison."""
        dice = self._dice
        accused.arrested = at = _until(case.registered, dice.choice((0, 0, 1, 2, 5, 9)))
        at = at + timedelta(days=1 if dice.random() < 0.95 else 3)
        _order(accused, "produced", at)
        if dice.random() < 0.5:
            days = dice.choices((2, 4, 7, 14, 18), (30, 30, 25, 13, 2))[0]
            _order(accused, "physical remand", at, days=str(days))
            at = at + timedelta(days=days)
        _order(accused, "judicial remand", at, days="14")
        self._admit(case, accused, at)

    def _admit(self, case: Case, accused: Accused, at: date, standing: str = "UTP") -> None:
        own = [prison for prison in PRISONS if prison[0] == case.province] or list(PRISONS)
        prison = self._dice.choice(own)
        number = self._prison_numbers[prison[1]] = self._prison_numbers.get(prison[1], 1000) + 1
        if at <= LAST:
            accused.stays.append(Stay(prison, f"{number}/{at.year}", standing, at))

    def _try(self, case: Case, accused: Accused, offence: Offence) -> None:
        dice = self._dice
        at = case.registered + timedelta(days=dice.randint(35, 95))
        bailed = dice.random() < 0.55
        if bailed:
            _order(accused, "bail granted", at, surety=str(dice.choice((50_000, 100_000, 200_000))))
            _release(accused, at, "bail")
        elif dice.random() < 0.4:
            _order(accused, "bail refused", at)
        at = at + timedelta(days=dice.randint(20, 120))
        _order(accused, "charge framed", at, sections=case.sections, plea="not guilty")
        at = at + timedelta(days=dice.randint(90, 900))
        outcome = dice.choices([word for word, _ in OUTCOMES], [weight for _, weight in OUTCOMES])[0]
        if not outcome or at > LAST:
            return
        if (case.act - accused.person.born).days < 18 * 365 and dice.random() < 0.3:
            outcome = "diverted"
        if outcome == "convicted":
            self._convict(case, accused, offence, at)
            return
        _order(accused, outcome, at, sections=case.sections)
        _release(accused, at, "acquitted" if outcome not in {"absent 512", "stopped 249"} else "court order")
        if outcome.startswith("acquitted") and dice.random() < 0.1:
            _order(accused, "appeal filed", at + timedelta(days=dice.randint(10, 30)))

    def _convict(self, case: Case, accused: Accused, offence: Offence, at: date) -> None:
        dice = self._dice
        years = dice.randint(*offence.years)
        fine = str(dice.choice((5_000, 20_000, 50_000)))
        punished = {"imprisonment": f"{years} years RI", "fine": fine, "in_lieu": "3 months"}
        if case.victims and dice.random() < 0.5:
            punished["compensation"] = "100000"
        _order(accused, "convicted", at, sections=case.sections, **punished)
        _release(accused, at, "other")
        self._admit(case, accused, at, "convict")
        free, reason = at + timedelta(days=int(years * 365 * dice.uniform(0.5, 0.9))), "sentence served"
        if dice.random() < 0.4:
            decided, how = self._appeal(accused, at)
            free, reason = (decided, how) if how and decided < free else (free, reason)
        _release(accused, free, reason)
        if reason == "sentence served" and free <= LAST and dice.random() < 0.6:
            accused.stays[-1].remission = dice.choice((30, 60, 120))

    def _appeal(self, accused: Accused, at: date) -> tuple[date, str]:
        """Appeal and its end; why it sets the accused free, empty where it does not."""
        at = at + timedelta(days=self._dice.randint(5, 30))
        _order(accused, "appeal filed", at)
        at = at + timedelta(days=self._dice.randint(100, 700))
        outcome = self._dice.choices(("appeal dismissed", "appeal accepted", "sentence suspended"), (50, 35, 15))[0]
        _order(accused, outcome, at)
        return at, {"appeal accepted": "acquitted", "sentence suspended": "sentence suspended"}.get(outcome, "")


def _order(accused: Accused, word: str, at: date, **more: str) -> None:
    """Note an order, unless it lies beyond the world's last day."""
    if at <= LAST:
        accused.orders.append(Order(word, at, more))


def _release(accused: Accused, at: date, reason: str) -> None:
    """End the stay under way, if there is one."""
    if accused.stays and accused.stays[-1].released is None and accused.stays[-1].admitted <= at <= LAST:
        accused.stays[-1].released, accused.stays[-1].reason = at, reason


def _until(day: date, days: int) -> date:
    return min(day + timedelta(days=days), LAST)
