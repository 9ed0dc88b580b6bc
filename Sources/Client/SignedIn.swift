import Foundation

/// The servers somebody signed in to from this account of the machine, in a file nobody else may read.
public struct SignedIn: Codable, Equatable, Sendable {
    public var current: String?
    public var tokens: [String: String] = [:]

    public init() {}

    public static func file(_ environment: [String: String]) -> URL {
        let home = environment["HOME"] ?? NSHomeDirectory()
        let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.config"
        return URL(fileURLWithPath: folder + "/cairn/servers.json")
    }

    public static func read(_ file: URL) throws -> SignedIn {
        guard FileManager.default.fileExists(atPath: file.path) else { return SignedIn() }
        do {
            return try JSONDecoder().decode(SignedIn.self, from: Data(contentsOf: file))
        } catch {
            throw ClientError(.notSignedIn, "\(file.path) cannot be read. Take it away and run cairn login again.")
        }
    }

    /// The file is private from its first byte on, and whole at every moment.
    public func write(_ file: URL) throws {
        let (folder, files) = (file.deletingLastPathComponent(), FileManager.default)
        try files.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let beside = folder.appendingPathComponent(".servers-\(UUID().uuidString)")
        let data = try JSONEncoder().encode(self)
        guard files.createFile(atPath: beside.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw ClientError(.refused, "\(folder.path) cannot be written to.")
        }
        let handle = try FileHandle(forWritingTo: beside)
        try handle.write(contentsOf: data)
        try handle.close()
        guard rename(beside.path, file.path) == 0 else { throw ClientError(.refused, "\(file.path) cannot be written to.") }
    }
}

extension SignedIn {
    public mutating func add(_ connection: Connection) {
        tokens[connection.address.text] = connection.token
        current = connection.address.text
    }

    public mutating func remove(_ place: String) {
        tokens[place] = nil
        if current == place { current = tokens.keys.sorted().first }
    }
}
