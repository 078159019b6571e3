from collections import Counter
from datetime import date

from clustermark.sample import make_world
from clustermark.sample.allocation import LISTED, Row

ON = date(2020, 9, 15)
TINY = (Row("DE", 4, 1, 1), Row("CA", 1))


def test_the_world_stands_as_allocated(world):
    counts = Counter((one.country, one.level) for one in world.standings)
    assert counts == {
        ("DE", "bronze"): 24,
        ("DE", "silver"): 8,
        ("DE", "gold"): 8,
        ("ES", "bronze"): 18,
        ("ES", "silver"): 4,
        ("ES", "gold"): 6,
        ("LV", "bronze"): 5,
        ("LV", "silver"): 1,
        ("EE", "bronze"): 6,
        ("EE", "silver"): 2,
        ("CA", "bronze"): 1,
    }


def test_the_same_seed_gives_the_same_world_and_another_one_another():
    one, same, other = (make_world(seed, ON, allocation=TINY) for seed in (1, 1, 2))
    assert one == same != other
    assert one.members[0].attempts != other.members[0].attempts


def test_progress_is_told_to_the_end():
    told = []
    world = make_world(1, ON, allocation=TINY, progress=lambda *step: told.append(step))
    assert told[0] == ("organisations", 1, len(world.members))
    assert told[-1] == ("organisations", len(world.members), len(world.members))


def test_the_real_entries_are_facts_of_one_day_and_nothing_else(world):
    real = [one for one in world.standings if not one.synthetic]
    assert {one.name for one in real} == {entry.english for entry in LISTED}
    assert not any(member.organisation.country == "LV" for member in world.members)
    assert {entry.on for entry in world.listed} == {ON}


def test_a_world_of_another_day_has_no_real_entry_because_none_is_attested():
    world = make_world(1, date(2021, 3, 1), allocation=(*TINY, Row("LV", 5, 1)))
    assert all(one.synthetic for one in world.standings)
    assert Counter(one.level for one in world.standings) == {"bronze": 5, "silver": 1, "gold": 1}
