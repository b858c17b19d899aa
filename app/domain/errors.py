"""The two kinds of error: a Refusal, on which the operator can act, and a Fault, on which we must."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not an error of ours
    """The system understood and said no. Says what happened and what to do next; never shows a code to the operator.

    code: the WM SQLSTATE of the answer ("WM451"), or a word of ours for refusals made in the client.
    detail: facts that came with the answer (what there is, where else, which state), for the screen to show.
    """

    def __init__(self, code: str, what: str, next_step: str, detail: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{what} {next_step}")
        self.code = code
        self.what = what
        self.next_step = next_step
        self.detail: Mapping[str, Any] = dict(detail or {})


class Fault(Exception):  # noqa: N818  named by the field
    """Something of ours failed. Carries a reference for the log, what is safe, and whether to try the call again.

    retry: True where the outcome is indefinite (connection lost, deadline passed): repeat the call with the same op.
    """

    def __init__(self, what: str, safe: str, *, retry: bool = False) -> None:
        self.reference = uuid4().hex[:8].upper()
        super().__init__(f"{what} {safe} (reference {self.reference})")
        self.what = what
        self.safe = safe
        self.retry = retry


class Unreachable(Fault):
    """The database did not answer: away, starting, restarting, or slower than the deadline."""
