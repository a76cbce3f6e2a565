import pytest

from tests.registry.reading.reading_cases import only, read


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("URGES the ministries of forests of the Member States to act;", "en", True),
        ("EXHORTE les ministères chargés des forêts à agir.", "fr", True),
        ("يدعو وزارات الغابات في الدول الأعضاء إلى العمل؛", "ar", True),
        ("Urges the people in ministries to act;", "en", False),
    ],
)
def test_ministries_of_any_subject_are_ministries_of_the_member_states(text, language, codes):
    assert (only(text, language).addressees == ("MEMBER_STATES_MINISTRIES",)) is codes


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("Urges the same two Governments to act;", "en", ("GOVERNMENTS",)),
        ("Requests the Government of Egypt to act;", "en", ("EG",)),
        ("تهيب بجميع الدول أن تعمل؛", "ar", ("STATES",)),
    ],
)
def test_words_before_a_name_are_passed_over(text, language, codes):
    assert only(text, language).addressees == codes


def test_those_without_a_name_are_those_of_the_clause_before():
    _, second = read("Stresses the role of Member States, and urges those that can to act;")
    assert (second.addressees, second.confidence) == (("MEMBER_STATES",), "review")


def test_those_between_whom_something_is_stressed_are_doubted_not_asked():
    for text, language in (
        ("Stresses the value of cooperation between Member States;", "en"),
        ("يؤكد أهمية التعاون بين الدول الأعضاء؛", "ar"),
    ):
        mandate = only(text, language)
        assert (mandate.addressees, mandate.confidence) == ((), "review")
    assert only("Stresses the walls between Member States;").confidence == "high"


def test_those_who_are_thanked_by_a_pronoun_are_not_asked():
    _, second = read("يهنئ جمهورية مالي على عملها ويشكرها على كرمها؛", "ar")
    assert (second.canonical, second.addressees) == ("expresses appreciation", ())


def test_an_unknown_object_is_doubted_in_arabic_too():
    for text in ("تطلب إلى المقرر الخاص مواصلة عمله؛", "يكلف رئيس النحالين بذلك؛"):
        assert "the verb's object is not in the registry" in only(text, "ar").reasons
    assert only("يحث الدول الأعضاء والنحالين الكبار على العمل؛", "ar").confidence == "review"


def test_a_group_that_two_codes_may_stand_for_is_doubted():
    assert only("Urges business enterprises to act;").confidence == "review"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "Requests SESRIC to act with the support of UNDP and under the auspices of ICESCO;",
            ("UNDP", "ICESCO"),
        ),
        ("Urges Mali to join a camp, to be hosted by the Government of Egypt;", ("EG",)),
    ],
)
def test_partners_of_several_phrases_are_all_found(text, codes):
    assert only(text).partners == codes
