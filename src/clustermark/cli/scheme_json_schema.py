"""`clustermark scheme json-schema`."""

import clustermark
from clustermark.cli.page import print_data


def scheme_json_schema() -> None:
    """Print the JSON Schema of scheme files, with which an editor checks them while one writes."""
    print_data(clustermark.scheme_json_schema())
