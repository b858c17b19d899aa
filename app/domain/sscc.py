"""SSCC-18, the number of a logistic unit: made, checked and taken apart (GS1 General Specifications 3.2.1 and 7.9).

Extension digit, company prefix and serial fill 17 digits; the 18th is the check digit, which biip verifies. biip
knows how long most companies' prefixes are; where it does not, the caller says it.
"""

from dataclasses import dataclass

from app.domain.barcode import check_digit
from app.domain.errors import Refusal

LENGTH = 18
_SHORTEST, _LONGEST = 4, 12  # digits of a company prefix


@dataclass(frozen=True, slots=True)
class SsccParts:
    """An SSCC taken apart. extension: 0 to 9; serial: with its leading zeros; company_prefix: "" where it is not known,
    and the serial then holds both."""

    value: str
    extension: int
    company_prefix: str
    serial: str


def make_sscc(extension: int, company_prefix: str, serial: int) -> str:
    """The SSCC of a serial number. Raises Refusal where the parts do not fit 17 digits."""
    if not 0 <= extension <= 9:
        raise Refusal("sscc", f"{extension} is no extension digit.", "Choose one digit, 0 to 9.")
    if not (company_prefix.isascii() and company_prefix.isdigit() and _SHORTEST <= len(company_prefix) <= _LONGEST):
        raise Refusal(
            "sscc",
            f"“{company_prefix[:20]}” is no company prefix.",
            "Enter the GS1 company prefix of your licence, 4 to 12 digits.",
        )
    room = LENGTH - 2 - len(company_prefix)
    if serial < 0 or len(str(serial)) > room:
        raise Refusal(
            "sscc",
            f"Serial {serial} does not fit: this prefix leaves {room} digits.",
            "Use another extension digit, which starts a new range.",
        )
    first = f"{extension}{company_prefix}{serial:0{room}d}"
    return f"{first}{check_digit(first)}"


def check_sscc(text: str) -> str:
    """The 18 digits of an SSCC, typed or scanned with its (00); check digit verified. Raises Refusal."""
    from biip import ParseError  # loaded late: it takes longer to import than to answer
    from biip.sscc import Sscc

    typed = text.strip().removeprefix("(00)").replace(" ", "")
    if len(typed) == LENGTH + 2 and typed.startswith("00"):
        typed = typed[2:]
    if not (typed.isascii() and typed.isdigit()) or len(typed) != LENGTH:
        shown = typed[:24] + ("…" if len(typed) > 24 else "")
        raise Refusal(
            "sscc", f"“{shown}” is no SSCC: that has {LENGTH} digits.", "Scan the label of the unit, the one with (00)."
        )
    try:
        Sscc.parse(typed)
    except ParseError:
        raise Refusal("sscc", f"{typed} has a wrong check digit.", "Scan the label instead of typing it.") from None
    return typed


def parse_sscc(text: str, prefix_length: int | None = None) -> SsccParts:
    """An SSCC taken apart. prefix_length: of our own prefix; None leaves it to biip's list of prefixes.

    Raises Refusal as check_sscc does. Raises ValueError for a prefix_length outside 4 to 12.
    """
    from biip.sscc import Sscc

    value = check_sscc(text)
    if prefix_length is None:
        known = Sscc.parse(value).company_prefix
        prefix = "" if known is None else known.value
    elif _SHORTEST <= prefix_length <= _LONGEST:
        prefix = value[1 : 1 + prefix_length]
    else:
        raise ValueError(f"a company prefix has {_SHORTEST} to {_LONGEST} digits")
    return SsccParts(value, int(value[0]), prefix, value[1 + len(prefix) : -1])
