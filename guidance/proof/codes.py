"""What the codes of a verified book stand for (G780 to G789)."""

from __future__ import annotations

from guidance.diagnostics import Code, Severity

#: None has an example that is laid over content: a finished book is no content.
PROOF_CODES: tuple[Code, ...] = (
    Code(
        "G780",
        Severity.ERROR,
        "file that cannot be read as a book",
        "It is no PDF, it is damaged or locked, or it unpacks to more than any book: nobody should open it.",
    ),
    Code(
        "G781",
        Severity.ERROR,
        "PDF without the data of this guidance",
        "A book of this guidance carries the data that it was made from and a manifest. A gap report, a checklist, a "
        "copy for archives or a PDF of somebody else carries none, so that nothing can be verified.",
    ),
    Code(
        "G782",
        Severity.ERROR,
        "attached file that is not as the manifest says",
        "The manifest names each attached file with its size and its SHA-256. A file was changed, lost or added since "
        "the book was made.",
    ),
    Code(
        "G783",
        Severity.ERROR,
        "manifest that cannot be read",
        "The manifest says what the book was made from. It is damaged, or of a newer form than this program knows.",
    ),
    Code(
        "G784",
        Severity.ERROR,
        "data other than those released",
        "The attached data agree with the manifest and not with what they are compared with: the checksums of a "
        "release, or the content folder here.",
    ),
    Code(
        "G785",
        Severity.ERROR,
        "pages other than those that were bound",
        "The manifest names the SHA-256 of the pages with their fonts, links and tags. Something in them was changed "
        "since.",
    ),
    Code(
        "G786",
        Severity.ERROR,
        "text of the data that is not on the pages",
        "The manifest lists the texts that the book shows. Each is looked for among the words on the pages, white "
        "space and hyphens aside, by a program that had no part in making them.",
    ),
    Code(
        "G787",
        Severity.ERROR,
        "nothing to compare with",
        "What the book should be compared with cannot be read, or names none of its files: mostly it is of another "
        "edition.",
    ),
    Code(
        "G788",
        Severity.ERROR,
        "attached archive that cannot be trusted",
        "The archive of the content is damaged, unpacks to more than any content, or names files outside its folder. "
        "Nothing of it was written.",
    ),
)
