import pytest

from tests.registry.reading.reading_cases import only, read


def verbs(text, language="en"):
    return [(m.verb, m.canonical) for m in read(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Also calls upon States to plant trees;", "en", [("Also calls upon", "calls upon")]),
        (
            "Continues to welcome the work of the Court;",
            "en",
            [("Continues to welcome", "welcomes")],
        ),
        (
            "Expresses its sincere gratitude to Mali for its offer;",
            "en",
            [("Expresses its sincere gratitude", "expresses appreciation")],
        ),
        ("INVITE instamment les Etats membres à agir.", "fr", [("INVITE instamment", "urges")]),
        ("APPELLE également les États membres à agir.", "fr", [("APPELLE", "calls upon")]),
        ("LANCE EN APPEL en faveur des écoles.", "fr", [("LANCE EN APPEL", "calls for")]),
        ("RAPPELLE aux États membres leurs engagements.", "fr", [("RAPPELLE aux", "reminds")]),
        ("RAPPELLE les engagements pris.", "fr", [("RAPPELLE", "recalls")]),
        ("كما يحث الدول الأعضاء على ذلك.", "ar", [("كما يحث", "urges")]),
        ("تعيد تأكيد أهمية ذلك؛", "ar", [("تعيد تأكيد", "reaffirms")]),
    ],
)
def test_a_verb_is_printed_as_it_stands_and_has_one_canonical_form(text, language, found):
    read_verbs = verbs(text, language)
    assert [c for _, c in read_verbs] == [c for _, c in found]
    assert read_verbs[0][0].endswith(found[0][0].removeprefix("كما "))


@pytest.mark.parametrize(
    ("text", "language", "canonical"),
    [
        (
            "Welcomes the report, and requests the Secretary-General to publish it;",
            "en",
            ["welcomes", "requests"],
        ),
        (
            "Takes note of the report,4 welcomes the study, and, in this regard, urges States to act;",
            "en",
            ["takes note", "welcomes", "urges"],
        ),
        ("Welcomes the report and takes note of its annex;", "en", ["welcomes", "takes note"]),
        ("Urges States to act and urges them to report;", "en", ["urges", "urges"]),
        (
            "Condemns attacks and calls upon the parties to respect the truce;",
            "en",
            ["condemns", "calls upon"],
        ),
        (
            "Condemns attacks, and calls upon the parties concerned without naming them;",
            "en",
            ["condemns", "calls upon"],
        ),
        (
            "Notes the offer, which is generous, and stresses its value;",
            "en",
            ["notes", "stresses"],
        ),
        (
            "Notes the letter which mentions States, and requests the Secretary-General to answer;",
            "en",
            ["notes", "requests"],
        ),
        (
            "SALUE les efforts des deux Groupes de l'OCI à Genève et à New York et les appelle à poursuivre.",
            "fr",
            ["commends", "calls upon"],
        ),
        (
            "SE FELICITE du rapport, tout en invitant les États membres à l'étudier.",
            "fr",
            ["welcomes", "invites"],
        ),
        ("Welcomes the study, urging States to use it;", "en", ["welcomes", "urges"]),
        (
            "ترحب بالتقرير، وتحث الدول على دراسته، وتطلب إلى الأمين العام نشره؛",
            "ar",
            ["welcomes", "urges", "requests"],
        ),
        ("(a) Urges States to act; (b) Invites Governments to help;", "en", ["urges", "invites"]),
    ],
)
def test_second_and_third_verbs_act_too(text, language, canonical):
    assert [c for _, c in verbs(text, language)] == canonical


@pytest.mark.parametrize(
    ("text", "language", "canonical"),
    [
        (
            "Recalls that States parties reaffirmed their aims and called for more;",
            "en",
            ["recalls"],
        ),
        (
            "Welcomes the resolution which invites States to act and calls for seminars;",
            "en",
            ["welcomes"],
        ),
        ("Notes that the Council welcomes the plan and stresses its value;", "en", ["notes"]),
        ("Takes note of the report, while recalling that States are free;", "en", ["takes note"]),
        ("Urges States to promote and encourage respect, and notes of meetings;", "en", ["urges"]),
        (
            "EXHORTE les États membres à agir, tout en reconnaissant leurs efforts et souligne leur valeur.",
            "fr",
            ["urges"],
        ),
        ("Notes the plan, and rejects delay;", "en", ["notes"]),
        ("يرحب بالقرار وتحث عليه.", "ar", ["welcomes"]),
        ("Encourages States to act, inviting Governments to help;", "en", ["encourages"]),
        ("Welcomes the plan, and requests of many kinds;", "en", ["welcomes"]),
        ("Welcomes the plan and requests more;", "en", ["welcomes"]),
        ("Article 5 applies.", "en", []),
        ("", "en", []),
        ("Condemns attacks and requests the parties;", "en", ["condemns"]),
        ("Welcomes the study, urging care;", "en", ["welcomes"]),
    ],
)
def test_verbs_that_report_what_others_said_do_not_act(text, language, canonical):
    assert [c for _, c in verbs(text, language)] == canonical


def test_a_misspelled_opening_verb_is_read_and_doubted():
    mandate = only("ENCOURGE les États membres à agir.", "fr")
    assert (mandate.canonical, mandate.confidence) == ("encourages", "review")
    assert "the verb is misspelled" in mandate.reasons
    assert read("Zzzzzzzz les États membres", "fr") == ()


def test_a_verb_beyond_the_vocabulary_is_doubted():
    assert only("Refers the draft to the Conference;").confidence == "review"


def test_the_force_of_a_verb_is_told():
    assert [
        m.force
        for m in read("Welcomes the plan; decides to act; stresses its value; urges States to act;")
    ] == [
        "acknowledgement",
        "order",
        "position",
        "request",
    ]


def test_a_name_is_no_verb():
    assert [
        c for _, c in verbs("Urges States to heed the Charter, notes of the Office aside;")
    ] == ["urges"]


@pytest.mark.parametrize(
    ("text", "language", "canonical"),
    [
        (
            "Condemns attacks, demands the release of all and calls upon States to help;",
            "en",
            ["condemns", "demands", "calls upon"],
        ),
        ("Condemns attacks, demands peace;", "en", ["condemns"]),
        ("PREND ACTE du rapport et AUTORISE le Mali à agir.", "fr", ["takes note", "mandates"]),
        ("Expresses its deep and ever growing concern at fires;", "en", ["expresses concern"]),
        ("Expresses its support, whatever the concern;", "en", ["supports"]),
        ("يقر بأهمية الحوار؛", "ar", ["acknowledges"]),
        ("يقر الخطة؛", "ar", ["endorses"]),
        ("يذكر بقراره السابق؛", "ar", ["recalls"]),
        ("Préconise la paix.", "fr", ["recommends"]),
        ("ينشئ صندوقا؛", "ar", ["decides"]),
        (
            "Welcomes the plan, which invites all, and calls for a conference;",
            "en",
            ["welcomes", "calls for"],
        ),
    ],
)
def test_more_forms_of_verbs_are_known(text, language, canonical):
    assert [c for _, c in verbs(text, language)] == canonical
