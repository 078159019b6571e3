"""Spoiled inputs of every kind that the program reads: only an error of ours may come out, soon and without taking memory.

`python tools/fuzz.py 200000 [seed]` prints a table by kind, and ends with 1 where something else came out. An altered label must
never be valid.
"""

import json
import random
import resource
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SECONDS, MEGABYTES = 10, 500
SHOWN = 5
Reader = Callable[[bytes], object]


@dataclass(frozen=True)
class Kind:
    """One kind of file: examples of it, what reads it, and how often it is tried in comparison."""

    name: str
    seeds: tuple[bytes, ...]
    read: Reader
    weight: int = 10


@dataclass
class Found:
    """What came out of one kind: how many were read, refused, or failed; and the first failures with their inputs."""

    taken: int = 0
    refused: int = 0
    failed: list[tuple[str, bytes]] = field(default_factory=list)


class TooLongError(Exception):
    """An input that took too much time."""


class AlteredLabelError(Exception):
    """A label that was altered and is valid all the same."""


NUMBERS = [b"1e9999999", b"9" * 27, b"-1", b"1_000", b"NaN", b"1/2", b"0" * 400, b"1e308", b"2999-99-99"]
WORDS = [
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\x1b[2J",
    b"\\ud83d",
    b"null",
    b"[]",
    b"{}",
    b'""',
]
DEEP = [b"[" * 300, b'{"a":' * 300, b"- " * 300, b"<a>" * 300]


def spoiled(data: bytes, dice: random.Random) -> bytes:
    """One to four changes: bits, pieces left out, doubled or moved, numbers and words put in, depth, another encoding."""
    for _ in range(dice.choice((1, 1, 2, 4))):
        data = dice.choice(CHANGES)(data, dice)
    return data


def _place(data: bytes, dice: random.Random) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + dice.choice((1, 1, 4, 30, 200)))


def _flipped(data: bytes, dice: random.Random) -> bytes:
    if not data:
        return data
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _deleted(data: bytes, dice: random.Random) -> bytes:
    start, end = _place(data, dice)
    return data[:start] + data[end:]


def _doubled(data: bytes, dice: random.Random) -> bytes:
    start, end = _place(data, dice)
    return data[:end] + data[start:end] * dice.choice((1, 1, 50)) + data[end:]


def _line_doubled(data: bytes, dice: random.Random) -> bytes:
    """A line, or a key of JSON, once more."""
    sign = b"\n" if b"\n" in data else b","
    lines = data.split(sign)
    at = dice.randrange(len(lines))
    return sign.join([*lines[: at + 1], *lines[at:]])


def _inserted(data: bytes, dice: random.Random) -> bytes:
    start, _ = _place(data, dice)
    return data[:start] + dice.choice(NUMBERS + WORDS + DEEP) + data[start:]


def _replaced(data: bytes, dice: random.Random) -> bytes:
    """A value of the text: a number, a word, or what stands between quotes."""
    at = [n for n, sign in enumerate(data) if sign in b'"0123456789']
    if not at:
        return _inserted(data, dice)
    start = dice.choice(at)
    end = start + 1
    while end < len(data) and data[end] in b"0123456789.":
        end += 1
    return data[:start] + dice.choice(NUMBERS + WORDS) + data[end:]


