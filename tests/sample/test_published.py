"""The full world: the published counts, and the quartiles and medians to which it is calibrated."""

from collections import Counter, defaultdict
from math import log
from statistics import correlation, median, quantiles

import pytest

from clustermark.sample import make_world
from clustermark.sample.answering import OFTEN
from clustermark.sample.shapes import SHAPES

YEAR = 365.25
COARSE = {"working-groups", "stories", "themes"}
"""Small whole numbers, whose quartiles jump."""


@pytest.fixture(scope="module")
def published():
    return make_world()


@pytest.fixture(scope="module")
def cases(published):
    """The last case of each organisation."""
    return [one.attempts[-1].case for one in published.members]


def test_the_world_has_the_published_counts(published):
    counts = Counter(one.level for one in published.standings)
    countries = {
        level: len({one.country for one in published.standings if one.level == level}) for level in counts
    }
    assert counts == {"bronze": 997, "silver": 100, "gold": 94}
    assert countries == {"bronze": 43, "silver": 18, "gold": 18}
    assert Counter(one.level for one in published.standings if one.country == "LV") == {
        "bronze": 5,
        "silver": 1,
    }


@pytest.mark.parametrize(("level", "percent"), [("bronze", 58), ("silver", 72), ("gold", 90)])
def test_the_levels_are_as_far_apart_as_the_published_scores(published, level, percent):
    held = {one.name for one in published.standings if one.level == level}
    checks = [one.self_check for one in published.members if one.organisation.name in held]
    totals = [100 * sum(check.values()) / (5 * len(check)) for check in checks]
    assert median(totals) == pytest.approx(percent, abs=2.5)


def figures(case):
    """What the table of the world is about, of one case."""
    a, themes = case.answers, len(case.answers["service"])
    committed, income = a["committed"], a["income"]
    whole, budget = sum(committed.values()), sum(income.values())
    offered = [OFTEN.index(often) for often in a["service"].values() if often != "not-offered"]
    private = income["fees"] + income["services"] + income["private-other"]
    return {
        "age": (case.assessed_on - a["founded-on"]).days / YEAR,
        "committed": whole,
        "listed-per-committed": a["participants-listed"] / whole,
        "staff-fte": float(a["staff-fte"]),
        "sme": 100 * committed["sme"] / whole,
        "non-sme": 100 * committed["non-sme"] / whole,
        "research": 100
        * (committed["rd-institution"] + committed["university"] + committed["training"])
        / whole,
        "government": 100 * committed["government"] / whole,
        "near": 100 * a["committed-near"] / whole,
        "budget": budget / 1000,
        "private": 100 * private / budget,
        "months-secured": (a["funded-until"] - case.assessed_on).days * 12 / YEAR,
        "themes": 10 * len(offered) / themes,
        "frequency": sum(offered) / len(offered),
        "contacted": 100 * a["contacted-12m"] / whole,
        "events": a["events-12m"],
        "working-groups": a["working-groups"],
        "in-joint-projects": 100 * a["in-joint-projects"] / whole,
        "media": a["media-12m"],
        "stories": a["stories-24m"],
    }


@pytest.fixture(scope="module")
def table(cases):
    rows = [figures(case) for case in cases]
    return {name: [row[name] for row in rows] for name in rows[0]}


def test_the_quartiles_are_those_of_the_table(table):
    for name, values in table.items():
        shape = SHAPES[name]
        wanted = (shape.lower, shape.median, shape.upper)
        tolerance = 1.01 if name in COARSE else max(0.16 * shape.median, 0.35 * (shape.upper - shape.lower))
        assert quantiles(values, n=4, method="inclusive") == pytest.approx(wanted, abs=tolerance), name


def test_no_value_leaves_its_bounds(table):
    for name, values in table.items():
        assert max(values) <= SHAPES[name].most + (1 if name == "months-secured" else 0.02), name
        if name in {"age", "committed", "staff-fte", "sme", "near", "budget", "events", "media"}:
            assert min(values) >= SHAPES[name].least - 0.02 - (name == "sme") - (name == "near"), name


def test_what_hangs_together_hangs_together(table, cases):
    size = [log(value) for value in table["committed"]]
    team = [log(value) for value in table["staff-fte"]]
    assert correlation(size, team) == pytest.approx(0.6, abs=0.07)
    public = [100 - share for share in table["private"]]
    assert correlation(public, table["months-secured"]) > 0
    per_person = [n / fte for n, fte in zip(table["committed"], table["staff-fte"], strict=True)]
    assert correlation(per_person, table["contacted"]) < -0.05
    growth = [sum(c.answers["committed"].values()) / (c.answers["committed-24m-ago"] or 1e9) for c in cases]
    known = [n for n, value in enumerate(growth) if value > 0.1]
    assert correlation([growth[n] for n in known], [table["age"][n] for n in known]) < -0.1


def test_the_driving_force_sets_the_private_share(table, cases):
    shares = defaultdict(list)
    for case, share in zip(cases, table["private"], strict=True):
        shares[case.answers["main-driving-force"]].append(share)
    wanted = {"companies": 42, "balanced": 33, "research": 22, "public-sector": 12}
    assert {force: median(found) for force, found in shares.items()} == pytest.approx(wanted, abs=7)


def test_in_every_country_most_participants_are_near(table, cases):
    near = defaultdict(list)
    for case, share in zip(cases, table["near"], strict=True):
        near[case.organisation.country].append(share)
    assert min(median(found) for found in near.values()) >= 75


def test_there_are_labels_that_ended_were_renewed_and_refused(published):
    levels = Counter(a.level for a in published.attempts if not a.awarded)
    renewed = Counter(a.level for a in published.attempts if a.lifetime and a.lifetime.counts_as == "renewal")
    assert levels["gold"] > 20
    assert all(renewed[level] > 20 for level in ("bronze", "silver", "gold"))
    assert len(published.members) - len([one for one in published.standings if one.synthetic]) > 200
