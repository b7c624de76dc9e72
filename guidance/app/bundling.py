"""The data of an edition as files: the archive of its content, and the whole publication as JSON."""

from __future__ import annotations

from guidance.config import Settings
from guidance.load.archive import content_archive
from guidance.model.corpus import Corpus
from guidance.model.edition import EditionData, content_name, data_file, data_name
from guidance.model.moment import moment_written
from guidance.render.publication_data import publication_json
from guidance.shelf import program_digest


def archive(settings: Settings, corpus: Corpus) -> bytes:
    """The content folder as one file; it changes with every byte in it, and with the date that files say."""
    return content_archive(settings.root, settings.content, moment_written(corpus.publication.date))


def edition_data(corpus: Corpus, content: bytes) -> EditionData:
    """The data files of the edition, from its corpus and the archive of its content."""
    publication = corpus.publication
    files = (
        data_file(content_name(publication.edition), "application/zip", content, is_source=True),
        data_file(data_name(publication.edition), "application/json", publication_json(corpus)),
    )
    return EditionData(publication.edition, publication.date, publication.status, files, program_digest())
