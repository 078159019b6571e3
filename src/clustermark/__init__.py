"""Run a label for good management: from answers to a decision that anyone can check.

Every command of the command line is a function here, of the same name: `clustermark scheme lint ecei` is
`clustermark.scheme_lint("ecei")`. Each is imported when it is first used.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clustermark.verbs.benchmarking import benchmark
    from clustermark.verbs.cases import answers_check, decide, explain, score
    from clustermark.verbs.checking import label_bake, label_extract, label_verify
    from clustermark.verbs.decisions import decision_bundle, decision_replay
    from clustermark.verbs.demonstrating import demo, sample
    from clustermark.verbs.forms import questionnaire
    from clustermark.verbs.labels import (
        label_award,
        label_compromise,
        label_correct,
        label_keygen,
        label_list,
        label_reinstate,
        label_renew,
        label_revoke,
        label_status_list,
        label_suspend,
        label_transfer,
        label_withdraw,
    )
    from clustermark.verbs.populations import population
    from clustermark.verbs.processes import (
        process_agreement,
        process_check,
        process_diagram,
        process_may,
        process_show,
        process_table,
        process_team,
        process_waiting,
    )
    from clustermark.verbs.registries import (
        registry_counts,
        registry_export,
        registry_import,
        registry_list,
        registry_show,
    )
    from clustermark.verbs.reporting import report
    from clustermark.verbs.schemes import (
        scheme_diff,
        scheme_json_schema,
        scheme_ladder,
        scheme_lint,
        scheme_list,
        scheme_publish,
        scheme_show,
    )
    from clustermark.verbs.tables import tabulate

__all__ = [
    "answers_check",
    "benchmark",
    "decide",
    "decision_bundle",
    "decision_replay",
    "demo",
    "explain",
    "label_award",
    "label_bake",
    "label_compromise",
    "label_correct",
    "label_extract",
    "label_keygen",
    "label_list",
    "label_reinstate",
    "label_renew",
    "label_revoke",
    "label_status_list",
    "label_suspend",
    "label_transfer",
    "label_verify",
    "label_withdraw",
    "population",
    "process_agreement",
    "process_check",
    "process_diagram",
    "process_may",
    "process_show",
    "process_table",
    "process_team",
    "process_waiting",
    "questionnaire",
    "registry_counts",
    "registry_export",
    "registry_import",
    "registry_list",
    "registry_show",
    "report",
    "sample",
    "scheme_diff",
    "scheme_json_schema",
    "scheme_ladder",
    "scheme_lint",
    "scheme_list",
    "scheme_publish",
    "scheme_show",
    "score",
    "tabulate",
]

VERBS = {
    "scheme_list": "schemes",
    "scheme_show": "schemes",
    "scheme_lint": "schemes",
    "scheme_diff": "schemes",
    "scheme_ladder": "schemes",
    "scheme_json_schema": "schemes",
    "scheme_publish": "schemes",
    "questionnaire": "forms",
    "answers_check": "cases",
    "score": "cases",
    "decide": "cases",
    "explain": "cases",
    "decision_bundle": "decisions",
    "decision_replay": "decisions",
    "population": "populations",
    "benchmark": "benchmarking",
    "report": "reporting",
    "tabulate": "tables",
    "label_keygen": "labels",
    "label_award": "labels",
    "label_renew": "labels",
    "label_list": "labels",
    "label_verify": "checking",
    "label_suspend": "labels",
    "label_reinstate": "labels",
    "label_withdraw": "labels",
    "label_revoke": "labels",
    "label_transfer": "labels",
    "label_correct": "labels",
    "label_compromise": "labels",
    "label_status_list": "labels",
    "label_bake": "checking",
    "label_extract": "checking",
    "registry_list": "registries",
    "registry_show": "registries",
    "registry_counts": "registries",
    "registry_import": "registries",
    "registry_export": "registries",
    "process_table": "processes",
    "process_diagram": "processes",
    "process_show": "processes",
    "process_may": "processes",
    "process_waiting": "processes",
    "process_check": "processes",
    "process_team": "processes",
    "process_agreement": "processes",
    "sample": "demonstrating",
    "demo": "demonstrating",
}
"""In which module of `clustermark.verbs` each verb is kept."""


class _Library(ModuleType):
    """Finds the verbs. A verb comes before a room of the same name, which is still there for `import`."""

    def __getattribute__(self, name: str) -> Any:
        verbs: dict[str, str] = super().__getattribute__("VERBS")
        if name in verbs:
            return getattr(import_module(f"clustermark.verbs.{verbs[name]}"), name)
        return super().__getattribute__(name)


sys.modules[__name__].__class__ = _Library
