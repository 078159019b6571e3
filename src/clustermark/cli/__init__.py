"""The command line: one file a verb, each the thin twin of the function of the same name."""

from clustermark.cli.app import main

__all__ = ["main"]
