"""A decision as a file that a stranger can compute again."""

import os
from dataclasses import dataclass
from pathlib import Path

from clustermark.files import File, refuse_existing, write_whole
from clustermark.issuing import bundle
from clustermark.issuing.bundle import Replayed
from clustermark.scheme.loading import load
from clustermark.verbs.cases import sound
from clustermark.verbs.signing import KEY_VARIABLE, refused, signing_key


@dataclass(frozen=True, slots=True)
class Bundled:
    """The file that was written, and the hash that names it."""

    file: Path
    digest: str


def decision_bundle(
    file: File, out: str | Path, *, key: str | Path | None = None, scheme: str | None = None
) -> Bundled:
    """Write the decision bundle of a case, signed where there is a key: its file, else the one in the environment.

    An existing file is left alone. Raises InputError and OutputError.
    """
    target = Path(out)
    refuse_existing(target)
    data = bundle.bundle(sound(file, scheme))
    if key is not None or KEY_VARIABLE in os.environ:
        with refused(Path(key or KEY_VARIABLE)):
            data = bundle.sealed(data, signing_key(key))
    write_whole(target, data)
    return Bundled(target, bundle.name_of(data))


def decision_replay(file: File, *, scheme: str | None = None) -> Replayed:
    """Compute a bundle again, offline, and say what differs. `scheme` is the folder of a scheme that is not built in."""
    return bundle.replay(file, lambda name: load(scheme or name))
