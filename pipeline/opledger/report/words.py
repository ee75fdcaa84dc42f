"""Values as people write them."""

from __future__ import annotations

from opledger.report.safe import one_line

Number = float | int | None

_SAID = {
    "about": "about {low}",
    "more_than": "more than {low}",
    "at_least": "at least {low}",
    "less_than": "less than {high}",
    "at_most": "at most {high}",
    "vague": "{low} or more",
}


def number(value: Number) -> str:
    """A number with thousands parted by commas.

    Example:
        >>> number(15313.0), number(0.25), number(None)
        ('15,313', '0.25', '?')
    """
    if value is None:
        return "?"
    whole = float(value).is_integer()
    return f"{int(value):,}" if whole else f"{value:,.6g}"


def amount(low: Number, high: Number, qualifier: str, unit: str | None = None) -> str:
    """Bounds and qualifier in words.

    Example:
        >>> amount(144, None, "more_than", "person"), amount(2, 4, "range", "kilogram")
        ('more than 144', '2 to 4 kilogram')
    """
    if qualifier in _SAID:
        said = _SAID[qualifier].format(low=number(low), high=number(high))
    elif low == high:
        said = number(low)
    elif high is None:
        said = f"at least {number(low)}"
    elif low is None:
        said = f"at most {number(high)}"
    else:
        said = f"{number(low)} to {number(high)}"
    return said if unit in _PLAIN_UNITS or unit is None else f"{said} {one_line(unit)}"


# Units that the measure's own name says already.
_PLAIN_UNITS = frozenset(
    {
        "person",
        "search",
        "check",
        "case",
        "notice",
        "group",
        "site",
        "account",
        "item",
        "file",
        "seizure",
        "country",
    }
    | {"location", "agency"}
)


def measure(name: str) -> str:
    """A measure's name for people.

    Example:
        >>> measure("victims_safeguarded")
        'victims safeguarded'
    """
    return one_line(name).replace("_", " ")
