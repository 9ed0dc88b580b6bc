import Domain
import Foundation
import Logging

/// The log, one line for each event, as text for people or as JSON for programs. No text that somebody typed can begin a line or colour a
/// terminal: what is not a plain character is written as its number.
public struct LogLines: LogHandler {
    /// How lines are written.
    public enum Form: String, Sendable, CaseIterable {
        case text, json
    }

    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?
    public var logLevel: Logger.Level
    private let form: Form
    private let clock: @Sendable () -> Moment
    private let write: @Sendable (String) -> Void

    /// - write: takes each line with its line break; standard error unless said otherwise.
    public init(
        _ form: Form, level: Logger.Level, clock: @escaping @Sendable () -> Moment = { Moment(Date()) },
        write: @escaping @Sendable (String) -> Void = { line in try? FileHandle.standardError.write(contentsOf: Data(line.utf8)) }
    ) {
        self.form = form
        self.clock = clock
        self.write = write
        logLevel = level
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let fields = all.sorted { rank($0.key) < rank($1.key) }
        write(form == .json ? json(event, fields) : text(event, fields))
    }

    /// What every request has comes first, in an order that reads well; the rest by name.
    private func rank(_ key: String) -> String {
        let first = ["request", "method", "route", "status", "ms", "person"]
        return first.firstIndex(of: key).map { "\($0)" } ?? "~" + key
    }

    private func text(_ event: LogEvent, _ fields: [(key: String, value: Logger.MetadataValue)]) -> String {
        var line = "\(clock().rfc3339) \(event.level.rawValue) \(escaped(event.message.description))"
        for (key, value) in fields {
            let text = value.description
            let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy { $0 > " " && $0 != "\"" && $0 != "=" }
            line += " \(escaped(key))=" + (isPlain ? escaped(text) : "\"\(escaped(text))\"")
        }
        return line + "\n"
    }

    private func json(_ event: LogEvent, _ fields: [(key: String, value: Logger.MetadataValue)]) -> String {
        var line =
            "{\"time\":\"\(clock().rfc3339)\",\"level\":\"\(event.level.rawValue)\",\"message\":\"\(escaped(event.message.description))\""
        for (key, value) in fields where !["time", "level", "message"].contains(key) {
            line += ",\"\(escaped(key))\":" + (number(value) ?? "\"\(escaped(value.description))\"")
        }
        return line + "}\n"
    }

    private func number(_ value: Logger.MetadataValue) -> String? {
        guard case .stringConvertible(let value) = value else { return nil }
        if let value = value as? Int { return "\(value)" }
        if let value = value as? Double, value.isFinite { return "\(value)" }
        return nil
    }

    /// Text as it may stand in a JSON string: quotes, and everything that is no letter, sign or space, as an escape.
    private func escaped(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            case _ where isHidden(scalar): for unit in UTF16.encode(scalar)! { escaped += "\\u" + hexadecimal(unit) }
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private func hexadecimal(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    private func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: false
        }
    }
}

/// A log for a program that runs: its form and from which level on, as the operator says.
public func newLogger(form: LogLines.Form, level: Logger.Level) -> Logger {
    Logger(label: "cairn", factory: { _ in LogLines(form, level: level) })
}
