import Domain

/// Goals as rows of a tree: what matches, and muted above it what leads there.
///
/// A goal with several parents stands under each of them; its own children are shown below the first.
struct GoalTree: Sendable {
    struct Row: Sendable {
        var goal: Int
        var level: Int
        /// Not asked for, only on the way to something that is.
        var isContext: Bool
        var hasChildren = false
        var isOpen = true
        /// Below a closed branch.
        var isFolded = false
        /// Shown before, below this other goal.
        var alsoUnder: Int?
    }

    private(set) var rows: [Row] = []

    /// - Parameters:
    ///   - ids: the goals in the order in which siblings stand.
    ///   - links: parent and child; those that name another goal are left out.
    ///   - matches: for each goal whether it was asked for.
    ///   - openLevels: how many levels begin open.
    init(ids: [ID<Goal>], links: [(parent: ID<Goal>, child: ID<Goal>)], matches: [Bool], openLevels: Int = .max) {
        let places = Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
        var children: [[Int]] = Array(repeating: [], count: ids.count)
        var parents: [[Int]] = Array(repeating: [], count: ids.count)
        for link in links {
            guard let parent = places[link.parent], let child = places[link.child], parent != child else { continue }
            children[parent].append(child)
            parents[child].append(parent)
        }
        let kept = Self.leadingTo(matches, parents: parents)
        var walk = Walk(children: children.map { $0.filter { kept[$0] }.sorted() }, matches: matches, openLevels: openLevels)
        let roots = ids.indices.filter { root in kept[root] && !parents[root].contains { kept[$0] } }
        // What has something below it stands first; goals that serve nothing yet and lead nowhere gather at the end.
        for root in roots where !walk.children[root].isEmpty { walk.visit(root) }
        for root in roots where walk.children[root].isEmpty { walk.visit(root) }
        // Data from elsewhere could hold a circle, which has no top: it is broken at its first goal rather than hidden.
        for left in ids.indices where kept[left] && walk.firstParent[left] == nil { walk.visit(left) }
        rows = walk.rows
    }

    /// The matches and everything above them.
    private static func leadingTo(_ matches: [Bool], parents: [[Int]]) -> [Bool] {
        var kept = matches
        var rest = matches.indices.filter { matches[$0] }
        while let next = rest.popLast() {
            for parent in parents[next] where !kept[parent] {
                kept[parent] = true
                rest.append(parent)
            }
        }
        return kept
    }
}

/// One way down through the tree, without recursion: depth is bounded by the number of goals, not by the stack.
private struct Walk {
    let children: [[Int]]
    let matches: [Bool]
    let openLevels: Int
    var rows: [GoalTree.Row] = []
    /// Where a goal was first seen: its parent there, or -1 at the top.
    var firstParent: [Int?]

    init(children: [[Int]], matches: [Bool], openLevels: Int) {
        self.children = children
        self.matches = matches
        self.openLevels = openLevels
        firstParent = Array(repeating: nil, count: matches.count)
        rows.reserveCapacity(matches.count + matches.count / 8)
    }

    mutating func visit(_ root: Int) {
        var rest = [(goal: root, level: 1, parent: -1)]
        while let (goal, level, parent) = rest.popLast() {
            var row = GoalTree.Row(goal: goal, level: level, isContext: !matches[goal])
            row.isFolded = level > openLevels
            if let earlier = firstParent[goal] {
                row.alsoUnder = earlier
                rows.append(row)
                continue
            }
            firstParent[goal] = parent
            row.hasChildren = !children[goal].isEmpty
            row.isOpen = level < openLevels
            rows.append(row)
            for child in children[goal].reversed() { rest.append((child, level + 1, goal)) }
        }
    }
}
