"""Pattern files: all language and domain knowledge, as YAML with a schema checked on load.

A pack is a folder under ``patterns/`` (or any folder, given by path). Each of its files is one
section, ``<section>.yaml``, or a part of one, ``<section>-<anything>.yaml``. Packs are merged in
the order given, ``core`` first.
"""

from opledger.patternfiles.load import Patterns, find_pack, load_patterns, patterns_root
from opledger.patternfiles.registry import SECTIONS, section

__all__ = ["SECTIONS", "Patterns", "find_pack", "load_patterns", "patterns_root", "section"]
