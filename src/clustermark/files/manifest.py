"""Which files of a folder were made here: a manifest in it names every one by its hash."""

import hashlib
import json
from pathlib import Path
from typing import Any

MANIFEST = "made-by-clustermark.json"


def sign(folder: Path) -> None:
    """Write the manifest of all that is in the folder."""
    (folder / MANIFEST).write_text(json.dumps(_hashes(folder), indent=1, sort_keys=True), encoding="utf-8")


def strange(folder: Path) -> list[str]:
    """What is in the folder and not in its manifest, or was changed since. Raises OSError."""
    made = _made(folder)
    return sorted(name for name, hash_ in _hashes(folder).items() if made.get(name) != hash_)


def _made(folder: Path) -> dict[str, Any]:
    try:
        made = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return made if isinstance(made, dict) else {}


def _hashes(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder by its relative name; the manifest itself left out, and what is no file without one."""
    return {
        path.relative_to(folder).as_posix(): _hash(path)
        for path in sorted(folder.rglob("*"))
        if path != folder / MANIFEST and (path.is_symlink() or not path.is_dir())
    }


def _hash(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
