"""An invented organisation is always shown as such."""

from clustermark.words.message import Message, say

MARKS = ("synthetic", "izdomāt", "sintētisk")


def marked(name: str, *, synthetic: bool) -> Message | str:
    """A name as it is shown: that of an invented organisation always says so."""
    if not synthetic or any(mark in name for mark in MARKS):
        return name
    return say("{name} (synthetic, invented)", name=name)
