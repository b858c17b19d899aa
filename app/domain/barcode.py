"""What a scanner's text means: a location, a GTIN, a GS1 element string, an SSCC, or a code of our own.

Rules: GS1 General Specifications (element strings, check digits, FNC1 sent as GS); AIM identifiers by ISO/IEC 15424.
The parsing of element strings is biip's; deciding when a text is one is ours, because biip takes an EAN-8 for AI (96),
any word that begins with two digits for an element string, and does not see a Digital Link behind an AIM identifier.

biip takes 0.1 to 0.3 s to import and is loaded at the first scan that needs it, or by `warm_up` off the GUI thread.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from app.domain.errors import Refusal
from app.domain.measure import Weight, WeightUnit

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementStrings

LONGEST = 512  # characters; the longest thing a warehouse scans is a GS1 QR of a few hundred
GS = "\x1d"
LOCATION_PREFIX = "LOC-"

_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]", re.ASCII)
_GS1_AIMS = frozenset({"]C1", "]d2", "]Q3", "]e0", "]J1", "]e1", "]e2"})
_EAN_AIMS = frozenset({"]E0", "]E3", "]E4", "]X0"})
_GTIN_LENGTHS = frozenset({8, 12, 13, 14})
_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_HRI = re.compile(r"(?:\([0-9]{2,4}\)[^()\s]+)+", re.ASCII)
_LINK = re.compile(r"https?://", re.IGNORECASE)
_BARE_GS1 = re.compile(r"(?:00[0-9]{18}|0[12][0-9]{14})", re.ASCII)


@dataclass(frozen=True, slots=True)
class LocationCode:
    """A location's label or its plain code. text: as scanned; of a GS1 label, what follows AI (254)."""

    text: str


@dataclass(frozen=True, slots=True)
class Gtin:
    """A trade item's number. value: 14 digits, filled with zeros on the left; text: as scanned (8, 12, 13 or 14)."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class ElementString:
    """What a GS1 label says. Every field may be missing.

    gtin: AI (01), else content (02), 14 digits, check digit verified. expires_on: (17), else best before (15).
    quantity: (30) or (37), in trade items of that GTIN, never 0. weight: net (310n), else gross (330n), kg.
    sscc: (00), 18 digits.
    """

    text: str
    gtin: str | None = None
    lot: str | None = None
    expires_on: date | None = None
    quantity: Decimal | None = None
    serial: str | None = None
    sscc: str | None = None
    weight: Weight | None = None


@dataclass(frozen=True, slots=True)
class Sscc:
    """A logistic unit's number: 18 digits, check digit verified. text: as scanned."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class InternalCode:
    """Any other readable text: an article number, a tote, a lot, an order."""

    text: str


Barcode = LocationCode | Gtin | ElementString | Sscc | InternalCode


def warm_up() -> None:
    """Load the GS1 parser, so that the first scan of the day is as quick as the second. For a worker thread."""
    _parse_elements("0109521234543213")


def _never(_text: str) -> bool:
    return False


def read_barcode(text: str, aim: str = "", *, is_location: Callable[[str], bool] = _never) -> Barcode:
    """The meaning of a scan. aim: the AIM identifier if the scanner sent one; it may also still lead the text.

    is_location says whether a plain text is a location's code or barcode. Order: location, SSCC, product, ours.
    Raises Refusal, with what to do, for an unreadable scan: empty, over 512 characters, control characters, broken
    text, a GS1 label that contradicts itself, a wrong check digit.
    """
    body = _clean(text)
    if not aim and (match := _AIM.match(body)):
        aim, body = match.group(), body[match.end() :]
    body = body.removeprefix(GS)  # FNC1 in first place, as some scanners send it
    if not body:
        raise Refusal("barcode", "The scanner sent an empty code.", "Scan the label again.")
    if body.upper().startswith(LOCATION_PREFIX) or is_location(body):
        return LocationCode(_no_separators(body))
    if aim in _GS1_AIMS:
        return _elements(body, _parse_elements(body))
    if _LINK.match(body):
        return _link(body)
    if _DIGITS.fullmatch(body):
        return _digits(body, aim)
    if GS in body or _BARE_GS1.match(body):
        return _unmarked_elements(body)
    if _HRI.fullmatch(body):
        return _hri(body)
    return InternalCode(body)


