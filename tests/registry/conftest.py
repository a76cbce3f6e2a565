"""The registry's own fixtures: the catalogue, and an invented resolution in two languages."""

import pytest

from core.people import system
from core.work import Office
from registry import Imported, import_document, load_catalogue

GARDEN_FR = """OIC/MCGR-9/2031/RES/FIANL

Original : anglais

**Résolution sur les jardins des écoles**

La neuvième Conférence sur les jardins, réunie à Bamako en mai 2031 ;

Consciente de la joie que donnent les vergers aux élèves ;

Notant que les abeilles manquent dans les villes ;

**A- Vergers**

1. INVITE les États membres à organiser un atelier sur les pommiers avant le 31 décembre 2032 ;

2. SALUE le zèle des jardiniers ; et DEMANDE au SESRIC de préparer une étude sur les semences ;

**B- Ruches**

3. ENCOURAGE les États membres à poser des ruches sur le toit des écoles ;

4. DEMANDE au Secrétariat général de convoquer un groupe d'experts sur le miel.
"""

GARDEN_EN = """OIC/MCGR-9/2031/RES/FINAL

Original: English

**Resolution on the gardens of schools**

The Ninth Conference on Gardens, held in Bamako in May 2031;

Aware of the joy that orchards give to pupils;

Noting that bees are scarce in towns;

Mindful of the rain;

**A. Orchards**

1. INVITES Member States to organize a workshop on apple trees before 31 December 2032;

2. COMMENDS the zeal of gardeners; and REQUESTS SESRIC to prepare a study on seeds;

**B. Hives**

3. ENCOURAGES Member States to put hives on the roofs of schools;

5. REQUESTS the General Secretariat to convene an expert group on honey.
"""


@pytest.fixture
def catalogue(office: Office) -> None:
    """Load the built-in catalogue."""
    with office.work(system("catalogue")) as work:
        load_catalogue(work)


@pytest.fixture
def garden_fr() -> str:
    """An invented resolution in French, its symbol misprinted."""
    return GARDEN_FR


@pytest.fixture
def garden_en() -> str:
    """The same in English: the symbol right, one label different, one more preambular paragraph."""
    return GARDEN_EN


@pytest.fixture
def bring(office: Office, catalogue: None):
    """Import a text: `bring(text, "garden.fr.md", language="fr")` gives what was done."""

    def make(text: str, filename: str = "garden.md", **said: str) -> list[Imported]:
        with office.work(system("tests")) as work:
            return import_document(work, text.encode(), filename, **said)

    return make
