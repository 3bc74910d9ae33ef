"""A line of JSON for each call; those of one turn of the loop in one piece."""

from __future__ import annotations

import asyncio
import io
import json
from datetime import datetime

from services.edge.call_log import JsonLines


class Slow(io.StringIO):
    """Counts how often it was written to."""

    writes = 0

    def write(self, text: str) -> int:
        self.writes += 1
        return super().write(text)


async def test_lines_of_one_turn_go_together_and_in_order() -> None:
    file = Slow()
    lines = JsonLines(file.write)
    for number in range(3):
        lines.info("call", index=number)
    assert file.getvalue() == ""
    await asyncio.sleep(0)
    assert [json.loads(line)["index"] for line in file.getvalue().splitlines()] == [0, 1, 2]
    lines.info("call", index=3)
    await asyncio.sleep(0)
    assert file.writes == 2
    assert file.getvalue().endswith("}\n")


async def test_every_kind_of_value_comes_back() -> None:
    file, said = (
        io.StringIO(),
        {"text": "\u202e\x1b\\\u0631", "number": -1, "flag": True, "none": None, "list": [1, "a"]},
    )
    JsonLines(file.write).info("call", **said)
    await asyncio.sleep(0)
    read = json.loads(file.getvalue())
    del read["timestamp"]
    assert read == {"event": "call"} | said
    assert file.getvalue().isascii()


async def test_a_line_has_its_time_and_stays_one_line() -> None:
    file = io.StringIO()
    JsonLines(file.write).info("call", officer='fia-1"\n{', reason="")
    await asyncio.sleep(0)
    (line,) = file.getvalue().splitlines()
    said = json.loads(line)
    assert datetime.fromisoformat(said.pop("timestamp")).tzinfo is not None
    assert said == {"event": "call", "officer": 'fia-1"\n{', "reason": ""}
