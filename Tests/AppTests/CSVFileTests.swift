@testable import App
import Domain
import Foundation
import Testing

/// Reading tables as spreadsheets write them.
@Suite struct CSVFileTests {
    private func read(_ text: String) throws -> CSVFile { try CSVFile(Array(text.utf8)) }
    private func cells(_ text: String) throws -> [[String]] { try read(text).rows.map(\.cells) }

    @Test func `cells are read with quotes, doubled quotes and line breaks in them`() throws {
        let file = try read("Id,Title\r\n1,\"Say \"\"yes\"\"\"\r\n2,\"two\nlines\"\r\n3,plain \"inside\"\r\n")
        #expect(file.header == ["Id", "Title"])
        #expect(file.rows.map(\.cells) == [["1", "Say \"yes\""], ["2", "two\nlines"], ["3", "plain \"inside\""]])
        #expect(file.rows.map(\.line) == [2, 3, 5])
    }

    @Test(arguments: [(",", "a,b\n1,2"), (";", "a;b\n1;2"), ("\t", "a\tb\n1\t2"), (";", "sep=;\na;b\n1;2"), (";", "\"a,x\";b\n1;2")])
    func `the header says what divides cells`(sign: String, text: String) throws {
        let file = try read(text)
        #expect(file.delimiter == sign.utf8.first)
        #expect(file.rows.map(\.cells) == [["1", "2"]])
    }

    @Test func `a byte order mark, old line breaks, empty lines and a missing last line break do no harm`() throws {
        #expect(try cells("\u{feff}a,b\r1,2\r\r\n,\n3,4") == [["1", "2"], ["3", "4"]])
        #expect(try read("\u{feff}a,b\n").header == ["a", "b"])
        #expect(try read("").rows.isEmpty)
    }

    @Test func `rows may have fewer or more cells than the header`() throws {
        #expect(try cells("a,b,c\n1\n1,2,3,4\n") == [["1"], ["1", "2", "3", "4"]])
    }

    @Test func `what is no text is refused with the line`() throws {
        #expect(throws: AppError.invalid("file", "Line \(2) holds a zero byte, so this is not a file of text.")) { try read("a\nb\0c\n") }
        #expect(throws: AppError.invalid("file", "This file is in UTF-16. Save it as CSV in UTF-8.")) {
            try CSVFile([0xFF, 0xFE, 0x61, 0])
        }
        #expect(throws: AppError.invalid("file", "The quotation mark in line \(3) is never closed.")) { try read("a\n1\n\"2\n3\n") }
        #expect(throws: AppError.self) { try CSVFile([0x50, 0x4B, 3, 4, 20]) }
    }

    @Test func `a row that cannot be read leaves those around it`() throws {
        var bytes = Array("a,b\n1,2\n".utf8)
        bytes += [0xE4, 0x2C, 0x31, 0x0A]
        bytes += Array("\"x\"y,3\n4,5\n".utf8)
        let file = try CSVFile(bytes)
        #expect(file.rows.map { $0.problem == nil } == [true, false, false, true])
    }

    @Test func `too many cells are a problem of the row, not of the memory`() throws {
        let file = try read("a\n" + String(repeating: ",", count: 1_000_000) + "x\n")
        #expect(file.rows.count == 1 && file.rows[0].cells.count == CSVFile.mostColumns && file.rows[0].problem != nil)
    }

    @Test func `what is written is read back the same`() throws {
        var random = Dice(seed: 7)
        for _ in 0..<200 {
            let width = Int.random(in: 1...6, using: &random)
            let rows = (0..<Int.random(in: 1...8, using: &random)).map { _ in (0..<width).map { _ in random.cell() } }
            var csv = CSV()
            csv.add((0..<width).map { "column \($0)" })
            for row in rows { csv.add(row) }
            // A formula is made harmless on the way out; a row of nothing is no row.
            let wanted = rows.map { $0.map(harmless) }.filter { !$0.allSatisfy(\.isEmpty) }
            #expect(try read(csv.text).rows.map(\.cells) == wanted)
        }
    }

    @Test func `no bytes bring it down`() throws {
        var random = Dice(seed: 11)
        let signs = Array(",;\t\"\r\n =ab1\u{0}".utf8) + [0xC3, 0xA4, 0xFF, 0xEF, 0xBB, 0xBF]
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in signs[Int.random(in: 0..<signs.count, using: &random)] }
            guard let file = try? CSVFile(bytes) else { continue }
            #expect(file.rows.allSatisfy { $0.line >= 1 && !$0.cells.isEmpty })
        }
    }

    private func harmless(_ cell: String) -> String {
        cell.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false ? "'" + cell : cell
    }
}

/// The same numbers in every run (SplitMix64).
struct Dice: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func cell() -> String {
        let letters: [Character] = ["a", "ß", "😀", ",", ";", "\"", "\n", "\t", " ", "=", "-", "1", "'", "@"]
        return String((0..<Int.random(in: 0...8, using: &self)).map { _ in letters[Int.random(in: 0..<letters.count, using: &self)] })
    }
}
