@testable import App
import Database
import Hummingbird
import Support
import Testing

@Suite struct PermissionMatrixTests {
    @Test func `every route has a row, and every row a route`() async throws {
        try await withApp(.sqlite) { app in
            // The router lists a part that is filled in as {name}; the table of routes and this one write :name.
            let routes = Set(
                router(app.cairn).routes.map { "\($0.method) \($0.path)".replacing("{", with: ":").replacing("}", with: "") }
            )
            .subtracting(endpoints.map { "\($0.method) /api/v1\($0.path)".replacing("{", with: ":").replacing("}", with: "") })
            let rows = permissionMatrix.map(\.route)
            #expect(routes.subtracting(rows).sorted() == [], "routes without a row in PermissionMatrix.swift")
            #expect(Set(rows).subtracting(routes).sorted() == [], "rows without a route")
            #expect(rows.count == Set(rows).count)
        }
    }

    @Test(arguments: permissionMatrix)
    func `each of the cast is answered as agreed`(row: MatrixRow) async throws {
        try await withApp(.sqlite) { app in try await check(row, app) }
    }

    /// The same on PostgreSQL for the pages, which change nothing, so that one database serves them all.
    @Test func `each of the cast sees the same pages on PostgreSQL`() async throws {
        guard Engine.tested.contains(.postgres) else { return }
        try await withApp(.postgres) { app in
            for row in permissionMatrix where row.isGet { try await check(row, app) }
        }
    }

    @Test func `whoever is not signed in is led to the door and back`() async throws {
        try await withApp(.sqlite) { app in
            let answer = try await app.get("/wexholm/teams?x=1")
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/sign-in?next=%2Fwexholm%2Fteams%3Fx%3D1")
        }
    }

    private func check(_ row: MatrixRow, _ app: TestApp) async throws {
        let method: HTTPRequest.Method = row.isGet ? .get : .post
        for member in [nil] + Cast.allCases.map(Optional.some) {
            let path = try await row.path(app)
            let body = row.isGet ? nil : Array(row.form(app).map { "\($0.key)=\(encoded($0.value))" }.joined(separator: "&").utf8)
            let response = try await app.open(method, path, body: body, as: member)
            let who = member.map(\.rawValue) ?? "nobody"
            #expect(response.status.code == row.expected.code(member, isGet: row.isGet), "\(row.route) as \(who)")
        }
    }
}
