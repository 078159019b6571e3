"""Spark by itself: a session is started where none runs, and stopped again."""

import os
import shutil

import pytest
from test_comparison import MADE, ON, profile

from clustermark.benchmark.engines import opened
from clustermark.benchmark.peers import Peers
from clustermark.benchmark.population import snapshot
from clustermark.benchmark.store import ROWS, save


@pytest.mark.skipif(not (shutil.which("java") or os.environ.get("JAVA_HOME")), reason="Spark needs Java")
def test_spark_starts_by_itself_and_stops_again(tmp_path):
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    if running := SparkSession.getActiveSession():
        running.stop()
    save(Peers.of(snapshot([profile(1), profile(2)], MADE, ON), MADE), tmp_path / "frozen")
    with opened("spark", tmp_path / "frozen" / ROWS) as frame:
        assert frame.select("number").collect("polars").shape == (2, 1)
    assert SparkSession.getActiveSession() is None
