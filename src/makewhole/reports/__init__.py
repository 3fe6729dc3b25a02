"""Reports: any file Amazon (or the seller) has, read into canonical tables with nothing lost.

What comes in: paths of files, folders and archives. What goes out: for each file its rows as
Parquet per canonical table, its count, the records set aside and why (`books.imports.ReadFile`);
and a problem for each file that could not be read. A file is known by its headings, never by its
name.
"""

from makewhole.reports.api import Identified, Read, identify, read_paths

__all__ = ["Identified", "Read", "identify", "read_paths"]
