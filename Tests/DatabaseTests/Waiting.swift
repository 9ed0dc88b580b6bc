import Foundation
import Synchronization
import Testing

/// Waits until something holds, looking often; fails the test after a minute, which is long on the busiest machine.
func eventually(_ what: Comment, _ holds: @Sendable () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
        if try await holds() { return }
        await Task.yield()
        try await Task.sleep(for: .milliseconds(2))
    }
    Issue.record("never happened: \(what)")
}

/// A list that several threads add to.
final class Heard: Sendable {
    private let items = Mutex<[String]>([])

    var all: [String] { items.withLock { $0 } }
    func add(_ item: String) { items.withLock { $0.append(item) } }
}

/// A door that a closure on an engine's thread waits at, until the test opens it for good.
final class Gate: @unchecked Sendable {
    private let reached = Atomic(0)
    private let semaphore = DispatchSemaphore(value: 0)

    func pass() {
        reached.add(1, ordering: .sequentiallyConsistent)
        _ = semaphore.wait(timeout: .now() + 90)
        semaphore.signal()
    }

    func open() { semaphore.signal() }

    func isReached() async throws {
        try await eventually("a gate is reached") { reached.load(ordering: .sequentiallyConsistent) > 0 }
    }
}

/// A folder of its own for one test, gone with it.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "cairn-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static func / (folder: Folder, name: String) -> String { folder.path + "/" + name }
}
