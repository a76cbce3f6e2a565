import pytest

from registry.reading import read as read_document
from registry.reading.clauses import Setting, read_clauses
from tests.registry.reading.reading_cases import only, read, vocabulary


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


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("Requests the Centre to act;", "en", ("SESRIC",)),
        ("DEMANDE au Centre d'agir.", "fr", ("SESRIC",)),
        ("يطلب من المركز العمل؛", "ar", ("SESRIC",)),
        ("Requests the Fund to act;", "en", ()),
        ("Requests the Centre for Bees to act;", "en", ()),
        ("Requests the Centre Board to act;", "en", ()),
        ("Requests the CENTRE to act;", "en", ()),
        ("Requests the centre to act;", "en", ()),
        ("Requests Centre to act;", "en", ()),
        ("يطلب من مركز العمل؛", "ar", ()),
    ],
)
def test_a_body_may_be_named_again_by_one_word_of_its_name(text, language, codes):
    spoken = Setting(spoken=("ICESCO", "ISF_OF_OLD", "SESRIC"))
    (mandate,) = read_clauses(text, language, vocabulary(), spoken).mandates
    assert (mandate.addressees, mandate.confidence) == (codes, "review")


def test_a_document_remembers_whom_its_paragraphs_named():
    text = (
        "Resolution 1/50-POL on wells\n\nThe Council,\n\n1. Welcomes the work of the SESRIC;\n\n"
        "2. Requests the Centre to go on.\n"
    )
    (resolution,) = read_document(text.encode(), "wells.txt", vocabulary())
    assert resolution.paragraphs[1].mandates[0].addressees == ("SESRIC",)


def test_an_unknown_body_that_is_to_continue_is_doubted():
    assert only("Encourages the Forum of Lakes to continue its work;").confidence == "review"
