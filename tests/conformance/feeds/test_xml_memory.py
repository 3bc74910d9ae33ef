"""A large file passes in little memory: 12 MB by default, ``RABTA_FEED_BYTES`` for more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance.feeds.xml_made import big_camt, big_goaml
from tests.shared import ROOT

SIZE = int(os.environ.get("RABTA_FEED_BYTES", "12000000"))
MAX_KIB = 120 * 1024
CHILD = """
import re, sys
from collections import Counter
from importlib import import_module
from services.sources.feeds.options import Options
reader = import_module("services.sources.feeds." + sys.argv[1])
count = Counter(getattr(item, "kind", "") for item in reader.read(open(sys.argv[2], "rb"), Options()))
print(count["TRANSFERRED"], re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


@pytest.mark.parametrize(("name", "make"), [("goaml", big_goaml), ("camt_053", big_camt)])
def test_memory_does_not_grow_with_the_file(name: str, make: type, tmp_path: Path) -> None:
    path = tmp_path / "big.xml"
    rows = make(path, SIZE)
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, name, str(path)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    moved, kib = map(int, ran.stdout.split())
    assert moved == rows
    assert kib < MAX_KIB
