"""Writing files so that nothing is ever half there."""

from pathlib import Path

from clustermark.errors import OutputError, Place, Problem
from clustermark.words.message import say


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: it is there whole, or as it was before. Raises OutputError."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(unreadable_target(path, error)) from error
    except KeyboardInterrupt:
        beside.unlink(missing_ok=True)
        raise


def unreadable_target(path: Path, error: OSError) -> Problem:
    return Problem(
        say("it cannot be written: {why}", why=error.strerror or str(error)),
        say("name a folder in which you may write"),
        Place(str(path)),
    )
