"""Collect the texts of the program into its translation catalogue, keeping the translations there are."""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "clustermark"
CATALOGUE = SOURCE / "locale" / "lv.po"
Key = str | tuple[str, str]
HEADER = """\
Latvian texts of Clustermark.
Each text of the program is its own key; `make messages` adds the new ones.
"""


def texts(source: Path = SOURCE) -> Iterator[Key]:
    """Every text that people read: those of `say` and `says`, and the help of the commands."""
    for path in sorted(source.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from (key for node in ast.walk(tree) if isinstance(node, ast.Call) for key in _of_call(node))
        if path.parent.name == "cli":
            yield from _help(tree, path.stem)


def _of_call(call: ast.Call) -> Iterator[Key]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    words = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if name == "say" and words:
        yield words[0]
    elif name == "says" and len(words) > 1:
        yield words[0], words[1]


def _help(tree: ast.Module, verb: str) -> Iterator[Key]:
    """The help of options and arguments, and what a command says of itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
            yield " ".join(str(node.value.value).split())
        if isinstance(node, ast.FunctionDef) and node.name in {verb, "_root"} and ast.get_docstring(node):
            yield " ".join((ast.get_docstring(node) or "").split())


def renewed(catalogue: Path = CATALOGUE) -> Catalog:
    """The catalogue with exactly the texts of today; new ones are empty."""
    old = (
        read_po(BytesIO(catalogue.read_bytes()), locale="lv") if catalogue.is_file() else Catalog(locale="lv")
    )
    new = Catalog(locale="lv", header_comment=HEADER, fuzzy=False, project="Clustermark")
    for key in texts():
        known = old.get(key)
        new.add(key, known.string if known else ("", "", "") if isinstance(key, tuple) else "")
    return new


def main() -> None:
    new = renewed()
    with CATALOGUE.open("wb") as file:
        write_po(file, new, width=110, sort_output=True, omit_header=True)
    open_ones = [message.id for message in new if message.id and not _whole(message.string)]
    print(f"{len(new)} texts, {len(open_ones)} without a translation")
    sys.exit(bool(open_ones))


def _whole(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    main()
