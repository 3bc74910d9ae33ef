"""The fitted parameters agree with the lists they come from, where those lists are at hand."""

from __future__ import annotations

import csv
import json
from collections import Counter

from services.demo.reference import BANKS, MOBILE_RANGES
from services.values.districts import DISTRICTS
from tests.shared import count_vectors, shared

PROVINCES = {
    "PB": "Punjab",
    "SD": "Sindh",
    "KP": "Khyber Pakhtunkhwa",
    "BA": "Balochistan",
    "IS": "Islamabad Capital Territory",
}


def test_weights_are_numbers_of_tehsils() -> None:
    tehsils: Counter[tuple[str, str]] = Counter()
    with shared("data", "pakistan-reference", "admin_units.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            tehsils[(row["province"], row["district"])] += bool(row["tehsil"])
    for district in DISTRICTS:
        assert tehsils[(PROVINCES[district.province], district.name)] == district.weight, district.name
    count_vectors("pakistan-reference districts", len(DISTRICTS))


def test_every_mobile_prefix_exists_and_none_is_left_out() -> None:
    listed = json.loads(shared("data", "pakistan-reference", "networks.json").read_text("utf-8"))
    known = {int(entry["prefix"]) for entry in listed}
    ours = {prefix for low, high in MOBILE_RANGES for prefix in range(low, high + 1)}
    assert ours == known


def test_every_bank_exists() -> None:
    listed = json.loads(shared("data", "pakistan-reference", "banks.json").read_text("utf-8"))
    assert set(BANKS) <= {bank["code"] for bank in listed}


def test_prefixes_of_cnics_are_of_their_province() -> None:
    first = {"KP": "1", "PB": "3", "SD": "4", "BA": "5", "IS": "6"}
    assert all(district.prefix[0] == first[district.province] for district in DISTRICTS)
    assert len({district.prefix for district in DISTRICTS}) == len(DISTRICTS)
