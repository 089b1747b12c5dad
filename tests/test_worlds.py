"""Prove the generator: the same bytes everywhere, known chance, unique names, no leaks, damage under control."""

import hashlib
import itertools
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from stopwatch import quickest

from helpers import data
from helpers.audit.leaks import leak_faults
from helpers.metrics import normalise
from helpers.worlds import KINDS, Fact, World, WorldConfig, make_world
from helpers.worlds.dice import Dice
from helpers.worlds.names import load_syllables, misspelt, plain_names, product_names
from helpers.worlds.wording import Attribute, load_wording

PINNED = "89a5aa5f8d1de9635570fd3bd70764849c9b437d399c4aaccc5e1b069b2a654d"
WORDING = load_wording()
ATTRIBUTES = list(WORDING.attributes.values())
CONFIGS = st.builds(
    WorldConfig,
    n=st.integers(1, 25),
    seed=st.integers(0, 10_000),
    lookalikes=st.floats(0, 1),
    versions=st.integers(1, 4),
    attributes=st.lists(st.sampled_from([*WORDING.attributes]), unique=True).map(tuple),
)
# Well-known products and firms whose names no invented one may repeat.
REAL_NAMES = """
    apache azure bitwarden cisco citrix cloudflare confluence docker drupal elastic exchange firefox fortinet gitlab
    grafana ivanti jenkins jira joomla kaspersky kubernetes kerberos lastpass log4j magento moodle nagios netgear
    nginx norton openssl oracle outlook ovirt palo postgres qualys redis sharepoint solarwinds sonicwall splunk
    synology tableau teamcity tenable tomcat veeam vmware windows wireshark wordpress zabbix zendesk zimbra zoom
    brickport coldfusion crowdstrike webex netscaler fortigate watchguard mikrotik barracuda trellix sophos
""".split()


def digest(world: World) -> str:
    """Return the sha256 of everything a world yields."""
    passages = [[passage.id, passage.title, passage.text, dict(passage.meta)] for passage in world.passages]
    asked = [[q.id, q.text, q.answers, q.passages, q.kind, q.group, q.entity] for q in world.collection(2).questions]
    facts = [[fact.id, fact.value, fact.passages] for fact in world.facts]
    misleading = [p.text for kind in KINDS for p in world.distractors(world.facts[3], kind, 2)]
    lies = [fact.value for fact in world.corrupt(0.3, seed=5).facts]
    return hashlib.sha256(json.dumps([passages, facts, asked, misleading, lies]).encode()).hexdigest()


def words(text: str) -> str:
    """Return the normalised words between spaces, so that whole words can be found with ``in``."""
    return f" {normalise(text)} "


def states(text: str, attribute: Attribute, value: str) -> bool:
    """Tell whether a text names a value in any of its spellings."""
    return any(words(answer) in words(text) for answer in attribute.answers(value))


def test_a_seed_gives_the_same_bytes_for_ever() -> None:
    """Passages, facts, questions, distractors and lies of one world are pinned; other seeds give other worlds."""
    config = WorldConfig(n=40, seed=7, lookalikes=0.3, versions=2)
    assert digest(make_world(config)) == PINNED
    assert digest(make_world(WorldConfig(n=40, seed=8, lookalikes=0.3, versions=2))) != PINNED


def test_another_process_gives_the_same_bytes() -> None:
    """Nothing hangs on the order of sets or on what was made before."""
    code = "import test_worlds as t; print(t.digest(t.make_world(t.WorldConfig(n=9, seed=3, lookalikes=.5))))"
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    here = Path(__file__).parent
    told = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, env=environment, cwd=here
    )
    assert told.stdout.strip() == digest(make_world(WorldConfig(n=9, seed=3, lookalikes=0.5))), told.stderr


@settings(max_examples=40, deadline=None)
@given(CONFIGS)
def test_every_world_keeps_its_promises(config: WorldConfig) -> None:
    """Counts, ids, names, lengths; every fact stands in its passages and in no other of its product."""
    world = make_world(config)
    assert len(world.passages) == config.n * config.versions
    assert len(world.facts) == config.n * len(world.attributes)
    assert len({advisory.name for advisory in world.advisories}) == config.n
    assert len(world.twins) == 2 * int(config.n * config.lookalikes / 2)
    assert all(40 <= len(passage.text.split()) <= 140 for passage in world.passages)
    by_entity = {name: [p for p in world.passages if p.meta["entity"] == name] for name in world.by_name}
    for fact in world.facts:
        attribute = WORDING.attributes[fact.attribute]
        holding = [p.id for p in by_entity[fact.entity] if states(p.text, attribute, fact.value)]
        assert tuple(holding) == fact.passages
        assert fact.value in fact.options and by_entity[fact.entity][-1].id in fact.passages


