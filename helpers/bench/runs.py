"""Run the bench: every arm with every seed answers the same questions; each run is written before the next begins.

An arm is a system, or a function that makes one from a seed, such as by training. A system without luck in it is asked
once. A stopped run goes on where it was. If meanwhile the questions, the code, the versions or an arm's system have
changed, it refuses: a table half old and half new compares nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import recorded
from helpers.bench import asking, identity, scoring
from helpers.bench.baselines import Options
from helpers.bench.systems import System
from helpers.collection import Question
from helpers.records import DataError, as_dict

Made = System | AbstractContextManager[System]
Arm = System | Callable[[int], Made]
Step = Callable[[], dict[str, Any]]
ORDER = ("questions", "options", "timed", "code", "versions", "machine")


@dataclass(frozen=True)
class RunConfig:
    """What is measured beside the answers.

    Args:
        options: for multiple choice, by question (`options.offer`); none by default.
        timed: how many questions each run answers once more, one by one, to take the time.

    >>> RunConfig().timed
    0
    """

    options: Options = field(default_factory=dict)
    timed: int = 0


def run(
    systems: Mapping[str, Arm],
    questions: Sequence[Question],
    seeds: Sequence[int] = (0,),
    config: RunConfig | None = None,
    path: Path | None = None,
    tell: Callable[[str], object] = lambda words: None,
) -> pd.DataFrame:
    """Return the tidy table of all arms; see `scoring.table` for its columns.

    Args:
        systems: by the name of the arm: a system, asked once; or a function from a seed to a system, called for each
            seed when its turn comes. It may return a context, so that an adapter is taken out again afterwards.
        questions: what everyone is asked.
        seeds: for the arms that are made from one.
        config: options of multiple choice, and how much is timed.
        path: a file (.json) that keeps every finished run; with it, a stopped call goes on where it was.
        tell: called with a line before each run.

    Raises:
        DataError: if the file's results are of other questions, options, code, versions, machine, or other systems.
        ValueError: if there is no arm, question or seed, or one twice.

    >>> from helpers.bench.baselines import Chance
    >>> asked = [Question("q1", "When?", ("noon",), entity="fog"), Question("q2", "Who?", ("Hob",), entity="tram")]
    >>> run({"chance": lambda seed: Chance({"q1": ["noon"], "q2": ["Ansa"]}, seed)}, asked, [1, 2])["right"].tolist()
    [True, False, True, False]
    """
    config = config or RunConfig()
    record = _begun(systems, questions, config, path)
    results = record["results"]
    todo = steps(systems, questions, seeds, config)
    missing = [name for name in todo if name not in results]
    for done, name in enumerate(missing):
        tell(f"{name} ({len(missing) - done} to go)")
        results[name] = _checked(recorded.timed(record, name, todo[name]), record, systems)
        record[recorded.LEFT] = len(missing) - done - 1
        if path:
            recorded.save(record, path)
    return scoring.table({name: results[name] for name in todo}, questions, config.options)


def steps(
    systems: Mapping[str, Arm], questions: Sequence[Question], seeds: Sequence[int], config: RunConfig
) -> dict[str, Step]:
    """Return the runs by name, to be called one by one, as the steps of a `Sweep` are.

    Args:
        systems: as in `run`.
        questions: as in `run`.
        seeds: as in `run`.
        config: as in `run`.

    Raises:
        ValueError: if there is no arm, question or seed, or one twice.
    """
    for what, some in (("arms", list(systems)), ("questions", [one.id for one in questions]), ("seeds", list(seeds))):
        if not some or len(set(some)) < len(some):
            raise ValueError(f"found {len(some)} {what}, {len(set(some))} of them different; expected some, each once")
    return {
        _name(arm, seed, system): functools.partial(_step, arm, system, seed, questions, config)
        for arm, system in systems.items()
        for seed in (seeds if callable(system) else (0,))
    }


def _name(arm: str, seed: int, system: Arm) -> str:
    """Return what a run is called."""
    return f"{arm}, seed {seed}" if callable(system) else arm


def _step(arm: str, system: Arm, seed: int, questions: Sequence[Question], config: RunConfig) -> dict[str, Any]:
    """Make a system, and ask it."""
    with _made(system, seed) as made:
        return {"arm": arm, "seed": seed} | asking.ask(made, questions, config.options, config.timed)


@contextmanager
def _made(system: Arm, seed: int) -> Iterator[System]:
    """Yield the system of an arm, and close it if it came in a context."""
    made: Any = system(seed) if callable(system) else system
    if isinstance(made, AbstractContextManager):
        with made as inside:
            yield inside
    else:
        yield made


def _begun(
    systems: Mapping[str, Arm], questions: Sequence[Question], config: RunConfig, path: Path | None
) -> dict[str, Any]:
    """Return the record to go on with, its systems noted."""
    parts = _codes(questions, config) | {"timed": config.timed, "code": identity.code(asking)}
    target = path or Path("unwritten.json")
    new = recorded.begin(target.with_name(f"{target.name}.new"), "helpers.bench.run", "", parts)
    # Through JSON and back, as what is read from a file has been.
    now = {**parts, "versions": new["versions"], "machine": new["machine"]}
    record = recorded.read(target) if path and path.exists() else new | {"results": {}, "arms": {}}
    record["data"] = recorded.fingerprint(parts)
    _check_parts({**record["plan"], **{name: record[name] for name in ("versions", "machine")}}, now, target)
    arms = {arm: _code_of(system) for arm, system in systems.items()}
    _check_arms(record["arms"], arms, target)
    record["arms"] |= arms
    return record


def _code_of(system: Arm) -> str:
    """Return a code of a system; of a function that will make one, of its source.

    What such a function holds on to is not seen; but each run notes the system that came of it.
    """
    return _code(None if callable(system) else system.identity(), system)


def _code(made_by: dict[str, Any] | None, system: Arm) -> str:
    """Return a code of a system's identity and of the code behind it."""
    return recorded.fingerprint(made_by, identity.of_code(system))


