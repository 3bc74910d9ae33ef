"""`rabta node register`: the office's acts at the registry's own node, and who is told of them."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path

import pytest

from services.identity.domain import Document, Person
from services.identity.keys import Keys
from services.identity.store.database import open_register
from services.identity.store.office import Office
from services.identity.store.register import StoredRegister
from services.signing.keyfile import read_secret, write_private
from services.values.identity import Identifier
from tests.unit.cli.rabta import rabta

AGENCY = "pk.punjab-police"
YOUSAF, SANA, NEW = "35202-1234567-1", "35202-1234568-2", "35202-1234569-5"
PASSPORT = Identifier("PASSPORT", "AB1234567", "PK")
BLOCKED = Document("PASSPORT", "AB1234567", "PK", expires="2030-01-01", blocked=True)


def cnic(text: str) -> Identifier:
    return Identifier("CNIC", text.replace("-", ""))


class Registry:
    """A register with two people in it, whose tokens an agency holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_private(folder / "secret.key", bytes(range(32)))
        people = {
            "yousaf": Person(
                0, "Muhammad Yousaf", documents=(
                    Document("CNIC", cnic(YOUSAF).value), BLOCKED,
                ),
            ),
            "sana": Person(0, "Sana Gul", documents=(Document("CNIC", cnic(SANA).value),)),
        }  # fmt: skip
        self.keys = Keys.of(read_secret(folder / "secret.key"))
        database = open_register(folder)
        asyncio.run(Office(database, self.keys).enter(people, {}))
        asyncio.run(StoredRegister(database, self.keys).give(AGENCY, [cnic(YOUSAF), cnic(SANA)], lambda _: True))
        database.close()

    def act(self, name: str, *words: str, numbers: str, code: int = 0) -> str:
        return rabta("node", "register", name, self.folder, *words, stdin=numbers, code=code).stderr

    def person(self, number: Identifier) -> Person:
        database = open_register(self.folder)
        try:
            (found,) = asyncio.run(StoredRegister(database, self.keys).find(number))
            return found
        finally:
            database.close()

    def told(self) -> list[str]:
        """Kinds of change in the agency's feed."""
        database = open_register(self.folder)
        try:
            found = asyncio.run(StoredRegister(database, self.keys).changes(AGENCY, 0, 99))
            return [change.kind for _, change in found]
        finally:
            database.close()


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path)


def test_somebody_new_is_entered_once_also_as_the_first_of_a_register(registry: Registry, tmp_path: Path) -> None:
    new = f"{NEW}\nAsad Ali\nAli Raza\n1990-02-03\n"
    registry.act("enter", "--gender", "m", "--expires", "2036-01-01", numbers=new)
    card = Document("CNIC", cnic(NEW).value, expires="2036-01-01")
    held = registry.person(cnic(NEW))
    assert (held.name, held.father, held.gender, held.earliest, held.latest, held.documents) == (
        "Asad Ali", "Ali Raza", "M", "1990-02-03", "1990-02-03", (card,),
    )  # fmt: skip
    assert "taken" in registry.act("enter", numbers=new, code=1)
    (tmp_path / "first").mkdir(mode=0o700)
    write_private(tmp_path / "first" / "secret.key", bytes(32))
    rabta("node", "register", "enter", tmp_path / "first", stdin=new)


def test_a_new_card_stands_in_the_place_of_the_old_one(registry: Registry) -> None:
    registry.act("replace", "--expires", "2036-01-01", numbers=f"{YOUSAF}\n{NEW}\n")
    held = registry.person(cnic(NEW))
    assert held == registry.person(cnic(YOUSAF))
    old, new = held.document(cnic(YOUSAF)), held.document(cnic(NEW))
    assert old is not None
    assert new is not None
    assert (old.replaced, new.replaced, new.expires) == (True, False, "2036-01-01")
    assert registry.told() == ["NUMBER_REPLACED"]


