import Domain
import HTTPTypes

/// The description of the API for programs, OpenAPI 3.1, made from the endpoints.
struct OpenAPI {
    let endpoints: [Endpoint]
    let tongue: Tongue

    func document() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.field("openapi", "3.1.0")
            json.key("info")
            json.object { info(&$0) }
            json.key("servers")
            json.array { $0.object { $0.field("url", "/api/v1") } }
            json.key("security")
            json.array { $0.object { $0.list("token", []) } }
            json.array("tags", sections) { json, section in
                json.field("name", section.rawValue)
                json.field("description", tongue.plain(section.title))
            }
            json.key("paths")
            json.object { paths(&$0) }
            json.key("components")
            json.object { components(&$0) }
        }
        return json.bytes
    }

    private var sections: [APISection] { APISection.allCases.filter { section in endpoints.contains { $0.section == section } } }

    private func info(_ json: inout JSONWriter) {
        json.field("title", "Cairn")
        json.field("version", cairnVersion)
        json.field("description", tongue.plain(apiIntroduction))
        json.key("license")
        json.object { json in
            json.field("name", "Apache 2.0")
            json.field("identifier", "Apache-2.0")
        }
    }

    private func paths(_ json: inout JSONWriter) {
        var seen: Set<String> = []
        for path in endpoints.map(\.path) where seen.insert(path).inserted {
            json.key(path)
            json.object { json in
                for endpoint in endpoints where endpoint.path == path {
                    json.key(endpoint.method.rawValue.lowercased())
                    json.object { operation(endpoint, &$0) }
                }
            }
        }
    }

    private func operation(_ endpoint: Endpoint, _ json: inout JSONWriter) {
        json.field("operationId", endpoint.name)
        json.list("tags", [endpoint.section.rawValue])
        json.field("summary", tongue.plain(endpoint.summary))
        json.field("description", tongue.plain("Scope: \(endpoint.scope.rawValue)."))
        if endpoint.deprecation != nil { json.field("deprecated", true) }
        parameters(endpoint, &json)
        if let input = endpoint.input { body(input, &json) }
        json.key("responses")
        json.object { responses(endpoint, &$0) }
    }

    private func parameters(_ endpoint: Endpoint, _ json: inout JSONWriter) {
        json.key("parameters")
        json.array { json in
            for name in endpoint.placeNames {
                json.object { json in
                    json.field("name", name)
                    json.field("in", "path")
                    json.field("required", true)
                    json.key("schema")
                    json.schema(.id)
                }
            }
            for field in endpoint.query {
                json.object { json in
                    json.field("name", field.name)
                    json.field("in", "query")
                    if field.isRequired { json.field("required", true) }
                    json.field("description", tongue.plain(field.words))
                    json.key("schema")
                    json.schema(field.schema)
                }
            }
            for header in endpoint.headers { json.object { $0.field("$ref", "#/components/parameters/\(header)") } }
        }
    }

    private func body(_ input: Endpoint.InputDescription, _ json: inout JSONWriter) {
        json.key("requestBody")
        json.object { json in
            json.field("required", input.isRequired)
            content(of: .init(name: input.componentName), "application/json", &json)
        }
    }

    private func responses(_ endpoint: Endpoint, _ json: inout JSONWriter) {
        let output = endpoint.output
        json.key(String(output.status.code))
        json.object { json in
            json.field("description", output.status.reasonPhrase)
            headers(of: endpoint, &json)
            if let shape = output.shape {
                let name = output.isList ? "\(shape.name)List" : shape.name
                content(of: .init(name: name), "application/json", streamed: endpoint.stream != nil, &json)
            }
        }
        if endpoint.method == .get, output.hasTag { describe("304", "Not Modified", &json) }
        if endpoint.method != .get, output.status == .ok { describe("204", "No Content", &json) }
        for code in endpoint.problemStatuses {
            json.key(String(code))
            json.object { $0.field("$ref", "#/components/responses/Problem") }
        }
        json.key("default")
        json.object { $0.field("$ref", "#/components/responses/Problem") }
    }

    private func describe(_ status: String, _ words: String, _ json: inout JSONWriter) {
        json.key(status)
        json.object { $0.field("description", words) }
    }

    private func headers(of endpoint: Endpoint, _ json: inout JSONWriter) {
        var names: [String] = []
        if endpoint.output.hasTag { names.append("ETag") }
        if endpoint.output.status == .created { names.append("Location") }
        if endpoint.output.isList { names.append("Link") }
        if endpoint.deprecation != nil { names += ["Deprecation", "Sunset"] }
        guard !names.isEmpty else { return }
        json.key("headers")
        json.object { json in
            for name in names {
                json.key(name)
                json.object { json in
                    json.key("schema")
                    json.schema(.text(atMost: nil))
                }
            }
        }
    }

    private struct Component { var name: String }

    private func content(of component: Component, _ type: String, streamed: Bool = false, _ json: inout JSONWriter) {
        json.key("content")
        json.object { json in
            json.key(type)
            json.object { json in
                json.key("schema")
                json.object { $0.field("$ref", "#/components/schemas/\(component.name)") }
            }
            guard streamed else { return }
            json.key("text/event-stream")
            json.object { json in
                json.key("schema")
                json.schema(.text(atMost: nil))
            }
        }
    }

    private func components(_ json: inout JSONWriter) {
        json.key("securitySchemes")
        json.object { json in
            json.key("token")
            json.object { json in
                json.field("type", "http")
                json.field("scheme", "bearer")
                json.field("bearerFormat", "cairn_…")
            }
        }
        json.key("parameters")
        json.object { json in for header in APIHeader.all { json.header(header, tongue) } }
        json.key("responses")
        json.object { json in
            json.key("Problem")
            json.object { json in
                json.field("description", tongue.plain("Problem details (RFC 9457)"))
                content(of: .init(name: "Problem"), "application/problem+json", &json)
            }
        }
        json.key("schemas")
        json.object { schemas(&$0) }
    }

    private func schemas(_ json: inout JSONWriter) {
        for shape in endpoints.outputShapes {
            json.key(shape.name)
            json.shape(shape, isPartial: false, tongue)
        }
        for shape in endpoints.compactMap({ $0.output.isList ? $0.output.shape : nil }).uniqued() {
            json.key("\(shape.name)List")
            json.page(of: shape)
        }
        for input in endpoints.inputs {
            json.key(input.componentName)
            json.shape(input.shape, isPartial: input.isPartial, tongue)
        }
        for words in namedWords {
            json.key(words.name)
            json.object { json in
                json.field("type", "string")
                json.list("enum", words.words)
            }
        }
        json.key("Problem")
        json.shape(problemDescription, isPartial: false, tongue)
        json.key("ProblemField")
        json.shape(problemFieldDescription, isPartial: false, tongue)
    }
}

