import Domain
import HTTPTypes

/// What the description and the reference take from the table of endpoints.
extension Endpoint {
    /// The names in the braces of its path.
    var placeNames: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// The headers it understands, by the keys of `APIHeader`.
    var headers: [String] {
        var keys: [String] = []
        if method == .get { return (output.hasTag ? ["IfNoneMatch"] : []) + (stream == nil ? [] : ["LastEventID"]) }
        if method != .post || output.status == .ok { keys.append("IfMatch") }
        if method == .post { keys.append("IdempotencyKey") }
        if output.shape != nil { keys.append("Prefer") }
        return keys
    }

    /// The problems it may answer with, beyond those that anything may end in.
    var problemStatuses: [Int] {
        var codes: Set<Int> = [400, 401, 403, 429]
        if !placeNames.isEmpty { codes.insert(404) }
        if method != .get { codes.formUnion([409, 422]) }
        if headers.contains("IfMatch") { codes.insert(412) }
        if input != nil { codes.formUnion([413, 415]) }
        return codes.sorted()
    }
}

extension Endpoint.InputDescription {
    /// A change names only what is to be different, so it is described under a name of its own.
    var componentName: String {
        let name = shape.name
        return isPartial ? name.replacing("Input", with: "Change") : name
    }
}

extension [Endpoint] {
    /// Every kind of thing that is answered, with what stands in it.
    var outputShapes: [ShapeDescription] { compactMap(\.output.shape).flatMap(\.withParts).uniqued() }

    /// Every kind of body, with what stands in it.
    var inputs: [Endpoint.InputDescription] {
        var seen: Set<String> = []
        let all = compactMap(\.input).flatMap { input in
            [input] + input.shape.withParts.dropFirst().map { Endpoint.InputDescription(shape: $0, isPartial: false, isRequired: true) }
        }
        return all.filter { seen.insert($0.componentName).inserted }
    }
}

extension [ShapeDescription] {
    func uniqued() -> [ShapeDescription] {
        var seen: Set<String> = []
        return filter { seen.insert($0.name).inserted }
    }
}

extension ShapeDescription {
    /// Itself, then what stands in it.
    var withParts: [ShapeDescription] { [self] + fields.flatMap { $0.schema.shapes } }
}

extension Schema {
    fileprivate var shapes: [ShapeDescription] {
        switch self {
        case .shape(let shape): shape.withParts
        case .list(let inner), .nullable(let inner): inner.shapes
        default: []
        }
    }
}
