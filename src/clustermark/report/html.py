"""The same report as one page that needs nothing else: no script, no other file."""

from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

PICTURE = "data:image/svg+xml;base64,"


def page(data: dict[str, Any]) -> bytes:
    """A report in one language as HTML. Every text is escaped."""
    return _template().render(data, style=_style()).encode()


@cache
def _template() -> Template:
    loader = PackageLoader("clustermark.report", "templates")
    around = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    around.filters["picture"] = lambda svg: PICTURE + b64encode(svg.encode()).decode()
    return around.get_template("report.html")


@cache
def _style() -> str:
    return (files("clustermark.report") / "templates" / "report.css").read_text(encoding="utf-8")
