"""The exported settings on Spark, in local mode: does it give every pair the score that DuckDB gives it?

Both are asked through Splink for the same rows, each under the settings in its own words. Held against each other are
which pairs they bring together, the bits of every field and the whole score. Spark listens on loopback alone and asks
nothing of anybody. `make accuracy PART=spark` runs it in an environment of its own (ADR 149), where there is Java.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow
from pyspark.sql import SparkSession
from splink import Linker
from splink.internals.database_api import DatabaseAPI
from splink.internals.duckdb.database_api import DuckDBAPI
from splink.internals.spark.database_api import SparkAPI

from services.demo.described import Wear
from services.matching.alignment import Aligner
from services.matching.default_model import default_model
from services.matching.splink import splink_settings
from services.matching.splink_levels import Dialect, splink_row
from services.names.likeness import likeness
from tests.accuracy.figures import Figure
from tests.accuracy.persons import world
from tests.accuracy.two_engines import on_loopback, pairs_alike, scores_alike, weights

PERSONS: Final = 5_000
"""Each is described twice, by two offices: 10,000 rows."""
SEED: Final = "spark"
EVERY: Final = -1000.0
"""Bits that every pair reaches: none is left out for its score."""


def figures() -> Iterator[Figure]:
    """Equal pairs and equal scores. SystemExit where Java is absent."""
    if shutil.which("java") is None:
        raise SystemExit("PART=spark needs Java 17 or newer, on which Spark runs")
    rows = _rows()
    by_duckdb = weights(_told(DuckDBAPI(), rows, Dialect.DUCKDB))
    with tempfile.TemporaryDirectory(prefix="rabta-spark-") as folder:
        session = _session(Path(folder))
        try:
            engine = SparkAPI(spark_session=session, break_lineage_method="persist", register_udfs_automatically=False)
            by_spark = weights(_told(engine, rows, Dialect.SPARK))
        finally:
            session.stop()
    sys.stderr.write(f"spark: {rows.num_rows} rows, {len(by_spark)} pairs by Spark, {len(by_duckdb)} by DuckDB\n")
    yield Figure("spark.pairs_alike", pairs_alike(by_spark, by_duckdb), 1.0)
    yield Figure("spark.scores_alike", scores_alike(by_spark, by_duckdb), 1.0)


def _rows() -> pyarrow.Table:
    """The register and as many questions, one row each."""
    seen, aligner = world(SEED, PERSONS, PERSONS, 0, Wear()), Aligner(likeness())
    everybody = [*seen.register, *(one for _, one in seen.asked)]
    return pyarrow.Table.from_pylist([splink_row(aligner, at, one) for at, one in enumerate(everybody)])


def _told(engine: DatabaseAPI[object], rows: pyarrow.Table, dialect: Dialect) -> list[dict[str, object]]:
    linker = Linker(engine.register(rows), splink_settings(default_model(), dialect), log_level=logging.ERROR)
    told = linker.inference.predict(threshold_match_weight=EVERY).as_pyarrow_table()
    names = [name for name in told.column_names if name.startswith(("unique_id_", "mw_", "match_weight"))]
    return list(told.select(names).to_pylist())


def _session(folder: Path) -> SparkSession:
    """Without its log: that the conditions of a pair are too long for a method of Java's, so that Spark reads them as
    they stand, fills pages; what fails is raised here."""
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder = SparkSession.builder.appName("rabta")
    for key, value in on_loopback(folder).items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("FATAL")
    return session
