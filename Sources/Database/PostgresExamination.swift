extension Postgres {
    public func examine() async throws -> [Finding] {
        try await [version(), isolation(), durability(), constraints()]
    }

    private func setting(_ name: String) async throws -> String {
        try await read { db in try db.one("SELECT current_setting(\(name))", as: String.self) ?? "" }
    }

    private func version() async throws -> Finding {
        let (version, encoding) = (try await setting("server_version"), try await setting("server_encoding"))
        let number = Int(try await setting("server_version_num")) ?? 0
        return Finding(
            "engine", isFine: number >= 140_000 && encoding == "UTF8", "PostgreSQL \(version), \(encoding).",
            else: "PostgreSQL \(version), \(encoding).", remedy: "Use PostgreSQL 14 or later, with a database made with --encoding UTF8.")
    }

    private func isolation() async throws -> Finding {
        let level = try await write { db in try db.one("SELECT current_setting('transaction_isolation')", as: String.self) ?? "" }
        let isReadOnly =
            try await write { db in try db.one("SELECT current_setting('transaction_read_only')", as: String.self) ?? "" } == "on"
        return Finding(
            "writing", isFine: level == "serializable" && !isReadOnly, "It can be written to, in serializable transactions.",
            else: isReadOnly ? "It may only be read." : "Writes have the isolation \(level).",
            remedy: isReadOnly
                ? "Point DATABASE_URL at the primary server, and see that default_transaction_read_only is off."
                : "Nothing between Cairn and PostgreSQL may change transactions: take a pooler away, or set it to session pooling.")
    }

    /// With one of these off, what was acknowledged can be lost when the power goes.
    private func durability() async throws -> Finding {
        var off: [String] = []
        for name in ["fsync", "synchronous_commit", "full_page_writes"] where try await setting(name) == "off" { off.append(name) }
        return Finding(
            "durability", isFine: off.isEmpty, "A commit waits for the disk.",
            else: "A power cut could lose saved work: \(off.joined(separator: ", ")) off.",
            remedy: "Set \(off.map { "\($0) = on" }.joined(separator: ", ")) in postgresql.conf, and reload.")
    }

    private func constraints() async throws -> Finding {
        let open = try await read { db in
            try db.one(
                """
                SELECT (SELECT COUNT(*) FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace)
                    + (SELECT COUNT(*) FROM pg_index JOIN pg_class ON pg_class.oid = pg_index.indexrelid
                        WHERE NOT indisvalid AND relnamespace = current_schema()::regnamespace)
                """, as: Int.self) ?? 0
        }
        return Finding(
            "references", isFine: open == 0, "Every rule of the schema holds for every row.",
            else: "\(open) rules or indexes of the schema are not checked for every row.",
            remedy: "ALTER TABLE … VALIDATE CONSTRAINT … and REINDEX as psql's \\d shows, or restore a backup.")
    }
}
