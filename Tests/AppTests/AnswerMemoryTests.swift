@testable import App
import Database
import Domain
import Foundation
import NIOCore
import Support
import Testing

/// What was answered before is answered again only while it is still so.
@Suite struct AnswerMemoryTests {
    private let list = "/goals?cycle=all&limit=20"

    @Test(arguments: Engine.tested)
    func `what nobody changed is answered without a look at the data`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let token = try await app.token(.ana)
            let goal = try await app.makeGoal("First")
            let keyResult = try await app.measure(goal)
            let first = try await app.api(.get, list, token: token)
            let reads = app.cairn.database.load.reads.reading.count
            let again = try await app.api(.get, list, token: token)
            #expect(again.body == first.body && again.headers[.eTag] == first.headers[.eTag] && again.headers[.eTag] != nil)
            #expect(try await app.api(.get, list, token: token, headers: ["If-None-Match": again.headers[.eTag] ?? ""]).code == 304)
            #expect((app.cairn.database.load.reads.reading.count == reads) == (engine == .sqlite))

            #expect(try await app.checkIn(goal, [keyResult: "50"]).code == 303)
            let moved = try await app.api(.get, list, token: token)
            #expect(moved.body != first.body && moved.headers[.eTag] != first.headers[.eTag])
            // Whatever is written counts, also what tells nobody of it.
            try await app.write { db in _ = try db.run("UPDATE goal SET title = 'Second'") }
            #expect(try await app.api(.get, list, token: token).body.contains("Second"))
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody is answered what another may see, or they themselves could before`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let goal = try await app.makeGoal("Of the team", visibility: .team)
            let (ben, eve) = (try await app.token(.ben, .read), try await app.token(.eve, .read))
            func titles(_ token: String) async throws -> [JSON?] { try await app.api(.get, list, token: token).items.map { $0["title"] } }
            for _ in 0..<2 {
                #expect(try await titles(ben).contains(.text(goal.title)))
                #expect(try await !titles(eve).contains(.text(goal.title)))
            }
            try await app.write { [workspace = app.scene.wexholm.id, ben = app.id(.ben)] db in
                try db.run("DELETE FROM membership WHERE person_id = \(ben)")
                db.notify("\(workspace)/access")
            }
            #expect(try await !titles(ben).contains(.text(goal.title)))
        }
    }

    @Test(arguments: Engine.tested)
    func `another day, another language and another question are other answers`(engine: Engine) async throws {
        try await withApp(engine, settings: .fast) { app in
            let token = try await app.token(.ana)
            let goal = try await app.makeGoal()
            let keyResult = try await app.measure(goal)
            #expect(try await app.checkIn(goal, [keyResult: "42"]).code == 303)
            var seen: Set<String> = []
            for language in ["en", "de"] {
                seen.insert(try await app.api(.get, list, token: token, headers: ["Accept-Language": language]).body)
            }
            seen.insert(try await app.api(.get, "/goals?cycle=all&limit=20&q=nothing", token: token).body)
            app.clock.move(days: 1)
            seen.insert(try await app.api(.get, list, token: token).body)
            #expect(seen.count == 4)
        }
    }

    @Test func `memory is bounded, and one answer cannot fill it`() {
        let memory = AnswerMemory()
        func key(_ number: Int) -> AnswerMemory.Key {
            .init(person: ID(trusted: "P"), rights: 0, language: .en, zone: "GMT", address: "/\(number)", minute: 0)
        }
        func answer(_ size: Int) -> APIAnswer {
            var answer = APIAnswer(body: Array(repeating: 32, count: size), isList: true)
            answer.getReady()
            return answer
        }
        memory.keep(answer(AnswerMemory.most), key(0), "a")
        #expect(memory.bytes == 0 && memory.find(key(0), "a") == nil)
        for number in 0..<100 {
            memory.keep(answer(300_000), key(number), "a")
            #expect(memory.bytes <= AnswerMemory.most && memory.find(key(number), "a") != nil)
        }
        let before = memory.bytes
        memory.keep(answer(10), key(99), "b")
        #expect(memory.bytes == before - 300_000 + 10)
        #expect(memory.find(key(99), "a") == nil && memory.find(key(99), "b")?.ready?.body.readableBytes == 10)
    }
}
