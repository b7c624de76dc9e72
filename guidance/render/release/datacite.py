"""The entry of an edition in library catalogues: DataCite 4.6, as JSON and as XML.

Source of the properties: the DataCite Metadata Schema 4.6. Nothing is invented: a DOI stands there only if the
publication has one. Without it the XML lacks ``identifier``, which the schema asks for, and all else is valid.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree as ET

from guidance.model.lang import SOURCE
from guidance.model.publication import Creator, Publication
from guidance.model.text import State, Text
from guidance.render.release.manifest import Listed

_KERNEL = "http://datacite.org/schema/kernel-4"
_PLACE = f"{_KERNEL} https://schema.datacite.org/meta/kernel-4.6/metadata.xsd"
#: A short name of the SPDX list of licences.
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
_SCHEMES = {"https://orcid.org/": "ORCID", "https://ror.org/": "ROR"}


def edition_address(publication: Publication, edition: str) -> str:
    """The permanent address of the page of an edition, in its original language."""
    return f"{publication.site_url}{publication.original_language}/releases/{edition}/"


def datacite(
    publication: Publication, langs: Iterable[str], files: Iterable[Listed], previous: str | None
) -> dict[str, Any]:
    """The properties of an edition; ``previous`` is the edition before."""
    wanted, listed = tuple(langs), tuple(files)
    made: dict[str, Any] = {"doi": publication.doi} if publication.doi else {}
    made |= {
        "url": edition_address(publication, publication.edition),
        "creators": [_creator(creator) for creator in _creators(publication)],
        "titles": [*_titles(publication.title, wanted), *_titles(publication.subtitle, wanted, "Subtitle")],
        "publisher": {"name": publication.publisher.source, "lang": SOURCE},
        "publicationYear": publication.date[:4],
        "types": {"resourceType": "Legislative guidance", "resourceTypeGeneral": "Text"},
        "language": publication.original_language,
        "dates": [{"date": publication.date, "dateType": "Issued"}],
        "descriptions": [
            {"description": text, "descriptionType": "Abstract", "lang": lang}
            for lang, text in _shown(publication.subtitle, wanted)
        ],
        "relatedIdentifiers": list(_related(publication, previous)),
        "relatedItems": [
            {"relatedItemType": "Text", "relationType": "IsDerivedFrom", "titles": [{"title": publication.based_on}]}
        ],
        "sizes": [f"{len(listed)} files", f"{sum(file.size for file in listed)} bytes"],
        "formats": sorted({file.media_type for file in listed}),
        "version": publication.edition,
        "rightsList": [_rights(publication.licence)],
        "schemaVersion": _KERNEL,
    }
    if publication.symbol:
        kind = "Document symbol"
        made["alternateIdentifiers"] = [{"alternateIdentifier": publication.symbol, "alternateIdentifierType": kind}]
    return {key: value for key, value in made.items() if value}


def datacite_json(properties: dict[str, Any]) -> bytes:
    """The properties as the DataCite interface takes them (the attributes of a DOI)."""
    return (json.dumps(properties, ensure_ascii=False, indent=1) + "\n").encode()


def _creators(publication: Publication) -> tuple[Creator, ...]:
    return publication.creators or (Creator(publication.publisher.source, "organizational", None),)


def _creator(creator: Creator) -> dict[str, Any]:
    made: dict[str, Any] = {"name": creator.name, "nameType": creator.kind.capitalize()}
    for address, scheme in _SCHEMES.items():
        if creator.identifier and creator.identifier.startswith(address):
            made["nameIdentifiers"] = [
                {"nameIdentifier": creator.identifier, "nameIdentifierScheme": scheme, "schemeUri": address}
            ]
    return made


def _shown(text: Text, langs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """A text in each language that has it, the original first."""
    yield SOURCE, text.source
    for lang in langs:
        unit = text.in_language(lang)
        if lang != SOURCE and unit.state is not State.MISSING:
            yield lang, unit.text


def _titles(text: Text, langs: Iterable[str], kind: str = "") -> Iterator[dict[str, str]]:
    for lang, words in _shown(text, langs):
        named = kind or ("TranslatedTitle" if lang != SOURCE else "")
        yield {"title": words, "lang": lang} | ({"titleType": named} if named else {})


def _related(publication: Publication, previous: str | None) -> Iterator[dict[str, str]]:
    for related in publication.related:
        doi = related.url.removeprefix("https://doi.org/")
        kind = "DOI" if doi != related.url else "URL"
        yield {"relatedIdentifier": doi, "relatedIdentifierType": kind, "relationType": related.relation}
    if previous:
        address = edition_address(publication, previous)
        yield {"relatedIdentifier": address, "relatedIdentifierType": "URL", "relationType": "IsNewVersionOf"}


def _rights(licence: str) -> dict[str, str]:
    if not _SPDX.fullmatch(licence):
        return {"rights": licence}
    return {
        "rights": licence,
        "rightsUri": f"https://spdx.org/licenses/{licence}.html",
        "rightsIdentifier": licence,
        "rightsIdentifierScheme": "SPDX",
        "schemeUri": "https://spdx.org/licenses/",
    }


def datacite_xml(properties: dict[str, Any]) -> bytes:
    """The properties as an XML document of the schema."""
    place = {"xmlns": _KERNEL, "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "xsi:schemaLocation": _PLACE}
    root = ET.Element("resource", place)
    if "doi" in properties:
        _add(root, "identifier", properties["doi"], identifierType="DOI")
    creators = ET.SubElement(root, "creators")
    for creator in properties["creators"]:
        _add_creator(ET.SubElement(creators, "creator"), creator)
    _add_list(root, "titles", "title", properties["titles"])
    _add(root, "publisher", properties["publisher"]["name"], lang=properties["publisher"]["lang"])
    _add(root, "publicationYear", properties["publicationYear"])
    types = properties["types"]
    _add(root, "resourceType", types["resourceType"], resourceTypeGeneral=types["resourceTypeGeneral"])
    _add(root, "language", properties["language"])
    _add(root, "version", properties["version"])
    for group, name in _GROUPS.items():
        _add_list(root, group, name, properties.get(group, ()))
    for group, name in (("sizes", "size"), ("formats", "format")):
        _add_list(root, group, name, [{name: value} for value in properties.get(group, ())])
    items = ET.SubElement(root, "relatedItems")
    for item in properties["relatedItems"]:
        kinds = {key: item[key] for key in ("relatedItemType", "relationType")}
        _add_list(ET.SubElement(items, "relatedItem", kinds), "titles", "title", item["titles"])
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


#: Lists of elements, each with the name of one; its text stands in JSON under the same name, all else is attributes.
_GROUPS = {
    "dates": "date",
    "alternateIdentifiers": "alternateIdentifier",
    "relatedIdentifiers": "relatedIdentifier",
    "rightsList": "rights",
    "descriptions": "description",
}
_ATTRIBUTES = {"lang": "xml:lang", "rightsUri": "rightsURI", "schemeUri": "schemeURI"}


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, name, {_ATTRIBUTES.get(key, key): value for key, value in attributes.items()})
    made.text = text
    return made


def _add_list(parent: ET.Element, group: str, name: str, entries: Iterable[dict[str, str]]) -> None:
    listed = list(entries)
    holder = ET.SubElement(parent, group) if listed else parent
    for entry in listed:
        _add(holder, name, entry[name], **{key: value for key, value in entry.items() if key != name})


def _add_creator(parent: ET.Element, creator: dict[str, Any]) -> None:
    _add(parent, "creatorName", creator["name"], nameType=creator["nameType"])
    for found in creator.get("nameIdentifiers", ()):
        kinds = {key: found[key] for key in ("nameIdentifierScheme", "schemeUri")}
        _add(parent, "nameIdentifier", found["nameIdentifier"], **kinds)
