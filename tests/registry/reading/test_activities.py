import pytest

from tests.registry.reading.reading_cases import only


@pytest.mark.parametrize(
    ("text", "language", "activities"),
    [
        (
            "EXHORTE l'ICESCO à organiser des campagnes de sensibilisation, des ateliers spécialisés et des cours de formation.",
            "fr",
            ("campaign", "workshop", "training"),
        ),
        ("APPELLE à la tenue d'une réunion d'experts.", "fr", ("expert_group",)),
        ("ENCOURAGE la formation des cadres.", "fr", ("training",)),
        (
            "DEMANDE au SESRIC d'organiser, en 2025, au profit des jeunes, un cours de formation.",
            "fr",
            ("training",),
        ),
        (
            "APPELLE à des échanges, par l'organisation de dialogues (conférences, ateliers et réunions).",
            "fr",
            ("dialogue", "conference", "workshop", "meeting"),
        ),
        ("Demande qu'un atelier soit organisé par le SESRIC ;", "fr", ("workshop",)),
        (
            "Requests the Secretary-General to convene, within existing means, a one-day high-level meeting;",
            "en",
            ("meeting",),
        ),
        (
            "Urges ICESCO to hold a series of online training courses and follow-up seminars;",
            "en",
            ("training", "seminar"),
        ),
        ("Decides to establish a working group on bees;", "en", ("working_group",)),
        ("Decides to hold the third session of the Conference in Tunis;", "en", ("conference",)),
        ("Decides to hold a special session;", "en", ("meeting",)),
        ("Calls for a conference on bees;", "en", ("conference",)),
        ("Invites the ministers to meet annually;", "en", ("meeting",)),
        ("Stresses the importance of organizing workshops;", "en", ("workshop",)),
        (
            "Urges States to hold workshops on hives, and awareness campaigns;",
            "en",
            ("workshop", "campaign"),
        ),
        (
            "يطلب من سيسرك تنظيم دورات تدريبية وورش عمل وحملات توعية.",
            "ar",
            ("training", "workshop", "campaign"),
        ),
        ("يدعو إلى عقد سلسلة من الندوات الافتراضية.", "ar", ("webinar",)),
        ("يطلب من سيسرك تنظيم ورشة حول النحل ومؤتمر علمي.", "ar", ("workshop", "conference")),
        ("Decides to convene the United Nations Conference on Bees;", "en", ("conference",)),
        (
            "APPELLE à la tenue de dialogues sur la pêche (conférences, ateliers et réunions).",
            "fr",
            ("dialogue", "conference", "workshop", "meeting"),
        ),
    ],
)
def test_what_a_verb_of_convening_governs_is_asked_for(text, language, activities):
    mandate = only(text, language)
    assert (mandate.kind, mandate.activities) == ("event", activities)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ENCOURAGE les États membres à développer des services de formation et de conseil.", "fr"),
        (
            "INVITE les États membres à mettre à jour leurs informations sur les transformations.",
            "fr",
        ),
        ("EXHORTE les États membres à donner suite aux recommandations dudit atelier.", "fr"),
        ("ENCOURAGE les visites scolaires dans les fermes.", "fr"),
        ("EXHORTE les donateurs à aider les camps de réfugiés.", "fr"),
        ("APPELLE les États membres à créer des forums culturels.", "fr"),
        ("Invites States to attend the workshop to be held in Tunis;", "en"),
        ("Urges States to share the conclusions of the workshop held in Tunis;", "en"),
        ("Urges ICESCO to publish the proceedings of the seminar that was held in Fez;", "en"),
        (
            "Requests the Secretary-General to provide the resources necessary for the holding of the meetings;",
            "en",
        ),
        ("Encourages participants to prepare before the convening of the Conference;", "en"),
        ("Urges States to continue the Conference;", "en"),
        ("Urges States to provide training;", "en"),
        ("Encourages the organization of nothing, however;", "en"),
        ("Stresses the value of conferences;", "en"),
        ("Urges SESRIC to convene, if it so wishes; a workshop;", "en"),
        (
            "Urges States to organize well, with all the care in the world that they have today and much more, a jubilee;",
            "en",
        ),
        ("يشجع على تطوير مراكز التدريب ومخيمات اللاجئين.", "ar"),
    ],
)
def test_standing_services_past_events_and_traps_are_no_calls(text, language):
    mandate = only(text, language)
    assert (mandate.kind == "event", mandate.activities) == (False, ())


