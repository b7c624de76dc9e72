"""What is checked in a built site: one code a kind of mistake."""

from __future__ import annotations

from guidance.diagnostics import Code, Severity

ERROR = Severity.ERROR

#: The codes of the built site. None has an example: their mistakes stand in made files, not in content.
SITE_CODES = (
    Code(
        "G801",
        ERROR,
        "a link leads to no page or file",
        "A reader who follows the link finds nothing. Names are compared letter by letter, as a web server does it. A "
        "link that climbs out of the site, runs a script or is no address at all leads nowhere too.",
    ),
    Code(
        "G802",
        ERROR,
        "a link leads to an anchor that its page does not have",
        "The reader lands at the top of the page and has to look for the paragraph that was cited.",
    ),
    Code(
        "G803",
        ERROR,
        "language versions do not name each other",
        "Every page exists in every language, names itself and all its versions by their full addresses, and stands in "
        "the site map with them. Otherwise search engines send readers to another language, or do not find the page.",
    ),
    Code(
        "G804",
        ERROR,
        "a link into a book, or out of one, leads nowhere",
        "A book is printed and kept for years: a bookmark or a link in it that leads nowhere cannot be mended later.",
    ),
    Code(
        "G805",
        ERROR,
        "a download is missing or damaged",
        "A file that is empty, cut off or not what its name says opens in no program.",
    ),
    Code(
        "G806",
        ERROR,
        "a redirect does not lead to a page",
        "A redirect keeps an old address alive only while it leads straight to a page. One that leads to another "
        "redirect breaks when that one goes, and one that leads in a circle never ends.",
    ),
    Code(
        "G807",
        ERROR,
        "an id stands twice in a page",
        "Links, labels and screen readers find the first place only; the second can be reached by nobody.",
    ),
    Code(
        "G808",
        ERROR,
        "a published address is gone",
        "Laws, reports and letters cite these addresses. Once published, an address stays, or leads to what took its "
        "place.",
    ),
    Code(
        "G809",
        ERROR,
        "a page loads what is not in the site",
        "The page looks or works wrong without the file. A file from another site tells that site who reads the "
        "guidance, and the security policy of the pages forbids it.",
    ),
    Code(
        "G810",
        ERROR,
        "an absolute link to this site leads to nothing",
        "Permanent addresses are written in full, so they break unseen when a page moves. They lead to a page and an "
        "anchor like any other link, and begin as the address of the site does.",
    ),
    Code(
        "G811",
        ERROR,
        "a file of the site is damaged",
        "A file that is cut off, not in UTF-8 or nested beyond measure cannot be read to its end, so nothing in it is "
        "checked. What leads into it is checked once it is whole.",
    ),
)
