"""Numbers with a check digit: GTIN-13, GTIN-14, SSCC-18 and the digits that a picker reads aloud at a bin.

Check digit: GS1 General Specifications 7.9, weights 3 and 1 from the right. Article numbers of the demo lie in
GS1 prefix 29 (restricted circulation inside a company), so that none can be taken for a product of the real world.
"""

DEMO_PREFIX = "29"
# SSCC = extension digit + company prefix + serial; the GS1 "demo" company prefix 952 stands for examples.
DEMO_SSCC = "0952"


def check_digit(digits: str) -> str:
    """The GS1 check digit of a number given without it."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)


def in_house_gtin13(number: int) -> str:
    """GTIN-13 of an each: prefix 29, ten digits, check digit."""
    body = f"{DEMO_PREFIX}{number:010d}"
    return body + check_digit(body)


def case_gtin14(gtin13: str, indicator: int) -> str:
    """GTIN-14 of a higher packaging level: indicator 1-8 before the each's twelve digits, then a new check digit."""
    body = f"{indicator}{gtin13[:12]}"
    return body + check_digit(body)


def sscc18(serial: int) -> str:
    """SSCC of a demo pallet."""
    body = f"{DEMO_SSCC}{serial:013d}"
    return body + check_digit(body)
