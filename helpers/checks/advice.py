"""Two checks of lesson 05: how many answers keep every rule, and how many citations name what does not exist."""

from __future__ import annotations

import numpy as np

from helpers import thin
from helpers.checks import formulas
from helpers.checks.formulas import Case
from helpers.checks.watch import Watched

_KEPT = {"verdict": True, "citation": True, "brevity": True, "person": True, "office": True}
_REPORTS = [_KEPT, _KEPT | {"person": False}, _KEPT | {"verdict": False, "citation": False}, _KEPT]
RATES = (
    Case("four answers, two of which keep all five rules", (_REPORTS,)),
    Case("three answers that each break one rule", ([_KEPT | {name: False} for name in list(_KEPT)[:3]],)),
    Case("one answer that keeps all", ([_KEPT],)),
    Case("one answer that keeps none", ([dict.fromkeys(_KEPT, False)],)),
)
RATE_SUSPECTS = (
    formulas.Suspect(lambda some: float(np.mean([list(one.values()) for one in some])),
                     "You count rules that are kept. How many answers keep all of theirs?"),
    formulas.Suspect(lambda some: sum(all(one.values()) for one in some),
                     "That is how many. What share of all answers is it?"),
    formulas.Suspect(lambda some: sum(any(one.values()) for one in some) / len(some),
                     "Yours is content with one rule kept. How many must be?"),
    formulas.Suspect(lambda some: 1 - thin.compliance(some), "That is who breaks one. And the others?"),
    formulas.Suspect(lambda some: sum(not any(one.values()) for one in some) / len(some),
                     "You count answers that keep none. Which does the office want to know of?"),
    formulas.Suspect(lambda some: 1.0,
                     "In yours every answer complies. Does it look at the rules' names, or at what is said of them?"),
    formulas.Suspect(lambda some: sum(all(one.values()) for one in some) // len(some),
                     "Yours is 1 only if *every* answer complies. What does `//` do to what stands after the point?"),
    formulas.Suspect(lambda some: sum(all(one.values()) for one in some) / len(some[0]),
                     "You divide by the number of rules. A share of what is asked for?"),
    formulas.Suspect(lambda some: sum(one["verdict"] for one in some) / len(some),
                     "Yours looks at the first rule only. What about the other four?"),
)  # fmt: skip
_EXIST = {11: 5, 12: 3, 40: 1}
CITED = (
    Case("[(11, 3), (11, 9), (999, 1)] with five paragraphs in article 11", ([(11, 3), (11, 9), (999, 1)], _EXIST)),
    Case("[(12, 3), (40, 1)], the last paragraphs of both", ([(12, 3), (40, 1)], _EXIST)),
    Case("[(999, 1), (999, 1)], the same twice", ([(999, 1), (999, 1)], _EXIST)),
    Case("no citation", ([], _EXIST)),
    Case("[(13, 1), (12, 4), (12, 1), (11, 5)]", ([(13, 1), (12, 4), (12, 1), (11, 5)], _EXIST)),
)
CITED_SUSPECTS = (
    formulas.Suspect(lambda cited, known: sum(article not in known for article, _ in cited),
                     "Yours looks at the article alone. Has article 11 a paragraph 9?"),
    formulas.Suspect(lambda cited, known: len(cited) - thin.invented(cited, known),
                     "You count those that exist. Which ones worry the office?"),
    formulas.Suspect(lambda cited, known: thin.invented(list(set(cited)), known),
                     "An asker is misled twice by the same citation. Does a repeat count?"),
    formulas.Suspect(lambda cited, known: sum(paragraph >= known.get(article, 0) for article, paragraph in cited),
                     "Article 12 has three paragraphs. Does the third exist?"),
    formulas.Suspect(lambda cited, known: len(cited), "You count all citations. Which of them can be looked up?"),
    formulas.Suspect(lambda cited, known: sum(paragraph > known.get(article, 99) for article, paragraph in cited),
                     "What becomes of an article that does not exist at all?"),
    formulas.Suspect(lambda cited, known: sum(one not in known.items() for one in cited),
                     "In yours only an article's last paragraph exists. What about those before it?"),
    formulas.Suspect(lambda cited, known: float(thin.invented(cited, known) > 0),
                     "Yours tells whether there is one. How many are there?"),
)  # fmt: skip


def examine_compliance(function: Watched) -> None:
    """Raise a fault unless answers that keep all rules are counted.

    >>> examine_compliance(thin.compliance)
    """
    otherwise = "For one answer: when does it comply? And of how many answers is that a share?"
    formulas.examine(function, thin.compliance, RATES, RATE_SUSPECTS, otherwise)


def examine_invented(function: Watched) -> None:
    """Raise a fault unless citations of what does not exist are counted.

    >>> examine_invented(thin.invented)
    """
    otherwise = "When does a citation exist: what must be true of its article, and what of its paragraph?"
    formulas.examine(function, thin.invented, CITED, CITED_SUSPECTS, otherwise)
