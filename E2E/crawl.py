"""Every link and every button that somebody is shown, followed without a browser: none may lead where they may not go."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from client import forms

ID = r"[0-9a-hjkmnp-tv-z]{26}"
NOT_PAGES = re.compile(r"/sign-out$|/live$|/export$|^/assets/")
WELL = {200, 201, 303, 304, 409, 410, 422}
FEW = 3


def shape(url):
    """The address with its ids taken out, so that pages of one kind count once."""
    path = re.sub(rf"/{ID}(?=/|$)", "/:id", urlsplit(url).path, flags=re.IGNORECASE)
    return re.sub(r"/\d+(?=/|$)", "/:n", path) or "/"


class LinkReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links = []

    def handle_starttag(self, tag, attributes):
        href = dict(attributes).get("href")
        if tag == "a" and href:
            self.links.append(href)


def links_of(address, page):
    """The paths (with their queries) that the page's own links lead to."""
    reader = LinkReader()
    reader.feed(page)
    paths = (urljoin(address, href.split("#")[0]) for href in reader.links)
    return [path for path in dict.fromkeys(paths) if path.startswith("/") and not NOT_PAGES.search(urlsplit(path).path)]


def walk(client, start="/"):
    """Follows every link of every page; of those that differ in their query alone, a few. Returns pages by address, and what is wrong."""
    pages, faults, waiting, known, seen = {}, [], [(start, "the start")], {start}, {}
    while waiting:
        address, origin = waiting.pop(0)
        status, headers, body = client.send("GET", address)
        if status in (301, 302, 303, 307):
            following = [headers["Location"]]
        elif status != 200:
            faults.append(f"{origin} links to {address}, which answers {status}")
            continue
        else:
            pages[address] = body
            following = links_of(address, body) if "text/html" in headers.get("Content-Type", "") else []
        for link in following:
            kind = (shape(link), tuple(sorted(name for name, _ in parse_qsl(urlsplit(link).query))))
            if link in known or (kind[1] and seen.get(kind, 0) >= FEW):
                continue
            known.add(link)
            seen[kind] = seen.get(kind, 0) + 1
            waiting.append((link, address))
    return pages, faults


def press_every_button(client, pages):
    """Sends the forms of these pages as they stand, a few of each kind, what takes away last. Returns what is wrong, and how many were sent."""
    kinds = {}
    for address, body in pages.items():
        for form in posts(address, body):
            kinds.setdefault((shape(address), shape(form.action)), []).append((address, form.action))
    faults, sent = [], 0
    for _, places in sorted(kinds.items(), key=lambda kind: ("removal" in kind[0][1], kind[0])):
        for address, action in places[:FEW]:
            sent += 1
            faults += press(client, address, action)
    return faults, sent


def press(client, address, action):
    """What was shown a moment ago may be gone by what was pressed since; then there is nothing to press."""
    status, _, body = client.send("GET", address)
    form = next((form for form in posts(address, body) if form.action == action), None) if status == 200 else None
    if form is None:
        return []
    status, place, _ = client.post(action, form.fields)
    if status not in WELL:
        return [f"{address} has a button to {action}, which answers {status}"]
    if place and not NOT_PAGES.search(place):
        status, _ = client.get(place.split("#")[0])
        return [f"{action}, pressed on {address}, leads to {place}, which answers {status}"] if status != 200 else []
    return []


def posts(address, body):
    found = [form for form in forms(body) if form.method == "post" and form.action != "/sign-out"]
    for form in found:
        form.action = urljoin(address, form.action)
    return found
