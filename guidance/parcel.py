"""What one process of ours hands to another that it has started: the corpus, and what belongs to it.

The bytes are pickles, which can do anything when they are opened: only those of our own process may be.
"""

from __future__ import annotations

import pickle
from io import BytesIO
from typing import IO, Any

from guidance.garbage import no_collection


def wrapped(thing: object) -> bytes:
    """A thing as bytes."""
    # With the search for garbage it takes twice as long to wrap a corpus, and three times as long to unwrap it.
    with no_collection():
        return pickle.dumps(thing)


def unwrapped(parcel: bytes | IO[bytes]) -> Any:
    """The thing again; of a stream, the next one."""
    with no_collection():
        return pickle.load(BytesIO(parcel) if isinstance(parcel, bytes) else parcel)
