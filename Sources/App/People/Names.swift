import Database
import Domain

extension Connection {
    /// The names of these people, those who have left included.
    func names(of people: Set<ID<Person>>, in workspace: ID<Workspace>) throws -> [ID<Person>: String] {
        guard !people.isEmpty else { return [:] }
        let found = try rows("SELECT id, name FROM person WHERE workspace_id = \(workspace) AND id IN (\(list: people.sorted()))")
        return Dictionary(
            try found.map { row in
                var columns = row.columns
                return (try columns.next(ID<Person>.self), try columns.next(String.self))
            }, uniquingKeysWith: { first, _ in first })
    }
}