def check_digit(digits: str) -> int:
    """The GS1 check digit (modulo 10, weights 3 and 1 from the right) of a number without its check digit."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return -total % 10


def has_check_digit(number: str) -> bool:
    """Whether the last digit of a GTIN, SSCC or GLN is its check digit."""
    return _DIGITS.fullmatch(number) is not None and check_digit(number[:-1]) == int(number[-1])


def _clean(text: str) -> str:
    if len(text) > LONGEST:
        raise Refusal(
            "barcode",
            f"{len(text):,} characters came in one scan; no label here is that long.",
            "Scan one label at a time.",
        )
    body = text.strip("\r\n\t ")
    if any(_is_broken(char) for char in body):
        raise Refusal(
            "barcode",
            "The scan contains characters that no label has.",
            "Scan again; if it stays, check the scanner's cable and settings.",
        )
    return body


def _is_broken(char: str) -> bool:
    """Control characters other than GS, lone surrogates and the replacement sign of undecodable bytes."""
    return (char < " " and char != GS) or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff" or char == "\ufffd"


def _no_separators(body: str) -> str:
    if GS in body:
        raise Refusal("barcode", "Two codes came in one scan.", "Scan one label at a time.")
    return body


def _digits(body: str, aim: str) -> Barcode:
    """A run of digits: SSCC, GTIN, element string without separators, or a number of ours, in that order."""
    if len(body) == 18 and has_check_digit(body):
        return Sscc(body, body)
    if len(body) == 20 and body.startswith("00") and has_check_digit(body):
        return Sscc(body[2:], body)
    if len(body) in _GTIN_LENGTHS and has_check_digit(body):
        return Gtin(body.zfill(14), body)
    if aim in _EAN_AIMS:
        raise Refusal("barcode", f"{body} has a wrong check digit.", "Scan the label again.")
    if _BARE_GS1.match(body):
        return _unmarked_elements(body)
    return InternalCode(body)


def _unmarked_elements(body: str) -> Barcode:
    """A text that looks like a GS1 label although no AIM identifier says so (a wedge, a scanner not set up)."""
    try:
        return _elements(body, _parse_elements(body))
    except Refusal:
        if GS in body:
            raise
        return InternalCode(body)


def _parse_elements(body: str) -> "GS1ElementStrings":
    from biip import ParseError  # loaded late: see the module's first lines
    from biip.gs1_messages import GS1Message

    try:
        return GS1Message.parse(body).element_strings
    except ParseError:
        raise _broken_label() from None


def _hri(body: str) -> Barcode:
    """The text under a GS1 symbol, brackets and all, as people type it and QR codes carry it."""
    from biip import ParseError
    from biip.gs1_messages import GS1Message

    try:
        return _elements(body, GS1Message.parse_hri(body).element_strings)
    except ParseError:
        return InternalCode(body)


def _link(body: str) -> Barcode:
    """A GS1 Digital Link; any other address is a code of ours."""
    from biip import ParseError
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI

    try:
        return _elements(body, GS1DigitalLinkURI.parse(body).element_strings)
    except (ParseError, ValueError):
        return InternalCode(_no_separators(body))


def _elements(text: str, elements: "GS1ElementStrings") -> Barcode:
    values: dict[str, str] = {}
    dates: dict[str, date] = {}
    numbers: dict[str, Decimal] = {}
    for element in elements:
        ai = element.ai.ai
        if element.gtin_error or element.sscc_error:
            raise Refusal("barcode", f"The number {element.value} has a wrong check digit.", "Scan the label again.")
        if values.setdefault(ai, element.value) != element.value:
            raise _broken_label()
        if element.date is not None:
            dates[ai] = element.date
        if element.decimal is not None:
            numbers[ai[:3]] = element.decimal
    sscc = values.get("00")
    if sscc is not None and len(values) == 1:
        return Sscc(sscc, text)
    if values.keys() == {"414", "254"}:  # GLN of a physical location with its extension: a bin's GS1 label
        return LocationCode(values["254"])
    kilograms = numbers.get("310", numbers.get("330"))
    count = values.get("30") or values.get("37")
    return ElementString(
        text=text,
        gtin=values.get("01") or values.get("02"),
        lot=values.get("10"),
        expires_on=dates.get("17", dates.get("15")),
        quantity=Decimal(count) if count and int(count) else None,
        serial=values.get("21"),
        sscc=sscc,
        weight=Weight(kilograms, WeightUnit.KILOGRAM) if kilograms is not None else None,
    )


def _broken_label() -> Refusal:
    return Refusal(
        "barcode",
        "This GS1 label cannot be read: its parts do not fit together.",
        "Scan again; if it stays, type the item number and tell the supervisor which label it is.",
    )
