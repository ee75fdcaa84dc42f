"""Fetch what the web page inlines from npm, build it, and write it to pipeline/opledger/report/assets/vendor.

    make assets

Needs node and npm; nobody who installs or uses opledger does. The versions are pinned below. After a change of version, the tests
of the page must pass, for they hold the policy of the page against the styles that the chart library sets.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parents[1] / "pipeline" / "opledger" / "report" / "assets" / "vendor"

PACKAGES = {
    "@observablehq/plot": "0.6.17",
    "topojson-client": "3.1.0",
    "world-atlas": "2.0.2",
    "esbuild": "0.25.0",
}

# What the page draws with; esbuild leaves the rest out.
ENTRY = """
export { plot, barX, centroid, barY, dot, geo, rect, rectY, ruleX, ruleY, sphere, text, tip, pointer, pointerX } from "@observablehq/plot";
export { feature } from "topojson-client";
"""

# The name of the class in the style that the library puts into each chart; charts.js asks for it.
CLASS = "opledger-plot"


def run(*call: str, cwd: Path) -> str:
    done = subprocess.run(call, cwd=cwd, check=True, capture_output=True, text=True)
    return done.stdout


def build(work: Path) -> None:
    """The bundle, the style and the map."""
    (work / "package.json").write_text('{"name": "assets", "version": "1.0.0", "private": true}\n')
    run("npm", "install", "--silent", "--no-audit", *(f"{n}@{v}" for n, v in PACKAGES.items()), cwd=work)
    (work / "entry.js").write_text(ENTRY)
    out = VENDOR / "plot.js"
    run(
        "npx", "esbuild", "entry.js", "--bundle", "--minify", "--format=iife", "--global-name=OpledgerPlot",
        "--charset=ascii", "--target=es2020", "--legal-comments=none", f"--outfile={out}", cwd=work,
    )  # fmt: skip
    source = (work / "node_modules/@observablehq/plot/src/plot.js").read_text()
    (style,) = re.findall(r'append\("style"\)\.text\(\s*`([^`]*)`', source)
    (VENDOR / "plot.css").write_text(style.replace("${className}", CLASS))
    (VENDOR / "world.json").write_text(json.dumps(world(work), separators=(",", ":"), sort_keys=True) + "\n")
    (VENDOR / "THIRD-PARTY.md").write_text(third_party(work))


def world(work: Path) -> dict[str, Any]:
    """Outlines of countries by alpha-3 code, and points for those too small to have one."""
    import pycountry

    codes = {c.numeric: c.alpha_3 for c in pycountry.countries}
    coarse = json.loads((work / "node_modules/world-atlas/countries-110m.json").read_text())
    del coarse["objects"]["land"]
    for geometry in coarse["objects"]["countries"]["geometries"]:
        name = geometry.pop("properties")["name"]
        geometry["id"] = "XKX" if name == "Kosovo" else codes.get(geometry.get("id", ""), "")
    drawn = {g["id"] for g in coarse["objects"]["countries"]["geometries"]}
    points = {code: point for code, point in centres(work, codes).items() if code not in drawn}
    return {"points": points, "topology": coarse}


def centres(work: Path, codes: dict[str, str]) -> dict[str, list[float]]:
    """The middle of each country's finer outline."""
    script = """
      const { feature } = require("topojson-client"); const { geoCentroid } = require("d3-geo");
      const world = require("world-atlas/countries-50m.json");
      const points = feature(world, world.objects.countries).features.map((f) => [f.id ?? "", geoCentroid(f)]);
      console.log(JSON.stringify(points));
    """
    (work / "centres.cjs").write_text(script)
    found = json.loads(run("node", "centres.cjs", cwd=work))
    return {codes[i]: [round(x, 1), round(y, 1)] for i, (x, y) in sorted(found) if i in codes}


def third_party(work: Path) -> str:
    """What is inlined, in which version, under which licence, with the licences' texts."""
    tree = json.loads(run("npm", "ls", "--all", "--json", cwd=work))
    used = dict(sorted(_flat(tree["dependencies"])))
    lines = ["# What the web page inlines from others", "", "Written by `make assets`; do not edit.", ""]
    lines += ["| file | sha256 |", "|---|---|"]
    for file in ("plot.css", "plot.js", "world.json"):
        lines.append(f"| {file} | {hashlib.sha256((VENDOR / file).read_bytes()).hexdigest()} |")
    lines += ["", "`world.json` is made of world-atlas, which is made of Natural Earth (public domain).", ""]
    lines += ["| package | version | licence |", "|---|---|---|"]
    texts: dict[str, list[str]] = {}
    for name, version in used.items():
        folder = work / "node_modules" / name
        licence = json.loads((folder / "package.json").read_text()).get("license", "see below")
        lines.append(f"| {name} | {version} | {licence} |")
        for file in sorted(folder.glob("LICEN[SC]E*")):
            texts.setdefault(file.read_text(encoding="utf-8").strip(), []).append(name)
    for text, names in texts.items():
        lines += ["", f"## {', '.join(names)}", "", *(f"    {line}".rstrip() for line in text.splitlines())]
    return "\n".join(lines) + "\n"


def _flat(tree: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    for name, node in tree.items():
        if "esbuild" not in name and "version" in node:
            found.append((name, node["version"]))
            found += _flat(node.get("dependencies", {}))
    return found


if __name__ == "__main__":
    VENDOR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
    print(f"wrote {VENDOR}", file=sys.stderr)
