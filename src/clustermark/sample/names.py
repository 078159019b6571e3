"""Invented names: words that no language has, and always the mark that says so."""

from collections.abc import Mapping

from clustermark.sample.draws import Draws

MARKS: Mapping[str, str] = {"en": "(synthetic)", "lv": "(izdomāts)"}
"""What follows every invented name, wherever it is shown."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "aviation-space": ("Aviation", "Space Systems", "Aerospace"),
    "biotechnology": ("Biotechnology", "Bioprocess", "Bioeconomy"),
    "construction": ("Construction", "Timber Building", "Building Systems"),
    "creative": ("Creative", "Design", "Media"),
    "energy-environment": ("Energy", "Environment", "Clean Technology"),
    "food": ("Food", "Agrifood", "Beverage"),
    "health": ("Health", "Medical Technology", "Care"),
    "ict": ("ICT", "Software", "Digital"),
    "maritime": ("Maritime", "Water", "Ocean Technology"),
    "materials-chemistry": ("Materials", "Chemistry", "Polymer"),
    "micro-nano-optics": ("Optics", "Microelectronics", "Photonics"),
    "production": ("Machinery", "Production", "Automation"),
    "sports-tourism": ("Tourism", "Sports", "Leisure"),
    "transport": ("Mobility", "Logistics", "Automotive"),
    "other": ("Innovation", "Enterprise", "Crafts"),
}
KINDS = ("Cluster", "Network", "Alliance", "Cluster Initiative")

STARTS = (
    *(
        "Brelv",
        "Cradz",
        "Dvoq",
        "Flunz",
        "Grevx",
        "Jovr",
        "Kwist",
        "Lhurz",
        "Mnost",
        "Nvark",
        "Plodz",
        "Qurv",
    ),
    *(
        "Rholz",
        "Sfent",
        "Tvamb",
        "Ulzr",
        "Vlorp",
        "Wrond",
        "Xemb",
        "Ydrav",
        "Zhult",
        "Skurv",
        "Throlz",
        "Gwenz",
    ),
)
MIDDLES = ("a", "e", "i", "o", "u", "ar", "el", "im", "or", "un")
ENDS = ("bex", "dax", "fon", "gir", "lund", "miq", "nov", "pex", "rul", "vik", "wex", "zan")


def invented(number: int) -> str:
    """The invented word of a number; all different up to 2,880, then two of them joined."""
    word_count = len(STARTS) * len(MIDDLES) * len(ENDS)
    rest, index = divmod(number, word_count)
    scattered = index * 1_013 % word_count
    start, tail = divmod(scattered, len(MIDDLES) * len(ENDS))
    middle, end = divmod(tail, len(ENDS))
    word = STARTS[start] + MIDDLES[middle] + ENDS[end]
    return f"{word} {invented(rest - 1)}" if rest else word


def named(number: int, sector: str, draws: Draws) -> str:
    """An English name with its mark, such as "Brelvabex Food Network (synthetic)"."""
    return f"{invented(number)} {draws.pick(FIELDS[sector])} {draws.pick(KINDS)} {MARKS['en']}"


def in_languages(name: str) -> dict[str, str]:
    """The same name with the mark of each language."""
    bare = name.removesuffix(MARKS["en"]).rstrip()
    return {lang: f"{bare} {mark}" for lang, mark in MARKS.items()}