def _check_parts(before: Mapping[str, Any], now: Mapping[str, Any], path: Path) -> None:
    """Raise if a record was made under other conditions, and name them."""
    other = [name for name in ORDER if before.get(name) != now[name]]
    if other:
        raise DataError(
            f"{path.as_posix()}: found results of other {' and '.join(other)}; expected those of today, as results of "
            "both kinds in one table compare nothing; do name another file, or delete this one to begin anew"
        )


def _check_arms(before: Mapping[str, str], now: Mapping[str, str], path: Path) -> None:
    """Raise if an arm's name stood for another system before, and name it."""
    other = [arm for arm in now if before.get(arm, now[arm]) != now[arm]]
    if other:
        raise DataError(
            f"{path.as_posix()}: found that {other[0]!r} was another system when it answered (other model, library or "
            "settings); expected the same; do give the new one another name, or begin another file"
        )


def _checked(made: dict[str, Any], record: Mapping[str, Any], systems: Mapping[str, Arm]) -> dict[str, Any]:
    """Return a run, or raise if its model is not the one that it should be."""
    arm, base = made["arm"], made["identity"].get("base")
    if not callable(systems[arm]) and _code(made["identity"], systems[arm]) != record["arms"][arm]:
        raise DataError(
            f"found that {arm!r} is not the system any more that the bench began with; expected the same model; "
            "do take adapters out again (`lora.remove_lora`) when the arm that put them in is done"
        )
    others = {one["identity"].get("base") for one in record["results"].values() if one["arm"] == arm}
    if others - {base}:
        raise DataError(
            f"found that {arm!r} begins from the model {base} with seed {made['seed']}, and from "
            f"{min(map(str, others))} with another; expected one model for all seeds; do begin another file"
        )
    return made


def load(path: Path, questions: Sequence[Question], config: RunConfig | None = None) -> pd.DataFrame:
    """Return the table of a file that `run` has written, whatever the code has become since.

    Args:
        path: the file.
        questions: those that were asked.
        config: with the options that were offered.

    Raises:
        DataError: if there is no such file, it is damaged, or is of other questions or options.
    """
    config = config or RunConfig()
    if not path.is_file():
        raise DataError(f"{path.as_posix()}: found no such file; expected one that `run` wrote; do run the bench first")
    record = recorded.read(path)
    other = [name for name, code in _codes(questions, config).items() if record["plan"].get(name) != code]
    if other:
        raise DataError(
            f"{path.as_posix()}: found results of other {' and '.join(other)}; expected those passed; do pass the ones "
            "that were asked and offered"
        )
    return scoring.table(record["results"], questions, config.options)


def _codes(questions: Sequence[Question], config: RunConfig) -> dict[str, str]:
    """Return the codes of what was asked and what was offered."""
    return {
        "questions": recorded.fingerprint([as_dict(one) for one in questions]),
        "options": recorded.fingerprint({id: list(some) for id, some in config.options.items()}),
    }
