"""Elements to plain JSON values and back, by the types of their fields; what cannot be read is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NewType, Union, cast, get_args, get_origin, get_type_hints

from app.domain.errors import Refusal
from app.layout.racking import Bay


def encode(value: Any) -> Any:
    """A dataclass as an object without the fields that have their default; bays as runs of [count, bay]."""
    if is_dataclass(value):
        shown = {}
        for field in fields(value):
            own = getattr(value, field.name)
            if own != field.default:
                shown[field.name] = _runs(own) if field.name == "bays" else encode(own)
        return shown
    if isinstance(value, tuple):
        return [encode(part) for part in value]
    # 900 and 900.0 are one length and must be one text.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def decode(cls: type[Any], value: Any, where: str) -> Any:
    """A dataclass from an object. Raises Refusal, naming the place, for a missing, unknown or ill-typed field."""
    if not isinstance(value, dict):
        raise bad(where, f"is no {cls.__name__.lower()}")
    hints = _hints(cast(Any, cls))
    unknown = sorted(value.keys() - hints.keys())
    if unknown:
        raise bad(f"{where}.{unknown[0]}", "is no field that this version knows")
    needed = [f.name for f in fields(cls) if f.default is MISSING and f.name not in value]
    if needed:
        raise bad(f"{where}.{needed[0]}", "is missing")
    given = {
        name: _bays(part, f"{where}.{name}") if name == "bays" else _typed(hints[name], part, f"{where}.{name}")
        for name, part in value.items()
    }
    try:
        return cls(**given)
    except Refusal as refused:
        raise bad(f"{where}:", refused.what.rstrip(".")) from refused


def bad(where: str, what: str) -> Refusal:
    """The refusal for something in a file that cannot be read; where and what stand apart in its detail."""
    words = f"The layout file cannot be read: {where} {what}."
    return Refusal("layout_file", words, "Correct the file and try again.", {"where": where, "what": what})


def _runs(bays: Sequence[Bay]) -> list[list[Any]]:
    runs: list[list[Any]] = []
    last: Bay | None = None
    for bay in bays:
        if bay == last:
            runs[-1][0] += 1
        else:
            runs.append([1, encode(bay)])
            last = bay
    return runs


def _bays(value: Any, where: str) -> tuple[Bay, ...]:
    if not isinstance(value, list) or not all(isinstance(run, list) and len(run) == 2 for run in value):
        raise bad(where, "is no list of [count, bay]")
    bays: list[Bay] = []
    for at, (count, bay) in enumerate(value):
        if type(count) is not int or not 1 <= count <= 4096:
            raise bad(f"{where}[{at}]", "has no count from 1 to 4096")
        bays += [decode(Bay, bay, f"{where}[{at}]")] * count
    return tuple(bays)


@cache
def _hints(cls: type[Any]) -> Mapping[str, Any]:
    hints = get_type_hints(cls)
    return {field.name: hints[field.name] for field in fields(cls)}


def _typed(hint: Any, value: Any, where: str) -> Any:
    """The value as the type that the field has."""
    if isinstance(hint, NewType):
        hint = hint.__supertype__
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        inner = [part for part in get_args(hint) if part is not NoneType]
        return None if value is None else _typed(inner[0], value, where)
    if origin is Literal:
        if value not in get_args(hint):
            raise bad(where, f"is none of {', '.join(map(str, get_args(hint)))}")
        return value
    if origin is tuple:
        return _tuple(get_args(hint), value, where)
    if is_dataclass(hint):
        return decode(hint, value, where)  # type: ignore[arg-type]  # a dataclass here is always a class, never a value
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise bad(where, f"is no {'text' if hint is str else 'number' if hint in (int, float) else hint.__name__}")
    return value


def _tuple(kinds: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise bad(where, "is no list")
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(value)
    if len(kinds) != len(value):
        raise bad(where, f"has not {len(kinds)} parts")
    return tuple(_typed(kind, part, f"{where}[{at}]") for at, (kind, part) in enumerate(zip(kinds, value, strict=True)))
