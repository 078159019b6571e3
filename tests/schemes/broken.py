"""The small scheme of the library label with one thing broken in it, and the line on which that stands."""

from pathlib import Path

SMALL = Path(__file__).parent / "reader-friendly" / "1" / "scheme.yaml"


def broken(folder: Path, old: str, new: str, times: int = 1) -> tuple[Path, int]:
    """A copy with `old` replaced, and the line where `new` begins."""
    text = SMALL.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{old} is not in the scheme"
    before = text.index(old)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scheme.yaml").write_text(text.replace(old, new, times), encoding="utf-8")
    return folder, text[:before].count("\n") + 1
