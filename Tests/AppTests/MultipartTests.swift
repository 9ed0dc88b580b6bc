@testable import App
import Domain
import Foundation
import Testing

/// Forms that carry files: what browsers send is read, whatever else comes is refused.
@Suite struct MultipartTests {
    private let type = "multipart/form-data; boundary=----x7"

    private func body(_ parts: [(head: String, content: [UInt8])]) -> [UInt8] {
        parts.flatMap { Array("------x7\r\n\($0.head)\r\n\r\n".utf8) + $0.content + [13, 10] } + Array("------x7--\r\n".utf8)
    }

    @Test func `what a browser sends is read, byte by byte`() throws {
        let bytes: [UInt8] = [0, 255, 13, 10, 13, 45, 45, 10] + Array("\r\n-----x7".utf8)
        let sent = body([
            ("Content-Disposition: form-data; name=\"dry_run\"", Array("on".utf8)),
            ("Content-Disposition: form-data; name=\"file\"; filename=\"goals; all.csv\"\r\nContent-Type: text/csv", bytes),
            ("content-disposition: form-data; name=file; filename=plain.csv", []),
            ("Content-Disposition: form-data; name=\"file\"; filename=\"\"", []),
            ("Content-Disposition: form-data; name=\"file\"; filename=\"..\\..\\etc/passwd\"", [65]),
            ("Content-Type: text/plain", [65]),
        ])
        let form = try Multipart(sent, contentType: type)
        #expect(form.text("dry_run") == "on" && form.text("none").isEmpty)
        #expect(form.files("file").map(\.fileName) == ["goals; all.csv", "plain.csv", "passwd"])
        #expect(form.files("file").map(\.content) == [bytes, [], [65]])
        #expect(form.parts.count == 5)
    }

    @Test(arguments: [
        "", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\u{1}", "text/plain; boundary=----x7",
        "multipart/form-data; boundary=\(String(repeating: "x", count: 71))", "multipart/form-data; boundary=other",
        "multipart/mixed; boundary=----x7",
    ])
    func `a header that does not say what divides the parts is refused`(type: String) {
        #expect(throws: AppError.self) { try Multipart(body([("Content-Disposition: form-data; name=a", [65])]), contentType: type) }
    }

    @Test func `a body that was cut anywhere is refused, not guessed at`() throws {
        let whole = body([("Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"", Array("Title\r\nA goal".utf8))])
        #expect(try Multipart(whole, contentType: type).files("file").count == 1)
        for length in 0..<whole.count - 2 {
            #expect(throws: AppError.self, "cut at \(length)") { try Multipart(Array(whole.prefix(length)), contentType: type) }
        }
        let many = body((0...50).map { ("Content-Disposition: form-data; name=f\($0)", []) })
        #expect(throws: AppError.self) { try Multipart(many, contentType: type) }
        let long = body([("X: \(String(repeating: "x", count: 9000))", [])])
        #expect(throws: AppError.self) { try Multipart(long, contentType: type) }
    }

    @Test func `random bodies are read or refused, and never more`() {
        let pieces: [[UInt8]] =
            [
                "------x7", "\r\n", "\r\n------x7\r\n", "--", "Content-Disposition: form-data; name=\"f\"", "; filename=\"", "\"", ";", "=",
                "\r\n\r\n", "a", "\u{301}",
            ].map { Array($0.utf8) } + [[0], [13], [10], [255], [0xC3]]
        var random = Seeded(19)
        for _ in 0..<20_000 {
            let noise = (0..<Int.random(in: 0...15, using: &random)).flatMap { _ in pieces.randomElement(using: &random)! }
            _ = try? Multipart(Array("------x7\r\n".utf8) + noise, contentType: type)
        }
    }
}
