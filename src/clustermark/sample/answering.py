"""From what an organisation is like to what it would write into the questionnaire on the day of a visit."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import Any

from clustermark.sample.draws import Draws
from clustermark.sample.shapes import SHAPES
from clustermark.sample.traits import Traits
from clustermark.scoring.validity import months_later

OFTEN = ("not-offered", "yearly", "quarterly", "monthly")
STRATEGIES = ("none", "draft", "written", "with-targets", "reviewed")
EFFECTS = ("none", "weak", "moderate", "strong", "very-strong")
BODIES = ("general-meeting", "board", "executive-office", "advisory-council")
FORMS = {
    "association": 0.52,
    "company": 0.16,
    "foundation": 0.07,
    "cooperative": 0.03,
    "part-of-public-body": 0.08,
    "part-of-other-body": 0.1,
    "agreement": 0.04,
}


def answers(
    traits: Traits,
    *,
    force: str,
    founded: date,
    committed: int,
    on: date,
    themes: tuple[str, ...],
    draws: Draws,
) -> dict[str, Any]:
    """All answers of the benchmarking. `themes` are the service themes that the version in force asks for."""
    years = (on - founded).days / 365.25
    table = participants(committed, traits)
    return {
        "existing-organisation": "yes",
        "founded-on": founded,
        "committed": table,
        "main-driving-force": force,
        **size(traits, committed, years),
        **team(traits, founded, on, draws),
        **governance(traits, force, draws),
        "income": income(traits, draws),
        "funded-until": funded_until(traits, on, draws),
        "service": services(traits, themes, draws),
        **activity(traits, committed, draws),
        **recognition(traits, draws),
    }


def share_of(whole: int, percent: float) -> int:
    return min(whole, max(0, round(whole * percent / 100)))


def part_of(whole: int, name: str, traits: Traits) -> int:
    """The share of a shape, as a whole number that stays within the shape's upper bound."""
    return min(share_of(whole, SHAPES[name].at(traits[name])), int(whole * SHAPES[name].most / 100))


def participants(total: int, traits: Traits) -> dict[str, int]:
    """The nine categories, whole numbers that sum to the total; the large categories give way where shares exceed the whole."""
    sme = SHAPES["sme"].at(traits["sme"])
    shares = {name: SHAPES[name].at(traits[name]) for name in ("non-sme", "research", "government")}
    fits = min(1.0, (100 - sme) / sum(shares.values()))
    large, research, public = (
        min(share_of(total, fits * share), int(total * SHAPES[name].most / 100))
        for name, share in shares.items()
    )
    smes = min(share_of(total, sme), total - large - research - public)
    rest = total - smes - large - research - public
    institutes, training = round(research * 0.4), research // 5
    return {
        "sme": smes,
        "non-sme": large,
        "rd-institution": institutes,
        "university": research - institutes - training,
        "training": training,
        "finance": rest // 5,
        "consultant": rest // 3,
        "government": public,
        "other": rest - rest // 5 - rest // 3,
    }


def size(traits: Traits, committed: int, years: float) -> dict[str, Any]:
    before = round(committed / (1 + SHAPES["growth"].at(traits["growth"]) / 100)) if years > 2 else 0  # noqa: PLR2004 - asked for 24 months ago
    return {
        "committed-near": part_of(committed, "near", traits),
        "committed-24m-ago": before,
        "participants-listed": ceil(
            committed * SHAPES["listed-per-committed"].at(traits["listed-per-committed"])
        ),
    }


def team(traits: Traits, founded: date, on: date, draws: Draws) -> dict[str, Any]:
    fte = Decimal(round(SHAPES["staff-fte"].at(traits["staff-fte"]) * 10)) / 10
    heads = ceil(float(fte) * draws.uniform(1, 1.5))
    before = max(1, round(heads * draws.uniform(0.7, 1.1))) if (on - founded).days > 731 else 0  # noqa: PLR2004 - two years
    led_from = draws.uniform(0, 0.9) if draws.chance(0.7) else 0.0
    return {
        "staff-fte": fte,
        "staff-headcount": heads,
        "staff-qualified": share_of(heads, 68 + 24 * traits["qualified"]),
        "manager-since": founded + timedelta(days=int((on - founded).days * led_from)),
        "staff-24m-ago": before,
        "staff-still-here": min(heads, share_of(before, 78 + 20 * traits["retention"])),
    }


def governance(traits: Traits, force: str, draws: Draws) -> dict[str, Any]:
    seats = draws.whole(5, 15)
    firms = {"companies": 70, "balanced": 45, "research": 35, "public-sector": 30}[force]
    return {
        "legal-form": draws.weighted(FORMS),
        "bodies": list(BODIES[: max(1, min(4, round(2.9 + traits["governance"])))]),
        "seats-total": seats,
        "seats-companies": share_of(seats, draws.uniform(firms - 15, firms + 15)),
        "strategy-state": STRATEGIES[min(4, max(0, round(2.4 + 1.1 * traits["strategy"])))],
    }


