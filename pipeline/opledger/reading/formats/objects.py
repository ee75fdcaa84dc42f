"""One JSON object as a release; shared by JSON and JSON Lines."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from opledger.errors import RejectedError
from opledger.reading.columns import renamed
from opledger.reading.draft import Draft, rejection, too_long
from opledger.reading.options import ReadOptions

COLUMNS = ("title", "publisher", "language")
KNOWN = frozenset({"id", "text", "published", *COLUMNS})
OURS = frozenset({"encoding", "warnings", "dropped_digits"})  # keys of metadata that opledger writes itself
SPELLED = (
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b %d, %Y",
)  # all-numeric dates are left alone: which is the day?
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def draft_of(found: Any, path: str, name: str, options: ReadOptions) -> Draft:
    """A decoded JSON value as a draft; a rejected one if it is no release.

    ``id``, ``title``, ``published``, ``publisher``, ``language`` and ``text`` fill the fields of those names,
    ``url`` and all other keys go to ``metadata`` as they are. ``text`` is taken as it stands: a title is not
    put in front. A lone surrogate, which no file can hold, becomes U+FFFD.

    Args:
        found: what the JSON parser gave.
        path: where it stood.
        name: what to call it if it has no ``id``.
        options: limits.

    Example:
        >>> draft_of({"id": "n1", "text": "Six held.", "desk": "crime"}, "n.json", "n", ReadOptions()).metadata
        {'desk': 'crime'}
    """
    try:
        return _draft(found, path, name, options)
    except RejectedError as error:
        given = found.get("id") if isinstance(found, dict) else None
        return rejection(path, _name(given, name), error)


def _draft(found: Any, path: str, name: str, options: ReadOptions) -> Draft:
    if not isinstance(found, dict):
        raise RejectedError(f"not an object but {_kind(found)}", advice='write {"text": "..."}')
    if options.columns:
        found = renamed(found, options.columns)
    warnings: list[str] = []
    text = _text(found, options)
    clean = _scrubbed(text)
    if clean != text:
        warnings.append("lone surrogate(s) in the text replaced by U+FFFD")
    columns = {key: _string(found.get(key), key, warnings) for key in COLUMNS}
    published = _published(found.get("published"), warnings)
    metadata = {_free(str(_scrubbed(key))): _scrubbed(found[key]) for key in found if key not in KNOWN}
    if warnings:
        metadata["warnings"] = warnings
    return Draft(
        path,
        _name(found.get("id"), name),
        clean,
        title=columns["title"],
        published=published,
        publisher=columns["publisher"],
        language=columns["language"],
        metadata=metadata,
    )


def _text(found: Mapping[str, Any], options: ReadOptions) -> str:
    if "text" not in found:
        raise RejectedError("the object has no `text`")
    text = found["text"]
    if not isinstance(text, str):
        raise RejectedError(f"`text` is {_kind(text)}, not a string")
    if len(text) > options.max_bytes or len(text.encode("utf-8", "surrogatepass")) > options.max_bytes:
        raise too_long(options)
    return text


def _name(given: Any, otherwise: str) -> str:
    usable = isinstance(given, str | int) and not isinstance(given, bool) and str(given).strip()
    return _scrubbed(str(given)) if usable else otherwise


def _string(value: Any, key: str, warnings: list[str]) -> str | None:
    if value is None or isinstance(value, str):
        return _scrubbed(value).strip() or None if value else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    warnings.append(f"`{key}` is {_kind(value)}, not a string; left out")
    return None


def _published(value: Any, warnings: list[str]) -> str | None:
    if value in (None, ""):
        return None
    found = iso_date(value) if isinstance(value, str) else None
    if found is None:
        warnings.append(
            f"`published` is no date that can be read for certain ({str(_scrubbed(value))[:40]!r}); left out"
        )
    return found


def iso_date(value: str) -> str | None:
    """The ISO date of a date or time as metadata has it, or null where two readings remain.

    Example:
        >>> iso_date("2024-09-12T08:00:00Z"), iso_date("12 September 2024"), iso_date("12/09/2024")
        ('2024-09-12', '2024-09-12', None)
    """
    value = value.strip()
    try:
        return date.fromisoformat(value[:10] if value[4:5] == "-" else value).isoformat()
    except ValueError:
        pass
    for form in SPELLED:
        try:
            return datetime.strptime(value, form).date().isoformat()
        except ValueError:
            continue
    try:
        return email.utils.parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _free(key: str) -> str:
    """A key that does not pose as one of ours."""
    return f"given_{key}" if key in OURS else key


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    kinds = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    return kinds.get(type(value), "a number")


def _scrubbed(value: Any) -> Any:
    """The same value, lone surrogates of its strings replaced; the JSON parser bounds the depth."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_scrubbed(item) for item in value]
    if isinstance(value, dict):
        return {_scrubbed(key): _scrubbed(item) for key, item in value.items()}
    return value
