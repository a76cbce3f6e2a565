"""Calls for events by class of wording: what is convened, by which verb, in which construction."""

import pytest

from tests.registry.reading.reading_cases import only, read

EN = {
    "workshop": ("a workshop", "two regional workshops", "a series of hands-on workshops"),
    "training": (
        "regional capacity-building sessions",
        "an induction course",
        "masterclasses",
        "traineeships",
    ),
    "seminar": ("a cycle of seminars",),
    "conference": ("a donors' conference", "a business forum"),
    "meeting": ("a high-level meeting", "public hearings", "a stocktaking meeting"),
    "consultation": ("informal consultations", "a round of consultations"),
    "dialogue": ("a round table",),
    "expert_group": ("expert group meetings", "a panel of experts"),
    "campaign": ("public information campaigns",),
    "camp": ("summer camps",),
    "field_visit": ("missions to the affected areas", "site visits"),
    "study_visit": ("learning visits", "exchange visits"),
}
IN_ENGLISH = (
    "Requests the General Secretariat to hold {} on bees;",
    "Requests the General Secretariat to arrange, before the end of 2027, {} on bees;",
    "Requests the General Secretariat to explore the possibility of convening {} on bees;",
    "Requests the General Secretariat to facilitate the holding of {} on bees;",
    "Calls for {} on bees to be organized;",
    "Recommends that {} on bees be carried out;",
    "Decides that {} on bees shall take place in 2028;",
    "Recommends the hosting of {} on bees;",
    "Encourages Member States to raise awareness, including by organizing {} in schools;",
    "Calls upon Member States: (a) To adopt laws; (b) To hold {} in schools;",
    "Mandates SESRIC with the organization of {} on bees;",
    "Requests SESRIC to ensure that {} on bees are organized;",
    "Urges the donors to finance {} on bees;",
    "Requests SESRIC to support the organization of {} on bees;",
)
FR = {
    "workshop": ("un atelier", "des ateliers pratiques", "deux ateliers régionaux"),
    "training": ("des sessions de formation", "des stages d'initiation", "des séances de mentorat"),
    "seminar": ("un cycle de séminaires",),
    "conference": ("une conférence des donateurs", "un forum d'affaires"),
    "meeting": ("une séance d'information", "des réunions de suivi", "des auditions publiques"),
    "consultation": ("de larges consultations",),
    "dialogue": ("des tables rondes",),
    "expert_group": ("une réunion d'experts",),
    "campaign": ("des campagnes d'affichage",),
    "camp": ("des camps d'été",),
    "field_visit": ("des visites de terrain", "une mission d'experts"),
    "study_visit": ("des visites d'étude",),
}
IN_FRENCH = (
    "Prie le Secrétariat général d'organiser {} sur les abeilles ;",
    "Prie le Secrétariat général de mettre sur pied, avant la fin de 2027, {} sur les abeilles ;",
    "Prie le Secrétariat général de prendre les mesures nécessaires pour convoquer {} ;",
    "Recommande que soient organisés {} sur les abeilles ;",
    "Recommande qu'il soit organisé {} sur les abeilles ;",
    "Recommande que {} sur les abeilles soient proposés ;",
    "Recommande que {} sur les abeilles se tienne en 2028 ;",
    "Encourage les États membres à sensibiliser le public, notamment en organisant {} ;",
    "Demande aux États membres : a) d'adopter des lois ; b) de tenir {} dans les écoles ;",
    "Appelle à ce que le SESRIC organise {} sur les abeilles ;",
    "Invite les donateurs à financer {} sur les abeilles ;",
)
AR = {
    "workshop": ("ورشة عمل", "حلقات عمل", "ورش توعوية"),
    "workshop+training": ("ورش لبناء القدرات",),
    "training": ("دورات تدريبية", "دورات قصيرة", "أنشطة تدريبية"),
    "seminar": ("سلسلة ندوات",),
    "webinar": ("حلقة دراسية شبكية",),
    "conference": ("مؤتمر للمانحين", "ملتقيات شبابية"),
    "meeting": ("اجتماع طارئ", "جلسات إحاطة", "دورة استثنائية"),
    "consultation": ("جولة من المشاورات", "لقاءات تشاورية"),
    "dialogue": ("مائدة مستديرة",),
    "expert_group": ("اجتماعات فريق خبراء",),
    "campaign": ("حملة لجمع التبرعات",),
    "camp": ("معسكرات كشفية",),
    "field_visit": ("بعثة خبراء", "جولات ميدانية"),
    "study_visit": ("زيارات متبادلة",),
}
IN_ARABIC = (
    "يطلب من الأمانة العامة تنظيم {} بشأن النحل؛",
    "يطلب من الأمانة العامة التحضير لعقد {} بشأن النحل؛",
    "يطلب إلى الأمانة العامة أن تعقد، قبل نهاية عام 2027، {} بشأن النحل؛",
    "يطلب إلى الأمانة العامة أن تتولى تنظيم {} بشأن النحل؛",
    "يطلب إلى الأمانة العامة أن تدعو إلى انعقاد {} بشأن النحل؛",
    "يوصي بأن يتم تنظيم {} بشأن النحل؛",
    "يدعو الدول الأعضاء إلى تعزيز التعاون وتنظيم {} لهذا الغرض؛",
    "يشجع الدول الأعضاء على توعية الجمهور من خلال عقد {} في المدارس؛",
)
CLASSES = [
    *[(frame, "en", EN) for frame in IN_ENGLISH],
    *[(frame, "fr", FR) for frame in IN_FRENCH],
    *[(frame, "ar", AR) for frame in IN_ARABIC],
]


