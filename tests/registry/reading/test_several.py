import pytest

from registry.reading import read
from tests.registry.reading.reading_cases import vocabulary


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A/RES/80/1\n\n80/1. Wells", "A/RES/80/2\n\n80/2. Rivers"),
        (
            "OIC/CFM-50/2024/RES/1\n\nRESOLUTION ON WELLS",
            "OIC/CFM-50/2024/RES/2\n\nRESOLUTION ON TEA",
        ),
    ],
)
def test_each_resolution_of_a_document_has_its_own_symbol_line(first, second):
    body = (
        "\n\nThe Assembly,\n\nRecalling its work,\n\n1. Urges all to act;\n\n2. Notes the plan.\n\n"
    )
    content = f"{first}{body}{second}{body}".encode()
    read_both = read(content, "both.txt", vocabulary())
    assert [each.symbol for each in read_both] == [first.split("\n")[0], second.split("\n")[0]]
    assert all(line.why == "running head" for each in read_both for line in each.unread)
    assert [line.text for line in read_both[0].unread if line.text in second] == []


def test_resolutions_of_one_session_have_slugs_of_their_own():
    body = "\n\nThe Council,\n\nRecalling its work,\n\n1. Urges all to act.\n\n"
    heads = ("OIC/CFM-50/2024/POL/RES.1", "OIC/CFM-50/2024/POL/RES.2")
    content = "".join(f"{head}\n\nResolution on a well{body}" for head in heads).encode()
    found = read(content, "both.txt", vocabulary())
    assert [each.slug for each in found] == ["cfm-50-pol-res-1", "cfm-50-pol-res-2"]


def test_two_slugs_alike_in_one_document_are_told_apart_in_their_order():
    body = "\n\nThe Council,\n\nRecalling its work,\n\n1. Urges all to act.\n\n"
    heads = ("OIC/CFM-50/2024/POL/RES", "OIC/CFM-50/2024/ECO/RES")
    content = "".join(f"{head}\n\nResolution on a well{body}" for head in heads).encode()
    found = read(content, "both.txt", vocabulary())
    assert [each.slug for each in found] == ["cfm-50", "cfm-50-2"]
