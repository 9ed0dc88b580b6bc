import Domain

/// How a kind of input is read: one list of fields that checks it, describes it, and puts it into the draft that the forms make, too.
///
///     let cycleInput = InputShape<Cycle.Draft>("CycleInput", words: "What a cycle is.", blank: { .blank }) { shape in
///         shape.text("name", "What people call it.", required: true) { $0.name = $1 ?? "" }
///     }
///
/// A field that is left out stays as it is. `null` empties it, which a field that is required does not take; the setter is given nil then.
struct InputShape<Value>: Sendable {
    typealias Set = @Sendable (inout Value) -> Void
    typealias Reader = @Sendable (JSON, String, inout InputProblems) -> Set?

    fileprivate struct Field: Sendable {
        var name: String
        var isRequired: Bool
        var read: Reader
    }

    let description: ShapeDescription
    private let fields: [Field]
    /// What there is before anything is given.
    let blank: @Sendable () -> Value

    init(_ name: String, words: Words, blank: @escaping @Sendable () -> Value, _ build: (inout Builder) -> Void) {
        var builder = Builder()
        build(&builder)
        description = ShapeDescription(name: name, words: words, fields: builder.described)
        fields = builder.fields
        self.blank = blank
    }

    /// Reads an object, noting everything that is wrong with it.
    /// - Parameters:
    ///   - partial: for a change, which names only what is to be different.
    ///   - path: what stands before the names of its fields in problems, such as `parents[0].`.
    func read(_ json: JSON, partial: Bool, path: String = "", _ problems: inout InputProblems) -> Given<Value> {
        guard case .object(let given) = json else {
            problems.add(path.hasSuffix(".") ? String(path.dropLast()) : path, .wrongType, "This has to be an object.")
            return Given()
        }
        for field in given where !fields.contains(where: { $0.name == field.name }) {
            problems.add(path + field.name, .unknownField, "There is no such field here.")
        }
        var found = Given<Value>()
        for field in fields {
            guard let value = given.first(where: { $0.name == field.name })?.value else {
                if field.isRequired && !partial { problems.add(path + field.name, .missing, "This is missing.") }
                continue
            }
            found.names.insert(field.name)
            if value == .null && field.isRequired {
                problems.add(path + field.name, .missing, "This cannot be empty.")
            } else if let set = field.read(value, path + field.name, &problems) {
                found.sets.append(set)
            }
        }
        return found
    }

    struct Builder {
        fileprivate var described: [ShapeDescription.Field] = []
        fileprivate var fields: [Field] = []

        mutating func add(_ name: String, _ schema: Schema, _ words: Words, required: Bool, _ read: @escaping Reader) {
            described.append(.init(name: name, schema: required ? schema : .nullable(schema), words: words, isRequired: required))
            fields.append(Field(name: name, isRequired: required, read: read))
        }

        /// A field that holds one plain value.
        /// - Parameters:
        ///   - value: finds it in the JSON; nil where it is something else.
        ///   - wrong: what is said then.
        mutating func plain<Part: Sendable>(
            _ name: String, _ schema: Schema, _ words: Words, required: Bool, wrong: Words,
            _ value: @escaping @Sendable (JSON) -> Part?, _ set: @escaping @Sendable (inout Value, Part?) -> Void
        ) {
            add(name, schema, words, required: required) { json, path, problems in
                if json == .null { return { set(&$0, nil) } }
                guard let part = value(json) else {
                    problems.add(path, .wrongType, wrong)
                    return nil
                }
                return { set(&$0, part) }
            }
        }
    }
}

/// What a body gave, ready to be put into a draft.
struct Given<Value>: Sendable {
    /// The fields that were named, also those that are emptied.
    fileprivate(set) var names: Set<String> = []
    fileprivate var sets: [InputShape<Value>.Set] = []

    func put(into value: inout Value) { for set in sets { set(&value) } }

    func on(_ value: Value) -> Value {
        var value = value
        put(into: &value)
        return value
    }

    func has(_ name: String) -> Bool { names.contains(name) }
}

/// Everything that is wrong with a body, each beside its field.
struct InputProblems {
    enum Code: String, CaseIterable {
        case unknownField = "unknown-field"
        case wrongType = "wrong-type"
        case missing
        /// Against a rule of the product.
        case invalid
    }

    private(set) var list: [APIProblem.Field] = []

    mutating func add(_ field: String, _ code: Code, _ words: Words) {
        list.append(APIProblem.Field(field: field, code: code.rawValue, words: words))
    }
}

