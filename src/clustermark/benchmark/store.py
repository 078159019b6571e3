"""A frozen population as a folder: one row for each organisation as Parquet, each distinct value once, and who made it of what."""

import json
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl

from clustermark.benchmark.peers import MISSING, Peers
from clustermark.benchmark.population import Profile, Snapshot
from clustermark.benchmark.ranking import WHOLE
from clustermark.benchmark.reading import LARGEST, UNREADABLE, parquet
from clustermark.errors import InputError, Place
from clustermark.files import MEGABYTE, taken, write_folder
from clustermark.scheme.canonical import digest
from clustermark.scheme.model import Scheme
from clustermark.words.message import Message, say
from clustermark.words.numbers import ratio, whole

HEAD, ROWS, VALUES = "population.json", "organisations.parquet", "values.parquet"
FACTS: dict[str, pl.DataType] = {
    **dict.fromkeys(("number", "country", "sector", "held", WHOLE), pl.String()),
    "assessed-on": pl.Date(),
}
VALUE = ["indicator", "place", "value"]
MADE_BY, FORMAT = "clustermark population", 1


@dataclass(frozen=True, slots=True)
class Head:
    """The scheme version by name and hash, the day, the hash of the population, and how many are in it."""

    scheme: str
    scheme_digest: str
    on: date
    digest: str
    size: int


def save(peers: Peers, folder: Path) -> None:
    """Write a population. A folder that holds anything else is left alone. Raises OutputError."""
    write_folder(folder, lambda new: _write(peers, new))


def _write(peers: Peers, folder: Path) -> None:
    at = peers.snapshot
    head = {
        "made-by": MADE_BY,
        "format": FORMAT,
        "scheme": at.scheme,
        "scheme-digest": at.scheme_digest,
        "on": at.on.isoformat(),
        "digest": at.digest,
        "size": len(at.profiles),
    }
    (folder / HEAD).write_text(json.dumps(head, indent=1) + "\n", encoding="utf-8")
    frame(peers).write_parquet(folder / ROWS)
    rows = [
        (id_, place, str(value)) for id_, values in peers.values.items() for place, value in enumerate(values)
    ]
    schema = {"indicator": pl.String, "place": pl.Int32, "value": pl.String}
    pl.DataFrame(rows, schema=schema, orient="row").write_parquet(folder / VALUES)


def frame(peers: Peers) -> pl.DataFrame:
    """One row for each organisation: what it is, its key in each group, and the place of each value."""
    profiles = peers.snapshot.profiles
    facts: dict[str, list[Any]] = {
        "number": [p.number for p in profiles],
        "country": [p.country for p in profiles],
        "sector": [p.sector for p in profiles],
        "assessed-on": [p.assessed_on for p in profiles],
        "held": [" ".join(sorted(p.held)) for p in profiles],
        WHOLE: [WHOLE] * len(profiles),
    }
    keys = {f"g:{id_}": [str(one) for one in column] for id_, column in peers.keys.items()}
    places = {f"v:{id_}": [None if p == MISSING else int(p) for p in of] for id_, of in peers.places.items()}
    schema = FACTS | dict.fromkeys(keys, pl.String()) | dict.fromkeys(places, pl.Int32())
    return pl.DataFrame(facts | keys | places, schema_overrides=schema)


def is_population(folder: Path) -> bool:
    return (folder / HEAD).is_file()


def head(folder: Path) -> Head:
    """Raises InputError where it is no population."""
    given = taken(folder / HEAD, MEGABYTE)
    try:
        found = json.loads(given.data)
        if found["made-by"] != MADE_BY or found["format"] != FORMAT:
            raise _unusable(given.name, say("this is no population that can be read"))
        on = date.fromisoformat(found["on"])
        names = [str(found[name]) for name in ("scheme", "scheme-digest", "digest")]
        return Head(names[0], names[1], on, names[2], whole(found["size"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _unusable(given.name, say("this is no population that can be read")) from error


def load(folder: Path, scheme: Scheme) -> Peers:
    """A population that was saved. Raises InputError where it is of another scheme, or is not what its hash names."""
    of = head(folder)
    if of.scheme_digest != digest(scheme):
        what = say("the population is of {other}, not of {scheme}", other=of.scheme, scheme=scheme.name)
        raise _unusable(str(folder / HEAD), what)
    try:
        rows, values = _table(folder / ROWS, columns(scheme)), _table(folder / VALUES, VALUE)
        snapshot = Snapshot(of.scheme, of.scheme_digest, of.on, tuple(_profiles(rows, values, scheme)))
        same = snapshot.digest == of.digest
    except (*UNREADABLE, InputError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise _unusable(str(folder / ROWS), say("the table cannot be read")) from error
    if not same:
        raise _unusable(str(folder / ROWS), say("the population is not the one that its hash names"))
    return Peers.of(snapshot, scheme)


def columns(scheme: Scheme) -> list[str]:
    return [*FACTS, *(f"v:{indicator.id}" for indicator in scheme.indicators)]


def _table(path: Path, names: list[str]) -> pl.DataFrame:
    return parquet(taken(path, LARGEST), names)


def _profiles(rows: pl.DataFrame, values: pl.DataFrame, scheme: Scheme) -> list[Profile]:
    known = {(row["indicator"], row["place"]): ratio(row["value"]) for row in values.to_dicts()}
    return [_profile(row, known, scheme) for row in rows.to_dicts()]


def _profile(row: dict[str, Any], known: dict[tuple[str, int], Fraction], scheme: Scheme) -> Profile:
    places = {i.id: row[f"v:{i.id}"] for i in scheme.indicators}
    held = frozenset(str(row["held"]).split())
    values = {id_: known[id_, place] for id_, place in places.items() if place is not None}
    return Profile(row["number"], row["country"], row["sector"], row["assessed-on"], held, values)


def _unusable(name: str, what: Message) -> InputError:
    remedy = say("make it again with: clustermark population")
    return InputError.because(what, remedy, Place(name), code="no-population")
