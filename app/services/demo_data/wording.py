"""Readable names out of the sample's clipped capitals: "SFT DRNK 2 LITER BTL" becomes "Soft drink 2 liter bottle"."""

import re

_WORDS = {
    "SFT": "soft", "DRNK": "drink", "DRNKS": "drinks", "BTL": "bottle", "BTLS": "bottles", "CARB": "carbonated",
    "INCL": "", "FRZN": "frozen", "REFRGRATD": "refrigerated", "REFRIG": "refrigerated", "CHOC": "chocolate",
    "VEG": "vegetable", "VEGS": "vegetables", "SHLF": "shelf", "STBL": "stable", "PNT": "peanut", "BTR": "butter",
    "SALD": "salad", "DRSNG": "dressing", "SNDWCH": "sandwich", "SPRD": "spread", "BRKFST": "breakfast",
    "WHLSM": "wholesome", "BKD": "baked", "FD": "food", "BN": "bean", "MXS": "mixes", "MX": "mix",
    "PWDR": "powder", "CRYSTL": "crystal", "TISS": "tissue", "DNR": "dinner", "CLEANG": "cleaning",
    "JCE": "juice", "CONC": "concentrate", "SNKS": "snacks", "SNK": "snack", "CKYS": "cookies", "CRKR": "cracker",
    "CNDY": "candy", "SW": "sweet", "GDS": "goods", "DAN": "danish", "REG": "regular", "ORIG": "original",
    "FLAV": "flavoured", "FLVRD": "flavoured", "ASST": "assorted", "ASSTD": "assorted", "PKG": "packaged",
    "PKGD": "packaged", "PCKGD": "packaged", "PKD": "packed", "BNLS": "boneless", "BNLES": "boneless",
    "SKNLS": "skinless", "CHIX": "chicken", "CHKN": "chicken", "GRND": "ground", "BF": "beef", "PRK": "pork",
    "TRKY": "turkey", "CHS": "cheese", "CRM": "cream", "CRMS": "creams", "NAT": "natural", "ORG": "organic",
    "DET": "detergent", "LIQ": "liquid", "SHMP": "shampoo", "COND": "conditioner", "TTHPSTE": "toothpaste",
    "SUPP": "supplement", "MISC": "various", "MISCELLANEOUS": "various", "W": "with", "WT": "white",
    "WHT": "white", "YEL": "yellow", "GRN": "green", "DK": "dark", "LT": "light", "MULTI": "multi", "PK": "pack",
    "CN": "can", "CND": "canned", "HH": "household", "SPLY": "supplies", "HBC": "care", "APPL": "apple",
    "STRAWBRY": "strawberry", "POT": "potato", "POTS": "potatoes", "EXCL": "without", "BRD": "bread",
    "BRDED": "breaded", "ENTREES": "entrees", "PREM": "premium", "TRAD": "traditional", "SEAS": "seasonal",
    "WRAP": "wrap", "ACCES": "accessories", "ACC": "accessories", "GEN": "general", "MDSE": "merchandise",
    "DNRS": "dinners", "SNGL": "single", "SRV": "serve", "BEV": "beverage", "PERS": "personal", "OTH": "other",
    "FRT": "fruit", "VIT": "vitamin", "CNTRL": "control",
}  # fmt: skip
_PART = re.compile(r"[A-Z]+|[^A-Z]+")
_TIDY = re.compile(r"\s*([,/:\-(])\s*$|\(\s*\)|\([^)]*$")


def readable(text: str) -> str:
    """The text in words, first letter capital; never empty."""
    parts = (_WORDS.get(part, part.lower()) for part in _PART.findall(text.upper()))
    words = " ".join("".join(parts).replace("various.", "various").replace(":", ": ").replace("(", " (").split())
    words = _TIDY.sub("", words).strip(" ,/:-") or "unnamed article"
    return words[0].upper() + words[1:]


def readable_size(text: str) -> str:
    """A package size as it is spoken: "4/6 OZ" becomes "4 × 6 oz"; empty where none is stated."""
    size = " ".join(text.lower().split()).replace("ltr", "l")
    return re.sub(r"^(\d+)(?: pk| ct)?/(\d*\.?\d+ (?!gal|pt|qt))", r"\1 × \2", size)
