import Crypto
import Database
import Domain
import Foundation

/// Copies of everything in one file, taken while the server runs, and put back on a machine that has nothing yet.
public struct Backups: Sendable {
    let dataFolder: String
    let url: String?

    /// - url: a `postgres://` address, or nil for the file in the data folder.
    public init(dataFolder: String, url: String?) {
        (self.dataFolder, self.url) = (dataFolder, url.flatMap { $0.isEmpty ? nil : $0 })
    }

    private var file: String { dataFolder + "/cairn.db" }

    /// What a copy is, for whoever has to find it again.
    public struct Receipt: Sendable {
        public var bytes: Int
        public var checksum: String
    }

    /// Copies everything as it is at one moment, proves that the copy is whole, and puts its checksum beside it, as `sha256sum -c` reads it.
    public func take(to copy: String) async throws -> Receipt {
        guard url == nil else {
            throw BackupProblem(
                description: """
                    The data is in PostgreSQL, which has its own way: pg_dump --format=custom --file=\(copy) "$DATABASE_URL"
                    Put it back with: pg_restore --clean --if-exists --dbname="$DATABASE_URL" \(copy)
                    """)
        }
        guard FileManager.default.fileExists(atPath: file) else {
            throw BackupProblem(description: "There is no data at \(file). Name its folder with --data or CAIRN_DATA.")
        }
        // Not brought to this version's schema: a backup before an update is to hold what was there.
        let database = try SQLite(path: file, migrations: migrations)
        do {
            try await database.backup(to: copy)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
        do {
            try prove(copy)
            return try receipt(of: copy)
        } catch {
            unlink(copy)
            throw error
        }
    }

    /// Puts a copy where there is no data yet, once it is proven whole, and brings it to this version's schema.
    public func restore(from copy: String) async throws {
        guard url == nil else {
            throw BackupProblem(
                description:
                    "DATABASE_URL names PostgreSQL. Put a dump back with: pg_restore --clean --if-exists --dbname=\"$DATABASE_URL\" \(copy)"
            )
        }
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: file + suffix) {
            throw BackupProblem(description: "There is \(file + suffix) already. Stop Cairn, move it aside, then try again.")
        }
        try checkSum(of: copy)
        try prove(copy)
        try place(copy)
        let database = try await openCairnDatabase(url: nil, dataFolder: dataFolder)
        do {
            let cairn = try Cairn(database: database)
            try await database.write { db in try db.audit(.restored, object: (copy as NSString).lastPathComponent, cairn) }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    private func prove(_ copy: String) throws {
        guard FileManager.default.isReadableFile(atPath: copy) else { throw BackupProblem(description: "\(copy) cannot be read.") }
        let faults = try SQLite.faults(in: copy, migrations: migrations)
        guard faults.isEmpty else { throw BackupProblem(description: "\(copy) is not whole: \(faults.joined(separator: "; ")).") }
    }

    private func receipt(of copy: String) throws -> Receipt {
        let sum = try checksum(of: copy)
        try Data("\(sum)  \((copy as NSString).lastPathComponent)\n".utf8).write(to: URL(filePath: copy + ".sha256"))
        let size = try FileManager.default.attributesOfItem(atPath: copy)[.size] as? Int ?? 0
        return Receipt(bytes: size, checksum: sum)
    }

    /// Where its checksum lies beside a copy, it has to be the copy's.
    private func checkSum(of copy: String) throws {
        guard let noted = try? String(contentsOfFile: copy + ".sha256", encoding: .utf8) else { return }
        guard try noted.hasPrefix(checksum(of: copy)) else {
            throw BackupProblem(
                description: "\(copy) is not what was copied: its checksum is another than in \(copy).sha256. Use another backup.")
        }
    }

    /// Read a piece at a time, since the file may be larger than the memory.
    private func checksum(of path: String) throws -> String {
        guard let file = FileHandle(forReadingAtPath: path) else { throw BackupProblem(description: "\(path) cannot be read.") }
        defer { try? file.close() }
        var hash = SHA256()
        while let part = try file.read(upToCount: 1 << 20), !part.isEmpty { hash.update(data: part) }
        return hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// Under another name until it is whole on the disk, so that a power cut leaves all or nothing.
    private func place(_ copy: String) throws {
        let manager = FileManager.default
        try manager.createDirectory(atPath: dataFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let part = file + ".part"
        try? manager.removeItem(atPath: part)
        try manager.copyItem(atPath: copy, toPath: part)
        try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: part)
        let handle = try FileHandle(forUpdating: URL(filePath: part))
        try handle.synchronize()
        try handle.close()
        try manager.moveItem(atPath: part, toPath: file)
    }
}

/// Why a copy was not made or not put back, in words for whoever runs the server.
public struct BackupProblem: Error, CustomStringConvertible {
    public var description: String
}
