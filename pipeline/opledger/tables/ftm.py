"""``entities.ftm.json``: the tables as FollowTheMoney entities, one JSON object a line, for Aleph, OpenAleph and yente.

| row | entity |
|---|---|
| release | ``Article``: title, text, publisher, day, source address |
| operation | ``Event``: name, aliases, days, countries, agencies as ``involved``, totals as ``summary``, articles as ``proof`` |
| agency | ``PublicBody`` |
| release on an operation | ``Documentation`` of the event, with day, publisher and source address |
| release that names an agency | ``Documentation`` of the public body |
| outcome drawn from all releases | ``Note`` on the event: value, status, explanation, articles as ``proof`` |

Written without the followthemoney library, which needs ICU to be built; tests check each entity against its model. Ids are made of
the ids of the rows, so that an entity has the same one in every export.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from opledger.tables.estimates import estimate
from opledger.tables.rows import Row
from opledger.tables.staging import Staging

FILE = "entities.ftm.json"

Source = Callable[[str], Iterable[Row]]
Entity = dict[str, Any]


def write_ftm(folder: Path, tables: Source) -> None:
    """Write ``entities.ftm.json``.

    Args:
        folder: where it is to be.
        tables: gives the rows of a table.
    """
    with (
        Staging(folder.parent / "ftm.staging") as staging,
        (folder / FILE).open("w", encoding="utf-8", newline="\n") as file,
    ):
        for found in entities(tables, staging):
            file.write(json.dumps(found, ensure_ascii=False, sort_keys=True) + "\n")


def entities(tables: Source, staging: Staging) -> Iterator[Entity]:
    """All entities: articles, public bodies, events with what belongs to them."""
    for release in tables("releases"):
        about = {key: release[key] for key in ("published", "publisher")} | {"url": _url(release)}
        staging.put("release", release["release_id"], about)
        yield _article(release)
    for mention in tables("mentions"):
        if mention["label"] == "AGENCY":
            yield from _agency(mention["id"], mention["name"], staging)
            yield from _named(mention, staging)
    for outcome in tables("outcomes"):
        if outcome["release_id"] is None:
            staging.put("outcome", outcome["operation_id"], outcome)
    for operation in tables("operations"):
        for agency in operation["agencies"]:
            yield from _agency(agency, agency.replace("-", " "), staging)
        outcomes = list(staging.get("outcome", operation["operation_id"]))
        yield _event(operation, outcomes)
        yield from (_reported(operation, release, staging) for release in operation["release_ids"])
        yield from map(_note, outcomes)


def entity_id(kind: str, row_id: str) -> str:
    """The id of the entity of a row.

    Example:
        >>> entity_id("operation", "op-1")
        'opledger-operation-cf36a26d0276e1a7'
    """
    return f"opledger-{kind}-{hashlib.sha256(f'{kind} {row_id}'.encode()).hexdigest()[:16]}"


def _entity(kind: str, row_id: str, schema: str, **properties: Any) -> Entity:
    """An entity; properties are lists of texts, empty ones left out."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    kept = {name: [str(v) for v in values if v not in (None, "")] for name, values in lists.items()}
    return {
        "id": entity_id(kind, row_id),
        "schema": schema,
        "properties": {name: list(dict.fromkeys(values)) for name, values in kept.items() if values},
    }


def _article(release: Row) -> Entity:
    rejected = release["status"] == "rejected"
    return _entity(
        "release",
        release["release_id"],
        "Article",
        title=release["title"] or release["release_id"],
        fileName=PurePosixPath(release["path"].replace("\\", "/")).name,
        publishedAt=release["published"],
        publisher=release["publisher"],
        language=_language(release["language"] or ""),
        sourceUrl=_url(release),
        bodyText=release["text"],
        processingStatus="failure" if rejected else "success",
        processingError=release["error"],
    )


def _agency(agency: str, name: str, staging: Staging) -> Iterator[Entity]:
    if not staging.has("agency", agency):
        staging.put("agency", agency, None)
        yield _entity("agency", agency, "PublicBody", name=name)


def _named(mention: Row, staging: Staging) -> Iterator[Entity]:
    """That a release names an agency, once."""
    key = f"{mention['release_id']} {mention['id']}"
    if not staging.has("named", key):
        staging.put("named", key, None)
        yield _documentation(key, mention["release_id"], entity_id("agency", mention["id"]), "names", staging)


def _reported(operation: Row, release: str, staging: Staging) -> Entity:
    event = entity_id("operation", operation["operation_id"])
    return _documentation(f"{release} {operation['operation_id']}", release, event, "reports on", staging)


def _documentation(key: str, release: str, entity: str, role: str, staging: Staging) -> Entity:
    about: dict[str, Any] = next(staging.get("release", release), {})
    return _entity(
        "link",
        key,
        "Documentation",
        document=entity_id("release", release),
        entity=entity,
        role=role,
        date=about.get("published"),
        publisher=about.get("publisher"),
        sourceUrl=about.get("url"),
    )


def _event(operation: Row, outcomes: list[Row]) -> Entity:
    return _entity(
        "operation",
        operation["operation_id"],
        "Event",
        name=operation["name"] or f"Unnamed operation {operation['operation_id']}",
        alias=operation["aliases"],
        startDate=operation["start"],
        endDate=operation["end"],
        country=[_alpha_2(code) for code in operation["countries"]],
        involved=[entity_id("agency", agency) for agency in operation["agencies"]],
        summary=[_line(o) for o in outcomes if o["place"] is None],
        recordId=operation["operation_id"],
        proof=[entity_id("release", release) for release in operation["release_ids"]],
    )


def _note(outcome: Row) -> Entity:
    return _entity(
        "outcome",
        outcome["outcome_id"],
        "Note",
        name=_line(outcome),
        description=outcome["explanation"],
        entity=entity_id("operation", outcome["operation_id"]),
        country=_alpha_2(outcome["place"]) if outcome["place"] else None,
        keywords=[outcome["measure"], outcome["status"]],
        proof=[entity_id("release", release) for release in outcome["release_ids"]],
    )


def _line(outcome: Row) -> str:
    """An outcome in a line: "drugs seized (cocaine): 1200 kilogram, corroborated"."""
    names = [n for n in (outcome["substance"], outcome["object"], outcome["place"]) if n is not None]
    kind = f" ({', '.join(dict.fromkeys(names))})" if names else ""
    best = estimate(outcome).best
    number = str(best)
    if outcome["qualifier"] == "range":
        number = f"{outcome['low']} to {outcome['high']}"
    elif outcome["qualifier"] != "exact":
        number = f"{outcome['qualifier'].replace('_', ' ')} {best}"
    return f"{outcome['measure'].replace('_', ' ')}{kind}: {number} {outcome['unit']}, {outcome['status']}"


def _url(release: Row) -> str | None:
    link = release["metadata"].get("url")
    if not isinstance(link, str):
        return None
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    return link if parts.scheme in ("http", "https") and parts.netloc else None


@cache
def _alpha_2(code: str) -> str | None:
    """A country as FollowTheMoney has it: alpha-2, in small letters."""
    import pycountry

    found = pycountry.countries.get(alpha_3=code)
    return found.alpha_2.lower() if found else {"XKX": "xk"}.get(code)


@cache
def _language(code: str) -> str | None:
    """A language as FollowTheMoney has it: ISO 639-3."""
    import pycountry

    short = code.split("-")[0].split("_")[0].lower()
    found = pycountry.languages.get(alpha_2=short) or pycountry.languages.get(alpha_3=short)
    return found.alpha_3 if found else None
