import Foundation

/// A sentence found in the source, with `{}` for each of its values, and where it stands.
struct FoundSentence {
    var key: String
    var place: String
}

/// Reads Swift source far enough to find the sentences that are translated: the literals given to `t(…)`, to what takes `Words`, and those that
/// stand where `Words` or a `Phrase` is declared.
///
/// It knows strings, raw and of several lines, interpolation, comments and brackets, and nothing else of the language.
struct SourceScanner {
    private let bytes: [Character]
    private let file: String
    private var index = 0
    private var line = 1
    private var scopes: [Scope] = [Scope(opener: "{", head: "", makesWords: false)]
    private var code = ""
    private(set) var found: [FoundSentence] = []

    private struct Scope {
        var opener: Character
        /// What stands before the bracket, from the last separator.
        var head: String
        /// Literals directly in it are sentences.
        var makesWords: Bool
        var commas = 0
    }

    init(_ text: String, file: String) {
        bytes = Array(text)
        self.file = file
    }

    static func sentences(in folder: URL) throws -> [FoundSentence] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return try files.filter { $0.pathExtension == "swift" && !$0.lastPathComponent.hasPrefix("German") }.sorted { $0.path < $1.path }
            .flatMap { url in
                var scanner = SourceScanner(try String(contentsOf: url, encoding: .utf8), file: url.lastPathComponent)
                scanner.scan(until: nil)
                return scanner.found
            }
    }

    /// Reads code up to the bracket that closes an interpolation, or to the end.
    private mutating func scan(until closing: Character?) {
        let depth = scopes.count
        while index < bytes.count {
            let letter = bytes[index]
            switch letter {
            case "/" where next == "/": skipLine()
            case "/" where next == "*": skipBlock()
            case "\"": readString(hashes: 0)
            case "#" where startsRawString: readString(hashes: countHashes())
            case "(", "[", "{":
                open(letter)
            case ")", "]", "}":
                if scopes.count == depth, letter == closing { return }
                if scopes.count > 1 { scopes.removeLast() }
                note(letter)
            default:
                if letter == "," { scopes[scopes.count - 1].commas += 1 }
                note(letter)
            }
        }
    }

    private var next: Character? { index + 1 < bytes.count ? bytes[index + 1] : nil }

    private mutating func note(_ letter: Character) {
        if letter.isNewline { line += 1 }
        code.append(letter)
        if code.count > 600 { code.removeFirst(300) }
        index += 1
    }

    private mutating func open(_ bracket: Character) {
        let head = String(code.split(whereSeparator: { ";{}".contains($0) }).last ?? "").suffix(300)
        scopes.append(Scope(opener: bracket, head: String(head), makesWords: declaresWords(String(head), bracket)))
        note(bracket)
    }

    /// `func f() -> Words {`, `var words: Words {`, `let all: [String: Words] = [`, `static let x: [(String, Phrase)] = [`
    private func declaresWords(_ head: String, _ bracket: Character) -> Bool {
        let declared = head.trimmingCharacters(in: .whitespacesAndNewlines)
        if bracket == "(" { return false }
        if bracket == "{" {
            if declared.hasSuffix("Words") || declared.hasSuffix("Words?") || declared.hasSuffix("Phrase") {
                return declared.contains("->") || declared.contains("var ")
            }
            // The braces of a `switch` or an `if` inside.
            return scopes.last.map { $0.makesWords && $0.opener == "{" } ?? false && isControl(declared)
        }
        return declared.range(of: #":[^=\n]*\b(Words|Phrase)\b[^=\n]*=$"#, options: .regularExpression) != nil
            || (scopes.last?.makesWords ?? false && scopes.last?.opener == "[")
    }

    private func isControl(_ head: String) -> Bool {
        let last = head.split(whereSeparator: \.isNewline).last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
        return ["switch ", "if ", "else", "guard ", "case ", "return switch", "} else"].contains { last.hasPrefix($0) }
            || last.hasSuffix("else")
    }

    private mutating func readString(hashes: Int) {
        let start = line
        index += hashes
        let isLong = index + 2 < bytes.count && bytes[index + 1] == "\"" && bytes[index + 2] == "\""
        let context = (wanted: isSentence, scopes: scopes)
        index += isLong ? 3 : 1
        var text = ""
        while index < bytes.count, !endsString(isLong, hashes) {
            if bytes[index] == "\\", index + 1 + hashes < bytes.count, bytes[(index + 1)..<(index + 1 + hashes)].allSatisfy({ $0 == "#" }) {
                readEscape(&text, hashes)
            } else {
                if bytes[index].isNewline { line += 1 }
                text.append(bytes[index])
                index += 1
            }
        }
        index += (isLong ? 3 : 1) + hashes
        code += "\"\""
        if context.wanted { found.append(FoundSentence(key: isLong ? Self.joined(text) : text, place: "\(file):\(start)")) }
    }

    private func endsString(_ isLong: Bool, _ hashes: Int) -> Bool {
        guard bytes[index] == "\"" else { return false }
        let quotes = isLong ? 3 : 1
        guard index + quotes + hashes <= bytes.count else { return true }
        return bytes[index..<(index + quotes)].allSatisfy { $0 == "\"" }
            && bytes[(index + quotes)..<(index + quotes + hashes)].allSatisfy { $0 == "#" }
    }

    private mutating func readEscape(_ text: inout String, _ hashes: Int) {
        index += 1 + hashes
        switch bytes[index] {
        case "(":
            let outer = code
            index += 1
            code = ""
            scopes.append(Scope(opener: "(", head: "\\", makesWords: false))
            let depth = scopes.count
            scan(until: ")")
            while scopes.count >= depth { scopes.removeLast() }
            index += 1
            code = outer
            text += "{}"
        case "n": text += "\n"; index += 1
        case "u":
            let end = bytes[index...].firstIndex(of: "}")!
            let digits = String(bytes[(index + 2)..<end])
            text.unicodeScalars.append(Unicode.Scalar(UInt32(digits, radix: 16)!)!)
            index = end + 1
        case let letter where letter.isNewline:
            line += 1
            text += "\u{0}"
            index += 1
        default:
            text.append(bytes[index])
            index += 1
        }
    }

    /// A literal of several lines without its margin; lines that end in a backslash run on.
    private static func joined(_ text: String) -> String {
        var lines = text.replacing("\u{0}", with: "\u{0}\n").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let margin = lines.popLast()?.count ?? 0
        if lines.first?.isEmpty == true { lines.removeFirst() }
        return lines.map { String($0.dropFirst(margin)) }.joined(separator: "\n").replacing("\u{0}\n", with: "").replacing(
            "\u{0}", with: "")
    }

    private mutating func skipLine() { while index < bytes.count, !bytes[index].isNewline { index += 1 } }

    private mutating func skipBlock() {
        while index < bytes.count, !(bytes[index] == "*" && next == "/") {
            if bytes[index].isNewline { line += 1 }
            index += 1
        }
        index += 2
    }

    private var startsRawString: Bool { bytes[index...].first { $0 != "#" } == "\"" }

    private func countHashes() -> Int { bytes[index...].prefix { $0 == "#" }.count }

    /// Whether the literal that begins here is a sentence for people.
    private var isSentence: Bool {
        let before = code.trimmingCharacters(in: .whitespacesAndNewlines)
        if before.hasSuffix("case") || before.hasSuffix("==") || before.hasSuffix("!=") || before.hasSuffix("+") { return false }
        if before.range(of: #"(: Words\??|: Phrase) =$"#, options: .regularExpression) != nil { return true }
        guard let scope = scopes.last else { return false }
        if scope.opener == "(" { return isSentence(in: scope, before) }
        if before.hasSuffix(","), scope.opener == "{" { return false }
        if scope.opener == "[" && scope.makesWords {
            return before.hasSuffix(":") || (before.hasSuffix("[") || before.hasSuffix(",")) && !isDictionary(scope)
        }
        if before.range(of: #"known\[[^\]]*\] =$"#, options: .regularExpression) != nil { return true }
        return scope.makesWords
    }

    /// A capital letter or a value; what is all lower case names a field or a file.
    private var startsLikeSentence: Bool { index + 1 < bytes.count && (bytes[index + 1].isUppercase || bytes[index + 1] == "\\") }

    private func isDictionary(_ scope: Scope) -> Bool { scope.head.contains(": [String: Words]") || scope.head.contains("(String, ") }

    private func isSentence(in scope: Scope, _ before: String) -> Bool {
        let callee = String(scope.head.reversed().prefix { $0.isLetter || $0 == "." || $0 == "_" }.reversed())
        let name = callee.split(separator: ".").last.map(String.init) ?? ""
        if ["missing:", "words:", "wrong:", "summary:"].contains(where: { before.hasSuffix($0) }) { return true }
        // A field of the API: shape.text("title", "What it is.").
        if callee.hasPrefix("shape."), scope.commas >= 1, startsLikeSentence { return true }
        switch name {
        case "t", "forbidden", "gone", "tooLarge", "refused": return scope.commas == 0
        case "when" where callee == ".when" || callee == "Permission.when": return scope.commas == 1
        case "mayAnswer": return scope.commas == 1
        case "add": return (1...2).contains(scope.commas) && startsLikeSentence
        case "Problem", "invalid", "APIProblem", "badParameter": return scope.commas == 1 && startsLikeSentence
        case "step", "act": return scope.commas == 2 && startsLikeSentence
        case "require": return scope.commas == 2
        case "init" where callee == "self.init" && ["Guards.swift", "APIProblem.swift"].contains(file): return scope.commas >= 1
        default: break
        }
        // A tuple in a list of phrases: ("g t", "Today").
        let parent = scopes.dropLast().last
        return parent?.opener == "[" && parent?.makesWords == true && scope.commas >= 1
    }
}
