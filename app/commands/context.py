"""Context keys: the named facts that decide which commands may run now ("warehouse.open", "heat.live")."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Value = bool | int | str | None


class Context:
    """The facts of the moment. Screens set them, commands ask them, listeners hear of each change once."""

    def __init__(self, values: Mapping[str, Value] | None = None) -> None:
        self._values: dict[str, Value] = dict(values or {})
        self._listeners: list[Callable[[str], None]] = []

    def __getitem__(self, key: str) -> Value:
        """The value, or None for a fact that nobody has stated."""
        return self._values.get(key)

    def set(self, key: str, value: Value) -> None:
        """State a fact; listeners are told only when it differs."""
        if self._values.get(key) != value:
            self._values[key] = value
            for listener in tuple(self._listeners):
                listener(key)

    def listen(self, listener: Callable[[str], None]) -> Callable[[], None]:
        """Hear of every change by its key. Returns what ends the listening; calling that twice does no harm."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop


@dataclass(frozen=True, slots=True)
class Needs:
    """One condition of a command: the key must hold the value, else `reason` is what the person reads."""

    key: str
    reason: str
    value: Value = True

    def refusal(self, context: Context) -> str | None:
        """None where the condition holds, else the reason."""
        return None if context[self.key] == self.value else self.reason
