"""YAML as policy writes it: fractions are exact decimals, and only true and false are booleans."""

import re
from decimal import Decimal
from typing import Any, ClassVar

import yaml

from makewhole.policy.errors import PolicyFileBroken

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster


class _PolicyLoader(_Loader):  # type: ignore[misc]
    """A loader of its own, so that no other reader of YAML changes with it."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
        for first, found in _Loader.yaml_implicit_resolvers.items()
    }


def _exact(loader: Any, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)).replace("_", ""))


_PolicyLoader.add_constructor("tag:yaml.org,2002:float", _exact)
_PolicyLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"]
)


def parse(text: str, name: str) -> Any:
    """The content of one policy file.

    Errors  PolicyFileBroken: not YAML
    """
    try:
        return yaml.load(text, Loader=_PolicyLoader)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        raise PolicyFileBroken(name, f"it is not readable as YAML{where}", "plain YAML") from fault
