"""The synthetic world, and the demonstration on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clustermark.demonstration.running import Count, Demo, counts_of, run
from clustermark.files import refuse_foreign
from clustermark.sample.allocation import PUBLISHED_ON
from clustermark.sample.storing import save
from clustermark.sample.world import SEED, Progress, make_world


@dataclass(frozen=True, slots=True)
class Sampled:
    """A synthetic world that was written, and who holds what in it."""

    folder: Path
    seed: int
    on: date
    organisations: int
    assessments: int
    counts: tuple[Count, ...]


def sample(
    folder: str | Path, *, seed: int = SEED, on: date = PUBLISHED_ON, progress: Progress | None = None
) -> Sampled:
    """Make the synthetic world and write it to a folder. Raises OutputError, before any work, where it must not write."""
    target = Path(folder)
    refuse_foreign(target)
    world = make_world(seed, on, progress=progress)
    save(world, target)
    assessments = sum(1 for _ in world.attempts)
    return Sampled(target, seed, on, len(world.members), assessments, counts_of(world))


def demo(
    folder: str | Path = "clustermark-demo",
    *,
    on_stage: Callable[[str, object], None] = lambda _name, _result: None,
    progress: Progress | None = None,
) -> Demo:
    """Run the main job on the built-in scheme: lint it, make the world, decide everything, walk one cluster through.

    `on_stage` is told the name and the result of each stage. Raises OutputError, before any work, where it must not write.
    """
    return run(Path(folder), on_stage=on_stage, progress=progress)
