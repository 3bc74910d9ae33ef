"""Twenty agencies without a part look for forty victims among 160 people, over real sockets, and measure what they felt.

RABTA_ATTACK_MINUTES bounds the calls whose time is taken (3). Prints victims picked over chance, the areas under the curve of
presence, size and time with bounds by bootstrap, and each question whose answers differ within a group of one shape.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from services.membership.spec import AgencySpec, register
from tests.e2e import exchange, people
from tests.e2e.attacks.crowd import (
    Attacker,
    Felt,
    Sent,
    Soul,
    attackers_of,
    crowd,
    felt,
    felt_by_name,
    hidden,
    mentions,
    opened,
    plants,
    sender,
)
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.exchange import agreement, everything
from tests.e2e.people import BORDER, FIA, SINDH_INVESTIGATOR, Officer, investigate, upkeep
from tests.e2e.planted import ref
from tests.e2e.world import World, made, started
from tests.fakes import record_maker as make
from tests.soak.leaks import Bounded, auc, bootstrap, picked

AGENCIES: Final = 20
GROUPS: Final = 40
EACH: Final = 5
"""Agencies that plant and ask about one group."""
BORDERS: Final = 4
"""Of the agencies: a border's, whose posts ask; the others are stations of police."""
FIRST: Final = 270_000
LEFT_OUT: Final = {"child"}
"""Kinds that the norm itself lets others feel: judged beside the rest, and not in its figures."""
_NOISE: Final = (0.45, 0.55)


class Pair(NamedTuple):
    """Times to answer about a victim and about another person of its group, in seconds."""

    victim: float
    other: float


def stations() -> list[Attacker]:
    """The agencies, each with a register, a case and an officer of its own."""
    made_up = []
    for number in range(AGENCIES):
        agency, case = f"pk.attack-{number:02}", f"KP/PESHAWAR/A{number:02}/27/2024"
        asking: Officer = replace(SINDH_INVESTIGATOR, agency=agency, id=f"at-{number:02}27", why=investigate(case))
        if number < BORDERS:
            asking = replace(BORDER, agency=agency, id=asking.id)
        asking = replace(asking, jurisdictions=("PK-KP",), superiors=())
        recorder = Officer(agency, f"at-{number:02}90", ("RECORD_OFFICER",), 1, upkeep(agency), (), ("PK-KP",))
        made_up.append(Attacker(agency, case, (asking,), recorder))
    return made_up


def spec(attacker: Attacker, number: int) -> AgencySpec:
    """Its row, as governance adds it."""
    kind = "BORDER" if number < BORDERS else "POLICE"
    own = register("FIR", attacker.case.removesuffix("27/2024"))
    return AgencySpec(attacker.agency, kind, attacker.agency, ("PK-KP",), clearance=1, registers=(own,))


