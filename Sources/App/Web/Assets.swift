import Crypto
import Foundation
import NIOCore

/// Style, script and pictures, read once at start: the style sheets joined in their order, the icons made into one sprite, every
/// file under a name with its hash, so that browsers may keep it for ever.
final class Assets: Sendable {
    struct File: Sendable {
        var body: ByteBuffer
        var type: String
    }

    /// By the path below `/assets/`.
    let files: [String: File]
    let style: String
    let script: String
    let sprite: String
    let logo: String
    /// Differs when any file differs; part of every page's tag, so that a new release is seen at once.
    let fingerprint: String

    private init(files: [String: File], style: String, script: String, sprite: String, logo: String, fingerprint: String) {
        self.files = files
        self.style = style
        self.script = script
        self.sprite = sprite
        self.logo = logo
        self.fingerprint = fingerprint
    }

    static func load() throws -> Assets {
        guard let folder = Bundle.module.url(forResource: "Assets", withExtension: nil) else { throw MissingAssets() }
        return try load(from: folder)
    }

    private static func load(from folder: URL) throws -> Assets {
        var files: [String: File] = [:]
        func add(_ text: String, _ name: String, _ ending: String, _ type: String) -> String {
            let path = "\(name)-\(hash(text)).\(ending)"
            files[path] = File(body: ByteBuffer(string: text), type: type)
            return "/assets/\(path)"
        }
        func read(_ path: String) throws -> String { try String(contentsOf: folder.appending(path: path), encoding: .utf8) }
        func list(_ path: String) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path).sorted()
        }

        let order = try read("css/order.txt").split(whereSeparator: \.isNewline).map(String.init)
        let style = try add(order.map { try read("css/\($0)") }.joined(separator: "\n"), "cairn", "css", "text/css; charset=utf-8")
        let sprite = try add(
            sprite(list("icons").filter { $0.hasSuffix(".svg") }.map { ($0, try read("icons/\($0)")) }),
            "icons", "svg", "image/svg+xml")
        let logo = try add(read("logo.svg"), "logo", "svg", "image/svg+xml")

        // Modules import each other by relative name, so they share a folder that is named after all of them together.
        let modules = try list("js").filter { $0.hasSuffix(".js") }.map { ($0, try read("js/\($0)")) }
        let together = hash(modules.map(\.1).joined())
        for (name, text) in modules {
            files["js-\(together)/\(name)"] = File(body: ByteBuffer(string: text), type: "text/javascript; charset=utf-8")
        }
        return Assets(
            files: files, style: style, script: "/assets/js-\(together)/cairn.js", sprite: sprite, logo: logo,
            fingerprint: hash(files.keys.sorted().joined()))
    }

    /// One file of symbols: `i-NAME` for NAME.svg, `m-NAME` for status-NAME.svg.
    private static func sprite(_ icons: [(name: String, text: String)]) throws -> String {
        let symbols = icons.map { name, text in
            let base = name.dropLast(4)
            let id = base.hasPrefix("status-") ? "m-\(base.dropFirst(7))" : "i-\(base)"
            let box = text.firstMatch(of: /viewBox="([^"]+)"/)?.1 ?? "0 0 20 20"
            let start = text.range(of: "<svg").flatMap { text[$0.upperBound...].firstIndex(of: ">") }
            let end = text.range(of: "</svg>", options: .backwards)?.lowerBound
            guard let start, let end else { return "" }
            return "<symbol id=\"\(id)\" viewBox=\"\(box)\">\(text[text.index(after: start)..<end])</symbol>"
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\">\(symbols.joined())</svg>"
    }

    private static func hash(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).prefix(5).map { String(format: "%02x", $0) }.joined()
    }
}

/// The folder of style and script is not where the program expects it: an incomplete installation.
struct MissingAssets: Error, CustomStringConvertible {
    var description: String { "The folder cairn_App.resources must stand beside the program." }
}
