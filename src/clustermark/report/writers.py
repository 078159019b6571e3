"""What writes a report, by the ending of the file's name."""

from collections.abc import Callable, Mapping

from clustermark.report.html import page
from clustermark.report.pdf import typeset
from clustermark.report.spoken import Spoken

TEMPLATE = "report"
WRITERS: Mapping[str, Callable[[Spoken], bytes]] = {
    ".pdf": lambda data: typeset(TEMPLATE, data),
    ".html": page,
}
