"""The version of the product, as it stands in every output."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("makewhole")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+source"
