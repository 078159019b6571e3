"""Label events and what follows from them: the state of every label as of a date, counts, the public list."""

from clustermark.registry.events import Event, Holder, Kind
from clustermark.registry.registry import Count, Line, Registry
from clustermark.registry.state import State, Status, states

__all__ = ["Count", "Event", "Holder", "Kind", "Line", "Registry", "State", "Status", "states"]
