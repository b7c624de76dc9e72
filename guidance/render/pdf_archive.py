"""What makes a tagged PDF fit for archives: PDF/A beside PDF/UA, and the files that it carries.

PDF/A-2 lets a file hold only PDF/A files (ISO 19005-2, 6.8), PDF/A-3 any file that says how it belongs to the document
(ISO 19005-3, 6.8): so a book with its data is PDF/A-3a, and anything else that has no fields is PDF/A-2a.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from guidance.errors import ToldError
from guidance.model.edition import Attachment

#: The part of ISO 19005 that a PDF follows, without and with files inside.
PLAIN, WITH_FILES = 2, 3
_PART = b"<pdfaid:part>%d</pdfaid:part>"
#: The mark of PDF/UA is no predefined property of XMP: PDF/A wants it declared (ISO 19005-2, 6.6.2.3).
_MARKS = b"""\
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\
%s<pdfaid:conformance>A</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
_END = b"</rdf:RDF>"
_PROFILE = "sRGB IEC61966-2.1"


class NotABookError(ToldError):
    """A PDF that this program has not made for archives."""


def mark(pdf: pikepdf.Pdf, part: int) -> None:
    """Say in the metadata which part of PDF/A the file follows, and what its colours mean."""
    said = pdf.Root.Metadata.read_bytes()
    if said.count(_END) != 1 or b"pdfaid:" in said:
        raise ValueError("the metadata are not those that the layout wrote")
    _write_metadata(pdf, said.replace(_END, _MARKS % (_PART % part) + _END))
    profile = Stream(pdf, (files("weasyprint") / "pdf" / "sRGB2014.icc").read_bytes(), N=3)
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String(_PROFILE))
    intent.Info, intent.DestOutputProfile = String(_PROFILE), pdf.make_indirect(profile)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def attach(pdf: pikepdf.Pdf, attachments: Iterable[Attachment], moment: datetime) -> None:
    """Put files into the document, each with what it is to it; they come compressed."""
    specs = {one.file.name: pdf.make_indirect(_specification(pdf, one, moment)) for one in attachments}
    names = [item for name in sorted(specs) for item in (String(name), specs[name])]
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=Array(names)))
    pdf.Root.AF = Array(list(specs.values()))


def _specification(pdf: pikepdf.Pdf, attachment: Attachment, moment: datetime) -> Dictionary:
    file, day = attachment.file, String(moment.strftime("D:%Y%m%d%H%M%SZ"))
    content = Stream(pdf, file.packed, Type=Name.EmbeddedFile, Filter=Name.FlateDecode)
    content.Subtype = Name("/" + file.media_type)
    content.Params = Dictionary(Size=file.size, CheckSum=String(file.md5), CreationDate=day, ModDate=day)
    stream = pdf.make_indirect(content)
    return Dictionary(
        Type=Name.Filespec,
        F=String(file.name),
        UF=String(file.name),
        Desc=String(attachment.description),
        AFRelationship=Name.Source if file.is_source else Name.Data,
        EF=Dictionary(F=stream, UF=stream),
    )


def without_files(book: Path) -> bytes:
    """The same document without the files inside it, as PDF/A-2a, for archives that take none."""
    with pikepdf.open(book) as pdf:
        said = pdf.Root.Metadata.read_bytes()
        if said.count(_PART % WITH_FILES) != 1:
            raise NotABookError(f"{book.name} is no book with its data inside")
        _write_metadata(pdf, said.replace(_PART % WITH_FILES, _PART % PLAIN))
        del pdf.Root.AF, pdf.Root.Names.EmbeddedFiles
        return save(pdf)


def save(pdf: pikepdf.Pdf) -> bytes:
    """The file, the same for the same document; its identifier is made from what is in it."""
    out = BytesIO()
    modes = pikepdf.ObjectStreamMode.generate
    pdf.save(out, force_version="1.7", object_stream_mode=modes, deterministic_id=True)
    return out.getvalue()


def _write_metadata(pdf: pikepdf.Pdf, said: bytes) -> None:
    # Metadata stay legible to programs that do not know PDF: they are not compressed.
    pdf.Root.Metadata = pdf.make_indirect(Stream(pdf, said, Type=Name.Metadata, Subtype=Name.XML))
