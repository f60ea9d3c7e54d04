"""Who signs terms."""

from dataclasses import replace

from sla.agreement import Party, Person
from sla.signing import signers, signs_for
from tests.makers import AMY, JOSH, RITA, company_x

OUTSIDE = Party("customer", Person("The office manager"))


def test_a_contact_signs_for_their_own_party() -> None:
    assert signs_for(company_x(), "U0JOSH") == ("marketing",)


def test_a_member_signs_for_nobody() -> None:
    assert signs_for(company_x(), "U0RITA") == ()


def test_a_stranger_signs_for_nobody_even_where_a_contact_is_outside_slack() -> None:
    assert signs_for(company_x(parties=(Party("supplier", JOSH, (RITA,)), OUTSIDE)), "U0RITA") == ()


def test_a_contact_outside_slack_is_signed_for_by_the_others() -> None:
    assert signs_for(company_x(parties=(Party("supplier", JOSH), OUTSIDE)), "U0JOSH") == ("supplier", "customer")


def test_one_who_answers_for_two_parties_signs_for_both() -> None:
    marketing, sales = company_x().parties
    assert signs_for(company_x(parties=(marketing, replace(sales, contact=JOSH))), "U0JOSH") == ("marketing", "sales")


def test_each_signer_is_named_once() -> None:
    marketing, sales = company_x().parties
    third = Party("service", AMY)
    assert signers(company_x(parties=(marketing, sales, third, OUTSIDE))) == ("U0JOSH", "U0AMY")


def test_terms_whose_contacts_are_all_outside_slack_have_no_signer() -> None:
    assert signers(company_x(parties=(OUTSIDE, replace(OUTSIDE, name="supplier")))) == ()
