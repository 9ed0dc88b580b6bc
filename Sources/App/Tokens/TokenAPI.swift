import Domain

/// A token as the API answers it; with its secret once, when it was made.
struct TokenRecord: Sendable {
    var row: TokenRow
    var secret: String?
}

let tokenShape = Shape<TokenRecord>("Token", words: "What lets a program in for somebody.") { shape in
    shape.id("id", "Its id.") { $0.row.token.id }
    shape.text("name", "The program that uses it.") { $0.row.token.name }
    shape.word("scope", "How far it goes: each holds the ones before it.") { $0.row.token.scope }
    shape.id("person_id", "Who it acts for.") { $0.row.token.personID }
    shape.text("person_name", "The person's name.") { $0.row.person }
    shape.time("created_at", "When it was made.") { $0.row.token.createdAt }
    shape.time("expires_at", "When it ends; null for one that works until it is revoked.") { $0.row.token.expiresAt }
    shape.time("last_used_at", "When it was last used, to within ten minutes.") { $0.row.token.lastUsedAt }
    shape.text("secret", "What a program sends. It is shown once, in the answer that made it, and not if the request is repeated.") {
        $0.secret
    }
}

let tokenInput = InputShape<Token.Draft>("TokenInput", words: "What a new token is for.", blank: { Token.Draft(name: "") }) { shape in
    shape.text("name", "The program that will use it.", required: true) { $0.name = $1 ?? "" }
    shape.word("scope", "How far it goes: each holds the ones before it.") { $0.scope = $1 ?? .read }
    shape.integer("days", "How many days it works; null for one that works until it is revoked, 90 where nothing is said.", in: 1...3650) {
        $0.days = $1
    }
}

let tokenEndpoints: [Endpoint] = [
    .list("/tokens", "listTokens", .tokens, summary: "List your tokens; admins list everybody's", paged: false, gives: tokenShape) { call in
        Items(try await Tokens(cairn: call.cairn).list(for: call.viewer).map { TokenRecord(row: $0) })
    },
    .make(
        "/tokens", "createToken", .tokens, summary: "Make another token for yourself, with no more than this one may", scope: .admin,
        takes: tokenInput, gives: tokenShape, at: { "/tokens/\($0.row.token.id)" },
        example: Example(#"{"name": "Weekly report", "scope": "read", "days": 30}"#), once: { record, made in record.secret = made.secret }
    ) { call, given in
        let draft = given.on(tokenInput.blank())
        return try await Tokens(cairn: call.cairn).make(draft, by: call.viewer, most: call.token.scope, from: call.address)
    } then: { call, made in
        TokenRecord(row: try await Tokens(cairn: call.cairn).token(ID(trusted: made), for: call.viewer))
    },
    .get("/tokens/{token}", "getToken", .tokens, summary: "Read a token, without its secret", gives: tokenShape) { call in
        TokenRecord(row: try await Tokens(cairn: call.cairn).token(call.id("token"), for: call.viewer))
    },
    .remove("/tokens/{token}", "revokeToken", .tokens, summary: "End a token at once", example: Example(path: ["token": "otherToken"])) {
        call in
        try await Tokens(cairn: call.cairn).revoke(call.id("token"), by: call.viewer, from: call.address)
    },
]