def test_an_acknowledged_event_is_no_call():
    mandate = only("Welcomes the organization of workshops;")
    assert (mandate.kind, mandate.activities, mandate.confidence) == ("acknowledgement", (), "high")


def test_quantity_mode_and_recurrence_are_read():
    mandate = only(
        "Requests OHCHR to convene five regional workshops, in hybrid format, every two years;"
    )
    assert (mandate.quantity, mandate.mode, mandate.recurrence) == (5, "hybrid", "biennial")
    assert only("Urges ICESCO to hold 12 seminars;").quantity == 12
    assert only("Urges ICESCO to hold seminars;").quantity is None


@pytest.mark.parametrize(
    ("text", "deliverables", "kind"),
    [
        (
            "Requests SESRIC to prepare a study on bees and to report thereon to the Council;",
            ("study", "report"),
            "deliverable",
        ),
        ("Requests SESRIC to report annually to the Council;", ("report",), "deliverable"),
        ("Requests SESRIC to submit, as it sees fit, a report;", ("report",), "deliverable"),
        ("Calls for the establishment of a joint database;", ("database",), "deliverable"),
        ("Urges Member States to develop national strategies;", (), "policy"),
        ("Urges Member States to submit a report;", (), "policy"),
        ("Stresses the need to prepare a study;", (), "policy"),
        (
            "Calls for better care of all the children of the world, and wherever they live the creation of a fund;",
            (),
            "policy",
        ),
        ("Urges SESRIC to implement the strategy;", (), "policy"),
    ],
)
def test_a_product_of_an_organisation_is_a_deliverable(text, deliverables, kind):
    mandate = only(text)
    assert (mandate.deliverables, mandate.kind) == (deliverables, kind)


def test_an_event_goes_before_a_product():
    assert only("Urges SESRIC to hold a workshop and prepare a guide;").kind == "event"


@pytest.mark.parametrize(
    ("text", "language", "activities"),
    [
        (
            "PRIE les donateurs de faire en sorte qu'ils parrainent des ateliers.",
            "fr",
            ["workshop"],
        ),
        ("DECIDE qu'un atelier organisé à Dakar sera étudié.", "fr", []),
        ("CHARGE le SESRIC de le valider lors d'un atelier régional.", "fr", ["workshop"]),
        ("Encourages States to receive study visits;", "en", ["study_visit"]),
        ("Invites States to hold events, including seminars;", "en", ["seminar"]),
        ("Decides to convene a half-day panel discussion;", "en", ["meeting"]),
        ("Requests SESRIC to set up workshops;", "en", ["workshop"]),
        ("Urges Mali to pay, the Assembly having met;", "en", []),
        (
            "INVITE le Mali à payer l'Union, dont le Conseil avait demandé la tenue d'un atelier.",
            "fr",
            [],
        ),
    ],
)
def test_an_event_may_be_asked_for_behind_other_words(text, language, activities):
    assert list(only(text, language).activities) == activities


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Decides to hold a meeting of experts;", "the event has two names"),
        (
            "Requests SESRIC to hold a camp and to close the workshop;",
            "another event word stands beside the event",
        ),
        ("Notes with concern the fires;", "the verb notes with concern"),
    ],
)
def test_what_a_person_may_read_otherwise_is_doubted(text, why):
    assert why in only(text).reasons


def test_what_stands_behind_a_preposition_of_time_is_another_event():
    mandate = only("Requests SESRIC to hold a camp after the workshop;")
    assert (mandate.activities, mandate.confidence) == (("camp",), "review")


def test_a_length_in_days_is_no_number_of_events():
    assert only("Requests SESRIC to hold a one-day workshop;").quantity is None


def test_a_verb_of_founding_makes_its_object():
    assert only("Establishes a fund for wells;").deliverables == ("fund",)
    assert only("ينشئ آلية للآبار؛", "ar").kind == "deliverable"


def test_a_product_asked_of_an_unknown_body_is_a_product():
    mandate = only("Requests the Bee Board, sitting in a hall of its own, to prepare a study;")
    assert (mandate.kind, mandate.confidence) == ("deliverable", "review")


def test_an_aside_ends_at_the_comma_behind_its_names():
    text = "Requests SESRIC to develop, in cooperation with UNDP, a practical guide on wells, and rest;"
    assert only(text).deliverables == ("guide",)


def test_something_to_be_organised_that_no_event_word_names_is_doubted():
    assert only("Requests SESRIC to organize a clambake;").confidence == "review"
