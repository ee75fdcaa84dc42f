"""``opledger schema``: the JSON Schema of the rows."""

from __future__ import annotations

import click

from opledger.cli.options import patterns_option


@click.command(name="schema")
@click.argument("table", metavar="[TABLE]", required=False)
@patterns_option
def command(table: str | None, patterns: tuple[str, ...]) -> int:
    """Print the JSON Schema (2020-12) of the rows of one table, or of all.

    TABLE is releases, mentions, figures, outcomes, operations, conflicts or links.

    \b
    Examples:
      opledger schema outcomes
      opledger schema > opledger.schema.json
    """
    import json

    from opledger.patternfiles import load_patterns
    from opledger.tables import About
    from opledger.tables.jsonschema import row_schema, schemas

    measures = About.of(load_patterns(patterns)).measures
    found = schemas(measures) if table is None else row_schema(table, measures)
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    return 0
