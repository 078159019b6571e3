"""Which organisations there are: how many holders in which country, and the six entries that a ministry published.

Only the totals, the number of countries and the Latvian row are published facts; the other rows are invented for illustration.
"""

from dataclasses import dataclass
from datetime import date

LEVELS = ("bronze", "silver", "gold")
PUBLISHED_ON = date(2020, 9, 15)
SOURCE = "https://www.em.gov.lv/"


@dataclass(frozen=True, slots=True)
class Row:
    """Holders in one country on the day of the count, by the highest level in force."""

    country: str
    bronze: int
    silver: int = 0
    gold: int = 0

    def held(self, level: str) -> int:
        return int(getattr(self, level))


ALLOCATION = (
    Row("DE", 128, 32, 18),
    Row("ES", 118, 10, 14),
    Row("PL", 74, 3, 2),
    Row("FR", 62, 4, 5),
    Row("IT", 62, 3, 2),
    Row("TR", 48),
    Row("RO", 46, 14, 6),
    Row("NO", 40, 4, 13),
    Row("DK", 38, 7, 14),
    Row("AT", 34, 3, 5),
    Row("HU", 30, 3, 2),
    Row("BG", 30, 3, 1),
    Row("CZ", 26, 2, 1),
    Row("SE", 24, 2, 2),
    Row("PT", 22, 3, 2),
    Row("SI", 17, 2, 1),
    Row("SK", 17, 2, 1),
    Row("RS", 17),
    Row("GR", 15),
    Row("HR", 14),
    Row("MX", 14),
    Row("LT", 12),
    Row("EE", 11, 2),
    Row("FI", 11, 0, 2),
    Row("BE", 10, 0, 3),
    Row("CO", 9),
    Row("UA", 8),
    Row("NL", 7),
    Row("IS", 6),
    Row("BA", 6),
    Row("LV", 5, 1),
    Row("GB", 5),
    Row("MK", 4),
    Row("LB", 4),
    Row("IE", 4),
    Row("CH", 3),
    Row("LU", 3),
    Row("MD", 3),
    Row("TN", 3),
    Row("BR", 2),
    Row("JP", 2),
    Row("AL", 2),
    Row("CA", 1),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A real organisation as the ministry's page names it: a level on the day of the page, and nothing else.

    Neither the first nor the last day of the label is published, so none is stated.
    """

    level: str
    latvian: str
    english: str
    country: str = "LV"
    on: date = PUBLISHED_ON
    source: str = SOURCE


LISTED = (
    Listed("silver", "Latvijas Informācijas tehnoloģiju klasteris", "Latvian IT Cluster"),
    Listed(
        "bronze",
        "Latvijas augstvērtīgas un veselīgas pārtikas klasteris",
        "Latvian High Added Value and Healthy Food Cluster",
    ),
    Listed("bronze", "Latvijas koka būvniecības klasteris", "Latvian Wood Construction Cluster"),
    Listed("bronze", "Tīro tehnoloģiju klasteris", "CLEANTECH LATVIA"),
    Listed("bronze", "Zaļo un viedo tehnoloģiju klasteris", "Green and Smart Technology Cluster"),
    Listed("bronze", "Latvijas loģistikas klasteris", "Latvian Logistics (Supply Chain) Cluster"),
)
