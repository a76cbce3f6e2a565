"""`nadwa parse`, `nadwa import`, `nadwa export`, `nadwa catalogue load`."""

import argparse
import json
import sys
from pathlib import Path

from core.people import system
from events import load_past_events
from nadwa.app import opened
from nadwa.commands import Commands, command, family
from nadwa.settings import Settings
from registry import (
    as_json,
    built_in_vocabulary,
    exported_jsonld,
    exported_xml,
    import_document,
    load_catalogue,
    read_document,
    resolution_of,
)

CLI = system("cli")
LANGUAGES = ("ar", "en", "fr")


def add_to(commands: Commands) -> None:
    """Add the commands."""
    parse = command(commands, "parse", _parse, "Read a resolution and print it as JSON", pure=True)
    _document(parse)
    bring = command(commands, "import", _import, "Read a resolution and store it as suggestions")
    _document(bring, ".md, .txt, .docx, .pdf, .xml (Akoma Ntoso) or .jsonld")
    bring.add_argument("--slug", help="short name, or that of a resolution that exists")
    give = command(commands, "export", _export, "Write a resolution for another registry")
    give.add_argument("--resolution", required=True, metavar="SLUG")
    give.add_argument("--format", required=True, choices=("akn", "jsonld"))
    give.add_argument("--language", choices=LANGUAGES, help="of an Akoma Ntoso document")
    give.add_argument("--output", required=True, type=Path, metavar="FILE")
    catalogue = family(commands, "catalogue", "The built-in resolution, states and bodies")
    command(catalogue, "load", _load, "Load the built-in catalogue; doing so again is harmless")


def _document(parser: argparse.ArgumentParser, kinds: str = ".md, .txt, .docx or .pdf") -> None:
    parser.add_argument("file", type=Path, help=kinds)
    parser.add_argument("--language", choices=LANGUAGES)


def _parse(_settings: None, options: argparse.Namespace) -> None:
    content = options.file.read_bytes()
    read = read_document(content, options.file.name, built_in_vocabulary(), options.language)
    json.dump(as_json(read), sys.stdout, ensure_ascii=False, indent=2)
    print()


def _import(settings: Settings, options: argparse.Namespace) -> None:
    content = options.file.read_bytes()
    with opened(settings) as office, office.work(CLI) as work:
        for done in import_document(
            work, content, options.file.name, language=options.language, slug=options.slug
        ):
            print(done.sentence)


def _export(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as office, office.look(CLI) as look:
        resolution = resolution_of(look, options.resolution)
        if options.format == "akn":
            document = exported_xml(look, resolution, options.language)
        else:
            document = exported_jsonld(look, resolution)
    options.output.write_text(document, encoding="utf-8")


def _load(settings: Settings, _options: argparse.Namespace) -> None:
    with opened(settings) as office, office.work(CLI) as work:
        loaded = load_catalogue(work)
        events = load_past_events(work)
    print(f"{loaded.sentence}; {events} past events", file=sys.stderr)
