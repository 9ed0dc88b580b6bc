import Database
import Foundation

/// What the operator can watch: how busy the server is and how it keeps up. Nothing about goals or people.
struct Metrics {
    let cairn: Cairn

    var text: String {
        var all = Exposition()
        aboutProgram(&all)
        aboutRequests(&all)
        aboutDatabase(cairn.database, &all)
        all.family("cairn_live_streams", .gauge, "Open pages that are told of changes.")
        all.sample("cairn_live_streams", cairn.live.count - cairn.tails.listeners)
        all.family("cairn_event_streams", .gauge, "Programs that follow what happens.")
        all.sample("cairn_event_streams", cairn.tails.count)
        return all.text
    }

    private func aboutProgram(_ all: inout Exposition) {
        all.family("cairn_build_info", .gauge, "Which version runs; always 1.")
        all.sample("cairn_build_info", 1, [("version", cairnVersion), ("engine", cairn.database.engine.rawValue)])
        all.family("process_start_time_seconds", .gauge, "When the program started, in seconds since 1970.")
        all.sample("process_start_time_seconds", Double(cairn.startedAt.milliseconds) / 1000)
        guard let usage = ProcessUsage.current else { return }
        all.family("process_resident_memory_bytes", .gauge, "Memory in use.")
        all.sample("process_resident_memory_bytes", usage.residentBytes)
        all.family("process_cpu_seconds_total", .counter, "Time spent on processors.")
        all.sample("process_cpu_seconds_total", usage.processorSeconds)
        all.family("process_open_fds", .gauge, "Open files and connections.")
        all.sample("process_open_fds", usage.openFiles)
    }

    private func aboutRequests(_ all: inout Exposition) {
        let readings = cairn.requests.readings
        all.family("cairn_http_requests_total", .counter, "Requests by route, method and hundred of the status.")
        for (route, answers) in readings {
            for (hundred, count) in answers.byClass.enumerated() where count > 0 {
                all.sample("cairn_http_requests_total", count, labels(route) + [("status", "\(hundred + 1)xx")])
            }
        }
        all.family("cairn_http_request_duration_seconds", .histogram, "Time until the answer began.")
        for (route, answers) in readings { all.samples("cairn_http_request_duration_seconds", answers.times, labels(route)) }
    }

    private func labels(_ route: RequestMeter.Route) -> [(String, String)] {
        [("method", route.method), ("route", routeName(route.pattern))]
    }

    private func aboutDatabase(_ database: any Database, _ all: inout Exposition) {
        let (load, totals) = (database.load, database.load.totals)
        all.family("cairn_database_duration_seconds", .histogram, "Time from asking the database to its answer, commit included.")
        all.samples("cairn_database_duration_seconds", load.reads, [("kind", "read")])
        all.samples("cairn_database_duration_seconds", load.writes, [("kind", "write")])
        all.family("cairn_database_failures_total", .counter, "Reads and writes that the database could not carry out.")
        all.sample("cairn_database_failures_total", totals.failedReads, [("kind", "read")])
        all.sample("cairn_database_failures_total", totals.failedWrites, [("kind", "write")])
        all.family("cairn_database_retries_total", .counter, "Transactions that ran again because another was in the way.")
        all.sample("cairn_database_retries_total", totals.retries)
        if database.engine == .sqlite {
            all.family("cairn_database_commit_writes", .histogram, "Writes that shared one commit.")
            all.samples("cairn_database_commit_writes", load.commits)
        }
        all.family("cairn_database_waiting", .gauge, "Reads and writes that wait for a thread.")
        for queue in database.queues { all.sample("cairn_database_waiting", queue.waiting, [("queue", queue.name)]) }
    }
}

/// What the operating system says about this process; nil where it says it in another way than Linux.
struct ProcessUsage {
    var residentBytes: Int
    var processorSeconds: Double
    var openFiles: Int

    static var current: ProcessUsage? {
        guard let statm = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let pages = statm.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return ProcessUsage(
            residentBytes: pages * Int(sysconf(Int32(_SC_PAGESIZE))),
            processorSeconds: Double(clock()) / Double(CLOCKS_PER_SEC),
            openFiles: (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0)
    }
}