def test_a_document_is_blocked_and_lifted(registry: Registry) -> None:
    for lift in (False, True):
        registry.act("block", *["--lift"] * lift, numbers=f"{YOUSAF}\n")
        held = registry.person(cnic(YOUSAF)).document(cnic(YOUSAF))
        assert held is not None
        assert held.blocked is not lift
    assert registry.told() == ["BLOCKED", "UNBLOCKED"]


def test_a_death_is_registered_once_and_not_before_its_day(registry: Registry) -> None:
    assert "not to come" in registry.act("death", "--on", "2999-01-01", numbers=f"{YOUSAF}\n", code=1)
    registry.act("death", "--on", "2026-11-20", numbers=f"{YOUSAF}\n")
    assert registry.person(PASSPORT).deceased == "2026-11-20"
    assert "already" in registry.act("death", "--on", "2026-11-21", numbers=f"{YOUSAF}\n", code=1)
    assert registry.told() == ["DECEASED"]


def test_two_found_one_and_one_found_two(registry: Registry) -> None:
    registry.act("join", numbers=f"{YOUSAF}\n{SANA}\n")
    assert registry.person(cnic(SANA)).name == "Muhammad Yousaf"
    words = ("--other-type", "passport", "--other-country", "pk", "--gender", "m")
    registry.act("split", *words, numbers=f"{YOUSAF}\n{PASSPORT.value}\nAsad Ali\n\n1990-02-03\n")
    other = registry.person(PASSPORT)
    assert (other.name, other.father, other.gender, other.earliest, other.latest) == (
        "Asad Ali", "", "M", "1990-02-03", "1990-02-03",
    )  # fmt: skip
    assert other.documents == (BLOCKED,), "as it stood"
    assert registry.person(cnic(YOUSAF)).document(PASSPORT) is None
    assert registry.told() == ["TOKENS_JOINED", "TOKEN_SPLIT"]


REFUSED = {
    "somebody of no gender": ("enter", ("--gender", "Q"), f"{NEW}\nAsad Ali\n\n\n"),
    "an unknown number": ("block", (), f"{NEW}\n"),
    "no number": ("block", (), "352\n"),
    "a day that is none": ("replace", ("--expires", "soon"), f"{YOUSAF}\n{NEW}\n"),
    "a number that is taken": ("replace", (), f"{YOUSAF}\n{SANA}\n"),
    "one person twice": ("join", (), f"{YOUSAF}\n{YOUSAF}\n"),
    "a document of another": ("split", (), f"{YOUSAF}\n{SANA}\nAsad Ali\n\n\n"),
    "a document of nobody": ("split", (), f"{YOUSAF}\n{NEW}\nAsad Ali\n\n\n"),
    "a birth that is no day": ("split", ("--gender", "M"), f"{YOUSAF}\n{SANA}\nAsad Ali\n\n1990\n"),
    "a gender that is none": ("split", ("--gender", "Q"), f"{YOUSAF}\n{SANA}\nAsad Ali\n\n\n"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_does_not_hold_changes_nothing_and_names_nobody(registry: Registry, what: str) -> None:
    name, words, numbers = REFUSED[what]
    before = [registry.person(cnic(each)) for each in (YOUSAF, SANA)]
    said = registry.act(name, *words, numbers=numbers, code=1)
    assert said.startswith("error: ")
    shown = itertools.chain(numbers.split(), ("Asad", "Yousaf", "Sana"))
    assert not [word for word in shown if len(word) > 3 and (word in said or word.replace("-", "") in said)]
    assert [registry.person(cnic(each)) for each in (YOUSAF, SANA)] == before
    assert registry.told() == []


def test_where_there_is_no_register_none_is_made(tmp_path: Path) -> None:
    rabta("node", "register", "block", tmp_path, stdin=f"{YOUSAF}\n", code=1)
    assert not list(tmp_path.iterdir())
