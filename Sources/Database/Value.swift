/// What one column of one row holds, the same on both engines.
public enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
}

/// A type that stands in one column: bound by interpolation, read by `Row.columns`.
public protocol Column {
    init(value: Value) throws
    var value: Value { get }
}

extension String: Column {
    @inlinable
    public init(value: Value) throws {
        guard case .text(let text) = value else { throw DatabaseError.mismatch(value, "a text") }
        self = text
    }

    @inlinable
    public var value: Value { .text(self) }
}

extension Int64: Column {
    /// PostgreSQL sums whole numbers into exact decimals, so a real without a fraction is read as well.
    @inlinable
    public init(value: Value) throws {
        switch value {
        case .integer(let number): self = number
        case .real(let number):
            guard let exact = Int64(exactly: number) else { throw DatabaseError.mismatch(value, "a whole number") }
            self = exact
        default: throw DatabaseError.mismatch(value, "a whole number")
        }
    }

    @inlinable
    public var value: Value { .integer(self) }
}

extension Int: Column {
    @inlinable
    public init(value: Value) throws { self = Int(try Int64(value: value)) }

    @inlinable
    public var value: Value { .integer(Int64(self)) }
}

extension Double: Column {
    @inlinable
    public init(value: Value) throws {
        switch value {
        case .real(let number): self = number
        case .integer(let number): self = Double(number)
        default: throw DatabaseError.mismatch(value, "a number")
        }
    }

    @inlinable
    public var value: Value { .real(self) }
}

extension Bool: Column {
    @inlinable
    public init(value: Value) throws {
        switch value {
        case .integer(0): self = false
        case .integer(1): self = true
        default: throw DatabaseError.mismatch(value, "0 or 1")
        }
    }

    @inlinable
    public var value: Value { .integer(self ? 1 : 0) }
}

extension Optional: Column where Wrapped: Column {
    @inlinable
    public init(value: Value) throws {
        if case .null = value { self = nil } else { self = try Wrapped(value: value) }
    }

    @inlinable
    public var value: Value { self?.value ?? .null }
}

extension Value: Column {
    @inlinable
    public init(value: Value) { self = value }

    @inlinable
    public var value: Value { self }
}
