import pytest

from registry.reading.houses import speaker


@pytest.mark.parametrize(
    ("symbol", "house", "organ"),
    [
        ("A/RES/73/7", "un", "UNGA"),
        ("A/HRC/RES/56/6", "un", "UNHRC"),
        ("S/RES/2250", "un", "UN_SECURITY_COUNCIL"),
        ("E/RES/2020/1", "un", "ECOSOC"),
        ("OIC/MCSD-2/2023/RES/FINAL", "oic", None),
        ("Assembly/AU/Dec.588(XXVI)", "au", None),
        ("EX.CL/Dec.813(XXV)", "au", None),
        ("4/49-C", None, None),
        (None, None, None),
    ],
)
def test_a_symbol_tells_the_house_and_the_organ(symbol, house, organ):
    assert speaker(symbol) == (house, organ)
