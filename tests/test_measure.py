"""Sweeps are measured step by step, kept after each, and not measured twice."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from helpers import machine, recorded
from helpers.measure import __main__ as command
from helpers.measure import registry
from helpers.measure.apart import apart
from helpers.measure.sweep import Sweep, run
from helpers.records import DataError


class Tides:
    """Something to measure that counts its steps and can break down at one of them."""

    def __init__(self) -> None:
        """Count from nothing."""
        self.measured: list[str] = []
        self.fails: BaseException | None = None

    def step(self, name: str) -> Callable[[], dict[str, int]]:
        """Return a step that measures the length of its name."""

        def measure() -> dict[str, int]:
            if self.fails and name == "noon":
                raise self.fails
            self.measured.append(name)
            return {"height": len(name)}

        return measure

    def sweep(self, names: tuple[str, ...] = ("morning", "noon", "night"), seed: int = 0) -> Sweep:
        """Return a sweep of the named steps."""
        steps = {name: self.step(name) for name in names}
        return Sweep("tides", "The height of the tide.", 0.5, {"seed": seed}, lambda: ["a line"], lambda: steps)


@pytest.fixture
def tides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tides:
    """Return tides known to the registry, whose record goes into a folder of the test's own."""
    monkeypatch.setattr(recorded, "datasets_folder", lambda: tmp_path)
    made = Tides()
    monkeypatch.setattr(registry, "sweeps", lambda: {"tides": made.sweep()})
    monkeypatch.setattr(command, "sweeps", lambda: {"tides": made.sweep()})
    return made


def test_a_stopped_sweep_goes_on_where_it_was(tides: Tides, capsys: pytest.CaptureFixture[str]) -> None:
    """What was measured before Ctrl+C stays, half a record is no whole one, and no step is done twice."""
    tides.fails = KeyboardInterrupt()
    assert command.main(["tides"]) == 130
    assert "the same command goes on" in capsys.readouterr().err
    with pytest.raises(DataError, match="found 2 steps left"):
        recorded.load("tides")
    tides.fails = None
    assert command.main(["tides"]) == 0
    assert tides.measured == ["morning", "noon", "night"]
    record = recorded.load("tides")
    assert record["results"] == {"morning": {"height": 7}, "noon": {"height": 4}, "night": {"height": 5}}
    assert set(record["seconds"]) == set(record["results"])


def test_a_finished_sweep_is_left_alone(tides: Tides) -> None:
    """Measured again it does nothing and writes nothing."""
    path = recorded.path_of("tides")
    run(tides.sweep())
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    run(tides.sweep())
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert len(tides.measured) == 3


def test_another_plan_starts_anew_and_another_step_does_not(tides: Tides) -> None:
    """Results of two plans never stand in one record; a longer grid goes on."""
    run(tides.sweep())
    run(tides.sweep(names=("morning", "noon", "night", "midnight")))
    assert tides.measured == ["morning", "noon", "night", "midnight"]
    assert set(run(tides.sweep(names=("noon",), seed=1))["results"]) == {"noon"}


def test_two_runs_of_a_sweep_share_its_steps(tides: Tides) -> None:
    """While one measures the first step, another measures the last: nothing is lost, the order is the plan's."""
    shared = tides.sweep()
    steps = dict(shared.steps())

    def meanwhile() -> object:
        tides.measured.append("meanwhile")
        run(replace(shared, steps=lambda: {name: steps[name] for name in ("noon", "night")}), backwards=True)
        return steps["morning"]()

    record = run(replace(shared, steps=lambda: steps | {"morning": meanwhile}))
    assert tides.measured == ["meanwhile", "night", "noon", "morning"]
    assert list(record["results"]) == ["morning", "noon", "night"] and record[recorded.LEFT] == 0


def test_backwards_begins_at_the_end(tides: Tides) -> None:
    """By the command, too."""
    assert command.main(["tides", "--backwards"]) == 0
    assert tides.measured == ["night", "noon", "morning"]


def test_a_damaged_record_stops_the_sweep(tides: Tides, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named, and not written over."""
    path = recorded.path_of("tides")
    path.parent.mkdir()
    path.write_text("{", encoding="utf-8")
    assert command.main(["tides"]) == 2
    assert "tides.json: found no record" in capsys.readouterr().err
    assert path.read_text("utf-8") == "{"


def test_the_list_tells_what_is_missing_begun_recorded_or_outdated(
    tides: Tides, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line a sweep, with its minutes and the state of its record."""

    def state() -> str:
        assert command.main(["--list"]) == 0
        return capsys.readouterr().out

    assert "tides" in state() and "0.5 min  missing" in state() and "The height of the tide." in state()
    tides.fails = KeyboardInterrupt()
    command.main(["tides"])
    assert "begun" in state()
    tides.fails = None
    command.main(["tides"])
    capsys.readouterr()
    assert "recorded" in state()
    monkeypatch.setattr(command, "sweeps", lambda: {"tides": tides.sweep(seed=1)})
    assert "outdated" in state()


def test_an_unknown_sweep_is_named(tides: Tides, capsys: pytest.CaptureFixture[str]) -> None:
    """With the nearest one."""
    assert command.main(["tide"]) == 2
    assert "found the sweep 'tide'; expected one that exists; did you mean 'tides'?" in capsys.readouterr().err


@pytest.mark.slow
def test_every_sweep_is_named_as_its_module_and_can_be_recorded() -> None:
    """The command finds the record under the name of the module; plan and data are JSON."""
    for name, sweep in registry.sweeps().items():
        assert (Path(registry.__file__).parent / f"{name}.py").is_file(), name
        assert json.dumps(dict(sweep.plan)) and len(sweep.fingerprint()) == 16


def test_every_record_belongs_to_the_sweep_of_today() -> None:
    """No lesson reads results of other data or of another plan."""
    for name, sweep in registry.sweeps().items():
        path = recorded.path_of(name)
        assert not path.is_file() or recorded.read(path)["data"] == sweep.fingerprint(), name


def test_a_sweep_computes_in_its_own_number_format(tides: Tides, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine or the learner wishes, during the steps and not after them."""
    monkeypatch.setenv("COURSE_DTYPE", "bfloat16")
    formats = {"noon": lambda: [machine.wished_dtype()]}
    sweep = replace(tides.sweep(), steps=lambda: formats, dtype="float32")
    assert run(sweep)["results"] == {"noon": ["float32"]} and machine.wished_dtype() == "bfloat16"
    monkeypatch.delenv("COURSE_DTYPE")
    with pytest.raises(ZeroDivisionError):
        run(replace(sweep, name="ebb", steps=lambda: {"noon": lambda: 1 // 0}))
    assert machine.wished_dtype() is None


def test_a_step_apart_has_memory_of_its_own_and_tells_its_fault() -> None:
    """A block held there is not held here; what is raised there is raised here."""
    before = machine.peak_memory_mb()
    assert len(apart(bytearray, 10)) == 10 and apart(machine.peak_memory_mb) > 1
    assert machine.peak_memory_mb() < before + 100
    with pytest.raises(ZeroDivisionError):
        apart(divmod, 1, 0)
