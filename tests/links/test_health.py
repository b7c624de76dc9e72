"""From answers to states, from day to day, and what is made of them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.diagnostics import Pin, Severity
from guidance.links.health import due, updated, with_copies, without_copy
from guidance.links.outcome import Answer, Hop, Outcome, Verdict, judge
from guidance.links.problems import EXTERNAL_CODES, problems
from guidance.links.record import to_yaml
from guidance.load import yaml
from guidance.load.records.links import LinksShape, LinkStateShape
from guidance.model.health import LINK_STATES, LinkHealth, LinkState

URL = "https://a.org/law"
MONDAY = date(2026, 3, 2)
OUTCOMES = {
    "alive": Outcome(URL, Answer.STATUS, 200, "OK"),
    "moved": Outcome(URL, Answer.STATUS, 200, "OK", (Hop("https://b.org/law", 301),)),
    "blocked": Outcome(URL, Answer.STATUS, 403, "Forbidden"),
    "slow": Outcome(URL, Answer.LATE, words="no answer in time"),
    "dead": Outcome(URL, Answer.STATUS, 404, "Not Found"),
}


def after(*days: tuple[str, int]) -> LinkState:
    """The state of one link after findings on days counted from Monday."""
    health = LinkHealth()
    for state, day in days:
        health = updated(health, {URL: OUTCOMES[state]}, [URL], MONDAY + timedelta(day))
    return health.links[URL]


def state(name: str, url: str = URL, **changes: object) -> LinkState:
    """A link with a state, last asked on Monday."""
    day = MONDAY.isoformat()
    dead_on = (day,) if name == "dead" else ()
    made = LinkState(url, name, 200, None, day, day, dead_on, None, None)
    return replace(made, **changes)  # type: ignore[arg-type]


def hops(*steps: tuple[str, int]) -> Outcome:
    return Outcome("http://a.org/", Answer.STATUS, 200, "OK", tuple(Hop(url, code) for url, code in steps))


@pytest.mark.parametrize(
    ("outcome", "moved_to"),
    [
        (hops(("https://a.org/", 301)), "https://a.org/"),
        (hops(("http://a.org/x/", 308), ("https://a.org/x/", 301)), "https://a.org/x/"),
        (hops(("https://a.org/", 301), ("https://a.org/today", 302), ("https://a.org/b", 301)), "https://a.org/"),
        # lychee writes the chain down again when it asks again.
        (hops(("https://a.org/", 301), ("https://a.org/", 301)), "https://a.org/"),
    ],
)
def test_a_link_has_moved_to_the_last_permanent_address(outcome: Outcome, moved_to: str) -> None:
    assert judge(outcome) == Verdict("moved", 200, None, moved_to)


@pytest.mark.parametrize(
    "outcome", [hops(), hops(("https://a.org/b", 302), ("https://a.org/c", 301)), hops(("http://a.org/", 301))]
)
def test_a_temporary_redirect_is_no_move(outcome: Outcome) -> None:
    assert judge(outcome) == Verdict("alive", 200)


@pytest.mark.parametrize("url", ["ftp://a.org/x", "javascript:alert(1)", "https://a.org/" + "x" * 2000, "http://a b/"])
def test_a_new_address_that_cannot_be_written_is_not_kept(url: str) -> None:
    assert judge(hops((url, 301))) == Verdict("moved", 200, None, None)


@given(st.integers(0, 1200))
def test_only_an_answer_that_shows_the_page_is_alive(code: int) -> None:
    verdict = judge(Outcome(URL, Answer.STATUS, code))
    assert verdict.state in LINK_STATES
    assert (verdict.state == "alive") == (200 <= code < 300)


@pytest.mark.parametrize(
    ("days", "dead_on", "fails"),
    [
        ([("dead", 0)], [0], False),
        ([("dead", 0), ("dead", 0)], [0], False),
        ([("dead", 0), ("dead", 1)], [0, 1], True),
        ([("dead", 0), ("dead", 1), ("dead", 1)], [0, 1], True),
        ([("dead", 0), ("dead", 7), ("dead", 14)], [0, 7, 14], True),
        ([("dead", 0), ("alive", 1), ("dead", 2)], [2], False),
        ([("dead", 0), ("alive", 0), ("dead", 0)], [0], False),
        ([("dead", 0), ("moved", 1), ("dead", 2)], [2], False),
        ([("dead", 0), ("slow", 1), ("dead", 2)], [0, 2], True),
        ([("dead", 0), ("blocked", 1), ("dead", 2)], [0, 2], True),
        ([("dead", 0), ("dead", 1), ("blocked", 2)], [0, 1], False),
        ([("dead", 0), ("dead", 1), ("slow", 2)], [0, 1], False),
        ([("dead", 0), ("dead", 1), ("alive", 2)], [], False),
        ([("blocked", 0), ("blocked", 1)], [], False),
        ([("slow", 0), ("slow", 1), ("slow", 2)], [], False),
        ([("dead", 1), ("dead", 0)], [0, 1], True),
    ],
)
def test_only_dead_on_two_different_days_fails(days: list[tuple[str, int]], dead_on: list[int], fails: bool) -> None:
    found = after(*days)
    assert found.dead_on == tuple((MONDAY + timedelta(day)).isoformat() for day in dead_on)
    assert found.fails is fails


def test_a_run_of_one_state_keeps_its_first_day() -> None:
    assert after(("alive", 0), ("alive", 5)).since == "2026-03-02"
    assert after(("alive", 0), ("slow", 5), ("alive", 6)).since == "2026-03-08"
    assert after(("alive", 0), ("alive", 5)).checked == "2026-03-07"


def test_a_link_that_left_the_content_is_forgotten_and_one_not_asked_is_kept() -> None:
    gone, kept, new = "https://gone.org/", "https://kept.org/", "https://new.org/"
    health = LinkHealth("2026-03-01", {gone: state("alive", gone), kept: state("blocked", kept)})
    found = updated(health, {new: OUTCOMES["alive"]}, [kept, new, "https://never-asked.org/"], MONDAY)
    assert list(found.links) == [kept, new]
    assert found.links[kept] == health.links[kept]
    assert found.checked == "2026-03-02"
    assert updated(health, {}, [kept], MONDAY).checked == "2026-03-01"


def test_a_new_address_keeps_the_fragment_of_the_old() -> None:
    url = f"{URL}#art-3"
    health = updated(LinkHealth(), {url: OUTCOMES["moved"]}, [url], MONDAY)
    assert health.links[url].moved_to == "https://b.org/law#art-3"
    assert after(("moved", 0)).moved_to == "https://b.org/law"


def test_archived_copies_are_kept_and_never_replaced() -> None:
    copy, other = "https://web.archive.org/web/1/x", "https://web.archive.org/web/2/x"
    health = with_copies(LinkHealth(None, {URL: state("dead")}), {URL: copy, "https://unknown.org/": other})
    assert list(health.links) == [URL]
    assert health.links[URL].archived == copy
    assert with_copies(health, {URL: other}).links[URL].archived == copy
    assert updated(health, {URL: OUTCOMES["alive"]}, [URL], MONDAY).links[URL].archived == copy


def test_copies_are_wanted_of_the_worst_links_first() -> None:
    names = ("alive", "blocked", "dead", "moved", "slow")
    links = {name: state(name, name) for name in names} | {"has one": state("dead", "has one", archived="https://x")}
    assert without_copy(LinkHealth(None, links)) == ["dead", "slow", "blocked", "alive", "moved"]


@pytest.mark.parametrize(
    ("name", "age", "asked"),
    [
        ("alive", 6, False),
        ("alive", 7, True),
        ("moved", 6, False),
        ("moved", 8, True),
        ("blocked", 6, False),
        ("blocked", 7, True),
        ("slow", 0, True),
        ("dead", 0, True),
        ("alive", -1, True),
    ],
)
def test_what_is_due_depends_on_age_and_state(name: str, age: int, asked: bool) -> None:
    health = LinkHealth(None, {URL: state(name)})
    assert due([URL], health, MONDAY + timedelta(age), 7) == ([URL] if asked else [])


def test_new_links_are_due_and_the_order_is_fixed() -> None:
    urls = ["https://c.org/", "https://a.org/", "https://b.org/", "https://a.org/"]
    assert due(urls, LinkHealth(), MONDAY, 7) == ["https://a.org/", "https://b.org/", "https://c.org/"]
    assert (
        due(urls, LinkHealth(None, {"https://a.org/": state("alive", checked="2026-02-30")}), MONDAY, 7)[:1]
        == urls[1:2]
    )


def test_one_link_that_opened_last_time_is_asked_with_the_bad_ones() -> None:
    fresh, older, bad = "https://fresh.org/", "https://older.org/", "https://bad.org/"
    links = {
        fresh: state("alive", fresh),
        older: state("moved", older, checked="2026-02-27"),
        bad: state("dead", bad),
    }
    assert due(links, LinkHealth(None, links), MONDAY, 7) == [bad, older]
    assert due([fresh, older], LinkHealth(None, links), MONDAY, 7) == []


PINS = tuple(Pin(f"content/{number}.yaml", ("url",)) for number in range(6))


@pytest.mark.parametrize(
    ("link", "code", "severity", "message", "hint"),
    [
        (
            state("dead", code=404, reason="Not Found", dead_on=("2026-02-02", "2026-03-02")),
            "G821",
            Severity.ERROR,
            f'"{URL}" is dead: 404 Not Found; first found so on 2026-02-02',
            "write the new address, or that of an archived copy",
        ),
        (
            state(
                "dead", code=None, reason="refused", dead_on=("2026-02-02", "2026-03-02"), archived="https://w.org/1"
            ),
            "G821",
            Severity.ERROR,
            f'"{URL}" is dead: refused; first found so on 2026-02-02',
            "write the new address, or that of the archived copy: https://w.org/1",
        ),
        (
            state("dead", code=410, reason="Gone"),
            "G822",
            Severity.WARNING,
            f'"{URL}" was dead on 2026-03-02: 410 Gone',
            "check again on another day",
        ),
        (
            state("moved", moved_to="https://b.org/law"),
            "G823",
            Severity.WARNING,
            f'"{URL}" has moved to https://b.org/law',
            "write https://b.org/law",
        ),
        (
            state("moved", moved_to="https://b.org/"),
            "G823",
            Severity.WARNING,
            f'"{URL}" has moved to https://b.org/',
            "look for the page: the new address is only the front page of the site",
        ),
        (
            state("moved"),
            "G823",
            Severity.WARNING,
            f'"{URL}" has moved',
            "open it in a browser and write the address you arrive at",
        ),
        (
            state("blocked", code=403, reason="Forbidden"),
            "G824",
            Severity.NOTE,
            f'"{URL}" could not be checked: 403 Forbidden',
            "open it in a browser",
        ),
        (
            state("slow", code=None),
            "G825",
            Severity.NOTE,
            f'"{URL}" gave no answer in time since 2026-03-02',
            "open it in a browser",
        ),
    ],
)
def test_each_state_has_its_diagnostic(link: LinkState, code: str, severity: Severity, message: str, hint: str) -> None:
    (found,) = problems(LinkHealth(None, {URL: link}), {URL: PINS[:2]})
    assert (found.code, found.severity, found.message, found.hint) == (code, severity, message, hint)
    assert found.pin == PINS[0]
    assert [(related.message, related.pin) for related in found.related] == [("it stands here too", PINS[1])]


def test_no_diagnostic_for_what_is_well_unknown_or_unused() -> None:
    health = LinkHealth(None, {URL: state("alive"), "https://unused.org/": state("dead", "https://unused.org/")})
    assert problems(health, {URL: PINS, "https://new.org/": PINS}) == []


def test_many_places_of_one_link_are_one_diagnostic() -> None:
    (found,) = problems(LinkHealth(None, {URL: state("dead")}), {URL: PINS})
    assert [related.pin for related in found.related] == list(PINS[1:5])
    assert found.related[-1].message == "and in 2 more places, the next of them here"


def test_each_code_has_a_page() -> None:
    assert [code.code for code in EXTERNAL_CODES] == ["G821", "G822", "G823", "G824", "G825"]
    assert all(code.title and code.why for code in EXTERNAL_CODES)


def test_shape_and_model_say_the_same() -> None:
    assert set(LinkStateShape.model_fields) == {part.name for part in fields(LinkState)} - {"label"}
    assert set(LinksShape.model_fields) == {part.name for part in fields(LinkHealth)}
    literal = LinkStateShape.model_fields["state"].annotation
    assert get_args(literal) == LINK_STATES


def read_back(text: str) -> LinkHealth:
    """The health in a record, by the strict reader and the shape."""
    data, mistakes = yaml.parse("content/links.yaml", text)
    assert not mistakes, mistakes
    shape = LinksShape.model_validate(data)
    links = {
        url: LinkState(label=url, **(link.model_dump() | {"dead_on": tuple(link.dead_on)}))
        for url, link in shape.links.items()
    }
    return LinkHealth(shape.checked, links)


addresses = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Z"]), min_size=1, max_size=40).map(
    lambda rest: f"https://a.org/{rest}"
)
long_addresses = st.integers(400, 3000).map(lambda size: "http://a.org/" + "é" * size)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(date.isoformat)
printable = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)
link_states = st.builds(
    LinkState,
    label=addresses | long_addresses,
    state=st.sampled_from(LINK_STATES),
    code=st.none() | st.integers(100, 999),
    reason=st.none() | printable,
    checked=days,
    since=days,
    dead_on=st.lists(days, max_size=3, unique=True).map(tuple),
    moved_to=st.none() | addresses,
    archived=st.none() | addresses | long_addresses,
)
healths = st.builds(
    LinkHealth,
    st.none() | days,
    st.lists(link_states, max_size=4).map(lambda links: {link.label: link for link in links}),
)


@given(healths)
def test_a_record_is_read_as_it_was_written(health: LinkHealth) -> None:
    text = to_yaml(health)
    assert read_back(text) == health
    assert all(char.isprintable() or char == "\n" for char in text)


@given(healths)
def test_the_order_of_links_does_not_show(health: LinkHealth) -> None:
    turned = LinkHealth(health.checked, dict(reversed(health.links.items())))
    assert to_yaml(turned) == to_yaml(health)


def test_a_record_reads_well() -> None:
    url = 'https://a.org/?q="a": [b] #c&*!'
    link = state("dead", url, code=404, reason="Not Found", archived="https://web.archive.org/web/1/x")
    health = LinkHealth("2026-03-02", {url: link, "https://a.org/": state("alive", "https://a.org/")})
    assert to_yaml(health) == (
        "# yaml-language-server: $schema=schema/links.schema.json\n"
        "# Written by: guidance links --external. Only `archived` is edited by hand.\n"
        "checked: 2026-03-02\n"
        "links:\n"
        '  "https://a.org/":\n'
        "    state: alive\n"
        "    code: 200\n"
        "    checked: 2026-03-02\n"
        "    since: 2026-03-02\n"
        '  "https://a.org/?q=\\"a\\": [b] #c&*!":\n'
        "    state: dead\n"
        "    code: 404\n"
        '    reason: "Not Found"\n'
        "    checked: 2026-03-02\n"
        "    since: 2026-03-02\n"
        "    dead_on: [2026-03-02]\n"
        '    archived: "https://web.archive.org/web/1/x"\n'
    )
    assert read_back(to_yaml(LinkHealth())) == LinkHealth()


@pytest.mark.parametrize(
    "line",
    ["state: fine", "checked: 2026-03", "code: many", "moved_to: ftp://a.org/", "extra: x", "dead_on: 2026-03-02"],
)
def test_a_record_edited_wrongly_is_refused(line: str) -> None:
    text = to_yaml(LinkHealth(None, {URL: state("alive")}))
    key = line.partition(":")[0]
    kept = [old for old in text.splitlines() if old.strip().partition(":")[0] != key]
    data, mistakes = yaml.parse("content/links.yaml", "\n".join([*kept, f"    {line}"]))
    assert not mistakes
    with pytest.raises(ValueError, match=key):
        LinksShape.model_validate(data)
