"""What every journey stands on: servers, a browser, and the promises that hold on every page."""

import os
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from harbour import Harbour
from server import POSTGRES, new_server

OUTPUT = Path(__file__).parent / "output"
WIDE, NARROW = (1280, 800), (390, 844)
VIEWS = [(*size, scheme) for size in (WIDE, NARROW) for scheme in ("light", "dark")]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
expect.set_options(timeout=15_000)  # for a machine that builds beside it; a test that passes does not wait for it


def pytest_addoption(parser):
    parser.addoption("--engine", default="sqlite", choices=["sqlite", "postgres"], help="what the servers keep their data in")


@pytest.fixture(scope="session")
def engine(request):
    chosen = request.config.getoption("--engine")
    if chosen == "postgres" and not POSTGRES:
        pytest.exit('PostgreSQL is asked for but not there: eval "$(scripts/postgres-for-tests start)"')
    return chosen


# Servers

@pytest.fixture(scope="session")
def demo_data(engine, tmp_path_factory):
    """A stopped server that holds the demo; every file of tests gets its own copy."""
    server = new_server(tmp_path_factory.mktemp("demo"), engine)
    server.run("demo")
    return server


@pytest.fixture(scope="module")
def demo(engine, demo_data, tmp_path_factory):
    """A server with the demo workspace."""
    server = new_server(tmp_path_factory.mktemp("server"), engine, template=demo_data).start()
    yield server
    server.stop()


@pytest.fixture
def empty(engine, tmp_path):
    """A server that nobody has used yet."""
    server = new_server(tmp_path, engine).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def harbour_data(engine, browser, tmp_path_factory):
    """Wexholm Harbour with its first people, on a stopped server."""
    server = new_server(tmp_path_factory.mktemp("harbour"), engine).start()
    made = Harbour.made(server, browser)
    server.stop()
    return made


@pytest.fixture
def harbour(engine, harbour_data, tmp_path):
    """A workspace with an owner, two members, a guest and nothing else, for one test."""
    server = new_server(tmp_path, engine, template=harbour_data.server).start()
    yield harbour_data.on(server)
    server.stop()


# The browser

@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def page_at(browser):
    """Opens pages: page_at(1280, "dark"), page_at(390, js=False). At the end none may have broken a promise."""
    contexts, broken = [], []

    def open_page(width=1280, scheme="light", js=True, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 700 else 800}, color_scheme=scheme, java_script_enabled=js,
            locale="en-GB", timezone_id="Europe/Berlin", has_touch=width < 700, **options)
        contexts.append(context)
        watch(context, broken)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not broken, "\n".join(broken)


def watch(context, broken):
    """Notes requests to foreign hosts, refusals by the content policy, script errors and server errors."""
    context.on("request", lambda request: foreign(request.url) and broken.append(f"foreign host: {request.url}"))
    context.on("response", lambda answer: answer.status >= 500 and broken.append(f"{answer.status} from {answer.url}"))
    context.on("weberror", lambda error: broken.append(f"script error: {error.error}"))
    context.on("console", lambda message: re.search("Content.Security.Policy|Refused to", message.text)
               and broken.append(f"content policy: {message.text}"))


def foreign(url):
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost")


@pytest.fixture(params=VIEWS, ids=lambda view: f"{view[0]}-{view[2]}")
def view(request):
    """Each of the four ways a page is looked at: (width, height, scheme)."""
    return request.param


# Helpers that journeys import

def sign_in_as(page, server, name):
    """Enters the demo as one of its people, by one click the first time, and returns the page."""
    known = server.__dict__.setdefault("signed_in", {})
    if name in known:
        page.context.add_cookies(known[name])
        page.goto(server.address + "/")
    else:
        page.goto(server.address + "/sign-in")
        page.get_by_role("button", name=name).first.click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    known.setdefault(name, page.context.cookies())
    return page


def assert_accessible(page, within=None):
    """No violation of WCAG 2.2 AA that axe can see, on the page or a part of it; what it finds is told with its place."""
    # Details of what passed are half of axe's time, and nobody reads them.
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, context=within, options=options).response["violations"]
    told = [f"{fault['id']} ({fault['impact']}): {fault['help']}\n    {node['html'][:200]}\n    {node.get('failureSummary', '')[:300]}"
            for fault in found for node in fault["nodes"][:3]]
    assert not told, f"{page.url}\n" + "\n".join(told)


def assert_fits(page):
    """Nothing hangs over the side."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, f"{page.url} is {over} px too wide"


def screenshot(page, name, **options):
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=OUTPUT / f"{name}.png", **options)


def shape(url):
    """The address with its ids taken out, so that pages of one kind count once."""
    path = re.sub(r"/[0-9a-hjkmnp-tv-z]{26}(?=/|$)", "/:id", urlsplit(url).path, flags=re.IGNORECASE)
    return re.sub(r"/\d+(?=/|$)", "/:n", path) or "/"


def links(page):
    """Addresses of the page's own links, without fragments."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    host = urlsplit(page.url).netloc
    return sorted({address.split("#")[0] for address in found if urlsplit(address).netloc == host})
