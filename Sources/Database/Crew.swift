import Foundation
import Synchronization

/// Threads that take jobs from one queue, so that nothing of Swift's own threads ever waits for a database.
///
/// A thread is started only when a job comes and all that run are busy, up to the limit.
final class Crew<Job>: @unchecked Sendable {
    private let condition = NSCondition()
    private let name: String
    private let limit: Int
    private let work: @Sendable (Crew) -> Void
    private var jobs: [Job] = []
    private var head = 0
    private var threads = 0
    private var idle = 0
    private var isClosed = false
    private var whenEnded: [@Sendable () -> Void] = []

    /// - work: what a thread does from start to end: calls `next` until there is nothing left.
    init(name: String, limit: Int, work: @escaping @Sendable (Crew) -> Void) {
        self.name = name
        self.limit = limit
        self.work = work
    }

    /// Hands over a job; false once closed.
    func add(_ job: Job) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed else { return false }
        jobs.append(job)
        if idle < jobs.count - head { startThread() }
        if idle > 0 { condition.signal() }
        return true
    }

    /// Sets a thread going that needs no jobs.
    func start() {
        condition.lock()
        startThread()
        condition.unlock()
    }

    /// What a thread finds when it asks for work.
    enum Turn {
        case job(Job)
        case nothing
        case end
    }

    /// The next job, waiting for one as long as it takes; nil when the crew is closed and everything is done.
    func next() -> Job? {
        while true {
            switch next(before: nil) {
            case .job(let job): return job
            case .nothing: continue
            case .end: return nil
            }
        }
    }

    func next(before deadline: Date?) -> Turn {
        condition.lock()
        defer { condition.unlock() }
        if let job = popped() { return .job(job) }
        guard !isClosed else { return .end }
        idle += 1
        if let deadline { _ = condition.wait(until: deadline) } else { condition.wait() }
        idle -= 1
        if let job = popped() { return .job(job) }
        return isClosed ? .end : .nothing
    }

    /// A job that waits already, if any.
    func waiting() -> Job? {
        condition.lock()
        defer { condition.unlock() }
        return popped()
    }

    /// How many jobs wait.
    var count: Int {
        condition.lock()
        defer { condition.unlock() }
        return jobs.count - head
    }

    /// Takes no more jobs; those handed over are still done.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }

    /// Closes and waits until the last thread has ended.
    func end() async {
        close()
        await withCheckedContinuation { continuation in
            condition.lock()
            guard threads > 0 else {
                condition.unlock()
                return continuation.resume()
            }
            whenEnded.append { continuation.resume() }
            condition.unlock()
        }
    }

    private func popped() -> Job? {
        guard head < jobs.count else { return nil }
        let job = jobs[head]
        head += 1
        if head == jobs.count {
            jobs.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 256 {
            jobs.removeFirst(head)
            head = 0
        }
        return job
    }

    private func startThread() {
        guard threads < limit else { return }
        threads += 1
        let thread = Thread { [self] in
            work(self)
            threadEnded()
        }
        thread.name = name
        thread.stackSize = 2 << 20
        thread.start()
    }

    /// A thread may also end early, when its connection cannot be made; jobs that still wait get another.
    private func threadEnded() {
        condition.lock()
        threads -= 1
        if head < jobs.count { startThread() }
        let calls = isClosed && threads == 0 ? whenEnded : []
        if !calls.isEmpty { whenEnded = [] }
        condition.unlock()
        for call in calls { call() }
    }
}

/// Who wants to hear of committed changes.
final class Listeners: Sendable {
    private let handlers = Mutex<[@Sendable (String) -> Void]>([])

    var isEmpty: Bool { handlers.withLock { $0.isEmpty } }

    func add(_ handler: @escaping @Sendable (String) -> Void) {
        handlers.withLock { $0.append(handler) }
    }

    func deliver(_ topics: [String]) {
        guard !topics.isEmpty else { return }
        for handler in handlers.withLock({ $0 }) {
            for topic in topics { handler(topic) }
        }
    }
}
