"""A visitor without a browser: cookies, forms as the page gives them, nothing else. For load and for crashes."""

import http.client
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit


class Client:
    """Keeps one connection and its cookies."""

    def __init__(self, server):
        self.host = urlsplit(server.address).netloc
        self.cookies = {}
        self.connection = http.client.HTTPConnection(self.host, timeout=20)

    def get(self, path):
        """(status, body); follows redirects as a browser would."""
        status, headers, body = self.send("GET", path)
        return self.get(urljoin(path, headers["Location"])) if status in (301, 302, 303, 307) else (status, body)

    def post(self, path, fields):
        """(status, where it leads, body) of a form post."""
        body = urlencode(fields, doseq=True)
        status, headers, answer = self.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        return status, headers.get("Location"), answer

    def send(self, method, path, body=None, headers={}):
        own = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin",
               "Origin": f"http://{self.host}", "Accept": "text/html"}
        self.connection.request(method, path, body, own | headers)
        answer = self.connection.getresponse()
        text = answer.read().decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name.strip()] = value
            if "max-age=0" in line.lower():
                del self.cookies[name.strip()]
        return answer.status, answer.headers, text

    def sign_in(self, name):
        """Presses the demo's button of that name."""
        _, page = self.get("/sign-in")
        form = next(form for form in forms(page) if any(name in label for label in form.buttons))
        status, place, answer = self.post(form.action or "/sign-in", form.pressed(name))
        assert status == 303, f"signing in as {name} answered {status}: {answer[:500]}"
        return place

    def sign_in_with(self, email, password="a long enough password"):
        status, place, answer = self.post("/sign-in", {"email": email, "password": password})
        assert status == 303, f"signing in as {email} answered {status}: {answer[:500]}"
        return place

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def set_up(self, workspace, email, password="a long enough password"):
        """Makes the first workspace of a fresh server and stays signed in as its owner; `slug` names it from then on."""
        _, page = self.get("/setup")
        form = next(form for form in forms(page) if "password" in form.fields)
        typed = {"name": workspace, "workspace": workspace, "person": "Bea Marker", "email": email, "password": password, "purpose": "To measure."}
        status, place, answer = self.post(form.action or "/setup", form.fields | {name: text for name, text in typed.items() if name in form.fields})
        assert status == 303, f"making the workspace answered {status}: {answer[-1500:]}"
        self.slug = place.split("/")[1]

    def check_in(self, slug, goal, value, key, text="Moved two points, blocked on data."):
        """(path, fields) of the goal's check-in form with that value for every key result, not yet sent."""
        path = f"/{slug}/goals/{goal}/check-ins"
        _, page = self.get(f"{path}/new")
        form = next(form for form in forms(page) if (form.action or path).endswith("/check-ins"))
        fields = {name: value if form.kinds.get(name) == "decimal" else typed for name, typed in form.fields.items()}
        return form.action or path, fields | {"key": key, "changed": text}


class Form:
    """One form of a page: where it goes, what it would send."""

    def __init__(self, action, method="post"):
        self.action, self.method, self.fields, self.buttons, self.kinds = action, method, {}, {}, {}

    def pressed(self, label):
        """What is sent when the button that says this is pressed."""
        sent = next(pair for text, pair in self.buttons.items() if label in text)
        return self.fields | ({sent[0]: sent[1]} if sent[0] else {})


class FormReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.select, self.area, self.button = [], None, None, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.forms.append(Form(given.get("action") or "", (given.get("method") or "get").lower()))
        elif self.forms:
            self.take(tag, given)

    def take(self, tag, given):
        form, name, kind = self.forms[-1], given.get("name"), given.get("type", "text")
        if tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in given):
            form.fields[name] = given.get("value") or ""
            form.kinds[name] = given.get("inputmode") or kind
        elif tag == "textarea" and name:
            self.area = name
            form.fields[name] = ""
        elif tag == "select" and name:
            self.select = name
        elif tag == "option" and self.select and ("selected" in given or self.select not in form.fields):
            form.fields[self.select] = given.get("value") or ""
        elif tag == "button":
            self.button = ["", (name, given.get("value") or "")]

    def handle_data(self, data):
        if self.area:
            self.forms[-1].fields[self.area] += data
        if self.button:
            self.button[0] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "button" and self.button and self.forms:
            self.forms[-1].buttons[" ".join(self.button[0].split())] = self.button[1]
            self.button = None


def forms(page):
    """The forms of a page's markup."""
    reader = FormReader()
    reader.feed(page)
    return reader.forms
