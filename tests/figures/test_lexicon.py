"""Word forms: plurals, verb forms, and the table compiled from patterns made by hand."""

from __future__ import annotations

import pytest
from figure_marks import as_params
from figures_by_hand import lexicon

from opledger.figures.lexicon import Lexicon, build, irregular_forms, plural_of, tokens_of, verb_forms
from opledger.patternfiles import load_patterns
from opledger.patternfiles.schemas.figures import Events, Nouns

PATTERNS = load_patterns(())


@pytest.fixture(scope="module")
def small() -> Lexicon:
    return lexicon()


@pytest.mark.parametrize(
    "singular, plural",
    [
        ("car", "cars"),
        ("city", "cities"),
        ("key", "keys"),
        ("box", "boxes"),
        ("bus", "buses"),
        ("brush", "brushes"),
        ("torch", "torches"),
        ("quartz", "quartzes"),
        ("drug courier", "drug couriers"),
        ("round of ammunition", "rounds of ammunition"),
        ("bag of box", "bags of box"),
        ("y", "ys"),
    ],
)
def test_plural(singular: str, plural: str) -> None:
    assert plural_of(singular) == plural


@pytest.mark.parametrize(
    "lemma, forms",
    [
        ("seize", {"seize": "base", "seizes": "base", "seized": "past", "seizing": "ing"}),
        ("arrest", {"arrest": "base", "arrests": "base", "arrested": "past", "arresting": "ing"}),
        ("identify", {"identifies": "base", "identified": "past", "identifying": "ing"}),
        ("destroy", {"destroys": "base", "destroyed": "past", "destroying": "ing"}),
        ("nab", {"nabs": "base", "nabbed": "past", "nabbing": "ing"}),
        ("open", {"opened": "past", "opening": "ing"}),
        ("recover", {"recovered": "past", "recovering": "ing"}),
        ("search", {"searches": "base", "searched": "past", "searching": "ing"}),
    ],
)
def test_verb_forms(lemma: str, forms: dict[str, str]) -> None:
    assert forms.items() <= dict(verb_forms(lemma)).items()


def test_a_verb_that_does_not_double_its_last_letter() -> None:
    assert not {"openned", "recoverred", "visitted"} & {
        f for v in ("open", "recover", "visit") for f, _ in verb_forms(v)
    }


@pytest.mark.parametrize(
    "lemma, form", [("steal", "stolen"), ("freeze", "frozen"), ("catch", "caught"), ("take", "took")]
)
def test_irregular_forms(lemma: str, form: str) -> None:
    assert (form, "past") in irregular_forms(lemma)
    assert form not in [f for f, kind in verb_forms(lemma)]


@pytest.mark.parametrize(
    "lemma, form",
    as_params(
        [
            (f"lexicon/{lemma}", (lemma, form))
            for lemma, form in (
                ("free", "freeing"),
                ("die", "dying"),
                ("transfer", "transferring"),
                ("funnel", "funnelling"),
                ("traffic", "trafficking"),
            )
        ]
    ),
)
def test_present_participles_of_the_shipped_verbs(lemma: str, form: str) -> None:
    assert lemma in [v for event in PATTERNS.get(Events).events.values() for v in event.verbs]
    words = build(PATTERNS)
    matched = words.match([form], 0)
    assert matched is not None and matched[1].form == "ing"


@pytest.mark.parametrize(
    "lemma, wrong", as_params([("lexicon/freest", ("free", "freest")), ("lexicon/dice", ("die", "dice"))])
)
def test_forms_of_other_words_are_no_past_forms(lemma: str, wrong: str) -> None:
    assert wrong not in [form for form, _ in irregular_forms(lemma)]


MEN = sorted(
    word for noun in PATTERNS.get(Nouns).nouns.values() for word in noun.words if word.endswith(("man", "thief", "knife", "child"))
)  # fmt: skip
IRREGULAR = {"man": "men", "thief": "thieves", "knife": "knives", "child": "children"}


def irregular_plural(word: str) -> str:
    ending = next(e for e in IRREGULAR if word.endswith(e))
    return word.removesuffix(ending) + IRREGULAR[ending]


@pytest.mark.parametrize(
    "words", as_params([("lexicon/irregular-plurals", [w for w in MEN if w != "caiman"])])
)
def test_irregular_plurals_of_the_shipped_nouns(words: list[str]) -> None:
    known = build(PATTERNS)
    missing = []
    for word in words:
        tokens = list(tokens_of(irregular_plural(word)))
        matched = known.match(tokens, 0)
        if matched is None or matched[0] != len(tokens) or not matched[1].classes:
            missing.append(irregular_plural(word))
    assert missing == []


def test_nouns_get_their_ancestors_and_plurals(small: Lexicon) -> None:
    size, entry = small.match(["suspects"], 0) or (0, None)
    assert size == 1 and entry is not None
    assert entry.classes == ("suspect", "offender", "person") and entry.own == ("suspect",) and entry.plural
    single = small.match(["suspect"], 0)
    assert single is not None and not single[1].plural
    mass = small.match(["cocaine"], 0)
    assert mass is not None and mass[1].mass and not mass[1].plural
    assert small.match(["cocaines"], 0) is None


def test_the_longest_form_wins(small: Lexicon) -> None:
    assert (small.match(["bag", "snatchers", "fled"], 0) or (0,))[0] == 2
    assert (small.match(["bag", "fled"], 0) or (0,))[0] == 1
    assert (small.match(["taken", "into", "custody"], 0) or (0,))[0] == 3
    assert small.match(["gazed", "away"], 0) is None


def test_a_word_can_be_verb_and_noun(small: Lexicon) -> None:
    _, entry = small.match(["arrests"], 0) or (0, None)
    assert entry is not None
    assert (entry.event, entry.noun_event, entry.form, entry.plural) == ("arrest", "arrest", "base", True)


def test_tokens_keep_hyphens_and_straighten_apostrophes() -> None:
    assert tokens_of("Driver’s AK-47, x") == ("driver's", "ak-47", ",", "x")
