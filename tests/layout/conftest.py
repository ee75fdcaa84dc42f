"""A layout finder on the shipped patterns of its own section alone."""

from __future__ import annotations

import pytest
import spacy

from opledger.layout.component import LayoutFinder
from opledger.patternfiles import load_patterns
from opledger.patternfiles.schemas.layout import LayoutPatterns


@pytest.fixture(scope="session")
def finder() -> LayoutFinder:
    """The component as it is shipped."""
    return LayoutFinder(spacy.blank("en").vocab, "layout")


@pytest.fixture(scope="session")
def section() -> LayoutPatterns:
    """The shipped section, validated."""
    return load_patterns().get(LayoutPatterns)
