"""What an export must be to be valid Akoma Ntoso 3.0, by rules of its schema written down here.

The schema of OASIS is not in any package that the project installs; these are those of its rules
that an export of ours can break: which elements may stand in which, in which order, with which
attributes, and the eIds of the naming convention.
"""

import re

import pytest

from core.people import system
from registry import exported_xml, resolution_of
from registry.exchange.xml_tree import parse

# element: (required attributes, the children in their order as a pattern over their names)
BLOCKS = "(p )+"
META = "(FRBRthis )(FRBRuri )(FRBRalias )?(FRBRdate )(FRBRauthor )"
RULES = {
    "akomaNtoso": ((), "(statement )"),
    "statement": (("name",), "(meta )(preface )?(preamble )?(mainBody )"),
    "meta": ((), "(identification )(references )?(proprietary )?"),
    "identification": (("source",), "(FRBRWork )(FRBRExpression )(FRBRManifestation )"),
    "FRBRWork": ((), f"{META}(FRBRcountry )"),
    "FRBRExpression": ((), f"{META}(FRBRlanguage )"),
    "FRBRManifestation": ((), f"{META}(FRBRformat )"),
    "FRBRthis": (("value",), ""),
    "FRBRuri": (("value",), ""),
    "FRBRalias": (("value", "name"), ""),
    "FRBRdate": (("date", "name"), ""),
    "FRBRauthor": (("href",), ""),
    "FRBRcountry": (("value",), ""),
    "FRBRlanguage": (("language",), ""),
    "FRBRformat": (("value",), ""),
    "references": (("source",), "(TLCOrganization )+"),
    "TLCOrganization": (("eId", "href", "showAs"), ""),
    "proprietary": (("source",), "(record )"),
    "preface": ((), BLOCKS),
    "preamble": ((), "(recitals )"),
    "recitals": (("eId",), "(recital )+"),
    "recital": (("eId",), BLOCKS),
    "mainBody": ((), "((section |paragraph )+)"),
    "section": (("eId",), "(num )(heading )?(paragraph )+"),
    "paragraph": (("eId",), "(num )?(content )"),
    "content": ((), BLOCKS),
    "p": ((), "((docNumber |docTitle |ref |remark )*)"),
    "ref": (("href",), ""),
    "remark": (("type",), ""),
    "num": ((), ""),
    "heading": ((), ""),
    "docNumber": ((), ""),
    "docTitle": ((), ""),
    "record": ((), ""),
}
NAMED = re.compile(r"(?:[a-z]+_)?[\w-]+(?:__[a-z]+_[\w-]+)*")


def faults(node):
    """Give what breaks a rule, the node's own faults first."""
    required, children = RULES.get(node.name, ((), None))
    if children is None:
        yield f"{node.name} is not expected"
        return
    names = "".join(f"{each.name} " for each in node.children)
    if not re.fullmatch(children, names):
        yield f"{node.name} holds {names}"
    yield from (f"{node.name} lacks {each}" for each in required if not node.attributes.get(each))
    for each in node.children:
        yield from faults(each)


def everything(node):
    yield node
    for each in node.children:
        yield from everything(each)


@pytest.fixture
def exported(office, bring, garden_en, garden_fr):
    bring(garden_en, "garden.md", language="en")
    bring(garden_fr, "jardin.md", language="fr")

    def write(slug, language):
        with office.look(system("tests")) as work:
            return parse(exported_xml(work, resolution_of(work, slug), language).encode())

    return write


@pytest.mark.parametrize("slug", ["mcgr-9", "mcsd-2"])
@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_an_export_keeps_the_rules_of_the_schema(exported, slug, language):
    assert list(faults(exported(slug, language))) == []


@pytest.mark.parametrize("slug", ["mcgr-9", "mcsd-2"])
def test_ids_are_named_by_the_convention_and_each_is_there_once(exported, slug):
    root = exported(slug, "en")
    ids = [each.attributes["eId"] for each in everything(root) if "eId" in each.attributes]
    assert sorted(set(ids)) == sorted(ids)
    assert [each for each in ids if not NAMED.fullmatch(each)] == []


def test_what_is_pointed_to_is_there(exported):
    nodes = list(everything(exported("mcgr-9", "en")))
    ids = {f"#{each.attributes['eId']}" for each in nodes if "eId" in each.attributes}
    named = {each.attributes.get(name, "") for each in nodes for name in ("source", "href")}
    assert {each for each in named if each.startswith("#")} <= ids


def test_a_paragraph_in_a_section_is_named_after_it(exported):
    root = exported("mcgr-9", "en")
    inner = [
        (section.attributes["eId"], each.attributes["eId"])
        for section in root.all("section")
        for each in section.all("paragraph")
    ]
    assert inner == [(head, f"{head}__{own.rpartition('__')[2]}") for head, own in inner]
