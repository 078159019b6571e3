from datetime import date, timedelta

import pytest

from clustermark.sample import labels
from clustermark.sample.labels import Incident, Label, labels_of
from clustermark.scoring.validity import Lifetime

ON = date(2020, 9, 15)
FIRST = Lifetime(date(2016, 5, 2), date(2018, 5, 2), date(2019, 5, 2), "first")
AGAIN = Lifetime(date(2018, 4, 3), date(2021, 5, 2), date(2022, 5, 2), "renewal")


def test_every_life_of_a_label_is_one_that_the_engine_gave(world):
    for one in world.members:
        given = sorted((a.level, a.lifetime.valid_from) for a in one.attempts if a.awarded)
        held = sorted((label.level, life.valid_from) for label in labels_of(one, ON) for life in label.lives)
        assert held == given


def test_a_label_begins_with_a_first_award_and_goes_on_with_renewals(world):
    kinds = [
        [life.counts_as for life in label.lives] for one in world.members for label in labels_of(one, ON)
    ]
    assert all(found == ["first"] + ["renewal"] * (len(found) - 1) for found in kinds)
    assert max(map(len, kinds)) > 1


def test_a_renewed_label_lasts_through_both_lives():
    label = Label("bronze", (FIRST, AGAIN))
    assert [label.in_force(day) for day in (date(2016, 5, 1), date(2016, 5, 2), ON, date(2021, 5, 3))] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("kinds", "holds"),
    [
        (["suspended"], False),
        (["suspended", "reinstated"], True),
        (["withdrawn"], False),
        (["revoked"], False),
        (["transferred"], True),
        (["corrected"], True),
    ],
)
def test_what_happens_to_a_label_counts_from_its_day(kinds, holds):
    days = [date(2019, 1, 7) + timedelta(days=n) for n in range(len(kinds))]
    label = Label("bronze", (FIRST, AGAIN), tuple(map(Incident, kinds, days)))
    assert label.in_force(date(2019, 1, 6))
    assert label.in_force(ON) is holds


def test_whoever_was_stopped_holds_nothing(world):
    stopped = [one for one in world.members if one.stopped]
    assert {one.stopped for one in stopped} == {"suspended", "withdrawn", "revoked"}
    for one in stopped:
        *_, last = labels_of(one, ON)
        assert last.last.valid_until >= ON
        assert [incident.kind for incident in last.incidents] == [one.stopped]
        assert not any(label.in_force(ON) for label in labels_of(one, ON))


@pytest.mark.parametrize(
    ("chance", "kinds"),
    [
        ("PAUSED", ["suspended", "reinstated"]),
        ("HANDED_OVER", ["transferred"]),
        ("PUT_RIGHT", ["corrected"]),
    ],
)
def test_what_passes_leaves_the_label_in_force(world, monkeypatch, chance, kinds):
    for name in ("PAUSED", "HANDED_OVER", "PUT_RIGHT"):
        monkeypatch.setattr(labels, name, float(name == chance))
    found = [labels_of(one, ON)[-1] for one in world.members if not one.stopped]
    assert [
        incident.kind for incident in max(found, key=lambda label: len(label.incidents)).incidents
    ] == kinds
    assert all(label.in_force(ON) for label in found if label.last.valid_until >= ON)
    assert all(i.on <= min(ON, label.last.valid_until) for label in found for i in label.incidents)