extension OpenAPI {
    /// The kinds of words that fields and parameters speak, each once, by name.
    private var namedWords: [(name: String, words: [String])] {
        let fields = endpoints.outputShapes.flatMap(\.fields) + endpoints.inputs.flatMap(\.shape.fields)
        let schemas = fields.map(\.schema) + endpoints.flatMap(\.query).map(\.schema)
        return Dictionary(schemas.compactMap(\.namedWords).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
            .values.sorted { $0.name < $1.name }
    }
}

/// What every program should know first.
let apiIntroduction: Words =
    "Everything the pages can do, through the same calls, permissions and history. Send a token as “Authorization: Bearer cairn_…”; what its person may not see is not found. Times are in UTC, dates are dates, and fields nobody knows are refused by name."

/// A header that endpoints understand.
struct APIHeader: Sendable {
    var key: String
    var name: String
    var words: Words
    /// Above it, it is refused.
    var longest: Int?

    static let all: [APIHeader] = [
        APIHeader(
            key: "IfMatch", name: "If-Match",
            words:
                "The tag of what this change was made from. If somebody has changed it since, nothing is done (412), and the answer holds what it is now."
        ),
        APIHeader(key: "IfNoneMatch", name: "If-None-Match", words: "The tag of what is known already: 304 if it is still so."),
        APIHeader(
            key: "IdempotencyKey", name: "Idempotency-Key",
            words: "Letters of your choice. Within a day, the same request with the same key is done once, however often it is sent.",
            longest: 200),
        APIHeader(
            key: "LastEventID", name: "Last-Event-ID",
            words: "For a stream that was cut off: the id of the last event that arrived. Wins over “after”."),
        APIHeader(
            key: "Prefer", name: "Prefer", words: "With “return=minimal” the answer has no body. Other wishes are passed over."),
    ]
}

private let problemFieldDescription = ShapeDescription(
    name: "ProblemField", words: "One field that is wrong.",
    fields: [
        .init(
            name: "field", schema: .text(atMost: nil), words: "Where: parents[0].weight, or a parameter of the address.", isRequired: true),
        .init(
            name: "code", schema: .word(InputProblems.Code.allCases.map(\.rawValue)), words: "What kind of problem it is.", isRequired: true
        ),
        .init(name: "words", schema: .text(atMost: nil), words: "What to do about it, in words for people.", isRequired: true),
    ])

private let problemDescription = ShapeDescription(
    name: "Problem", words: "What went wrong: problem details (RFC 9457).",
    fields: [
        .init(name: "type", schema: .text(atMost: nil), words: "Where the reference explains it.", isRequired: true),
        .init(name: "title", schema: .text(atMost: nil), words: "What kind of problem it is.", isRequired: true),
        .init(name: "status", schema: .integer(400...599), words: "The status of the answer.", isRequired: true),
        .init(name: "detail", schema: .text(atMost: nil), words: "What to do about it, in words for people.", isRequired: true),
        .init(
            name: "code", schema: .word(APIProblem.Code.allCases.map(\.rawValue)), words: "The kind of problem; it stays the same.",
            isRequired: true),
        .init(name: "request", schema: .text(atMost: nil), words: "The number under which the server's log has it.", isRequired: true),
        .init(
            name: "errors", schema: .list(.shape(problemFieldDescription)), words: "The fields that are wrong, all of them.",
            isRequired: false),
        .init(name: "current", schema: .anything, words: "What the thing is now, where somebody else was faster.", isRequired: false),
    ])

extension JSONWriter {
    fileprivate mutating func header(_ header: APIHeader, _ tongue: Tongue) {
        key(header.key)
        object { json in
            json.field("name", header.name)
            json.field("in", "header")
            json.field("description", tongue.plain(header.words))
            json.key("schema")
            json.schema(.text(atMost: header.longest))
        }
    }

