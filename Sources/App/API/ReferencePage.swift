import Domain
import HTTPTypes

/// The reference of the API, made from its endpoints: chapter by chapter, with a call to try for each.
extension Page {
    func referencePage(_ endpoints: [Endpoint], address: String) -> HTML {
        let sections = APISection.allCases.filter { section in endpoints.contains { $0.section == section } }
        return plain(
            t("API"),
            """
            \(head(t("API"), crumbs: [(t("Workspaces"), "/workspaces")], lede: t(apiIntroduction)))
            \(contents(sections))
            \(section("begin", t("Begin"), beginning(address)))
            \(sections.map { chapter($0, endpoints, address) })
            \(section("things", t("What is answered"), "\(endpoints.outputShapes.map { thing($0.name, $0, isInput: false) })"))
            \(section("inputs", t("What is sent"), "\(endpoints.inputs.map { thing($0.componentName, $0.shape, isInput: !$0.isPartial) })"))
            \(section("problems", t("Problems"), problems))
            """)
    }

    private func contents(_ sections: [APISection]) -> HTML {
        let chapters = sections.map { "<li><a href=\"#\($0.rawValue)\">\(t($0.title))</a></li>" as HTML }
        return """
            <nav class="api-contents" aria-label="\(t("Contents"))"><ul><li><a href="#begin">\(t("Begin"))</a></li>\(chapters)<li><a \
            href="#things">\(t("What is answered"))</a></li><li><a href="#inputs">\(t("What is sent"))</a></li>\
            <li><a href="#problems">\(t("Problems"))</a></li></ul></nav>
            """
    }

    private func beginning(_ address: String) -> HTML {
        let link: HTML = viewerOrNone.map { "<a href=\"/\($0)/tokens\">\(t("your page of tokens"))</a>" } ?? t("your page of tokens")
        return """
            <p>\(t("Make a token on \(link). Then:"))</p>
            <pre class="api-call"><code>curl \(address)/api/v1/me -H "Authorization: Bearer $CAIRN_TOKEN"</code></pre>
            <ul class="list plain"><li>\(t("The same for programs: \("<a href=\"/api/v1/openapi.json\">openapi.json</a>" as HTML) (OpenAPI 3.1)."))</li>
            <li>\(t("Lists come 50 at a time. “next” says how to go on, and so does the header Link."))</li>
            <li>\(t("One token may ask 10 times a second, 100 times at once. Beyond that the answer is 429, and Retry-After says how long to wait."))</li>
            \(APIHeader.all.map { "<li><code>\($0.name)</code>: \(t($0.words))</li>" as HTML })</ul>
            """
    }

    /// A workspace whose page of tokens can be linked, where the reader has one alone or is in one.
    private var viewerOrNone: String? { viewer?.workspace.slug }

    private func chapter(_ section: APISection, _ endpoints: [Endpoint], _ address: String) -> HTML {
        self.section(section.rawValue, t(section.title), "\(endpoints.filter { $0.section == section }.map { entry($0, address) })")
    }

    private func entry(_ endpoint: Endpoint, _ address: String) -> HTML {
        """
        <article class="api-entry" id="\(endpoint.name)" aria-labelledby="\(endpoint.name)-h">
        <h3 id="\(endpoint.name)-h">\(t(endpoint.summary))</h3>
        <p class="api-line"><code><strong>\(endpoint.method.rawValue)</strong> /api/v1\(endpoint.path)</code> \
        <span class="mute">\(t("Scope: \(endpoint.scope.rawValue)."))</span></p>
        \(endpoint.deprecation.map { "<p class=\"mute\">\(t("Ends on \($0.endsOn). Use \($0.successor) instead."))</p>" as HTML })
        \(when(!endpoint.query.isEmpty, parameters(endpoint.query)))
        <p>\(sends(endpoint))\(answers(endpoint))</p>
        <pre class="api-call"><code>\(endpoint.call(address))</code></pre>
        \(when(endpoint.stream != nil, stream(endpoint, address)))
        </article>

        """
    }

    private func parameters(_ fields: [QueryField]) -> HTML {
        let rows = fields.map { field -> HTML in
            "<tr><th scope=\"row\"><code>\(field.name)</code></th><td>\(kind(field.schema))</td><td>\(t(field.words))</td></tr>"
        }
        return fieldTable(t("Parameter"), rows)
    }

    private func fieldTable(_ name: HTML, _ rows: [HTML]) -> HTML {
        """
        <table class="table stacks api-fields"><thead><tr><th scope="col">\(name)</th><th scope="col">\(t("Kind"))</th><th scope="col">\(t("What it is"))</th></tr></thead>
        <tbody>\(rows)</tbody></table>
        """
    }

