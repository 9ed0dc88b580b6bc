import Domain

/// How a kind of thing is answered: one list of fields that both writes it and describes it, so that the two cannot differ.
///
///     let cycleShape = Shape<Cycle>("Cycle", words: "A named period in which goals are set and kept.") { shape in
///         shape.id("id", "Its id.") { $0.id }
///         shape.text("name", "What people call it.") { $0.name }
///         shape.version { $0.version }
///     }
struct Shape<Value>: Sendable {
    typealias Writer = @Sendable (Value, inout JSONWriter, Tongue) -> Void

    private struct Field: Sendable {
        /// `{"name":` or `,"name":`
        var key: [UInt8]
        var write: Writer
    }

    let description: ShapeDescription
    private let fields: [Field]
    /// The number that grows with every change people make, where the thing has one; part of its tag.
    let versionOf: (@Sendable (Value) -> Int)?

    init(_ name: String, words: Words, _ build: (inout Builder) -> Void) {
        var builder = Builder()
        build(&builder)
        description = ShapeDescription(name: name, words: words, fields: builder.described)
        fields = builder.fields.enumerated().map { index, field in
            Field(key: Array("\(index == 0 ? "{" : ",")\"\(field.name)\":".utf8), write: field.write)
        }
        versionOf = builder.versionOf
    }

    func write(_ value: Value, _ json: inout JSONWriter, _ tongue: Tongue) {
        for field in fields {
            json.append(field.key)
            field.write(value, &json, tongue)
        }
        json.append(closingBrace)
    }

    /// Gathers the fields; each method adds one and says how its value is found.
    struct Builder {
        fileprivate var described: [ShapeDescription.Field] = []
        fileprivate var fields: [(name: String, write: Writer)] = []
        fileprivate var versionOf: (@Sendable (Value) -> Int)?

        mutating func add(_ name: String, _ schema: Schema, _ words: Words, _ write: @escaping Writer) {
            described.append(.init(name: name, schema: schema, words: words, isRequired: true))
            fields.append((name, write))
        }

        mutating func addOptional<Part>(
            _ name: String, _ schema: Schema, _ words: Words, _ value: @escaping @Sendable (Value) -> Part?,
            _ write: @escaping @Sendable (Part, inout JSONWriter, Tongue) -> Void
        ) {
            add(name, .nullable(schema), words) { whole, json, tongue in
                if let part = value(whole) { write(part, &json, tongue) } else { json.append(null) }
            }
        }
    }
}

extension Shape.Builder {
    mutating func text(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> String) {
        add(name, .text(atMost: nil), words) { whole, json, _ in json.append(text: value(whole)) }
    }

    mutating func text(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> String?) {
        addOptional(name, .text(atMost: nil), words, value) { text, json, _ in json.append(text: text) }
    }

    /// A sentence in the reader's language.
    mutating func sentence(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> Words) {
        add(name, .text(atMost: nil), words) { whole, json, tongue in json.append(text: tongue.plain(value(whole))) }
    }

    mutating func id<Noun>(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> ID<Noun>) {
        add(name, .id, words) { whole, json, _ in json.append(text: value(whole).text) }
    }

    mutating func id<Noun>(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> ID<Noun>?) {
        addOptional(name, .id, words, value) { id, json, _ in json.append(text: id.text) }
    }

    mutating func ids<Noun>(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> [ID<Noun>]) {
        add(name, .list(.id), words) { whole, json, tongue in
            list(value(whole), &json, tongue) { id, json, _ in json.append(text: id.text) }
        }
    }

    mutating func date(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> Day) {
        add(name, .date, words) { whole, json, _ in json.append(text: value(whole).iso) }
    }

    mutating func date(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> Day?) {
        addOptional(name, .date, words, value) { day, json, _ in json.append(text: day.iso) }
    }

    mutating func time(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> Moment) {
        add(name, .time, words) { whole, json, _ in json.append(text: value(whole).rfc3339) }
    }

    mutating func time(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> Moment?) {
        addOptional(name, .time, words, value) { moment, json, _ in json.append(text: moment.rfc3339) }
    }

    mutating func integer(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> Int) {
        add(name, .integer(nil), words) { whole, json, _ in json.append(integer: value(whole)) }
    }

    mutating func integer(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> Int?) {
        addOptional(name, .integer(nil), words, value) { number, json, _ in json.append(integer: number) }
    }

    /// The number that grows with every change, and with which a change says what it was made from.
    mutating func version(_ value: @escaping @Sendable (Value) -> Int) {
        versionOf = value
        let words: Words = "Grows with every change; the first part of the tag in ETag."
        add("version", .integer(nil), words) { whole, json, _ in json.append(integer: value(whole)) }
    }

    /// Gives a tag to what never changes by itself, such as a check-in.
    mutating func tagged() { versionOf = { _ in 0 } }

    mutating func number(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> Double) {
        add(name, .number(nil), words) { whole, json, _ in json.append(number: value(whole)) }
    }

    mutating func number(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> Double?) {
        addOptional(name, .number(nil), words, value) { number, json, _ in json.append(number: number) }
    }

    mutating func truth(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> Bool) {
        add(name, .truth, words) { whole, json, _ in json.append(value(whole) ? yes : no) }
    }

    mutating func words<W: APIWord>(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> [W]) {
        add(name, .list(W.schema), words) { whole, json, tongue in
            list(value(whole), &json, tongue) { word, json, _ in json.append(text: word.slug) }
        }
    }

    mutating func word<W: APIWord>(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> W) {
        add(name, W.schema, words) { whole, json, _ in json.append(text: value(whole).slug) }
    }

    mutating func word<W: APIWord>(_ name: String, _ words: Words, _ value: @escaping @Sendable (Value) -> W?) {
        addOptional(name, W.schema, words, value) { word, json, _ in json.append(text: word.slug) }
    }

    mutating func one<Part>(_ name: String, _ words: Words, _ shape: Shape<Part>, _ value: @escaping @Sendable (Value) -> Part) {
        add(name, .shape(shape.description), words) { whole, json, tongue in shape.write(value(whole), &json, tongue) }
    }

    mutating func one<Part>(_ name: String, _ words: Words, _ shape: Shape<Part>, _ value: @escaping @Sendable (Value) -> Part?) {
        addOptional(name, .shape(shape.description), words, value) { part, json, tongue in shape.write(part, &json, tongue) }
    }

    mutating func many<Part>(_ name: String, _ words: Words, _ shape: Shape<Part>, _ value: @escaping @Sendable (Value) -> [Part]) {
        add(name, .list(.shape(shape.description)), words) { whole, json, tongue in list(value(whole), &json, tongue, shape.write) }
    }
}

/// Writes an array, each part in its way.
func list<Part>(_ parts: [Part], _ json: inout JSONWriter, _ tongue: Tongue, _ write: (Part, inout JSONWriter, Tongue) -> Void) {
    json.append(openingBracket)
    for (index, part) in parts.enumerated() {
        if index > 0 { json.append(comma) }
        write(part, &json, tongue)
    }
    json.append(closingBracket)
}

private let null = Array("null".utf8)
private let yes = Array("true".utf8)
private let no = Array("false".utf8)
private let comma = [UInt8(ascii: ",")]
private let openingBracket = [UInt8(ascii: "[")]
private let closingBracket = [UInt8(ascii: "]")]
private let closingBrace = [UInt8(ascii: "}")]
