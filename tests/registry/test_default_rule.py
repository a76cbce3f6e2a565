import pytest

from registry.default_rule import MandateRule, RuleKind, default_rule


@pytest.mark.parametrize(
    ("kind", "activities", "addressees", "recurrence", "quantity", "rule"),
    [
        ("event", ["workshop"], ["SESRIC"], None, None, MandateRule(RuleKind.ANY)),
        ("event", ["workshop", "workshop"], [], None, 1, MandateRule(RuleKind.ANY)),
        ("deliverable", [], ["SESRIC"], None, None, MandateRule(RuleKind.ANY)),
        ("event", ["workshop", "seminar"], [], None, None, MandateRule(RuleKind.EACH_ACTIVITY)),
        ("event", ["camp"], ["ICYF"], "annual", None, MandateRule(RuleKind.COUNT, 1, "annual")),
        ("event", ["camp"], ["ICYF"], "annual", 2, MandateRule(RuleKind.COUNT, 2, "annual")),
        ("event", ["workshop"], ["MEMBER_STATES"], None, 5, MandateRule(RuleKind.COUNT, 5)),
        ("policy", [], ["MEMBER_STATES"], None, None, MandateRule(RuleKind.EACH_ADDRESSEE)),
        (
            "policy",
            [],
            ["OIC_ORGANS", "MEMBER_STATES_MINISTRIES"],
            None,
            None,
            MandateRule(RuleKind.EACH_ADDRESSEE),
        ),
        (
            "event",
            ["camp", "campaign"],
            ["MEMBER_STATES"],
            "annual",
            None,
            MandateRule(RuleKind.EACH_ADDRESSEE, 1, "annual"),
        ),
        ("event", ["camp"], [], "from time to time", None, MandateRule(RuleKind.ANY)),
        ("acknowledgement", [], ["MEMBER_STATES"], "annual", 3, MandateRule(RuleKind.ANY)),
    ],
)
def test_the_text_decides_the_default_rule(
    kind, activities, addressees, recurrence, quantity, rule
):
    assert default_rule(kind, activities, addressees, recurrence, quantity) == rule
