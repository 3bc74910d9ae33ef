"""One description looked for among many by Splink on DuckDB, in one thread: what the index of persons is held beside."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from statistics import median
from typing import Final

import duckdb
import pyarrow
from splink import Linker
from splink.internals.duckdb.database_api import DuckDBAPI

from services.matching.alignment import Aligner
from services.matching.default_model import default_model
from services.matching.person import Described
from services.matching.splink import splink_settings
from services.matching.splink_levels import splink_row
from services.names.likeness import likeness

AT_ONCE: Final = 10_000
_STRING, _WORDS, _NUMBER, _FLAG = pyarrow.string(), pyarrow.list_(pyarrow.string()), pyarrow.int64(), pyarrow.bool_()
SCHEMA: Final = pyarrow.schema(
    {"unique_id": _NUMBER, "name": _WORDS, "rarest": _STRING, "related": _WORDS, "related_rarest": _STRING}
    | {"by_spouse": _FLAG, "cnic": _STRING, "verified": _FLAG, "token": _STRING}
    | {"born_year": _NUMBER, "born_month": _NUMBER, "born_day": _NUMBER}
    | {"gender": _STRING, "area": _STRING, "phones": _WORDS, "address": _WORDS}
)


def by_splink(held: Iterable[Described], asked: Sequence[Described]) -> float:
    """Median milliseconds of the processor of one question; the rows are in DuckDB before any clock runs.

    AssertionError where no question finds anybody.
    """
    aligner = Aligner(likeness())
    engine = DuckDBAPI(duckdb.connect(config={"threads": 1}))
    table = pyarrow.Table.from_batches(_batches(aligner, held), SCHEMA)
    engine.duckdb_con.register("arrow_rows", table)
    engine.duckdb_con.execute("create table held as select * from arrow_rows")
    rows = engine.register("held")
    linker = Linker(rows, splink_settings(default_model()), log_level=logging.ERROR)
    times, found = [], 0
    for number, who in enumerate(asked, table.num_rows):
        one = engine.register(pyarrow.Table.from_pylist([splink_row(aligner, number, who)], SCHEMA))
        began = time.process_time()
        told = linker.inference.predict_between(rows, one, threshold_match_weight=-1000.0).as_record_list()
        times.append((time.process_time() - began) * 1e3)
        found += bool(told)
    if not found:
        raise AssertionError("Splink found nobody")
    return median(times)


def _batches(aligner: Aligner, held: Iterable[Described]) -> Iterator[pyarrow.RecordBatch]:
    rows = (splink_row(aligner, number, who) for number, who in enumerate(held))
    while some := list(islice(rows, AT_ONCE)):
        yield pyarrow.RecordBatch.from_pylist(some, SCHEMA)
