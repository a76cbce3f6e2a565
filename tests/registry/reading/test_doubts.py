import pytest

from tests.registry.reading.reading_cases import only, read


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("Requests SESRIC to convene a seminar, and ICESCO to report;", "en", ("SESRIC", "ICESCO")),
        (
            "Demande au SESRIC de tenir un séminaire et à l'ICESCO d'agir.",
            "fr",
            ("SESRIC", "ICESCO"),
        ),
        (
            "يطلب من الإيسيسكو عقد ندوة، ومن البنك الإسلامي للتنمية إعداد دراسة؛",
            "ar",
            ("ICESCO", "ISDB"),
        ),
        ("يطلب من الإيسيسكو عقد ندوة، ومن البنك الإسلامي للتنمية كذلك؛", "ar", ("ICESCO",)),
        ("Requests SESRIC to act for ICESCO to report;", "en", ("SESRIC",)),
    ],
)
def test_those_with_a_task_of_their_own_are_asked_too(text, language, codes):
    assert only(text, language).addressees == codes


@pytest.mark.parametrize(
    ("text", "language", "activities"),
    [
        ("Stresses the need to launch a campaign on wells;", "en", ("campaign",)),
        ("Demande au SESRIC de dépêcher une mission d'évaluation.", "fr", ("field_visit",)),
        ("يشدد على ضرورة إطلاق حملة إعلامية؛", "ar", ("campaign",)),
        ("Requests SESRIC to launch workshops;", "en", ("workshop",)),
    ],
)
def test_an_event_may_be_convened_by_a_verb_of_its_own(text, language, activities):
    assert only(text, language).activities == activities


@pytest.mark.parametrize(
    ("text", "language", "confidence"),
    [
        ("Invites Member States to contribute to the forum;", "en", "high"),
        ("Invites Member States to contribute to a forum;", "en", "review"),
        ("يدعو الدول الأعضاء إلى المساهمة في المنتدى؛", "ar", "high"),
        ("Condemns the looting of workshops;", "en", "high"),
        ("Encourages States to ensure training for judges;", "en", "high"),
        ("Requests SESRIC to publish a songbook;", "en", "review"),
        ("Requests SESRIC to act for peace and ICESCO;", "en", "review"),
        ("يطلب من الإيسيسكو العمل من أجل السلام والبنك الإسلامي للتنمية؛", "ar", "review"),
        ("Demande au SESRIC d'agir, en particulier les Nations Unies.", "fr", "review"),
    ],
)
def test_a_clause_is_doubted_where_people_read_it_in_two_ways(text, language, confidence):
    assert only(text, language).confidence == confidence


def test_a_pronoun_for_those_asked_before_is_sure():
    _, second = read("Urges Member States to act, and further invites them to report;")
    assert (second.addressees, second.confidence) == (("MEMBER_STATES",), "high")


def test_a_verb_that_could_act_makes_its_clause_doubtful():
    assert only("REQUESTS SESRIC to act, and invites donations;").confidence == "review"


def test_an_organ_decides_to_act_itself_behind_an_adverb():
    mandate = only("Decides also, in this regard, to hold a symposium;", organ="UNGA")
    assert (mandate.addressees, mandate.activities) == (("UNGA",), ("conference",))


def test_a_body_of_the_united_nations_is_named_again_by_one_word():
    _, second = read(
        "Requests the Office of the High Commissioner to hold a seminar, "
        "and requests the Office to report thereon;",
        house="un",
    )
    assert second.addressees == ("OHCHR",)
