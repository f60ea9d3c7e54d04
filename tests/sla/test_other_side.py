"""Who goes short, and who judges: never one's own."""

from dataclasses import replace

from sla.agreement import HandOffRule, Party, Person, Terms
from sla.other_side import judges, other_side
from sla.permissions import Act, Actor, Subject, may, settles_for
from tests.makers import AMY, JOSH, RITA, company_x

JOAN, OUTSIDE = Person("@joan", "U0JOAN"), Person("Company X's office manager")
CHAIN = company_x(
    parties=(Party("marketing", JOSH), Party("sales", AMY, (RITA,)), Party("service", JOAN)),
    hand_offs=(HandOffRule("marketing", "sales"), HandOffRule("sales", "service", "customer")),
)
PAPER = company_x(parties=(Party("supplier", AMY), Party("customer", OUTSIDE)))


def named(terms: Terms, party: str) -> str:
    found = other_side(terms, party)
    return found.name if found else ""


def may_judge(user: Person, terms: Terms, party: str, *people: Person) -> bool:
    return may(Actor(user.key), Act.JUDGE, Subject(terms, party=party, people=tuple(each.key for each in people)))


def may_settle(user: Person, terms: Terms) -> bool:
    receiver, payer = terms.parties[1].name, terms.parties[0].name
    return may(Actor(user.key), Act.SETTLE, Subject(terms, party=receiver, payer=payer))


def test_of_two_parties_the_other_one_goes_short() -> None:
    assert (named(company_x(), "sales"), named(company_x(), "marketing")) == ("marketing", "sales")


def test_in_a_chain_the_next_one_goes_short_and_for_the_last_the_one_before() -> None:
    assert [named(CHAIN, party) for party in ("marketing", "sales", "service")] == ["sales", "service", "sales"]


def test_the_contacts_of_the_other_parties_judge_whoever_goes_short_first() -> None:
    assert judges(CHAIN, "sales", (RITA.key,)) == [JOAN.key, JOSH.key]


def test_the_contact_and_members_of_the_struck_party_do_not_judge() -> None:
    assert not any(may_judge(user, CHAIN, "sales", RITA) for user in (AMY, RITA))
    assert may_judge(JOSH, CHAIN, "sales", RITA)


def test_a_person_who_is_contact_of_both_parties_judges_neither() -> None:
    both = company_x(parties=(Party("marketing", AMY), Party("sales", AMY, (RITA,))))
    assert judges(both, "sales", (RITA.key,)) == judges(both, "marketing", (AMY.key,)) == []


def test_nobody_whom_a_strike_names_judges_it_even_as_another_partys_contact() -> None:
    terms = replace(CHAIN, parties=(Party("marketing", RITA), CHAIN.parties[1], CHAIN.parties[2]))
    assert not may_judge(RITA, terms, "sales", RITA)


def test_a_contact_outside_slack_judges_nothing() -> None:
    assert judges(PAPER, "supplier", (AMY.key,)) == []


def test_the_contact_of_the_party_that_is_owed_settles() -> None:
    assert may_settle(AMY, company_x()) and not may_settle(JOSH, company_x()) and not may_settle(RITA, company_x())


def test_the_payers_contact_settles_only_for_a_contact_outside_slack_shown_as_such() -> None:
    assert may_settle(AMY, PAPER)
    assert settles_for(AMY.key, Subject(PAPER, party="customer", payer="supplier")) == "customer"
    assert settles_for(AMY.key, Subject(company_x(), party="sales", payer="marketing")) is None
