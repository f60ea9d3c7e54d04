"""Drafts of agreements: documents that no file was made of yet, checked by the code that reads files."""

from datetime import date
from itertools import count
from typing import Any

from intake.agreement_export import dumped, to_yaml
from intake.agreement_files import of_tree
from intake.agreement_model import AgreementModel
from intake.directory import Directory
from intake.locate import Path, Tree, tree
from intake.mistakes import BadAgreementFile
from sla.agreement import Terms
from sla.drafted import Drafted, Fault

Document = dict[str, Any]


def document_of(terms: Terms) -> Document:
    """The terms as a document: the blocks, lists and text of their file."""
    document: Document = tree(to_yaml(terms)).root
    return document


def check(document: Document, directory: Directory, today: date) -> Drafted:
    """The terms that the document means; or each fault, at its place in the document. What it lacks is a fault too."""
    found, text = _placed(document), dumped(document)
    paths = {place[0]: path for path, place in found.values.items()}
    lacking = tuple(Fault((name,), f"“{name}” is missing; fill it in.") for name in _needed() if name not in document)
    try:
        file = of_tree(found, text, directory, today)
    except BadAgreementFile as error:
        faults = (Fault(paths.get(each.line, ()), each.sentence) for each in error.mistakes)
        return Drafted(None, (*lacking, *(fault for fault in faults if fault.path)), text)
    return Drafted(file.terms, (), text, file.channel)


def _needed() -> list[str]:
    """The fields that every agreement has."""
    return [name for name, field in AgreementModel.model_fields.items() if field.is_required()]


def _placed(document: Document) -> Tree:
    """The document with a line of its own for each value, by which a mistake is found again."""
    found, lines = Tree(root=document), count(1)

    def place(value: Any, path: Path) -> None:
        found.values[path] = found.keys[path] = (next(lines), 1)
        entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for step, each in entries:
            place(each, (*path, step))

    place(document, ())
    return found
