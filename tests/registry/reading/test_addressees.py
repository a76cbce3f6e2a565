import pytest

from tests.registry.reading.reading_cases import only, read


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("Urges all Member States to act;", "en", ("MEMBER_STATES",)),
        (
            "Requests the General Secretariat, in cooperation with ICESCO, to act;",
            "en",
            ("GENERAL_SECRETARIAT",),
        ),
        (
            "CALLS UPON Member States, relevant OIC institutions, in particular SESRIC and IRCICA, to act;",
            "en",
            ("MEMBER_STATES", "OIC_ORGANS", "SESRIC", "IRCICA"),
        ),
        (
            "DEMANDE, en coordination avec le SESRIC, au Secrétariat général d'agir.",
            "fr",
            ("GENERAL_SECRETARIAT",),
        ),
        (
            "INVITE les organes compétents de l'OCI (ICESCO, SESRIC et IRCICA) à agir.",
            "fr",
            ("ICESCO", "SESRIC", "IRCICA"),
        ),
        ("INVITE le Fonds de Solidarité Islamique (FSI) à agir.", "fr", ("ISF",)),
        (
            "INVITE les États membres, qui ne l'ont pas encore fait, à agir.",
            "fr",
            ("MEMBER_STATES",),
        ),
        (
            "DEMANDE aux États membres ainsi qu'aux ministères des États membres de réagir.",
            "fr",
            ("MEMBER_STATES", "MEMBER_STATES_MINISTRIES"),
        ),
        (
            "يطلب من الأمانة العامة، بالتنسيق مع الإيسيسكو، تنظيم ورشة.",
            "ar",
            ("GENERAL_SECRETARIAT",),
        ),
        (
            "يدعو الدول الأعضاء والأجهزة والمؤسسات المعنية التابعة لمنظمة التعاون الإسلامي إلى العمل.",
            "ar",
            ("MEMBER_STATES", "OIC_ORGANS"),
        ),
        ("تهيب بالدول الأعضاء أن تعمل؛", "ar", ("MEMBER_STATES",)),
        ("Invites the States referred to in paragraph 14 above to act;", "en", ("STATES",)),
        ("يدعو الدول الأعضاء للأمانة العامة إلى العمل.", "ar", ("MEMBER_STATES",)),
        (
            "INVITE les États membres et le SESRIC à vivement encourager la pêche.",
            "fr",
            ("MEMBER_STATES", "SESRIC"),
        ),
        ("INVITE les États membres à ne pas se le dire et le SESRIC.", "fr", ("MEMBER_STATES",)),
    ],
)
def test_the_object_of_the_verb_is_asked(text, language, codes):
    mandate = only(text, language)
    assert mandate.addressees == codes
    assert "the addressee stands inside the task" not in mandate.reasons


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("Stresses that States should act;", "en", ("STATES",)),
        (
            "Stresses that it is the responsibility of all business enterprises, including those selling toys, to act;",
            "en",
            ("BUSINESS",),
        ),
        (
            "Emphasizes the need for the Secretary-General to inform the Assembly;",
            "en",
            ("SECRETARY_GENERAL_UN",),
        ),
        (
            "Encourages further efforts by the United Nations and States to help;",
            "en",
            ("UN", "STATES"),
        ),
        (
            "Encourages dialogue between the United Nations and the International Criminal Court;",
            "en",
            ("UN", "ICC"),
        ),
        ("APPELLE à appuyer les États membres à créer des clubs.", "fr", ("MEMBER_STATES",)),
        (
            "APPELLE à la coopération entre les États membres et le SESRIC.",
            "fr",
            ("MEMBER_STATES", "SESRIC"),
        ),
        (
            "يوصي بأن تنظم الدول الأعضاء أسبوعا، وبأن تعد الأمانة العامة دليلا.",
            "ar",
            ("MEMBER_STATES", "GENERAL_SECRETARIAT"),
        ),
        ("يؤكد على مسؤولية الدول في ذلك.", "ar", ("STATES",)),
    ],
)
def test_those_who_act_inside_the_task_are_found_and_doubted(text, language, codes):
    mandate = only(text, language)
    assert mandate.addressees == codes
    assert mandate.confidence == "review" or not codes


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("APPELLE à l'organisation d'un atelier dans les États membres.", "fr"),
        ("APPELLE à l'organisation d'un atelier.", "fr"),
        ("Commends Member States for their work;", "en"),
        ("SOULIGNE l'impératif de soutenir les États membres.", "fr"),
        ("Decides that States shall be heard;", "en"),
        ("Notes that States have acted;", "en"),
        ("Encourages the strengthening of ties;", "en"),
        ("Urges schools in all lands and States to act;", "en"),
        ("Urges schools that know how they all might be able to act;", "en"),
    ],
)
def test_a_place_a_topic_or_those_praised_are_not_addressees(text, language):
    assert only(text, language).addressees == ()


