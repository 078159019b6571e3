"""The lifetimes that the fact sheet works out, and what follows from them."""

from datetime import date

import pytest
from building import level
from hypothesis import given
from hypothesis import strategies as st

from clustermark.scheme.levels import Level
from clustermark.scoring.validity import lifetime, months_later

MONTH_END = Level.model_validate(level("fine", 1, [("it", {"every-threshold": "audit"})]))
TO_THE_DAY = Level.model_validate(
    level("fine", 1, [("it", {"every-threshold": "audit"})], validity={"months": 24, "ends": "day"})
)


@pytest.mark.parametrize(
    ("visit", "held_until", "until", "counts_as"),
    [
        (date(2026, 3, 10), None, date(2028, 3, 31), "first"),
        (date(2028, 11, 5), date(2028, 3, 31), date(2031, 3, 31), "renewal"),
        (date(2029, 4, 2), date(2028, 3, 31), date(2031, 4, 30), "first"),
        (date(2028, 2, 29), None, date(2030, 2, 28), "first"),
        (date(2029, 3, 31), date(2028, 3, 31), date(2031, 3, 31), "renewal"),
        (date(2027, 9, 30), date(2028, 3, 31), date(2031, 3, 31), "renewal"),
        (date(2027, 9, 29), date(2028, 3, 31), date(2029, 9, 30), "first"),
    ],
)
def test_a_label_lasts_to_the_end_of_the_month(visit, held_until, until, counts_as):
    life = lifetime(MONTH_END, visit, held_until)
    assert (life.valid_until, life.counts_as) == (until, counts_as)


def test_it_may_be_renewed_for_a_year_after_its_end():
    assert lifetime(MONTH_END, date(2026, 3, 10)).renewable_until == date(2029, 3, 31)


def test_an_older_version_counts_to_the_day():
    assert lifetime(TO_THE_DAY, date(2014, 3, 5)).valid_until == date(2016, 3, 5)
    assert lifetime(TO_THE_DAY, date(2028, 2, 29)).valid_until == date(2030, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_renewal_leaves_no_gap_and_never_shortens(visit):
    first = lifetime(MONTH_END, visit)
    again = lifetime(MONTH_END, first.renewable_until, first.valid_until)
    assert again.counts_as == "renewal"
    assert again.valid_until >= months_later(first.valid_until, 35)
    assert first.valid_from <= first.valid_until <= first.renewable_until


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-300, 300))
def test_months_later_keeps_the_day_where_the_month_has_it(day, months):
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (
        later.day < day.day and months_later(later, 1).day in {later.day, 28, 29, 30, 31}
    )
