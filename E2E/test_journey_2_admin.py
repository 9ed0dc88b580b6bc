"""Admin: makes the workspace, lets people in, gives them roles, ends their access, and gets them back in when a password is lost."""

import re

import pytest
from playwright.sync_api import expect

from conftest import assert_accessible, assert_fits, screenshot
from harbour import BEN, CLEO, OWNER, PASSWORD, email, expect_wrong, found, identity, invite, join, send_anyway, sign_in

NEW = "Dag Norling"
SCRIPT = pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])


@SCRIPT
def test_the_workspace_says_why_it_exists(empty, page_at, js):
    page = page_at(js=js)
    found(page, empty, "Wexholm Harbour", OWNER, purpose="Ships leave on time.")
    expect(page.get_by_text("Ships leave on time.")).to_be_visible()
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("Purpose").fill("Ships leave on time, and nobody waits in the rain.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    expect(page.get_by_label("Purpose")).to_have_value("Ships leave on time, and nobody waits in the rain.")


@SCRIPT
def test_a_workspace_that_is_wrong_says_so_beside_the_fields(empty, page_at, js):
    page = page_at(js=js)
    page.goto(empty.address)
    page.get_by_role("button", name="Create our workspace").click()
    page.get_by_label("Why it exists").fill("To be kept.")
    page.get_by_label("Your name").fill(OWNER)
    page.get_by_label("Your e-mail").fill("not an address")
    page.get_by_label("Password").fill("short")
    send_anyway(page.get_by_role("button", name="Create the workspace"))
    expect_wrong(page.get_by_label("Name of the workspace"), re.compile("."), "")
    expect_wrong(page.get_by_label("Your e-mail"), re.compile("."), "not an address")
    expect_wrong(page.get_by_label("Password"), re.compile("."), "")
    expect(page.get_by_label("Why it exists")).to_have_value("To be kept.")
    expect(page.get_by_label("Your name")).to_have_value(OWNER)


@SCRIPT
def test_somebody_joins_by_link_in_another_browser(harbour, page_at, js):
    admin, guest, late = harbour.enter(page_at(js=js), OWNER, "teams", "new"), page_at(js=js), page_at(js=js)
    admin.get_by_label("Name").fill("Pilots")
    admin.get_by_role("button", name="Make the team").click()
    link = invite(admin, harbour, team="Pilots", days=3)
    expect(admin.get_by_text("It lets one person in as Member, within 3 days.")).to_be_visible()
    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_have_text("Wexholm Harbour invites you")
    expect(guest.get_by_text(f"{OWNER} asks you to join as Member, in the team Pilots.")).to_be_visible()
    join(guest, link, NEW)
    admin.goto(harbour.path("people"))
    row = admin.get_by_role("row").filter(has_text=NEW)
    expect(row).to_contain_text("Member")
    expect(row).to_contain_text("Pilots")
    late.goto(link)
    expect(late.get_by_text("This invitation has been used.")).to_be_visible()
    admin.goto(harbour.path("invitations"))
    expect(admin.get_by_role("row").filter(has_text="team Pilots")).to_contain_text("1 of 1")


def test_a_link_that_was_taken_back_or_is_too_old_says_so(harbour, page_at):
    admin, guest = harbour.enter(page_at(), OWNER), page_at()
    link = invite(admin, harbour)
    join_form = page_at()
    join_form.goto(link)
    admin.goto(harbour.path("invitations"))
    admin.get_by_role("button", name="Take back").click()
    expect(admin.get_by_role("row").filter(has_text="Revoked")).to_be_visible()
    guest.goto(link)
    expect(guest.get_by_text("This invitation was taken back.")).to_be_visible()
    join_form.get_by_label("Your name").fill(NEW)
    join_form.get_by_label("Your e-mail").fill(email(NEW))
    join_form.get_by_label("Password").fill(PASSWORD)
    join_form.get_by_role("button", name="Join").click()
    expect(join_form.get_by_text("This invitation was taken back.")).to_be_visible()
    old = invite(admin, harbour)
    harbour.server.change("UPDATE invitation SET expires_at = created_at WHERE revoked_at IS NULL")
    guest.goto(old)
    expect(guest.get_by_text("This invitation has expired.")).to_be_visible()
    guest.goto(harbour.server.address + "/invitations/guessed")
    expect(guest.get_by_role("heading", level=1)).to_be_visible()
    assert int(harbour.server.query("SELECT count(*) FROM person")[0][0]) == 4


@SCRIPT
def test_an_invitation_that_is_wrong_says_so_beside_the_fields(harbour, page_at, js):
    page = harbour.enter(page_at(js=js), OWNER, "invitations", "new")
    page.get_by_label("For how many people").fill("two")
    page.get_by_label("For how many days").fill("99")
    page.get_by_label("Note for the list").fill("For the two new pilots.")
    send_anyway(page.get_by_role("button", name="Make the link"))
    expect_wrong(page.get_by_label("For how many people"), "Write a whole number.", "two")
    expect(page.get_by_label("For how many days")).to_have_value("99")
    page.get_by_label("For how many people").fill("2")
    send_anyway(page.get_by_role("button", name="Make the link"))
    expect_wrong(page.get_by_label("For how many days"), "An invitation lasts 1 to 90 days.", "99")
    expect(page.get_by_label("Note for the list")).to_have_value("For the two new pilots.")


@SCRIPT
def test_a_new_role_holds_at_once(harbour, page_at, js):
    admin, ben = harbour.enter(page_at(js=js), OWNER, "people"), harbour.enter(page_at(js=js), BEN)
    admin.get_by_role("link", name=BEN).click()
    admin.get_by_label("Guest").check()
    admin.get_by_role("button", name="Change role").click()
    expect(admin.locator("dl.facts")).to_contain_text("Guest")
    ben.goto(harbour.path("goals"))
    expect(ben).to_have_url(re.compile("/sign-in"))
    sign_in(ben, harbour.server, BEN)
    ben.goto(harbour.path("goals"))
    expect(ben.get_by_role("link", name="New goal")).to_have_count(0)
    assert ben.goto(harbour.path("goals", "new")).status == 403


def test_who_is_deactivated_is_out_at_once_and_may_come_back(harbour, page_at):
    admin, ben = harbour.enter(page_at(), OWNER, "people"), harbour.enter(page_at(), BEN)
    admin.get_by_role("link", name=BEN).click()
    admin.get_by_role("button", name=f"End the access of {BEN}").click()
    expect(admin.get_by_text("Cannot sign in here any more.")).to_be_visible()
    expect(ben).to_have_url(re.compile("/sign-in"))  # the page that was open leaves by itself
    sign_in(ben, harbour.server, BEN)
    assert ben.goto(harbour.path("today")).status in (401, 404)
    admin.get_by_role("button", name=f"Let {BEN} in again").click()
    expect(admin.get_by_role("button", name=f"End the access of {BEN}")).to_be_visible()
    ben.context.clear_cookies()
    sign_in(ben, harbour.server, BEN)
    expect(ben.get_by_role("navigation", name="Main")).to_be_visible()


@SCRIPT
def test_what_somebody_owns_is_handed_to_another(harbour, page_at, js):
    ben, admin = harbour.enter(page_at(js=js), BEN, "goals", "new"), harbour.enter(page_at(js=js), OWNER, "people")
    ben.get_by_label("Title").fill("Pilots are on board in an hour")
    ben.get_by_label("Named people").first.check()
    ben.get_by_role("button", name="Save the draft").click()
    expect(ben.locator("h1")).to_have_text("Pilots are on board in an hour")
    admin.get_by_role("link", name=BEN).click()
    expect(admin.get_by_text("Goals: 1.")).to_be_visible()
    expect(admin.get_by_text("Pilots are on board in an hour")).to_have_count(0)  # a private goal is counted, not shown
    send_anyway(admin.get_by_role("button", name="Hand over all"))
    expect(admin.locator("#to-error")).to_have_text("Choose who takes them.")
    admin.get_by_label("To", exact=True).select_option(label=CLEO)
    admin.get_by_role("button", name="Hand over all").click()
    expect(admin.get_by_text("The goals have a new owner.")).to_be_visible()
    cleo = harbour.enter(page_at(js=js), CLEO, "goals")
    cleo.get_by_role("link", name="Pilots are on board in an hour").click()
    expect(cleo.locator("#history")).to_contain_text(f"{OWNER} gave “Pilots are on board in an hour” to {CLEO}.")


@SCRIPT
def test_a_lost_password_is_set_anew_by_an_admins_link_once(harbour, page_at, js):
    admin, ben, here = harbour.enter(page_at(js=js), OWNER, "people"), page_at(js=js), harbour.enter(page_at(js=js), BEN)
    admin.get_by_role("link", name=BEN).click()
    admin.get_by_role("button", name="Make a link for a new password").click()
    link = admin.get_by_label("Link for a new password").input_value()
    ben.goto(link)
    ben.get_by_label("New password").fill("short")
    send_anyway(ben.get_by_role("button", name="Save and sign in"))
    expect(ben.get_by_label("New password")).to_have_attribute("aria-invalid", "true")
    ben.get_by_label("New password").fill("another long enough password")
    ben.get_by_role("button", name="Save and sign in").click()
    expect(ben.get_by_role("navigation", name="Main")).to_be_visible()
    here.reload()
    expect(here).to_have_url(re.compile("/sign-in"))  # every browser was signed out
    here.goto(link)
    expect(here.get_by_text("This link has been used")).to_be_visible()
    sign_in(here, harbour.server, BEN)
    expect(here).to_have_url(re.compile("/sign-in"))
    sign_in(here, harbour.server, BEN, "another long enough password")
    expect(here.get_by_role("navigation", name="Main")).to_be_visible()


def test_whoever_runs_the_server_makes_a_password_link(harbour, page_at):
    printed = harbour.server.run("user", "reset", email(OWNER)).stdout.strip()
    assert printed.startswith(harbour.server.address + "/reset/"), printed
    page = page_at()
    page.goto(printed)
    page.get_by_label("New password").fill("another long enough password")
    page.get_by_role("button", name="Save and sign in").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    unknown = harbour.server.run("user", "reset", "nobody@wexholm.example", check=False)
    assert unknown.returncode != 0 and "nobody@wexholm.example" in unknown.stderr


@SCRIPT
def test_the_last_owner_cannot_be_lost(harbour, page_at, js):
    page = harbour.enter(page_at(js=js), OWNER, "people")
    page.locator("main").get_by_role("link", name=OWNER).click()
    expect(page.get_by_role("button", name="End the access")).to_have_count(0)
    page.get_by_label("Member").check()
    page.get_by_role("button", name="Change role").click()
    expect(page.get_by_role("alert")).to_contain_text(f"{OWNER} is the last owner. Make somebody else an owner first.")
    page.goto(harbour.path("people"))
    page.get_by_role("link", name=BEN).click()
    page.get_by_label("Workspace owner").check()
    page.get_by_role("button", name="Change role").click()
    expect(page.locator("dl.facts")).to_contain_text("Workspace owner")
    page.goto(harbour.path("people"))
    page.locator("main").get_by_role("link", name=OWNER).click()
    page.get_by_label("Member").check()
    page.get_by_role("button", name="Change role").click()
    expect(page.locator("dl.facts")).to_contain_text("Member")


@SCRIPT
def test_one_account_switches_between_its_own_workspaces(harbour, page_at, js):
    ben, owner = harbour.enter(page_at(js=js), BEN), harbour.enter(page_at(js=js), OWNER)
    ben.locator(".nav-workspace").click()
    ben.get_by_role("link", name="Create another").click()
    ben.get_by_label("Name of the workspace").fill("Lofting and Sons")
    ben.get_by_role("button", name="Create the workspace").click()
    expect(ben.locator(".nav-workspace")).to_contain_text("Lofting and Sons")
    other = ben.url.split("/")[3]
    ben.locator(".nav-workspace").click()
    ben.get_by_role("link", name="Wexholm Harbour").click()
    expect(ben.locator(".nav-workspace")).to_contain_text("Wexholm Harbour")
    assert owner.goto(f"{harbour.server.address}/{other}/today").status == 404
    owner.goto(harbour.server.address + "/workspaces")
    expect(owner.get_by_role("link", name="Lofting and Sons")).to_have_count(0)
    # A link for this account would open the other workspace too, so an admin of this one gets none.
    owner.goto(harbour.path("people"))
    owner.get_by_role("link", name=BEN).click()
    owner.get_by_role("button", name="Make a link for a new password").click()
    expect(owner.get_by_role("alert")).to_contain_text("This account is used in other workspaces too")
    assert int(harbour.server.query("SELECT count(*) FROM password_reset")[0][0]) == 0


def test_the_pages_at_the_door_are_accessible(harbour, page_at, view):
    """The pages that no link inside leads to: links shown once, the door for those invited, and links that lead nowhere any more."""
    width, _, scheme = view
    admin, guest = harbour.enter(page_at(width, scheme), OWNER), page_at(width, scheme)

    def look(page, name):
        assert_accessible(page)
        assert_fits(page)
        screenshot(page, f"admin-{name}-{width}-{scheme}", full_page=True)

    link = invite(admin, harbour)
    look(admin, "link")
    guest.goto(link)
    look(guest, "invitation")
    send_anyway(guest.get_by_role("button", name="Join"))
    expect(guest.locator("p.error").first).to_be_visible()
    look(guest, "invitation-wrong")
    join(guest, link, NEW)
    guest.goto("about:blank")  # a live page without its cookie reloads itself, and that would end the next goto
    guest.context.clear_cookies()
    guest.goto(link)
    look(guest, "invitation-used")
    admin.goto(harbour.path("people"))
    admin.get_by_role("link", name=NEW).click()
    look(admin, "person")
    person = identity(admin)
    admin.get_by_role("button", name="Make a link for a new password").click()
    guest.goto(admin.get_by_label("Link for a new password").input_value())
    look(guest, "reset")
    admin.goto(harbour.path("people", person))
    admin.get_by_role("button", name=f"End the access of {NEW}").click()
    look(admin, "person-deactivated")
