"""makewhole: finds what Amazon owes, proves it, and follows it until it is paid."""

from makewhole.version import __version__

__all__ = ["__version__"]
