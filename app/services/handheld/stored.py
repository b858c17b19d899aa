"""A piece of work in hand as text, and back: the state of a flow and the act that waits, exactly as they were.

Only what flows are made of is read back: frozen dataclasses and enumerations of `app.flow`, `app.domain` and the
station, with plain values in them. Text of another version of the program may not fit any more; that is a ValueError.
"""

import importlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

_OURS = ("app.flow.", "app.domain.", "app.services.station")


def stored(value: Any) -> str:
    """The text of a value. Raises TypeError for what no flow is made of."""
    return json.dumps(plain(value), ensure_ascii=False)


def restored(text: str) -> Any:
    """The value of a text. Raises ValueError where it is none, or fits no class of this program."""
    try:
        return typed(json.loads(text))
    except (TypeError, KeyError, AttributeError, ImportError, ArithmeticError) as error:
        raise ValueError(str(error)) from error


def plain(value: Any) -> Any:
    """A value as JSON has it; what JSON has no word for bears its kind, and numbers stay exact."""
    found: Any
    match value:
        case Enum():
            found = {"enum": _name(type(value)), "name": value.name}
        case None | bool() | int() | str():
            found = value
        case Decimal():
            found = {"decimal": str(value)}
        case UUID():
            found = {"uuid": str(value)}
        case datetime():
            found = {"moment": value.isoformat()}
        case date():
            found = {"day": value.isoformat()}
        case tuple():
            found = {"tuple": [plain(one) for one in value]}
        case list():
            found = [plain(one) for one in value]
        case frozenset():
            found = {"set": [plain(one) for one in value]}
        case Mapping():
            found = {"map": [[plain(key), plain(one)] for key, one in value.items()]}
        case _ if is_dataclass(value) and not isinstance(value, type):
            inner = {one.name: plain(getattr(value, one.name)) for one in fields(value) if _counts(one)}
            found = {"of": _name(type(value)), "fields": inner}
        case _:
            raise TypeError(f"{type(value).__name__} cannot be kept on disk")
    return found


def typed(value: Any) -> Any:
    """The way back."""
    found: Any = value
    match value:
        case {"enum": str(name), "name": str(member)}:
            found = _class(name)[member]
        case {"decimal": str(text)}:
            found = Decimal(text)
        case {"uuid": str(text)}:
            found = UUID(text)
        case {"moment": str(text)}:
            found = datetime.fromisoformat(text)
        case {"day": str(text)}:
            found = date.fromisoformat(text)
        case {"tuple": list(some)}:
            found = tuple(typed(one) for one in some)
        case {"set": list(some)}:
            found = frozenset(typed(one) for one in some)
        case {"map": list(some)}:
            found = {typed(key): typed(one) for key, one in some}
        case {"of": str(name), "fields": dict(inner)}:
            found = _class(name)(**{field: typed(one) for field, one in inner.items()})
        case list():
            found = [typed(one) for one in value]
        case dict():
            raise ValueError("an object of no known kind")
    return found


def _counts(one: Field[Any]) -> bool:
    """What makes a state the state it is; the way back to the ones before is of no use to another program."""
    return one.init and (one.compare or one.default is MISSING)


def _name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _class(name: str) -> type[Any]:
    module, _, word = name.partition(":")
    if not module.startswith(_OURS):
        raise ValueError(f"{name} is nothing of a flow")
    kind = getattr(importlib.import_module(module), word)
    if not isinstance(kind, type) or not (is_dataclass(kind) or issubclass(kind, Enum)):
        raise ValueError(f"{name} is nothing of a flow")
    return kind
