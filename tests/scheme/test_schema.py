"""The JSON Schema takes what the loader takes, and finds the common mistakes."""

from decimal import Decimal
from pathlib import Path

import pytest
from broken import SMALL
from jsonschema import Draft202012Validator

from clustermark.scheme.files import gathered
from clustermark.scheme.loading import folder_of
from clustermark.scheme.schema import json_schema

VALIDATOR = Draft202012Validator(json_schema())


def plain(value):
    """As an editor reads it: decimals are numbers."""
    match value:
        case Decimal():
            return float(value)
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case list():
            return [plain(item) for item in value]
        case _:
            return value


def test_it_is_a_schema():
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("name", ["ecei@2012", "ecei@2020", str(SMALL.parent)])
def test_every_scheme_we_have_fits(name):
    assert [
        error.message for error in VALIDATOR.iter_errors(plain(gathered(Path(folder_of(name))).data))
    ] == []


@pytest.mark.parametrize(
    "part",
    [
        {"question": []},
        {"levels": []},
        {
            "checks": [
                {
                    "id": "a",
                    "of": {"sume": ["a", "b"]},
                    "at-most": 3,
                    "text": {"en": "x"},
                    "instrument": "visit",
                }
            ]
        },
        {"criteria": [{"id": "Not an id"}]},
    ],
)
def test_what_the_loader_refuses_does_not_fit(part):
    assert list(VALIDATOR.iter_errors(part))