def _encoded(data: bytes, dice: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(dice.choice(("utf-16", "utf-8-sig", "cp1257", "utf-32")), "replace")


CHANGES = (
    _flipped,
    _flipped,
    _cut,
    _deleted,
    _doubled,
    _line_doubled,
    _inserted,
    _replaced,
    _replaced,
    _encoded,
)


def tried(kinds: tuple[Kind, ...], number: int, seed: int) -> Mapping[str, Found]:
    """So many spoiled inputs, spread over the kinds by their weights."""
    from clustermark.errors import ClustermarkError

    dice = random.Random(seed)  # noqa: S311 - chance that can be repeated
    found = {kind.name: Found() for kind in kinds}
    signal.signal(signal.SIGALRM, _too_long)
    for kind in dice.choices(kinds, [kind.weight for kind in kinds], k=number):
        data, before = spoiled(dice.choice(kind.seeds), dice), _megabytes()
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            kind.read(data)
            found[kind.name].taken += 1
        except ClustermarkError:
            found[kind.name].refused += 1
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            found[kind.name].failed.append((_name(error), data))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if _megabytes() - before > MEGABYTES:
            found[kind.name].failed.append(("memory", data))
    return found


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TooLongError


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _name(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__} at {where}"


def kinds(folder: Path) -> tuple[Kind, ...]:
    """Every kind of file, its examples made small; what can be read by its path only is put into the folder."""
    for room in ("cli", "credential", "scoring", "benchmark", "issuing"):
        sys.path.append(str(ROOT / "tests" / room))
    beside = (*_populations(folder), *_schemes(folder), *_worlds(folder), *_owners(folder))
    return (*_cases(), *_labels(), *_registries(), *beside)


def _cases() -> Iterator[Kind]:
    from running import CASE, SMALL

    from clustermark.files import Given
    from clustermark.issuing.bundle import bundle, replay
    from clustermark.scheme.loading import load
    from clustermark.scheme.questionnaire import questionnaire
    from clustermark.scheme.yamlfile import parse
    from clustermark.scoring.casefile import read_case
    from clustermark.scoring.decision import assess

    scheme = load(SMALL)

    def case(name: str) -> Reader:
        def read(data: bytes) -> object:
            opened = read_case(Given(data, name), scheme)
            got = assess(opened.case, scheme)
            return [problem.of("lv") for problem in opened.placed(got.problems)]

        return read

    text = CASE.format(scheme=scheme.name)
    as_json = json.dumps(parse(text).data, default=str).encode()
    yield Kind("case.yaml", (text.encode(),), case("case.yaml"))
    yield Kind("case.json", (as_json,), case("case.json"))
    yield Kind("form.xlsx", (questionnaire(scheme),), case("form.xlsx"), 3)
    made = bundle(assess(read_case(Given(text.encode()), scheme).case, scheme))
    yield Kind("bundle", (made,), lambda data: replay(Given(data, "b.json"), lambda _: scheme))


def _labels() -> Iterator[Kind]:
    from labels import KEY, NOW, issuers, listed, signed

    from clustermark.credential import baking, document
    from clustermark.credential.badge import Badge, drawn, png
    from clustermark.credential.issuers import Issuers
    from clustermark.credential.keys import Key, issuer_document
    from clustermark.credential.verification import read_list, verify

    label, trust = signed(), issuers()
    status = read_list(listed(), trust)
    content = {key: value for key, value in document.opened(label).items() if key != "proof"}

    def check(data: bytes) -> object:
        data = baking.extract(data) if baking.is_picture(data) else data
        found = verify(data, trust, status, NOW)
        if found.valid and {k: v for k, v in document.opened(data).items() if k != "proof"} != content:
            raise AlteredLabelError
        return found

    badge = Badge("Silver", 1, 3, "Label")
    own = json.dumps(issuer_document([KEY.public()], KEY.controller)).encode()
    yield Kind("label.json", (label,), check)
    yield Kind("label.svg", (baking.bake(drawn(badge).encode(), label),), check, 5)
    yield Kind("label.png", (baking.bake(png(badge), label),), check, 5)
    yield Kind("status-list", (listed(),), lambda data: verify(label, trust, read_list(data, trust), NOW))
    yield Kind("did.json", (own,), lambda data: verify(label, Issuers.of([_object(data)]), status, NOW))
    yield Kind("key", (KEY.write(),), Key.read, 5)


def _object(data: bytes) -> dict[str, Any]:
    """As the command reads an issuer's document."""
    from clustermark.errors import InputError
    from clustermark.words.message import say

    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InputError.because(say("refused"), code="refused")
    return found


def _registries() -> Iterator[Kind]:
    from datetime import date

    from clustermark.files import Given
    from clustermark.registry.reading import import_registry
    from clustermark.registry.registry import Registry
    from clustermark.registry.sheet import as_xlsx
    from clustermark.registry.writing import as_csv, as_json

    table = (
        b"Name,Country,Level,Valid until\nCluster One,LV,gold,2027-03-31\nCluster Two,EE,silver,2026-01-31\n"
    )
    day = date(2026, 1, 1)

    def read(name: str) -> Reader:
        def registry(data: bytes) -> object:
            return Registry.of(import_registry(Given(data, name)).events).public_list(day, "")

        return registry

    rows = [*Registry.of(import_registry(Given(table, "r.csv")).events).as_of(day)]
    yield Kind("registry.csv", (table, as_csv(rows)), read("r.csv"))
    yield Kind("registry.json", (as_json(rows),), read("r.json"))
    yield Kind("registry.xlsx", (as_xlsx(rows),), read("r.xlsx"), 3)


def _populations(folder: Path) -> Iterator[Kind]:
    from io import BytesIO

    import polars as pl
    from test_comparison import MADE, ON, profile

    from clustermark.benchmark.peers import Peers
    from clustermark.benchmark.population import snapshot
    from clustermark.benchmark.reading import read_table
    from clustermark.benchmark.store import HEAD, ROWS, VALUES, load, save
    from clustermark.files import Given

    row = {"number": "s-1", "country": "LV", "sector": "", "assessed-on": "2025-01-01"}
    frame = pl.DataFrame([row | {indicator.id: "60.5" for indicator in MADE.indicators}] * 2)
    parquet = BytesIO()
    frame.write_parquet(parquet)
    yield Kind(
        "population.csv", (frame.write_csv().encode(),), lambda data: read_table(Given(data, "p.csv"), MADE)
    )
    yield Kind(
        "population.parquet",
        (parquet.getvalue(),),
        lambda data: read_table(Given(data, "p.parquet"), MADE),
    )
    store = folder / "population"
    save(Peers.of(snapshot([profile(1, 40), profile(2, 50)], MADE, ON), MADE), store)
    for name in (HEAD, ROWS, VALUES):
        yield _file(f"population/{name}", store / name, lambda: load(store, MADE), 4)


def _file(name: str, path: Path, read: Callable[[], object], weight: int) -> Kind:
    """A file among others that stay as they are."""
    whole = path.read_bytes()

    def spoil(data: bytes) -> object:
        path.write_bytes(data)
        try:
            return read()
        finally:
            path.write_bytes(whole)

    return Kind(name, (whole,), spoil, weight)


def _schemes(folder: Path) -> Iterator[Kind]:
    from running import SMALL

    from clustermark.scheme.loading import load_with_source

    home = folder / "scheme"
    home.mkdir()
    (home / "scheme.yaml").write_bytes((Path(SMALL) / "scheme.yaml").read_bytes())
    yield _file("scheme.yaml", home / "scheme.yaml", lambda: load_with_source(home), 4)


def _worlds(folder: Path) -> Iterator[Kind]:
    from datetime import date

    from clustermark.sample.deciding import Attempt
    from clustermark.sample.members import Member
    from clustermark.sample.reading import load_world
    from clustermark.sample.storing import ATTEMPTS, MARKER, MEMBERS, save
    from clustermark.sample.world import World, listed_in
    from clustermark.scoring.case import Case, Organisation
    from clustermark.scoring.decision import Outcome

    of = Organisation(number="s-1", name="One (synthetic)", country="LV", synthetic=True)
    case = Case(scheme="ecei@2020", organisation=of, assessed_on=date(2019, 1, 1), answers={"staff-fte": 2})
    attempt = Attempt("bronze", case, Outcome.REFUSED, ("bronze/a",), None)
    world = World(1, date(2020, 9, 15), (Member(of, (attempt,), {}, None),), listed_in(()))
    home = folder / "world"
    save(world, home)
    for name in (MARKER, MEMBERS, ATTEMPTS):
        yield _file(f"world/{name}", home / name, lambda: load_world(home), 4)


def _owners(folder: Path) -> Iterator[Kind]:
    """A folder with a label that was suspended and came back, and is read by every command that reads one."""
    from owning import SMALL, decision, moment

    import clustermark
    from clustermark.credential.keys import Key
    from clustermark.files import Given

    home, key = folder / "owner", folder / "owner.json"
    act = {"folder": home, "key": key}
    clustermark.label_keygen(home, key, moment(0), issuer="did:web:labels.example", name="Owner")
    data = decision(key=Key.read(key.read_bytes()))
    number = clustermark.label_award(Given(data), at=moment(0), scheme=SMALL, **act).number
    clustermark.label_suspend(number, at=moment(1), reason="a complaint", **act)
    clustermark.label_reinstate(number, at=moment(2), reason="unfounded", scheme=SMALL, **act)
    day = moment(3).date()

    def read() -> object:
        listed = (
            clustermark.label_list(home, day),
            clustermark.registry_list(day, registry=home, scheme=SMALL),
        )
        return *listed, clustermark.label_status_list(at=moment(3), **act)

    yield _file("owner/ledger.jsonl", home / "ledger.jsonl", read, 6)
    yield _file("owner/status-list.json", home / "status-list.json", read, 1)


def table(found: Mapping[str, Found]) -> str:
    rows = [f"{'kind':34}{'read':>8}{'refused':>9}{'failed':>8}"]
    rows += [f"{name:34}{f.taken:8}{f.refused:9}{len(f.failed):8}" for name, f in found.items()]
    for name, kind in found.items():
        for what, times in Counter(what for what, _ in kind.failed).most_common(SHOWN):
            smallest = min((data for why, data in kind.failed if why == what), key=len)
            rows.append(f"{name}: {what}, {times} times, such as {smallest[:300]!r}")
    return "\n".join(rows)


def main() -> None:
    given = [int(word) for word in sys.argv[1:]]
    number, seed = (*given, *(20_000, 1)[len(given) :])
    with TemporaryDirectory() as beside:
        found = tried(kinds(Path(beside)), number, seed)
    print(table(found))
    sys.exit(any(kind.failed for kind in found.values()))


if __name__ == "__main__":
    main()