def plant(world: World, souls: Sequence[Soul], attackers: Sequence[Attacker]) -> None:
    """Half of the victims are hidden before anybody plants, half after."""
    files = [
        make.case_file("own-27", agency=each.agency, officers=(each.officers[0].id,), case_references=ref(each.case))
        for each in attackers
    ]
    world.plant([*opened(souls), *files])
    for late in (0, 1):
        first = [hidden(soul) for soul in souls if soul.victim and soul.group // 8 % 2 == late]
        for at in range(max(map(len, first))):
            world.plant([record for pages in first if at < len(pages) for record in pages[at]])
        if not late:
            for soul in souls:
                by = enumerate(attackers_of(soul, attackers, EACH))
                world.plant([record for place, each in by for record in plants(soul, each, place)])


def asked(
    send: Sent, souls: Sequence[Soul], attackers: Sequence[Attacker], pull: Callable[..., list[exchange.Page]]
) -> dict[Soul, list[Felt]]:
    """What they were answered about each, what lists name them, and what their own nodes pull."""
    allies = {each.agency for each in attackers}
    answers: dict[Soul, list[Felt]] = {soul: [] for soul in souls}
    for soul in souls:
        for place, attacker in enumerate(attackers_of(soul, attackers, EACH)):
            answers[soul] += felt(send, soul, attacker, place, allies)
            answers[soul].append(felt_by_name(send, soul, attacker.officers[0], allies))
    for attacker in attackers:
        named = mentions(send, attacker, souls)
        pulled = Counter(record for page in pull(agency=attacker.agency) for record in page.records())
        for soul in souls:
            mine = sorted((name[:-5], n) for name, n in pulled.items() if name.endswith(f"-{soul.index:04}"))
            words = repr((named[soul.index], mine)).encode()
            answers[soul].append(
                Felt(f"lists and feed of a {attacker.officers[0].roles[0]}", "", (), len(words), words)
            )
    return answers


def tokens(answers: dict[Soul, list[Felt]]) -> dict[str, set[str]]:
    """Words of a person: the reason, owners in order, and size over the least of its group, of each answer."""
    least: dict[tuple[int, int], int] = {}
    for soul, all_felt in answers.items():
        for at, each in enumerate(all_felt):
            least[soul.group, at] = min(each.size, least.get((soul.group, at), each.size))
    return {
        soul.number: {
            word
            for at, each in enumerate(all_felt)
            for word in (
                f"{at} reason {each.reason}",
                f"{at} owners {' '.join(each.others)}",
                f"{at} over {each.size - least[soul.group, at]}",
            )
        }
        for soul, all_felt in answers.items()
    }


def differing(answers: dict[Soul, list[Felt]]) -> Iterator[str]:
    """Each question of a group whose answers are not all the same bytes, and by whom."""
    groups: dict[tuple[int, int], list[tuple[Soul, Felt]]] = {}
    for soul, all_felt in answers.items():
        for at, each in enumerate(all_felt):
            groups.setdefault((soul.group, at), []).append((soul, each))
    for members in groups.values():
        others = {each for soul, each in members if not soul.victim}
        for soul, each in members:
            if soul.victim and each not in others:
                yield f"{soul.kind}: {each.question} {each.reason}"


def timed(world: World, souls: Sequence[Soul], attackers: Sequence[Attacker], minutes: float) -> list[Pair]:
    """Pairs of histories, a victim and another of its group in random order, until the minutes are over."""
    dice, end, pairs = random.Random(27), time.monotonic() + 60 * minutes, list[Pair]()
    victims = [soul for soul in souls if soul.victim and soul.kind not in LEFT_OUT]
    groups = {soul.group: [each for each in souls if each.group == soul.group and not each.victim] for soul in victims}
    while time.monotonic() < end:
        victim = dice.choice(victims)
        attacker = next(
            each for each in attackers_of(victim, attackers, EACH) if each.officers[0].roles[0] == "INVESTIGATOR"
        )
        two = [victim, dice.choice(groups[victim.group])]
        dice.shuffle(two)
        took = {soul.victim: _took(world, attacker, soul) for soul in two}
        pairs.append(Pair(took[True], took[False]))
    return pairs


def _took(world: World, attacker: Attacker, soul: Soul) -> float:
    question = world.asking(attacker.officers[0], HISTORY, history_of(soul.number))
    line = world.line(attacker.agency)
    began = time.perf_counter()
    line.send(question)
    return time.perf_counter() - began


def area(pairs: Sequence[Pair]) -> float:
    """Of time: the victims' against the others'."""
    return auc([each.victim for each in pairs], [each.other for each in pairs])


def slower(pairs: Sequence[Pair]) -> float:
    """Share of pairs in which the answer about the victim took longer, ties by half."""
    return sum((each.victim > each.other) + (each.victim == each.other) / 2 for each in pairs) / len(pairs)


def by_group(answers: dict[Soul, list[Felt]], of: Callable[[Felt], int]) -> list[tuple[float, list[float]]]:
    """Of each group what its victim and what each other was told more than the least of the group."""
    totals = {soul: float(sum(map(of, all_felt))) for soul, all_felt in answers.items()}
    groups: dict[int, list[Soul]] = {}
    for soul in totals:
        groups.setdefault(soul.group, []).append(soul)
    over_least = []
    for members in groups.values():
        least = min(totals[soul] for soul in members)
        over = {soul: totals[soul] - least for soul in members}
        over_least.append((next(over[s] for s in members if s.victim), [over[s] for s in members if not s.victim]))
    return over_least


def of_groups(groups: Sequence[tuple[float, list[float]]]) -> float:
    """The area of some groups."""
    return auc([victim for victim, _ in groups], [each for _, others in groups for each in others])


def figures(answers: dict[Soul, list[Felt]], pairs: Sequence[Pair]) -> dict[str, Bounded]:
    """The areas under the curve by what is felt; resampled are groups, and pairs of times."""
    return {
        "presence": bootstrap(by_group(answers, lambda each: len(each.others)), of_groups),
        "size": bootstrap(by_group(answers, lambda each: each.size), of_groups),
        "time": bootstrap(pairs, area, 300),
        "time, share of pairs in which the victim's took longer": bootstrap(pairs, slower, 300),
    }


def report(answers: dict[Soul, list[Felt]], pairs: Sequence[Pair]) -> bool:
    """Print the figures; whether each is as it must be."""
    judged = {soul: each for soul, each in answers.items() if soul.kind not in LEFT_OUT}
    victims = {soul.number for soul in judged if soul.victim}
    result = picked(tokens(judged), victims, {soul.number for soul in judged if soul.group // 8 % 2})
    bounds, different = figures(judged, pairs), Counter(differing(answers))
    write = sys.stdout.write
    write(f"people {len(judged)}, victims {len(victims)}, answers {sum(map(len, answers.values()))}\n")
    write(f"picked {result.victims:.2f}, by chance {result.by_chance:.2f}, over chance {result.over:.2f}\n")
    for name, area_of in bounds.items():
        write(f"auc {name}: {area_of.value:.3f} ({area_of.low:.3f} to {area_of.high:.3f})\n")
    write(f"pairs of times {len(pairs)}\n")
    for line, times in sorted(different.items()):
        write(f"differs: {line}: {times}\n")
    within = all(_NOISE[0] <= area_of.value <= _NOISE[1] for area_of in bounds.values())
    return within and result.over < 0.5 and not list(differing(judged))


def main() -> int:
    """Build, plant, ask, measure. 1 where a victim is told from others."""
    attackers = stations()
    people.RECORDERS.update({each.agency: each.recorder for each in attackers})
    limits: dict[str, Any] = {"officer_per_hour": 10**6, "officer_per_day": 10**6, "agency_per_hour": 10**6}
    with tempfile.TemporaryDirectory(prefix="rabta-attack-") as folder:
        also = [spec(each, number) for number, each in enumerate(attackers)]
        up = made(Path(folder), also=also, targets=exchange.GIVING, processes=1, **limits)
        exchange.agree(up.files, *(agreement(FIA, each.agency, handling=exchange.ON_TERMS) for each in attackers))
        with started(up):
            souls, send = crowd(GROUPS, FIRST), sender(up)
            plant(up, souls, attackers)
            answers = asked(send, souls, attackers, partial(everything, up, most=100))
            pairs = timed(up, souls, attackers, float(os.environ.get("RABTA_ATTACK_MINUTES", "3")))
    return int(not report(answers, pairs))


if __name__ == "__main__":
    raise SystemExit(main())