@settings(max_examples=10, deadline=None)
@given(config=CONFIGS)
def test_a_world_is_a_collection(config: WorldConfig, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Written to files and read back with every check, it is the same."""
    folder = tmp_path_factory.mktemp("world")
    collection = make_world(config).collection(per_fact=1)
    data.write(collection, folder)
    again = data.read(folder)
    assert again.passages == collection.passages and again.questions == collection.questions


@pytest.mark.clock
@pytest.mark.slow
def test_ten_thousand_advisories_take_under_two_seconds() -> None:
    """With passages and facts; the bound is twice the promise, for slow and busy machines."""
    world = make_world(WorldConfig(n=10_000))
    assert len(world.passages) == 10_000 and len(world.facts) == 80_000
    assert quickest(lambda: make_world(WorldConfig(n=10_000))) < 4


def test_fifty_thousand_names_are_unique() -> None:
    """With and without look-alikes."""
    for lookalikes in (0.0, 0.5, 1.0):
        assert len(set(product_names(50_000, lookalikes, seed=1)[0])) == 50_000


def test_every_possible_stem_is_unique_and_invented() -> None:
    """No two ways to put syllables together give the same stem, and none is a product or firm that exists."""
    syllables = load_syllables()
    stems = {"".join(parts).lower() for parts in itertools.product(syllables.first, syllables.middle, syllables.last)}
    assert len(stems) == 64**3
    assert not stems & set(REAL_NAMES)


def test_names_are_unlike_unless_look_alikes_are_wanted() -> None:
    """Of 4,096 names no two share two syllables at the same place."""
    syllables = load_syllables()
    stems = {"".join(p): p for p in itertools.product(syllables.first, syllables.middle, syllables.last)}
    parts = [stems[name.split()[0]] for name in itertools.islice(plain_names(5), 4096)]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert len({(part[one], part[other]) for part in parts}) == 4096


def _edits(one: str, other: str) -> int:
    """Return how many places differ in two texts of equal length, and the difference in length otherwise."""
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))


def test_look_alikes_differ_by_a_letter_a_number_or_an_edition() -> None:
    """Each pair differs in exactly one of these, pairs know each other, and all three kinds occur."""
    names, twins = product_names(600, lookalikes=0.5, seed=2)
    assert len(twins) == 300 and all(twins[twins[place]] == place for place in twins)
    found = Counter()
    for place, twin in twins.items():
        one, other = sorted((names[place].split(), names[twin].split()), key=len)
        differing = [_edits(a, b) for a, b in zip(one, other, strict=False)]
        if len(other) == 3:
            assert differing == [0, 0] and other[2] in load_syllables().editions
            found["edition"] += 1
        else:
            assert (differing[0] == 1 and differing[1] == 0) or (differing[0] == 0 and differing[1] > 0)
            found["letter" if differing[0] else "number"] += 1
    assert all(count > 60 for count in found.values()) and len(found) == 3


def test_more_products_start_with_the_same_ones() -> None:
    """A world that grows keeps what it had."""
    small, large = (make_world(WorldConfig(n=n, seed=4, lookalikes=0.4)) for n in (30, 90))
    assert large.passages[:30] == small.passages
    assert large.facts[: len(small.facts)] == small.facts


def test_values_are_uniform_and_independent() -> None:
    """Chi-square finds no attribute unevenly drawn and no pair that tells of each other, in the newest version."""
    world = make_world(WorldConfig(n=4_000, seed=11, versions=3))
    rows = [advisory.current.values for advisory in world.advisories]
    columns = [
        [attribute.values.index(value) for value in column]
        for attribute, column in zip(ATTRIBUTES, zip(*rows, strict=True), strict=True)
    ]
    ps = [stats.chisquare(list(Counter(column).values())).pvalue for column in columns]
    for one, other in itertools.combinations(columns, 2):
        table = stats.contingency.crosstab([value % 8 for value in one], [value % 8 for value in other]).count
        ps.append(stats.chi2_contingency(table).pvalue)
    assert len(ps) == 36 and min(ps) * len(ps) > 0.01


def test_closed_lists_cannot_be_confused() -> None:
    """8 to 64 values each, and no spelling of a value within another value, a template or a title."""
    assert len(ATTRIBUTES) >= 6 and all(8 <= len(attribute.values) <= 64 for attribute in ATTRIBUTES)
    values = [words(value) for attribute in ATTRIBUTES for value in attribute.values]
    assert len(set(values)) == len(values)
    assert not [(a, b) for a, b in itertools.permutations(values, 2) if a in b]
    fixed = [*WORDING.titles, *WORDING.openers, *WORDING.replaces, *WORDING.fillers]
    fixed += [text for attribute in ATTRIBUTES for text in (*attribute.passages, *attribute.train, *attribute.heldout)]
    assert not [(value, text) for value in values for text in fixed if value in words(text)]


def _grams(text: str, size: int = 5) -> set[tuple[str, ...]]:
    """Return the runs of words, none across the place of the name or value."""
    runs = [normalise(part).split() for part in text.replace("{value}", "{name}").split("{name}")]
    return {tuple(run[start : start + size]) for run in runs for start in range(len(run) - size + 1)}


def test_held_out_phrasings_share_no_run_of_words_with_training() -> None:
    """No five words in a row, of any attribute, and no phrasing twice; there are at least ten and three."""
    train = [text for attribute in ATTRIBUTES for text in attribute.train] + [*WORDING.unanswerable["train"].values()]
    heldout = [text for a in ATTRIBUTES for text in (*a.heldout, *a.reversed)]
    heldout += [*WORDING.identifier, *WORDING.unanswerable["heldout"].values()]
    assert not set().union(*map(_grams, train)) & set().union(*map(_grams, heldout))
    assert len({normalise(text) for text in train + heldout}) == len(train + heldout)
    assert all(len(a.train) >= 10 and len(a.heldout) >= 3 and len(a.passages) >= 4 for a in ATTRIBUTES)
    assert all(text.count("{name}") == 1 for a in ATTRIBUTES for text in (*a.train, *a.heldout))
    assert not set(WORDING.unanswerable["train"]) & set(WORDING.unanswerable["heldout"])


def test_questions_of_each_kind() -> None:
    """Lookups name the product and not the answer; the unanswerable have none; the reversed have exactly one."""
    world = make_world(WorldConfig(n=30, seed=2, versions=2))
    train, heldout = world.questions("train"), world.questions("heldout")
    assert Counter(q.kind for q in train) == {"lookup": 30 * 8 * 10, "unanswerable": 30}
    counts = Counter(q.kind for q in heldout)
    assert counts["lookup"] == 30 * 8 * 3 and counts["identifier"] == 30 * 3 and counts["unanswerable"] == 60
    assert counts["reversed"] > 0
    for question in (*train, *heldout):
        if question.kind == "lookup":
            assert question.entity in question.text and words(question.answers[0]) not in words(question.text)
        if question.kind == "reversed":
            attribute = WORDING.attributes[question.attribute]
            value = next(fact.value for fact in world.facts if fact.id == question.group)
            holding = {p.meta["entity"] for p in world.passages if states(p.text, attribute, value)}
            assert holding == {question.entity} == set(question.answers)
        if question.kind == "unanswerable":
            assert question.answers == question.passages == ()
            absent = question.entity not in world.by_name
            assert absent == question.group.startswith("absent")
            assert not absent or not any(question.entity in passage.text for passage in world.passages)


def test_a_few_phrasings_a_fact_go_round() -> None:
    """With one phrasing a fact, every one of the ten is used equally often for every attribute."""
    lookups = [q for q in make_world(WorldConfig(n=40)).questions("train", per_fact=1) if q.kind == "lookup"]
    used = Counter((q.attribute, q.id.rsplit("-", 1)[1]) for q in lookups)
    assert len(lookups) == 40 * 8 and set(used.values()) == {4} and len(used) == 80


def test_versions_follow_each_other() -> None:
    """Dates rise, the newest is current, and what changed is told and true."""
    world = make_world(WorldConfig(n=25, seed=6, versions=4))
    for advisory in world.advisories:
        pages = [world.passage(advisory.passage_id(number)) for number in range(1, 5)]
        days = [page.meta["date"] for page in pages]
        assert days == sorted(set(days)) and days[0] >= "2031" and days[-1] < "2035"
        assert [page.meta["status"] for page in pages] == ["superseded"] * 3 + ["current"]
        for before, after, page in zip(advisory.versions, advisory.versions[1:], pages[1:], strict=False):
            both = zip(ATTRIBUTES, before.values, after.values, strict=True)
            assert page.meta["changed"] == tuple(attribute.name for attribute, old, new in both if old != new) != ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("config", [WorldConfig(n=12), WorldConfig(n=12, versions=3, lookalikes=1.0)])
def test_a_distractor_never_states_the_right_value(kind: str, config: WorldConfig) -> None:
    """Over many seeds and every fact; ids are unique, and the first of more are those of fewer."""
    for seed in range(6):
        world = make_world(WorldConfig(config.n, seed, config.lookalikes, config.versions))
        for fact in world.facts:
            found = world.distractors(fact, kind, 3)
            assert len({passage.id for passage in found}) == 3
            assert not {passage.id for passage in found} & set(fact.passages)
            assert world.distractors(fact, kind, 1) == found[:1]
            attribute = WORDING.attributes[fact.attribute]
            assert not any(states(passage.text, attribute, fact.value) for passage in found)


def _first(kind: str, config: WorldConfig) -> tuple[World, Fact, data.Passage]:
    world = make_world(config)
    fact = world.facts[0]
    return world, fact, world.distractors(fact, kind, 1)[0]


def test_each_kind_of_distractor_misleads_in_its_own_way() -> None:
    """Whom it is about, when it is from, how it is spelt."""
    config = WorldConfig(n=12, seed=1)
    world, fact, passage = _first("contradicting", config)
    current = world.by_name[fact.entity].current
    assert fact.entity in passage.text and passage.meta["date"] == current.day.isoformat()
    world, fact, passage = _first("outdated", config)
    assert fact.entity in passage.text and "2031" <= passage.meta["date"] < current.day.isoformat()
    world, fact, passage = _first("alike", config)
    assert passage.meta["entity"] not in world.by_name and passage.meta["entity"][0] == fact.entity[0]
    world, fact, passage = _first("random", config)
    assert passage in world.passages and passage.meta["entity"] != fact.entity
    world, fact, passage = _first("misspelt", config)
    assert fact.entity not in passage.text and sorted(passage.meta["entity"]) == sorted(fact.entity)


def test_the_worlds_own_passages_come_first() -> None:
    """An older version and a real look-alike are used exactly where they state another value, else one is written."""
    world = make_world(WorldConfig(n=20, seed=1, lookalikes=1.0, versions=2))
    own = set(world.passages)
    current = {(fact.entity, fact.attribute): fact.value for fact in world.facts}
    seen = Counter()
    for fact in world.facts:
        older_differs = len(fact.passages) == 1
        twin_differs = current[world.twins[fact.entity], fact.attribute] != fact.value
        assert (world.distractors(fact, "outdated", 1)[0] in own) == older_differs
        assert (world.distractors(fact, "alike", 1)[0] in own) == twin_differs
        seen.update([("older", older_differs), ("twin", twin_differs)])
    assert len(seen) == 4


def test_distractors_that_cannot_be_had_are_errors() -> None:
    """Unknown kinds, facts of other worlds, and random passages where there are no others."""
    world = make_world(WorldConfig(n=1))
    with pytest.raises(ValueError, match="found kind='funny'"):
        world.distractors(world.facts[0], "funny", 1)
    with pytest.raises(ValueError, match="expected one of this world"):
        make_world(WorldConfig(n=1, seed=9)).distractors(world.facts[0], "alike", 1)
    with pytest.raises(ValueError, match="found 0 random passages; expected 1"):
        world.distractors(world.facts[0], "random", 1)


@settings(max_examples=25, deadline=None)
@given(CONFIGS, st.floats(0, 1), st.integers(0, 50))
def test_corruption_changes_the_chosen_values_and_nothing_else(config: WorldConfig, share: float, seed: int) -> None:
    """The count is exact, every lie differs from the truth, and with the truth put back the prose is the old one."""
    world = make_world(config)
    lied = world.corrupt(share, seed)
    assert len(lied.planted) == round(share * len(world.facts))
    for true, told in zip(world.facts, lied.facts, strict=True):
        assert (true.id, true.entity, true.options) == (told.id, told.entity, told.options)
        assert (told.value != true.value) == (true.id in lied.planted)
        assert lied.planted.get(true.id, told.value) == true.value
        assert set(true.passages) <= set(told.passages)
    lies = {fact.id: fact.value for fact in lied.facts}
    for before, after in zip(world.passages, lied.passages, strict=True):
        text, id = after.text, before.id.split(".")[0]
        for fact in (fact for fact in world.facts_of(before.meta["entity"]) if before.id in fact.passages):
            text = text.replace(lies[f"{id}/{fact.attribute}"], fact.value)
        assert text == before.text


def test_more_corruption_holds_the_smaller_one() -> None:
    """With one seed the lies of 10 % are among those of 50 %, with the same values; the questions follow."""
    world = make_world(WorldConfig(n=30))
    few, many = world.corrupt(0.1), world.corrupt(0.5)
    assert set(few.planted) < set(many.planted)
    lies = {fact.id: fact.value for fact in many.facts}
    assert all(lies[fact.id] == fact.value for fact in few.facts if fact.id in few.planted)
    answers = {q.group: q.answers[0] for q in many.questions("train") if q.kind == "lookup"}
    assert answers == lies
    assert world.corrupt(0.5, seed=1).planted != many.planted
    with pytest.raises(ValueError, match="expected a clean one"):
        few.corrupt(0.1)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"n": 0}, "found n=0"),
        ({"n": 10.0}, "found n=10.0"),
        ({"n": True}, "found n=True"),
        ({"n": 10**6}, "found n=1000000"),
        ({"seed": -1}, "found seed=-1"),
        ({"versions": 0}, "found versions=0"),
        ({"lookalikes": 20}, "found lookalikes=20"),
        ({"lookalikes": float("nan")}, "found lookalikes=nan"),
        ({"lookalikes": "0.2"}, "found lookalikes='0.2'"),
        ({"attributes": ("price",)}, "found the attributes"),
        ({"attributes": ("port", "port")}, "each once"),
    ],
)
def test_configs_that_make_no_sense_are_errors(fields: dict[str, object], message: str) -> None:
    """Each fault is named with what was found."""
    with pytest.raises(ValueError, match=message):
        WorldConfig(**fields)


def test_arguments_that_make_no_sense_are_errors() -> None:
    """Shares, splits and numbers of phrasings."""
    world = make_world(WorldConfig(n=2))
    with pytest.raises(ValueError, match="found share=50"):
        world.corrupt(50)
    with pytest.raises(ValueError, match="found the split 'test'"):
        world.questions("test")
    with pytest.raises(ValueError, match="found per_fact=0"):
        world.questions("train", per_fact=0)


@given(st.integers(1, 200), st.integers(0, 9))
def test_an_order_is_a_shuffle(size: int, seed: int) -> None:
    """Every number comes once."""
    assert sorted(Dice(seed).order(size)) == list(range(size))


def test_shuffles_are_all_equally_likely() -> None:
    """The 24 orders of four things come out evenly."""
    counts = Counter(tuple(Dice(seed).order(4)) for seed in range(4_800))
    assert len(counts) == 24 and stats.chisquare(list(counts.values())).pvalue > 0.01


@given(st.text(alphabet="abc", min_size=2, max_size=9), st.integers(0, 50))
def test_a_slip_always_shows(word: str, seed: int) -> None:
    """A misspelt word differs and keeps its first letter."""
    found = misspelt(word, Dice(seed))
    assert found != word and found[0] == word[0]


def test_many_phrasings_bring_in_the_paraphrases() -> None:
    """Ten are used by turns as ever; whoever wants more gets all thirty, and still none of the held-out ones."""
    world = make_world(WorldConfig(n=4, attributes=("severity", "reporter")))
    few, many = (world.questions("train", count) for count in (10, 30))
    own = {one.text for one in few if one.kind == "lookup"}
    all_of_them = [one.text for one in many if one.kind == "lookup"]
    assert own < set(all_of_them) and len(all_of_them) == len(set(all_of_them)) == 3 * len(own)
    assert not set(all_of_them) & {one.text for one in world.questions("heldout")}
    assert list(leak_faults(world.collection(30))) == []
