"""Opens a PDF that somebody sent, with one set of limits on what it may unpack to, and says why it was refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, DataDecodingError, Name, Stream
from pikepdf.settings import get_qpdf_limits, set_qpdf_limits


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may have, in bytes: itself, what one stream of it unpacks to, and what all of them do."""

    file: int
    stream: int
    whole: int


#: The book of an edition is 12 MB, and its largest stream 8 MB; all of them unpack to 73 MB.
BOOK = Limits(100_000_000, 60_000_000, 600_000_000)
FORM = Limits(10_000_000, 40_000_000, 200_000_000)
_PACKINGS = ("flate", "png", "run_length", "tiff")
#: Filters of one stream; with more, a few bytes would unpack to any number.
_FILTERS = 2
#: How pictures are packed, whose size is that of what they show.
_PICTURES = (Name.DCTDecode, Name.JPXDecode, Name.CCITTFaxDecode, Name.JBIG2Decode)


class UnpackingError(ValueError):
    """A file that is too large, or that unpacks to too much; the message says so, of “it”."""


@contextmanager
def opened(source: Path | bytes, limits: Limits, mend: bool = False) -> Iterator[pikepdf.Pdf]:
    """Open a PDF; while it is open no stream of any file unpacks to more than the limit.

    Without ``mend`` a file that has to be mended before it can be shown is not opened. Raises UnpackingError, and
    whatever the library raises.
    """
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > limits.file:
        raise UnpackingError(f"it is larger than {_megabytes(limits.file)}")
    before: dict[str, Any] = get_qpdf_limits()
    memory: dict[str, Any] = {f"{kind}_max_memory": limits.stream for kind in _PACKINGS}
    set_qpdf_limits(max_stream_filters=_FILTERS, **memory)
    try:
        with pikepdf.open(BytesIO(source) if isinstance(source, bytes) else source, attempt_recovery=mend) as pdf:
            yield pdf
    except DataDecodingError as failure:
        if "limit exceeded" not in str(failure):
            raise
        raise UnpackingError(f"a part of it unpacks to more than {_megabytes(limits.stream)}") from failure
    finally:
        set_qpdf_limits(**before)


def unpack(pdf: pikepdf.Pdf, limits: Limits) -> None:
    """Unpack every stream once, so that whoever reads the file after that meets no surprise; raises UnpackingError.

    A picture that is packed as pictures are is left as it is.
    """
    left = limits.whole
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            left -= len(_content(thing))
            if left < 0:
                raise UnpackingError(f"it unpacks to more than {_megabytes(limits.whole)}")


def why(failure: Exception) -> str:
    """Why a file cannot be read, in words that go on from “it”: what the library says is for programmers."""
    match failure:
        case UnpackingError():
            return str(failure)
        case pikepdf.PasswordError():
            return "it is locked with a password"
        case OSError():
            return failure.strerror or type(failure).__name__
        case _:
            return f"it is damaged ({type(failure).__name__})"


def _content(stream: Stream) -> bytes:
    try:
        return stream.read_bytes()
    except DataDecodingError:
        raise
    except pikepdf.PdfError as failure:
        found = stream.get("/Filter")
        filters = list(found) if isinstance(found, Array) else [found]
        if len(filters) == 1 and filters[0] in _PICTURES:
            return b""
        # What only others can unpack, they would unpack without limits.
        raise UnpackingError("a part of it is packed in a way that this program does not unpack") from failure


def _megabytes(count: int) -> str:
    return f"{count // 1_000_000} MB"