@pytest.mark.parametrize(("frame", "language", "events"), CLASSES)
def test_a_construction_calls_for_every_kind_of_event(frame, language, events):
    asked = {(code, words): frame.format(words) for code, many in events.items() for words in many}
    read_as = {
        (code, words): [m.activities for m in read(text, language) if m.kind == "event"]
        for (code, words), text in asked.items()
    }
    assert read_as == {(code, words): [tuple(code.split("+"))] for code, words in asked}


@pytest.mark.parametrize(
    ("text", "language", "activities"),
    [
        ("Requests SESRIC to invite experts to a workshop on bees;", "en", ("workshop",)),
        ("Requests SESRIC to bring keepers together in an annual forum;", "en", ("conference",)),
        (
            "Prie le SESRIC d'inviter les ministres à une session extraordinaire ;",
            "fr",
            ("meeting",),
        ),
        ("Prie le SESRIC de réunir les experts lors d'un séminaire ;", "fr", ("seminar",)),
        ("يطلب من سيسرك دعوة الخبراء إلى ورشة عمل بشأن النحل؛", "ar", ("workshop",)),
        ("Urges Member States to exchange visits of keepers;", "en", ("study_visit",)),
        (
            "Decides to convene a conference on bees, preceded by two preparatory meetings;",
            "en",
            ("conference", "meeting"),
        ),
        ("Recommends that seminars and workshops be held;", "en", ("seminar", "workshop")),
        ("Requests SESRIC to launch a dialogue on bees;", "en", ("dialogue",)),
        ("Decides to establish an annual conference on bees;", "en", ("conference",)),
    ],
)
def test_people_are_called_together_in_other_words(text, language, activities):
    asked = [mandate.activities for mandate in read(text, language) if mandate.kind == "event"]
    assert asked == [activities]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Invites Member States to attend a workshop on bees;", "en"),
        ("Requests SESRIC to invite States to participate in the forum;", "en"),
        ("Requests SESRIC to invite keepers to the forum;", "en"),
        ("Requests the donors to provide resources for the holding of the forum;", "en"),
        ("Requests SESRIC to provide the resources necessary to convene the forum;", "en"),
        ("Prie le SESRIC de fournir les ressources nécessaires pour organiser le forum ;", "fr"),
        ("Prie le SESRIC d'inviter les États à prendre part à un forum ;", "fr"),
        ("يطلب من سيسرك دعوة الدول إلى المشاركة في مؤتمر النحل؛", "ar"),
        ("Requests SESRIC to continue consultations with the States concerned;", "en"),
        ("Calls upon States to protect permanent missions to the region;", "en"),
        ("Urges Member States to train their keepers and to provide training;", "en"),
    ],
)
def test_who_only_takes_part_is_not_asked_to_convene(text, language):
    assert [mandate.kind for mandate in read(text, language)] == ["policy"]


def test_an_event_without_a_known_word_is_doubted():
    mandate = only("Décide que la deuxième édition du Salon se tiendra à Sfax ;", "fr")
    assert (mandate.kind, mandate.confidence) == ("policy", "review")
