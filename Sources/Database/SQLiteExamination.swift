import Foundation

extension SQLite {
    public func examine() async throws -> [Finding] {
        try await [settings()] + integrity() + [disk()] + files()
    }

    /// The settings on which durability and the rules of the schema stand, as this program's own connections have them.
    private func settings() async throws -> Finding {
        let journal = try await read { db in try db.one("PRAGMA journal_mode", as: String.self) ?? "" }
        let foreignKeys = try await read { db in try db.one("PRAGMA foreign_keys", as: Int.self) ?? 0 }
        let synchronous = try await write { db in try db.one("PRAGMA synchronous", as: Int.self) ?? 0 }
        let version = try await read { db in try db.one("SELECT sqlite_version()", as: String.self) ?? "" }
        return Finding(
            "engine", isFine: journal == "wal" && synchronous == 2 && foreignKeys == 1,
            "SQLite \(version), with a write-ahead log, a full wait for the disk, and foreign keys.",
            else: "SQLite \(version) has journal_mode \(journal), synchronous \(synchronous), foreign_keys \(foreignKeys).",
            remedy: "Keep the data folder on a local disk, not on a network share: there a write-ahead log does not work.")
    }

    private func integrity() async throws -> [Finding] {
        let (problems, pointers) = try await read { db in
            let texts = try db.rows("PRAGMA integrity_check(5)").map { row in
                var columns = row.columns
                return try columns.next(String.self)
            }
            return (texts.filter { $0 != "ok" }, try db.rows("PRAGMA foreign_key_check").count)
        }
        return [
            Finding(
                "integrity", isFine: problems.isEmpty, "The file is whole.",
                else: "The file is damaged: \(problems.joined(separator: "; "))",
                remedy: "Stop Cairn, keep the file aside, restore the last backup, and have the disk looked at."),
            Finding(
                "references", isFine: pointers == 0, "Every row points at what is there.",
                else: "\(pointers) rows point at what is not there.",
                remedy: "Something else than Cairn wrote to the file. Restore the last backup from before that."),
        ]
    }

    private func disk() -> Finding {
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else {
            return Finding("disk", "The room on the disk cannot be found out.", remedy: "See that the folder of \(path) can be read.")
        }
        let free = UInt64(disk.f_bavail) * UInt64(disk.f_frsize)
        let size = files(of: path).reduce(0) { $0 + $1.size }
        let wanted = max(100 << 20, size)
        return Finding(
            "disk", isFine: free >= wanted, "\(megabytes(size)) of data, \(megabytes(free)) free.",
            else: "\(megabytes(size)) of data and only \(megabytes(free)) free.",
            remedy: "Make room: at least as much as the data needs, so that a backup fits beside it.")
    }

    private func megabytes(_ bytes: UInt64) -> String { bytes < 10 << 20 ? "\(bytes >> 10) KB" : "\(bytes >> 20) MB" }

    /// The file and those that SQLite keeps beside it.
    private func files(of path: String) -> [(path: String, size: UInt64, mode: UInt32)] {
        ["", "-wal", "-shm"].compactMap { suffix in
            var found = stat()
            guard stat(path + suffix, &found) == 0 else { return nil }
            return (path + suffix, UInt64(found.st_size), UInt32(found.st_mode) & 0o777)
        }
    }

    /// Nobody but their owner may read the files; who may look into the folder sees their names, and could put others in their place.
    private func files() -> [Finding] {
        let open = files(of: path).filter { $0.mode & 0o077 != 0 }.map(\.path)
        let folder = (path as NSString).deletingLastPathComponent
        var found = stat()
        let isPrivate = stat(folder, &found) == 0 && UInt32(found.st_mode) & 0o077 == 0
        let all = open + (isPrivate ? [] : [folder])
        return [
            Finding(
                "permissions", isFine: all.isEmpty, "Only their owner may read the data.",
                else: "Others on this machine may look into \(all.joined(separator: ", ")).",
                remedy: "chmod go-rwx \(all.joined(separator: " "))")
        ]
    }
}

extension SQLite {
    /// What is wrong with a file that nobody has open, such as a backup: nothing where it is whole and of a schema that is known. It is not changed.
    public static func faults(in path: String, migrations: [Migration]) throws -> [String] {
        try looking(at: path) { connection in
            let table: SQL = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'"
            guard try connection.row(table) != nil else { return ["it holds nothing of Cairn's"] }
            try connection.refuseNewerSchema(than: migrations, hasTable: table)
            let problems = try connection.rows("PRAGMA integrity_check(5)").map { row in
                var columns = row.columns
                return try columns.next(String.self)
            }
            let pointers = try connection.rows("PRAGMA foreign_key_check").count
            return problems.filter { $0 != "ok" } + (pointers == 0 ? [] : ["\(pointers) rows point at what is not there"])
        }
    }
}