def test_an_object_that_the_registry_does_not_know_is_doubted():
    mandate = only("Requests the Bureau of Bees to act;")
    assert (mandate.addressees, mandate.confidence) == ((), "review")
    assert "the verb's object is not in the registry" in mandate.reasons


def test_known_members_behind_an_unknown_one_are_read_and_doubted():
    mandate = only("Urges the Forum of Lakes and Member States to act;")
    assert (mandate.addressees, mandate.confidence) == (("MEMBER_STATES",), "review")
    mandate = only("Urges Member States, the Forum of Lakes and SESRIC to act;")
    assert (mandate.addressees, mandate.confidence) == (("MEMBER_STATES", "SESRIC"), "review")


def test_a_pronoun_means_those_of_the_clause_before():
    first, second = read("EXHORTE le Mali et le Niger à agir, et les invite à coopérer.", "fr")
    assert first.addressees == second.addressees == ("ML", "NE")
    _, second = read("يشيد بالدول الأعضاء ويدعوها إلى المزيد.", "ar")
    assert second.addressees == ("MEMBER_STATES",)


def test_states_are_member_states_where_member_states_are_spoken_of():
    _, second = read(
        "EXHORTE les États membres à signer ; et DEMANDE aux États qui l'ont signé de le ratifier.",
        "fr",
    )
    assert second.addressees == ("MEMBER_STATES",)


def test_an_organ_that_decides_to_act_is_its_own_addressee_when_known():
    text = "Decides to convene a conference in 2028;"
    assert only(text).addressees == ()
    assert only(text, organ="UNGA").addressees == ("UNGA",)
    assert only("تقرر أن تعقد مؤتمرا؛", "ar", organ="UNGA").addressees == ("UNGA",)
    assert only("تقرر عقد مؤتمر؛", "ar", organ="UNGA").addressees == ("UNGA",)


@pytest.mark.parametrize(
    ("text", "house", "code"),
    [
        ("Requests the Secretary-General to act;", None, "SECRETARY_GENERAL_UN"),
        ("REQUESTS the Secretary General to act.", None, "SECRETARY_GENERAL"),
        ("Requests the Secretary General to inform the OIC;", None, "SECRETARY_GENERAL"),
        ("Requests the Commission to act;", "au", "AU_COMMISSION"),
        ("Requests the African Union Commission to act;", None, "AU_COMMISSION"),
    ],
)
def test_the_house_decides_which_secretary_general_is_meant(text, house, code):
    assert only(text, house=house).addressees == (code,)


def test_arabic_houses_are_known_by_the_gender_of_the_verb():
    assert only("تطلب إلى الأمين العام أن يعمل؛", "ar").addressees == ("SECRETARY_GENERAL_UN",)
    assert only("يطلب من الأمين العام العمل.", "ar").addressees == ("SECRETARY_GENERAL",)


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        (
            "Requests SESRIC, in close cooperation with ICESCO and the Islamic Solidarity Fund, to act;",
            "en",
            ("ICESCO", "ISF"),
        ),
        (
            "ENCOURAGE les États membres à agir avec le soutien de l'ICESCO, de l'IRCICA et du SESRIC.",
            "fr",
            ("ICESCO", "IRCICA", "SESRIC"),
        ),
        (
            "APPELLE le Secrétariat général à organiser des ateliers avec les organisations internationales et régionales spécialisées.",
            "fr",
            ("INTL_REGIONAL_ORGS",),
        ),
        ("Calls for an international conference under the auspices of the OIC;", "en", ("OIC",)),
        ("يكلف الأمانة العامة بالتنسيق مع سيسرك بإعداد دراسة.", "ar", ("SESRIC",)),
        ("Welcomes the course held in cooperation with ICESCO;", "en", ()),
        ("Urges Member States to walk with SESRIC;", "en", ()),
    ],
)
def test_partners_are_those_with_whom_to_act(text, language, codes):
    assert only(text, language).partners == codes


def test_a_partner_that_the_registry_does_not_know_is_doubted():
    assert (
        "a partner is not in the registry"
        in only("Urges States, in cooperation with bee-keepers, to act;").reasons
    )
