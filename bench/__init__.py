"""Measurements: ratios of one run against what a user would use instead and the physical limit.

`python -m bench` runs all; `python -m bench NAME [--rows N]` one. Each measurement runs its
contestants as whole processes in turn, so that wall time and peak memory are the system's own
figures. Nothing here is part of the test suite.
"""
