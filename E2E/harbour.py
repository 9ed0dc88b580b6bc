"""Wexholm Harbour: a workspace that begins empty, made in the browser by Ada Tidewell, and the people she lets in."""

import re
from contextlib import contextmanager
from datetime import date, timedelta

from playwright.sync_api import expect

OWNER, BEN, CLEO, GIL = "Ada Tidewell", "Ben Lofting", "Cleo Marsh", "Gil Ashdown"
PASSWORD = "a long enough password"


class Harbour:
    """Keeps each person's cookies, so that any page can become theirs."""

    def __init__(self, server, browser, slug=None, cookies=None):
        self.server, self.browser, self.slug, self.cookies = server, browser, slug, dict(cookies or {})

    @classmethod
    def made(cls, server, browser):
        """A new one with its owner, two members and a guest."""
        harbour = cls(server, browser)
        with harbour.visitor() as page:
            found(page, server, "Wexholm Harbour", OWNER)
            harbour.slug = page.url.split("/")[3]
            harbour.cookies[OWNER] = page.context.cookies()
        for name, role in [(BEN, "Member"), (CLEO, "Member"), (GIL, "Guest")]:
            harbour.let_in(name, role=role)
        return harbour

    def on(self, server):
        """The same on a server that has a copy of its data."""
        return Harbour(server, self.browser, self.slug, self.cookies)

    def path(self, *parts):
        return "/".join([self.server.address, self.slug, *parts])

    def enter(self, page, name, *place):
        """Makes the page this person's, at that place in the workspace."""
        page.context.add_cookies(self.cookies[name])
        page.goto(self.path(*place or ("today",)))
        return page

    def let_in(self, name, **wishes):
        """Invites somebody as the owner does, and lets them join in a browser of their own."""
        with self.visitor() as page:
            link = invite(self.enter(page, OWNER), self, **wishes)
        with self.visitor() as page:
            join(page, link, name)
            self.cookies[name] = page.context.cookies()

    @contextmanager
    def visitor(self):
        """A browser that is closed again."""
        context = self.browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="Europe/Berlin")
        yield context.new_page()
        context.close()


def found(page, server, workspace, person, purpose="Ships leave on time, and people know why when they do not."):
    """Makes the first workspace of a server on its one form."""
    page.goto(server.address)
    page.get_by_role("button", name="Create our workspace").click()
    page.get_by_label("Name of the workspace").fill(workspace)
    page.get_by_label("Why it exists").fill(purpose)
    page.get_by_label("Your name").fill(person)
    page.get_by_label("Your e-mail").fill(email(person))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create the workspace").click()
    expect(page.locator(".nav-workspace")).to_contain_text(workspace)


def invite(page, harbour, role="Member", team=None, people=1, days=14):
    """Makes an invitation and returns its link."""
    page.goto(harbour.path("invitations", "new"))
    page.get_by_label(role, exact=True).check()
    if team:
        page.get_by_label("Team", exact=True).select_option(label=team)
    page.get_by_label("For how many people").fill(str(people))
    page.get_by_label("For how many days").fill(str(days))
    page.get_by_role("button", name="Make the link").click()
    return page.get_by_label("Link", exact=True).input_value()


def join(page, link, name):
    page.goto(link)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your e-mail").fill(email(name))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def sign_in(page, server, name, password=PASSWORD):
    page.goto(server.address + "/sign-in")
    page.get_by_label("E-mail").fill(email(name))
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def email(name):
    return re.sub("[^a-z]+", ".", name.lower()) + "@wexholm.example"


def send_anyway(button):
    """Presses a button without the browser's own checks, so that the server has to say what is wrong.

    Both in one step: a renewal of the page in between would bring the checks back.
    """
    button.evaluate("button => { button.form.noValidate = true; button.click() }")


def expect_wrong(field, words, typed):
    """The field is marked, says what is wrong beside itself, and still holds what was typed."""
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field.page.locator(f"[id='{field.get_attribute('id')}-error']")).to_contain_text(words)
    expect(field).to_have_value(typed)


def identity(page):
    """The id of what the address names."""
    return re.search(r"/([0-9A-Z]{26})(?:[/?#]|$)", page.url)[1]


# What goals are made of

def day(offset):
    return (date.today() + timedelta(days=offset)).isoformat()


def make_cycle(page, harbour, name, offset, start=False):
    page.goto(harbour.path("cycles", "new"))
    page.get_by_label("Name").fill(name)
    page.get_by_label("Begins on").fill(day(offset))
    page.get_by_label("Ends on").fill(day(offset + 60))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text(name)
    made = identity(page)
    if start:
        page.get_by_role("button", name="Start the cycle").click()
    return made


def make_goal(page, harbour, title, cycle):
    page.goto(harbour.path("goals", f"new?cycle={cycle}"))
    page.get_by_label("Title").fill(title)
    page.get_by_label("Owner").select_option(label=OWNER)
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator("h1")).to_have_text(title)
    return identity(page)


def make_number(page, harbour, goal):
    page.goto(harbour.path("goals", goal, "key-results", "new"))
    page.get_by_label("Title").fill("Minutes until a pilot is on board")
    page.get_by_label("Direction").select_option(value="decrease")
    page.locator("#baseline").fill("140")
    page.locator("#target").fill("60")
    page.get_by_role("button", name="Add the key result").click()
    return page.locator("article.key-result").get_attribute("id").removeprefix("kr-")


def commit(page, harbour, goal):
    page.goto(harbour.path("goals", goal, "commitment"))
    page.get_by_role("button", name="Commit").click()
    expect(page.locator("main")).to_contain_text("Committed")


def check_in(page, harbour, goal, number, value):
    page.goto(harbour.path("goals", goal, "check-ins", "new"))
    page.locator(f"[name='value-{number}']").fill(value)
    page.get_by_role("button", name="Save check-in").click()
    page.wait_for_url(harbour.path("goals", goal))
