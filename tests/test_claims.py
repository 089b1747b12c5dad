"""The claims are all there, and what is said of one is checked."""

import pytest

from helpers import claims
from helpers.claims import Prediction


def test_the_twelve_claims_are_there() -> None:
    """C1 to C12, each one sentence, with the lessons that decide it and how."""
    found = claims.claims()
    assert [claim.id for claim in found] == [f"C{number}" for number in range(1, 13)]
    for claim in found:
        assert claim.claim[0].isupper() and claim.claim.endswith(".") and claim.lessons and len(claim.measurement) > 40


@pytest.mark.parametrize(("written", "meant"), [("C1", "C1"), ("c12", "C12"), (" c3 ", "C3")])
def test_a_claim_is_found_however_its_id_is_typed(written: str, meant: str) -> None:
    """Case and blanks do not matter."""
    assert claims.find(written).id == meant


def test_how_sure_is_rounded_to_a_whole_percent() -> None:
    """A number with a fraction is taken."""
    assert Prediction.of("depends", 79.6) == Prediction("depends", 80)
