"""How many cases the laws are tried with: `ci` the same ones every time, `large` many more, chosen afresh."""

import os

from hypothesis import HealthCheck, settings

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=QUIET)
settings.register_profile("large", deadline=None, max_examples=3000, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
