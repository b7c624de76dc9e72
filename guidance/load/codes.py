"""What the codes of the loader stand for: files, YAML, shapes and translation files (families G0 to G2, and G301)."""

from __future__ import annotations

from textwrap import dedent

from guidance.diagnostics import Code, Severity


def _code(code: str, title: str, why: str, fails: str = "", passes: str = "") -> Code:
    return Code(code, Severity.ERROR, title, " ".join(why.split()), dedent(fails).strip(), dedent(passes).strip())


_RIGHT_TITLE = """
    # clauses/night-corridors.yaml
    title: Designation of night corridors
    """

LOAD_CODES: tuple[Code, ...] = (
    _code(
        "G000",
        "content that is not there",
        "There is no content folder, or it holds no publication record; nothing can be made without them.",
        "# publication.yaml (deleted)",
        "# publication.yaml",
    ),
    _code(
        "G001",
        "not UTF-8",
        "Every file is UTF-8, the one encoding that holds six languages; another one turns letters into rubbish.",
        """
        # clauses/night-corridors.yaml
        title: Designation of night corridors \\xff
        """,
        _RIGHT_TITLE,
    ),
    _code(
        "G002",
        "empty file",
        "A file holds one record; an empty one is a record that somebody lost.",
        "# terms/barrier.yaml (emptied)",
        "# terms/barrier.yaml",
    ),
    _code(
        "G003",
        "YAML that cannot be read",
        """The text is not YAML: often a colon or a quotation mark inside a value that is not quoted, or a wrong
        indentation.""",
        """
        # clauses/night-corridors.yaml
        title: Corridors: their designation
        """,
        """
        # clauses/night-corridors.yaml
        title: 'Corridors: their designation'
        """,
    ),
    _code(
        "G004",
        "key written twice",
        "Of two values under one key the first would be lost without a word.",
        """
        # clauses/night-corridors.yaml
        title: Designation of night corridors
        title: Designation of dark corridors
        """,
        _RIGHT_TITLE,
    ),
    _code(
        "G005",
        "anchor or alias",
        """Anchors and aliases let a small file grow without bound, and hide from a reader what a value is: every value
        is written out.""",
        """
        # clauses/night-corridors.yaml
        title: &name Designation of night corridors
        """,
        _RIGHT_TITLE,
    ),
    _code(
        "G006",
        "tag",
        "A tag asks the reader of a file to make an object of a value; content is text and nothing else.",
        """
        # clauses/night-corridors.yaml
        title: !!str Designation of night corridors
        """,
        _RIGHT_TITLE,
    ),
    _code(
        "G007",
        "empty value",
        "A key without a value says nothing; leave the key out, or write the value.",
        """
        # clauses/night-corridors.yaml
        title:
        """,
        _RIGHT_TITLE,
    ),
    _code(
        "G008",
        "link out of the content folder",
        "A link on disk could show a reader, or publish, any file of the machine; content is in the folder itself.",
    ),
    _code(
        "G009",
        "file too large",
        "A record of more than two million bytes is a mistake or an attack; the largest is a tenth of it.",
    ),
    _code(
        "G010",
        "invisible or forbidden character",
        """Controls, marks of direction and spaces without width make a text read otherwise than it is stored: a review
        would approve what it does not see.""",
        """
        # clauses/night-corridors.yaml
        title: Designation of \\u202enight\\u202c corridors
        """,
        _RIGHT_TITLE,
    ),
    _code(
        "G011",
        "nested too deeply",
        "No record is forty levels deep; such nesting is made to exhaust a program.",
        "# clauses/night-corridors.yaml\ntitle: " + "[" * 50 + "]" * 50,
        _RIGHT_TITLE,
    ),
    _code(
        "G012",
        "page without front matter",
        "A page begins with its id, title and place between two lines of three hyphens.",
        "# pages/about.md\n## Why {#why}\n\nRules need content.",
        """
        # pages/about.md
        ---
        id: about
        title: About
        summary: What this is.
        order: 1
        menu: start
        ---

        This is a sample.
        """,
    ),
    _code(
        "G013",
        "heading without a key",
        "A heading carries a key in ASCII, so that links to it hold in every language and after every rewording.",
        """
        # pages/about.md
        ---
        id: about
        title: About
        summary: What this is.
        order: 1
        menu: start
        ---

        ## Why we did it

        Rules need content.
        """,
        """
        # pages/about.md
        ---
        id: about
        title: About
        summary: What this is.
        order: 1
        menu: start
        ---

        ## Why we did it {#why}

        Rules need content.
        """,
    ),
    _code(
        "G014",
        "file in no place",
        "The folder says what a file is; a file elsewhere, or with another ending, would be left out without a word.",
        "# terms/barrier.yaml -> terms/barrier.yml",
        "# terms/barrier.yaml",
    ),
    _code(
        "G015",
        "HTML in a text",
        "Books, forms and bills are made of the same text as the site, and none of them understands HTML.",
        """
        # modules/safe-passage.yaml
        introduction: Animals move <b>at night</b>.
        """,
        """
        # modules/safe-passage.yaml
        introduction: Animals move **at night**.
        """,
    ),
    _code(
        "G016",
        "Markdown that no renderer knows",
        "Texts hold paragraphs, lists, emphasis, links and notes; headings, images, code and tables have other places.",
        """
        # modules/safe-passage.yaml
        introduction: "# Animals move"
        """,
        """
        # modules/safe-passage.yaml
        introduction: Animals move.
        """,
    ),
    _code(
        "G017",
        "link that is no web address",
        "A link leads to a web page or to a mailbox; any other kind can run a script in the reader's browser.",
        """
        # modules/safe-passage.yaml
        introduction: See [the atlas](javascript:open).
        """,
        """
        # modules/safe-passage.yaml
        introduction: See [the atlas](https://atlas.example/).
        """,
    ),
    _code(
        "G018",
        "reference or placeholder that cannot be read",
        "Two square brackets open a reference and a brace a placeholder; a slip in them would be printed as it is.",
        """
        # modules/safe-passage.yaml
        introduction: Animals use a [[Corridor]].
        """,
        """
        # modules/safe-passage.yaml
        introduction: Animals use a [[corridor]].
        """,
    ),
    _code(
        "G019",
        "file that cannot be read",
        "The system does not give the file out, or it is no file at all.",
    ),
    _code(
        "G101",
        "unknown key",
        "A key that the shape of the record does not have would be left out without a word; mostly it is a slip.",
        """
        # clauses/night-corridors.yaml
        depend_on: [quiet-rivers]
        """,
        """
        # clauses/night-corridors.yaml
        depends_on: [quiet-rivers]
        """,
    ),
    _code(
        "G102",
        "missing key",
        "The record cannot be used without this part.",
        """
        # clauses/night-corridors.yaml
        # purpose: (left out)
        """,
        """
        # clauses/night-corridors.yaml
        status: draft
        """,
    ),
    _code(
        "G103",
        "value of the wrong kind",
        "A list stands where keys and values belong, a word where a number belongs, or a text is too long.",
        """
        # modules/safe-passage.yaml
        order: first
        """,
        """
        # modules/safe-passage.yaml
        order: 1
        """,
    ),
    _code(
        "G104",
        "value that is not one of those allowed",
        "Facets, states and strengths are closed lists: readers filter by them in six languages.",
        """
        # clauses/night-corridors.yaml
        status: drafted
        """,
        """
        # clauses/night-corridors.yaml
        status: draft
        """,
    ),
    _code(
        "G105",
        "value that is not written as expected",
        "Ids, dates, addresses and codes have a form, so that machines and people read the same in them.",
        """
        # laws/xx/xx-wildlife-act.yaml
        checked: 1 November 2026
        """,
        """
        # laws/xx/xx-wildlife-act.yaml
        checked: '2026-11-01'
        """,
    ),
    _code(
        "G106",
        "id that is not the name of the file",
        "The id is the name of the file and the address of the page: who knows one knows all three.",
        """
        # clauses/night-corridors.yaml
        id: dark-corridors
        """,
        """
        # clauses/night-corridors.yaml
        id: night-corridors
        """,
    ),
    _code(
        "G201",
        "not a language of translation",
        "Translations stand in a folder with the code of a language of the guidance; English is the source.",
        "# translations/fr/terms.yaml -> translations/de/terms.yaml",
        "# translations/fr/terms.yaml",
    ),
    _code(
        "G202",
        "no translation lives in this place",
        "Clauses, modules, pages and frameworks have a file each; the other registers have one file a language.",
        "# translations/fr/clauses/night-corridors.yaml -> translations/fr/clause/night-corridors.yaml",
        "# translations/fr/clauses/night-corridors.yaml",
    ),
    _code(
        "G203",
        "translation of nothing",
        "The record that is translated does not exist, or has another id.",
        """
        # translations/fr/terms.yaml
        records:
          corridors:
            term: {of: current, text: corridor écologique}
        """,
        """
        # translations/fr/terms.yaml
        records:
          corridor:
            term: {of: current, text: corridor écologique}
        """,
    ),
    _code(
        "G204",
        "unit that the source does not have",
        "A unit is named by its way in the source; one that is not there is never shown to anybody.",
        """
        # translations/fr/clauses/night-corridors.yaml
        units:
          titel: {of: current, text: Désignation des corridors nocturnes}
        """,
        """
        # translations/fr/clauses/night-corridors.yaml
        units:
          title: {of: current, text: Désignation des corridors nocturnes}
        """,
    ),
    _code(
        "G301",
        "id taken",
        "An id names one record of its kind; laws of two countries cannot share one either.",
        "# laws/yy/xx-wildlife-act.yaml = laws/xx/xx-wildlife-act.yaml",
        "# laws/xx/xx-wildlife-act.yaml",
    ),
)