extension InputShape.Builder {
    mutating func text(
        _ name: String, _ words: Words, required: Bool = false, atMost: Int? = nil,
        _ set: @escaping @Sendable (inout Value, String?) -> Void
    ) {
        plain(name, .text(atMost: atMost), words, required: required, wrong: "This has to be a text.", \.text, set)
    }

    mutating func id<Noun>(
        _ name: String, _ words: Words, required: Bool = false, _ set: @escaping @Sendable (inout Value, ID<Noun>?) -> Void
    ) {
        plain(
            name, .id, words, required: required, wrong: "This has to be an id: 26 letters and digits.",
            { $0.text.flatMap { ID<Noun>($0) } },
            set)
    }

    mutating func ids<Noun>(_ name: String, _ words: Words, _ set: @escaping @Sendable (inout Value, [ID<Noun>]?) -> Void) {
        plain(
            name, .list(.id), words, required: false, wrong: "This has to be a list of ids.",
            { json in
                guard case .list(let items) = json else { return nil }
                let ids = items.compactMap { $0.text.flatMap { ID<Noun>($0) } }
                return ids.count == items.count ? ids : nil
            }, set)
    }

    mutating func date(_ name: String, _ words: Words, required: Bool = false, _ set: @escaping @Sendable (inout Value, Day?) -> Void) {
        plain(
            name, .date, words, required: required, wrong: "Write the date as year-month-day, such as 2026-11-05.",
            { $0.text.flatMap { Day(iso: $0) } }, set)
    }

    mutating func integer(
        _ name: String, _ words: Words, required: Bool = false, in range: ClosedRange<Int>,
        _ set: @escaping @Sendable (inout Value, Int?) -> Void
    ) {
        plain(
            name, .integer(range), words, required: required,
            wrong: "This has to be a whole number from \(range.lowerBound) to \(range.upperBound).",
            { json in json.number.flatMap { Int(exactly: $0) }.flatMap { range.contains($0) ? $0 : nil } }, set)
    }

    mutating func number(
        _ name: String, _ words: Words, required: Bool = false, in range: ClosedRange<Double>? = nil,
        _ set: @escaping @Sendable (inout Value, Double?) -> Void
    ) {
        let wrong: Words =
            range.map { "This has to be a number from \(Int($0.lowerBound)) to \(Int($0.upperBound))." } ?? "This has to be a number."
        plain(
            name, .number(range), words, required: required, wrong: wrong,
            { json in json.number.flatMap { number in range.map { $0.contains(number) } ?? number.isFinite ? number : nil } }, set)
    }

    mutating func truth(_ name: String, _ words: Words, _ set: @escaping @Sendable (inout Value, Bool?) -> Void) {
        plain(name, .truth, words, required: false, wrong: "This has to be true or false.", \.truth, set)
    }

    mutating func word<W: APIWord>(
        _ name: String, _ words: Words, required: Bool = false, _ set: @escaping @Sendable (inout Value, W?) -> Void
    ) {
        plain(
            name, W.schema, words, required: required, wrong: "This has to be one of: \(W.slugs.joined(separator: ", ")).",
            { $0.text.flatMap { W(slug: $0) } }, set)
    }

    mutating func words<W: APIWord>(_ name: String, _ words: Words, _ set: @escaping @Sendable (inout Value, [W]?) -> Void) {
        plain(
            name, .list(W.schema), words, required: false,
            wrong: "This has to be a list of some of these: \(W.slugs.joined(separator: ", ")).",
            { json in
                guard case .list(let items) = json else { return nil }
                let found = items.compactMap { $0.text.flatMap { W(slug: $0) } }
                return found.count == items.count ? found : nil
            }, set)
    }

    mutating func many<Part: Sendable>(
        _ name: String, _ words: Words, _ shape: InputShape<Part>, _ set: @escaping @Sendable (inout Value, [Part]?) -> Void
    ) {
        add(name, .list(.shape(shape.description)), words, required: false) { json, path, problems in
            if json == .null { return { set(&$0, nil) } }
            guard case .list(let items) = json else {
                problems.add(path, .wrongType, "This has to be a list.")
                return nil
            }
            var parts: [Part] = []
            for (index, item) in items.enumerated() {
                parts.append(shape.read(item, partial: false, path: "\(path)[\(index)].", &problems).on(shape.blank()))
            }
            return { [parts] in set(&$0, parts) }
        }
    }
}

extension JSON {
    fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
    fileprivate var number: Double? { if case .number(let number) = self { number } else { nil } }
    fileprivate var truth: Bool? { if case .truth(let truth) = self { truth } else { nil } }
}
