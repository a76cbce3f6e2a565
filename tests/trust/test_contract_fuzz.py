"""A short run of what bench/trust/fuzz.py does at length (RELIABILITY R7)."""

import pytest

from tests.trust.fuzzing import fuzz
from tests.trust.world import a_world


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whatever_is_sent_the_answer_is_one_that_is_documented(office):
    figures = fuzz(a_world(office), examples=1)
    assert figures.failures == []
    assert figures.undocumented == []
    assert figures.cases >= 500
