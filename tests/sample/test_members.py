from collections import Counter
from datetime import date

import pytest

from clustermark.errors import InputError
from clustermark.sample import members
from clustermark.sample.allocation import LISTED
from clustermark.sample.character import Place
from clustermark.sample.history import Aim
from clustermark.sample.members import member
from clustermark.sample.names import STARTS
from clustermark.scoring.decision import assess


def test_the_engine_decides_every_visit_as_it_is_recorded(world, calendar):
    for attempt in world.attempts:
        scheme = calendar.in_force(attempt.case.assessed_on)
        whole = assess(attempt.case, scheme)
        decision = whole.decision(attempt.level)
        assert whole.problems == ()
        assert (decision.outcome, decision.lifetime) == (attempt.outcome, attempt.lifetime)
        assert tuple(verdict.name for verdict in decision.unmet) == attempt.unmet


def test_every_case_falls_under_the_version_in_force_on_the_day(world, calendar):
    names = {a.case.scheme for a in world.attempts}
    assert names == {scheme.name for scheme in calendar.schemes}
    assert all(a.case.scheme == calendar.in_force(a.case.assessed_on).name for a in world.attempts)


def test_everything_is_marked_as_invented(world):
    for one in world.members:
        organisation = one.organisation
        assert organisation.synthetic
        assert organisation.name.endswith("(synthetic)")
        assert organisation.number.startswith("synthetic-")
        assert all(attempt.case.organisation == organisation for attempt in one.attempts)
    assert all(f.assessor.startswith("synthetic-") for a in world.attempts for f in a.case.findings)
    assert all(d.title.endswith("(synthetic)") for a in world.attempts for d in a.case.documents)


def test_no_name_is_a_real_one(world):
    real = {name for entry in LISTED for name in (entry.latvian, entry.english)}
    names = [one.organisation.name for one in world.members]
    assert len(set(names)) == len(names)
    assert not any(known in name for known in real for name in names)
    assert all(name.startswith(STARTS) for name in names)


def test_gold_is_found_by_two_of_whom_one_is_foreign_and_silver_by_one(world):
    for attempt in world.attempts:
        home = attempt.case.organisation.country.lower()
        assessors = {finding.assessor for finding in attempt.case.findings}
        at_home = {who for who in assessors if f"-{home}-" in who}
        assert len(assessors) == {"bronze": 0, "silver": 1, "gold": 2}[attempt.level]
        assert len(at_home) == (attempt.level != "bronze")


def test_assessors_of_gold_now_and_then_differ_and_agree(world):
    gold = [a.case for a in world.attempts if a.level == "gold"]
    agreed = {(n, c.criterion): c.rating for n, case in enumerate(gold) for c in case.consensus}
    beside = Counter(
        finding.rating == agreed[n, finding.criterion]
        for n, case in enumerate(gold)
        for finding in case.findings
    )
    assert 0.05 < beside[False] / beside.total() < 0.3


def test_a_case_knows_the_labels_held_before(world):
    for one in world.members:
        before = {}
        for attempt in one.attempts:
            assert {h.level: h.valid_until for h in attempt.case.holdings} == before
            if attempt.lifetime:
                before[attempt.level] = attempt.lifetime.valid_until


def test_silver_shows_three_areas_that_rose_since_the_last_benchmarking(world):
    for attempt in (a for a in world.attempts if a.level == "silver"):
        answers = attempt.case.answers
        assert len({answers[f"improvement-{n}-indicator"] for n in (1, 2, 3)}) == 3
        for n in (1, 2, 3):
            assert answers[f"improvement-{n}-before"] < answers[f"improvement-{n}-after"]
            assert answers[f"improvement-{n}-before-on"] == attempt.case.benchmarked_on[-1]


def test_better_levels_would_rate_themselves_higher(world):
    def mean(level):
        held = [one.self_check for one in world.members if one.attempts[-1].level == level]
        return sum(sum(check.values()) for check in held) / len(held)

    assert mean("bronze") < mean("silver") < mean("gold")


def test_what_cannot_come_out_is_said(calendar, monkeypatch):
    monkeypatch.setattr(members, "TRIES", 3)
    monkeypatch.setattr(members, "tried", lambda *_: None)
    place = Place(1, "DE", Aim("bronze"), (0, 1), 0.5, near=(0, 1), small_country=False)
    with pytest.raises(InputError, match="no answers lead to bronze as planned"):
        member(place, 1, calendar)


def test_answers_that_break_a_check_are_drawn_again(calendar, monkeypatch):
    draw, drawn = members.filled_in, []

    def broken_first(now, quality):
        drawn.append(draw(now, quality) | ({} if drawn else {"staff-fte": 400}))
        return drawn[-1]

    monkeypatch.setattr(members, "filled_in", broken_first)
    place = Place(1, "DE", Aim("bronze"), (0, 1), 0.5, near=(0, 1), small_country=False)
    assert member(place, 1, calendar).attempts[-1].case.assessed_on <= date(2020, 9, 15)
    assert len(drawn) > 1
