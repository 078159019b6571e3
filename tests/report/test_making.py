"""What a report says, checked against the assessment and the comparison that it is made from."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from clustermark.benchmark.position import Position
from clustermark.benchmark.table import Among
from clustermark.report import highlights
from clustermark.report.content import Tendency
from clustermark.report.entries import entry, summary
from clustermark.report.making import _distance, _tendency, _verdict, report
from clustermark.report.spoken import _group, spoken
from clustermark.scheme.criteria import Direction
from clustermark.scoring.case import Holding
from clustermark.scoring.decision import assess
from clustermark.words.text import Text


@pytest.fixture(scope="module")
def made(told):
    return {level: report(one.got, one.found, one.before) for level, one in told.items()}


@pytest.mark.parametrize("level", ["bronze", "silver", "gold"])
def test_the_ladder_says_what_was_decided(made, told, level):
    for rung in made[level].rungs:
        decision = told[level].got.decision(rung.level.id)
        held = any(h.level == rung.level.id for h in told[level].got.case.holdings)
        assert rung.reached == bool(decision.lifetime) or held
    reached = [rung.level for rung in made[level].rungs if rung.reached]
    assert made[level].level == max(reached, key=lambda one: one.rank)


def test_the_distance_is_to_the_next_level(made, told):
    for one in made.values():
        wanted = one.scheme.next_level(one.level.id)
        assert (one.distance and one.distance.level) == wanted
    distance = made["bronze"].distance
    assert not distance.assessed
    assert distance.steps == ()
    assert [line.met for line in distance.conditions] == [
        verdict.met for verdict in told["bronze"].got.decision("silver").verdicts
    ]


def test_a_refused_level_has_a_way_to_it(told):
    case = told["gold"].got.case
    low = tuple(c.model_copy(update={"rating": 1}) if c.rating == 5 else c for c in case.consensus)
    got = assess(case.model_copy(update={"consensus": low, "holdings": ()}), told["gold"].got.scheme)
    found = report(got, told["gold"].found)
    assert found.level.id == "bronze"
    over_silver = _distance(got.scheme.level["silver"], got)
    assert over_silver.level.id == "gold"
    assert over_silver.assessed
    assert 0 < len(over_silver.steps) <= 6
    assert any(line.met is False and ":" in str(line.text) for line in over_silver.conditions)


def test_a_label_held_from_before_counts_as_reached(told):
    got = told["bronze"].got
    day = got.case.assessed_on
    held = Holding(
        level="silver",
        valid_from=day - timedelta(days=300),
        valid_until=day + timedelta(days=100),
        renewable_until=day + timedelta(days=400),
    )
    again = assess(got.case.model_copy(update={"holdings": (held,)}), got.scheme)
    found = report(again, told["bronze"].found)
    assert [rung.reached for rung in found.rungs][1:] == [True, False]
    assert (found.level.id, found.distance.level.id) == ("silver", "gold")


def test_at_the_top_nothing_is_missing_and_at_the_bottom_everything(told):
    one = told["bronze"]
    day = one.got.case.assessed_on
    top = [
        Holding(level=level, valid_from=day, valid_until=day, renewable_until=day)
        for level in one.got.scheme.level
    ]
    highest = report(
        assess(one.got.case.model_copy(update={"holdings": tuple(top)}), one.got.scheme), one.found
    )
    assert highest.distance is None
    assert "highest level" in spoken(highest, "en")["words"]["highest"]
    empty = one.got.case.model_copy(update={"answers": {}, "holdings": ()})
    lowest = report(assess(empty, one.got.scheme), one.found)
    assert lowest.level is None
    assert lowest.distance.level.id == "bronze"
    assert spoken(lowest, "lv")["level"] is None


@pytest.mark.parametrize("level", ["bronze", "silver", "gold"])
def test_strengths_are_good_and_needs_have_a_first_step(made, told, level):
    one = told[level]
    ranked = highlights.rated(one.got, one.found.rows, dict(one.found.titles))
    scores = {(r.highlight.chapter, r.highlight.title): r.score for r in ranked}
    good = [scores[h.chapter, h.title] for h in made[level].strengths]
    bad = [scores[h.chapter, h.title] for h in made[level].needs]
    assert len(good) == len(bad) == 3
    assert min(good) > Fraction(1, 2)
    assert max(bad) < min(good)
    assert all(h.step for h in made[level].needs)
    assert all(h.step is None for h in made[level].strengths)
    assert all(scores[h.chapter, h.title] < Fraction(1, 2) for h in made[level].improvements)
    assert len(made[level].improvements) <= 10


def test_every_indicator_stands_in_its_chapter_with_its_groups(made, told):
    for level, one in made.items():
        entries = [entry for chapter in one.chapters for entry in chapter.entries]
        assert [e.indicator.number for e in entries] == list(range(1, 37))
        rows = {row.indicator.id: row for row in told[level].found.rows}
        for found in entries:
            among = rows[found.indicator.id].among
            itself = {a.group for a in among if a.used == a.group and a.median is not None}
            hidden = {"sector-family"} & itself if "sector" in itself else set()
            assert [g.size for g in found.groups] == [a.size for a in among if a.group in itself - hidden]
            assert len(found.replaced) == (len(among) - len(itself) if itself else 0)


def test_context_indicators_are_neither_good_nor_bad(made):
    for one in made.values():
        for found in (e for chapter in one.chapters for e in chapter.entries):
            context = found.indicator.direction is Direction.CONTEXT
            assert ("Neither good nor bad" in str(found.sentence)) <= context
        named = {h.title for h in (*one.strengths, *one.needs, *one.improvements)}
        context = {i.title for i in one.scheme.indicators if i.direction is Direction.CONTEXT}
        assert not named & context


def test_a_value_that_is_missing_has_no_place(told):
    one = told["bronze"]
    row = next(row for row in one.found.rows if not row.is_context)
    bare = type(row)(row.indicator, None, row.among)
    assert "There is no value" in str(entry(bare, one.got, one.found.titles).sentence)
    alone = type(row)(row.indicator, row.value, (Among("all", "all", 2, None, None, None, None),))
    found = entry(alone, one.got, one.found.titles)
    assert "Too few peers" in str(found.sentence)
    assert (found.strip, found.replaced) == ("", ())
    nowhere = Among("sector", "all", 2, None, None, None, None)
    both = type(row)(row.indicator, row.value, (*row.among[:1], nowhere))
    replaced = entry(both, one.got, one.found.titles).replaced
    assert [str(m) for m in replaced] == ["Clusters of the same sector: too few peers"]
    assert "orientation" in str(summary([alone]))


def test_a_value_may_lie_at_the_median(told):
    one = told["bronze"]
    row = next(row for row in one.found.rows if row.is_context and row.value is not None)
    at = Among("all", "all", 5, Position(2, 1, 5), row.value, None, None)
    found = entry(type(row)(row.indicator, row.value, (at,)), one.got, one.found.titles)
    assert "At the median of 5 peers (All clusters)" in str(found.sentence)
    assert "middle half" not in _group(found.groups[0], "en")["told"]
    assert "lower" not in _group(replace(found.groups[0], ahead=None), "en")["told"]


def test_a_group_without_an_own_value_tells_its_spread_alone(made):
    groups = [g for c in made["bronze"].chapters for e in c.entries for g in e.groups if g.half]
    said = _group(replace(groups[0], ahead=None), "en")["told"]
    assert "the middle half from" in said
    assert "lower value" not in said


def test_an_indicator_without_a_value_before_has_no_change(told):
    one = told["bronze"]
    case = one.before.case.model_copy(update={"answers": {}})
    assert report(one.got, one.found, assess(case, one.before.scheme)).changes == ()


def test_a_kind_is_said_in_words_and_not_compared(made):
    for one in made.values():
        [found] = [e for c in one.chapters for e in c.entries if e.indicator.id == "driving-force"]
        assert isinstance(found.value, Text)
        assert "not compared" in str(found.sentence)
        assert "(" not in spoken(one, "en")["chapters"][0]["entries"][7]["value"]


def test_less_is_better_turns_the_place_round(told):
    one = told["bronze"]
    row = next(row for row in one.found.rows if not row.is_context and highlights.reference(row))
    lower = row.indicator.model_copy(update={"direction": Direction.LOWER})
    turned = type(row)(lower, row.value, row.among)
    among = highlights.reference(row)
    assert highlights.favourable(turned, among) + highlights.favourable(row, among) == 100
    assert "Less is better" in str(entry(turned, one.got, one.found.titles).sentence)
    without = Among("all", "all", 0, None, None, None, None)
    assert highlights.favourable(row, without) == 0


def test_the_change_follows_the_direction(told):
    row = next(row for row in told["bronze"].found.rows if not row.is_context)
    context = next(row for row in told["bronze"].found.rows if row.is_context)
    lower = type(row)(row.indicator.model_copy(update={"direction": Direction.LOWER}), row.value, row.among)
    one, two = Fraction(1), Fraction(2)
    assert _tendency(row, one, two) is Tendency.BETTER
    assert _tendency(lower, one, two) is Tendency.WORSE
    assert _tendency(row, one, one) is _tendency(context, one, two) is Tendency.NEITHER
    words = [str(_verdict(t, one, n)) for t, n in ((Tendency.BETTER, two), (Tendency.WORSE, two))]
    words += [str(_verdict(Tendency.NEITHER, one, n)) for n in (one, two, Fraction(0))]
    assert words == ["better now", "worse now", "unchanged", "higher now", "lower now"]


def test_the_trend_counts_what_changed(made):
    for one in made.values():
        said = spoken(one, "en")["trend"]
        better = sum(change.tendency is Tendency.BETTER for change in one.changes)
        assert f"{better} are better" in said["summary"]
        assert isinstance(one.before_on, date)


def test_both_languages_say_the_same_things(made):
    for one in made.values():
        english, latvian = spoken(one, "en"), spoken(one, "lv")
        assert english.keys() == latvian.keys()
        assert [len(c["entries"]) for c in english["chapters"]] == [
            len(c["entries"]) for c in latvian["chapters"]
        ]
        assert english["words"].keys() == latvian["words"].keys()
        assert not {k for k in english["words"] if english["words"][k] == latvian["words"][k]}


def test_an_invented_organisation_is_marked_once(told):
    one = told["bronze"]
    of = one.got.case.organisation
    plain = of.model_copy(update={"name": "Cluster of Nowhere"})
    bare = assess(one.got.case.model_copy(update={"organisation": plain}), one.got.scheme)
    assert spoken(report(bare, one.found), "en")["name"] == "Cluster of Nowhere (synthetic, invented)"
    assert spoken(report(one.got, one.found), "en")["name"] == of.name


def test_the_method_names_hashes_and_rules(told):
    one = told["bronze"]
    said = " ".join(spoken(report(one.got, one.found), "en")["method"])
    assert one.found.population in said
    assert one.found.scheme in said
    assert "from 5 peers on, its middle half from 8 on" in said
    undisclosed = one.got.scheme.model_copy(update={"disclosure": None})
    bare = report(assess(one.got.case, undisclosed), one.found)
    assert bare.rules == {}