    fileprivate mutating func page(of shape: ShapeDescription) {
        object { json in
            json.field("type", "object")
            json.field("additionalProperties", false)
            json.list("required", ["items", "next"])
            json.key("properties")
            json.object { json in
                json.key("items")
                json.schema(.list(.shape(shape)))
                json.key("next")
                json.schema(.nullable(.text(atMost: nil)))
            }
        }
    }

    /// An object with nothing in it but these fields.
    mutating func shape(_ shape: ShapeDescription, isPartial: Bool, _ tongue: Tongue) {
        object { json in
            json.field("type", "object")
            json.field("description", tongue.plain(shape.words))
            json.field("additionalProperties", false)
            let required = shape.fields.filter { $0.isRequired && !isPartial }.map(\.name)
            if !required.isEmpty { json.list("required", required) }
            json.key("properties")
            json.object { json in
                for field in shape.fields {
                    json.key(field.name)
                    json.schema(field.schema, words: tongue.plain(field.words))
                }
            }
        }
    }

    /// - Parameter words: what the value is; beside a reference, too, which OpenAPI 3.1 allows.
    mutating func schema(_ schema: Schema, words: String? = nil) {
        object { json in
            json.schemaFields(schema)
            if let words { json.field("description", words) }
        }
    }

    private mutating func schemaFields(_ schema: Schema) {
        switch schema {
        case .nullable(let inner): nullable(inner)
        case .list(let item):
            field("type", "array")
            key("items")
            self.schema(item)
        case .shape(let shape): field("$ref", "#/components/schemas/\(shape.name)")
        case .word(_, let name?): field("$ref", "#/components/schemas/\(name)")
        case .anything: break
        default: plain(schema, isNullable: false)
        }
    }

    private mutating func nullable(_ inner: Schema) {
        switch inner {
        case .list, .shape, .nullable, .anything, .word(_, .some):
            key("anyOf")
            array { json in
                json.schema(inner)
                json.object { $0.field("type", "null") }
            }
        default: plain(inner, isNullable: true)
        }
    }

    private mutating func plain(_ schema: Schema, isNullable: Bool) {
        if isNullable { list("type", [schema.typeName, "null"]) } else { field("type", schema.typeName) }
        switch schema {
        case .text(let most): if let most { field("maxLength", most) }
        case .id: field("pattern", "^[0-7][0-9A-HJKMNP-TV-Z]{25}$")
        case .date: field("format", "date")
        case .time: field("format", "date-time")
        case .integer(let range):
            if let range { bounds(Double(range.lowerBound), Double(range.upperBound)) }
        case .number(let range):
            if let range { bounds(range.lowerBound, range.upperBound) }
        case .word(let words, _):
            key("enum")
            array { json in
                for word in words { json.value(.text(word)) }
                if isNullable { json.value(.null) }
            }
        default: break
        }
    }

    private mutating func bounds(_ least: Double, _ most: Double) {
        field("minimum", least)
        field("maximum", most)
    }
}

extension Schema {
    fileprivate var typeName: String {
        switch self {
        case .integer: "integer"
        case .number: "number"
        case .truth: "boolean"
        case .list: "array"
        case .shape: "object"
        default: "string"
        }
    }
}
