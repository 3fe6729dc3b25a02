"""The version of the product, as it stands in every output."""

__version__ = "0.1.0"
