"""JSON answers of interfaces as people save them: one document, or several behind one another."""

import json
import re
from collections.abc import Callable
from typing import Any

_BLANK = re.compile(r"\s*")


def parse(content: bytes, fraction: Callable[[str], Any] = str) -> Any:
    """A JSON document, or several behind one another (one a line, or laid out), as a list.

    A number with a fraction becomes what `fraction` makes of its text. Raises `ValueError`.

    >>> parse(b'{"a": 1}')
    {'a': 1}
    >>> parse(b'{"a": 1}\\n{"a": 2.50}')
    [{'a': 1}, {'a': '2.50'}]
    """
    text = content.decode(json.detect_encoding(content)).strip()
    decoder = json.JSONDecoder(parse_float=fraction)
    found, at = [], 0
    try:
        while at < len(text):
            document, end = decoder.raw_decode(text, at)
            found.append(document)
            blank = _BLANK.match(text, end)
            at = blank.end() if blank else end
    except RecursionError as cause:
        raise ValueError("nested deeper than any answer is") from cause
    if not found:
        raise ValueError("there is no document")
    return found[0] if len(found) == 1 else found
