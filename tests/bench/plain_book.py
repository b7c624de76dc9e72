"""The first chapters of the book as one document by WeasyPrint as it is, with a style sheet that takes no care of time.

    python -m tests.bench.plain_book OUT.pdf LANG CHAPTERS

Page numbers come from ``target-counter()``, columns of tables from what stands in them, and nothing is mended, kept or
done in parallel: what somebody would write first. Prints a line of JSON. FONTCONFIG_FILE must be set, as for a book.
"""

from __future__ import annotations

import json
import logging
import re
import resource
import sys
from itertools import islice
from pathlib import Path

from guidance.load.corpus import load
from guidance.render.book.content import BookContent
from guidance.render.book.html import style_sheet, write_book
from guidance.render.book.slots import SLOT_CLASS, TO
from guidance.render.view import View

ROOT = Path(__file__).resolve().parents[2]
PLAIN = """
table { table-layout: auto !important }
col { width: auto !important }
a.page-number::after { content: target-counter(attr(href), page) }
.toc a::after { content: leader(". ") target-counter(attr(href), page) }
.index { columns: 2 }
"""
#: The number of a page; those of paragraphs and tables bear a mark.
_OPEN = re.compile(rf'<span class="{SLOT_CLASS}" {TO}="([^"@]+)">0+</span>')
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)


def plain_html(documents: list[str]) -> str:
    """One document of all, in which the library itself finds the page numbers."""
    joined = "".join(found[1] for document in documents if (found := _BODY.search(document)))
    numbered, count = _OPEN.subn(r'<a class="page-number" href="#\1"></a>', joined)
    assert count, "no reference with a page was found"
    return documents[0][: documents[0].index("<body")] + f"<body>{numbered}</body></html>"


def main(out: str, lang: str, number: str) -> None:
    """Make the book and print what it took."""
    corpus = load(ROOT).corpus
    if corpus is None:
        raise SystemExit("the content has errors")
    content = BookContent(View(corpus, lang))
    html = plain_html(list(islice(write_book(content, {}), int(number))))
    import weasyprint

    # Most references lead to chapters that are not here.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    styles = [weasyprint.CSS(string=style_sheet() + PLAIN)]
    document = weasyprint.HTML(string=html).render(stylesheets=styles, pdf_variant="pdf/ua-1")
    Path(out).write_bytes(document.write_pdf(pdf_variant="pdf/ua-1"))
    memory = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps({"pages": len(document.pages), "mebibytes": [memory]}))


if __name__ == "__main__":
    main(*sys.argv[1:4])
