"""`python -m makewhole` is the same as `makewhole`."""

from makewhole.cli.main import run

run()