    private func sends(_ endpoint: Endpoint) -> HTML? {
        endpoint.input.map { "\(t("Send \(thingLink($0.componentName))."))" + " " }
    }

    private func answers(_ endpoint: Endpoint) -> HTML {
        let output = endpoint.output
        guard let shape = output.shape else { return t("Answers \(output.status.code) without a body.") }
        let link = thingLink(shape.name)
        return output.isList ? t("Answers a list of \(link).") : t("Answers \(output.status.code) with \(link).")
    }

    private func stream(_ endpoint: Endpoint, _ address: String) -> HTML {
        """
        <p>\(t("Asked for a stream, it stays open and tells of each as it happens. After a line that broke, Last-Event-ID goes on where it stood. One token may hold only so many open."))</p>
        <pre class="api-call"><code>\(endpoint.callForStream(address))</code></pre>
        """
    }

    private func thingLink(_ name: String) -> HTML { "<a href=\"#\(name)\"><code>\(name)</code></a>" }

    private func thing(_ name: String, _ shape: ShapeDescription, isInput: Bool) -> HTML {
        let rows = shape.fields.map { field -> HTML in
            let required: HTML? = when(isInput && field.isRequired, " <span class=\"mute\">\(t("required"))</span>")
            return """
                <tr><th scope="row"><code>\(field.name)</code>\(required)</th><td>\(kind(field.schema))</td><td>\(t(field.words))</td></tr>
                """
        }
        return """
            <article class="api-entry" id="\(name)" aria-labelledby="\(name)-h"><h3 id="\(name)-h"><code>\(name)</code></h3><p>\(t(shape.words))</p>
            \(fieldTable(t("Field"), rows))</article>

            """
    }

    private func kind(_ schema: Schema) -> HTML {
        switch schema {
        case .text: t("text")
        case .id: t("id")
        case .date: t("date")
        case .time: t("time")
        case .integer: t("whole number")
        case .number: t("number")
        case .truth: t("true or false")
        case .word(let words, _): words.map { "<code>\($0)</code>" as HTML }.joined(separator: ", ")
        case .nullable(let inner): t("\(kind(inner)) or null")
        case .list(let inner): t("list: \(kind(inner))")
        case .shape(let shape): thingLink(shape.name)
        case .anything: t("anything")
        }
    }

    private var problems: HTML {
        let rows = APIProblem.Code.allCases.map { code -> HTML in
            "<tr id=\"\(code.rawValue)\"><th scope=\"row\"><code>\(code.rawValue)</code></th><td>\(code.status.code)</td><td>\(t(code.title))</td></tr>"
        }
        return """
            <p>\(t("A problem is answered as application/problem+json (RFC 9457): a code that stays, words for people, and every field that is wrong."))</p>
            <table class="table stacks api-fields"><thead><tr><th scope="col">\(t("Code"))</th><th scope="col">\(t("Status"))</th><th scope="col">\(t("What it is"))</th></tr></thead>
            <tbody>\(rows)</tbody></table>
            """
    }
}

extension Endpoint {
    /// The example as it is typed in a terminal.
    fileprivate func call(_ address: String) -> String {
        var parts = ["curl"]
        if method != .get { parts.append("-X \(method.rawValue)") }
        parts.append("'\(address)/api/v1\(example.address(of: path) { _ in sample })'")
        parts.append("\\\n  -H \"Authorization: Bearer $CAIRN_TOKEN\"")
        if let body = example.body {
            parts.append("-H 'Content-Type: application/json' \\\n  -d '\(example.filled(body) { _ in sample })'")
        }
        return parts.joined(separator: " ")
    }

    fileprivate func callForStream(_ address: String) -> String {
        "curl -N '\(address)/api/v1\(path)' \\\n  -H \"Authorization: Bearer $CAIRN_TOKEN\" -H 'Accept: text/event-stream'"
    }
}

/// An id as it looks.
private let sample = "01K9ZC4T8W0000000000000000"

extension Example {
    /// The path with a thing in each of its places.
    /// - Parameter id: gives the id of the example's thing of this name.
    func address(of path: String, _ id: (String) -> String) -> String {
        let parts = path.split(separator: "/").map { part -> String in
            guard part.hasPrefix("{") else { return String(part) }
            let name = String(part.dropFirst().dropLast())
            return id(self.path[name] ?? name)
        }
        return "/" + parts.joined(separator: "/") + (query.isEmpty ? "" : "?\(filled(query, id))")
    }

    /// A text with the ids of things in place of `$goal` and the like.
    func filled(_ text: String, _ id: (String) -> String) -> String {
        text.replacing(/\$([a-zA-Z]+)/) { id(String($0.output.1)) }
    }
}
