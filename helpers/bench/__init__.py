"""The bench: systems answer the same questions with several seeds, and one tidy table says what came of it.

`systems`, `handing` and `baselines` are what can be asked, `options` the multiple choice; `runs` asks and keeps,
`scoring` makes the table, `timing` takes the time; `rungs` and `comparing` read the table, and `guards` look for what
makes it worthless.
"""

from helpers.bench.baselines import Chance, Majority
from helpers.bench.comparing import Difference, compare, compare_all
from helpers.bench.handing import AsMuchAsFits, RandomPassage, Retrieved, RightPassage
from helpers.bench.options import offer
from helpers.bench.rungs import by_seed, ladder, shares
from helpers.bench.runs import RunConfig, load, run, steps
from helpers.bench.scoring import table
from helpers.bench.systems import ClosedBook, System
from helpers.bench.timing import interleaved

__all__ = [
    "AsMuchAsFits",
    "Chance",
    "ClosedBook",
    "Difference",
    "Majority",
    "RandomPassage",
    "Retrieved",
    "RightPassage",
    "RunConfig",
    "System",
    "by_seed",
    "compare",
    "compare_all",
    "interleaved",
    "ladder",
    "load",
    "offer",
    "run",
    "shares",
    "steps",
    "table",
]
