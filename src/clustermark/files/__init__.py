"""Reading files once, and writing them so that nothing is ever half there, and nothing is lost that was not made here."""

from clustermark.files.folder import refuse_foreign, write_folder
from clustermark.files.given import MEGABYTE, STDIN, File, Given, name_of, read_whole, taken, too_large
from clustermark.files.kept import Change, changing, locked, standing, stands
from clustermark.files.manifest import MANIFEST
from clustermark.files.whole import (
    make_folder,
    refuse_existing,
    unreadable_target,
    write_new,
    write_secret,
    write_whole,
)

__all__ = [
    "MANIFEST",
    "MEGABYTE",
    "STDIN",
    "Change",
    "File",
    "Given",
    "changing",
    "locked",
    "make_folder",
    "name_of",
    "read_whole",
    "refuse_existing",
    "refuse_foreign",
    "standing",
    "stands",
    "taken",
    "too_large",
    "unreadable_target",
    "write_folder",
    "write_new",
    "write_secret",
    "write_whole",
]
