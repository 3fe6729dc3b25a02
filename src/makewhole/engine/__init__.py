"""The analytic engine: runs SQL over Parquet, and knows nothing of Amazon.

In: statements in the common SQL subset, paths of Parquet files. Out: rows, tables, Parquet.
"""

from makewhole.engine.connecting import connect
from makewhole.engine.engine import Engine, Schema
from makewhole.engine.jobs import InACircle, Job, in_order
from makewhole.engine.opening import engine_to_come, open_engine
from makewhole.engine.parsed import Parsed
from makewhole.engine.statements import StatementFile, load_folder, parse

__all__ = [
    "Engine",
    "InACircle",
    "Job",
    "Parsed",
    "Schema",
    "StatementFile",
    "connect",
    "engine_to_come",
    "in_order",
    "load_folder",
    "open_engine",
    "parse",
]
