import Domain
import Foundation
import Synchronization

/// Counts what has changed, per workspace, in memory: a page whose counter stands where it stood needs no second look at the data.
///
/// Every committed write names its topics (`<workspace id>/goal:<id>`); `*` means that another process may have changed anything.
final class Changes: Sendable {
    private struct State {
        var all = UInt64(Date().timeIntervalSince1970 * 1000)
        var accounts: UInt64 = 0
        var workspaces: [String: UInt64] = [:]
    }

    private let state = Mutex(State())

    func note(_ topic: String) {
        state.withLock { state in
            if topic == "*" {
                state.all += 1
            } else if topic.hasPrefix("account") {
                state.accounts += 1
            } else if let slash = topic.firstIndex(of: "/") {
                state.workspaces[String(topic[..<slash]), default: 0] += 1
            }
        }
    }

    /// A text that differs once anything in the workspace, or any account, has changed since.
    func mark(of workspace: ID<Workspace>) -> String {
        state.withLock { state in "\(state.all).\(state.accounts).\(state.workspaces[workspace.text] ?? 0)" }
    }
}