def income(traits: Traits, draws: Draws) -> dict[str, int]:
    """Six sources in whole euros; between 60,000 and 130,000 a full-time equivalent."""
    fte = SHAPES["staff-fte"].at(traits["staff-fte"])
    wanted = 1000 * SHAPES["budget"].at(traits["budget"])
    total = round(min(max(wanted, 60_000 * fte, 30_000), 135_000 * fte))
    private = round(total * SHAPES["private"].at(traits["private"]) / 100)
    fees = round(private * draws.uniform(0.35, 0.75))
    services = round((private - fees) * draws.uniform(0.4, 0.9))
    public = total - private
    national = round(public * draws.uniform(0.1, 0.6))
    eu = round((public - national) * draws.uniform(0.1, 0.7))
    return {
        "fees": fees,
        "services": services,
        "private-other": private - fees - services,
        "regional": public - national - eu,
        "national": national,
        "eu": eu,
    }


def funded_until(traits: Traits, on: date, draws: Draws) -> date:
    months = round(SHAPES["months-secured"].at(traits["months-secured"]))
    return months_later(on, months) + timedelta(days=draws.whole(0, 20))


def services(traits: Traits, themes: tuple[str, ...], draws: Draws) -> dict[str, str]:
    """How often each theme is offered: so many themes of ten, and so often on average; the first themes are the usual ones."""
    of_ten = round(SHAPES["themes"].at(traits["themes"]))
    offered = max(1, round(of_ten * len(themes) / 10))
    usual = sorted(range(len(themes)), key=lambda n: n / 2 + draws.uniform(0, 4))[:offered]
    steps = round(offered * SHAPES["frequency"].at(traits["frequency"]))
    extra = min(max(steps - offered, 0), 2 * offered)
    each, more = divmod(extra, offered)
    level = {themes[n]: 1 + each + (place < more) for place, n in enumerate(usual)}
    return {theme: OFTEN[level.get(theme, 0)] for theme in themes}


def activity(traits: Traits, committed: int, draws: Draws) -> dict[str, Any]:
    events = round(SHAPES["events"].at(traits["events"]))
    return {
        "rd-projects-24m": max(0, round(3 + 2.5 * traits["projects"])),
        "training-days": Decimal(max(0, round(2 * committed * (0.11 + 0.07 * traits["training"])))) / 2,
        "intl-actions-24m": max(0, round(5 + 3.5 * traits["abroad"])),
        "contacted-12m": part_of(committed, "contacted", traits),
        "events-12m": events,
        "attendances-12m": round(events * draws.uniform(12, 45)),
        "working-groups": round(SHAPES["working-groups"].at(traits["working-groups"])),
        "in-joint-projects": part_of(committed, "in-joint-projects", traits),
    }


def recognition(traits: Traits, draws: Draws) -> dict[str, Any]:
    media = round(SHAPES["media"].at(traits["media"]))
    effect = round(2 * SHAPES["effect"].at(traits["effect"]))
    business = round(SHAPES["effect"].at(traits["effect-business"]))
    return {
        "media-12m": media,
        "media-foreign-12m": share_of(media, draws.uniform(0, 25)),
        "stories-24m": round(SHAPES["stories"].at(traits["stories"])),
        "effect-business": EFFECTS[business],
        "effect-rd": EFFECTS[effect // 2],
        "effect-intl": EFFECTS[effect - effect // 2],
    }


def listing(table: Mapping[str, int], draws: Draws) -> dict[str, Any]:
    """What the version of 2020 asks besides, of a cluster that is listed on the European platform."""
    return {
        "eccp-listed": "yes",
        "english-website": "yes",
        "link-to-public-bodies": "yes" if table["government"] == 0 or draws.chance(0.8) else "no",
        "national-programme": "yes" if draws.chance(0.35) else "no",
    }


def before_assessment(traits: Traits, committed: int, years: float, draws: Draws) -> dict[str, Any]:
    """What is asked besides, before a gold assessment."""
    planned = draws.whole(12, 60)
    response = round(38 + 14 * traits["satisfaction"], 1)
    return {
        "deputy-named": "yes" if draws.chance(0.8) else "no",
        "manager-years-in-management": min(40, int(years) + draws.whole(2, 12)),
        "leavers-12m": share_of(committed, max(0, 6 + 4 * traits["leavers"])),
        "planned-actions": planned,
        "actions-done": share_of(planned, 70 + 15 * traits["done"]),
        "satisfaction-response": Decimal(str(min(95.0, max(5.0, response)))),
    }
