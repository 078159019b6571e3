"""The engines that can rank a population: embedded by default, others where it outgrows one machine."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import narwhals as nw

from clustermark.benchmark.ranking import Frame
from clustermark.errors import InputError
from clustermark.words.message import Message, say


@contextmanager
def polars(file: Path) -> Iterator[Frame]:
    import polars as pl  # noqa: PLC0415 - only the engine that is asked for

    yield nw.from_native(pl.scan_parquet(file))


@contextmanager
def duckdb(file: Path) -> Iterator[Frame]:
    import duckdb as db  # noqa: PLC0415 - as above

    yield nw.from_native(db.read_parquet(str(file)))


@contextmanager
def spark(file: Path) -> Iterator[Frame]:
    """The session that runs already, else a new one: on the cluster that the environment names, or on this machine."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - as above

    running = SparkSession.getActiveSession()
    builder = SparkSession.builder.appName("clustermark").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    session = running or builder.config("spark.sql.shuffle.partitions", "4").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield nw.from_native(session.read.parquet(str(file)))
    finally:
        if running is None:
            session.stop()


ENGINES: Mapping[str, Callable[[Path], AbstractContextManager[Frame]]] = {
    "polars": polars,
    "duckdb": duckdb,
    "spark": spark,
}


@contextmanager
def opened(engine: str, file: Path) -> Iterator[Frame]:
    """A population's frame in an engine. Raises InputError where there is no such engine, or it is not installed, or cannot start."""
    if engine not in ENGINES:
        what = say("there is no engine {engine}", engine=engine)
        raise InputError.because(what, say("use one of: {words}", words=list(ENGINES)), code="unknown-engine")
    try:
        with ENGINES[engine](file) as frame:
            yield frame
    except ImportError as error:
        what = say("the engine {engine} is not installed", engine=engine)
        raise InputError.because(
            what,
            say("install it with: pip install clustermark[{engine}]", engine=engine),
            code="not-installed",
        ) from error
    except Exception as error:
        if "JAVA" not in str(error).upper():
            raise
        raise InputError.because(say("Spark needs Java and finds none"), _java(), code="no-java") from error


def _java() -> Message:
    return say("install Java 17 or newer, and set JAVA_HOME where it is not found")
