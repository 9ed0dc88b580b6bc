import Domain

/// One row of the goals files, placed: what it becomes, and what it belongs to.
struct ImportNode: Sendable {
    /// Where something else stands: another row, or something kept from an earlier import.
    enum Link: Sendable, Hashable {
        case row(Int)
        case goal(ID<Goal>)
        case keyResult(ID<KeyResult>)
        case initiative(ID<Initiative>)
    }

    var source: GoalSource
    /// The id under which it is kept, so that a second import finds it again.
    var sourceID: String
    var kind: GoalSource.Kind = .goal
    var parents: [Link] = []
    /// True for a key result that had to become a goal; its numbers go into a key result of that goal.
    var isRaised = false
    var isBad = false
}

/// The rows of all goals files, with every parent found, whatever the order of the rows.
struct ImportTree: Sendable {
    private(set) var nodes: [ImportNode] = []
    /// Rows by the id they are kept under.
    private(set) var index: [String: Int] = [:]
    /// Good rows, parents before their children.
    private(set) var order: [Int] = []

    /// - stored: what an earlier import keeps under an id.
    init(
        _ rows: [(source: GoalSource, sourceID: String, parents: [String])], stored: (String) -> ImportNode.Link?,
        _ report: inout ImportReport
    ) {
        nodes = rows.map { ImportNode(source: $0.source, sourceID: $0.sourceID, kind: $0.source.kind ?? .goal) }
        checkRows(&report)
        findParents(rows.map(\.parents), stored, &report)
        refuseCircles(&report)
        raiseKeyResults(stored, &report)
        order = parentsFirst(&report)
    }

    private mutating func refuse(_ node: Int, _ words: Words, _ report: inout ImportReport) {
        guard !nodes[node].isBad else { return }
        nodes[node].isBad = true
        report.refuse(nodes[node].source.place, words)
    }

    private mutating func checkRows(_ report: inout ImportReport) {
        for node in nodes.indices {
            let source = nodes[node].source
            if let problem = source.problem { refuse(node, problem, &report) }
            if source.place.id.isEmpty { refuse(node, "This row has no Id.", &report) }
            if source.place.id.utf8.count > 200 { refuse(node, "This Id is too long.", &report) }
            if source.kind == nil {
                refuse(
                    node,
                    source.type.isEmpty
                        ? "This row has no type. Write objective, key result or initiative."
                        : "“\(String(source.type.prefix(60)))” is no type known here. Write objective, key result or initiative.", &report)
            }
            if let other = index[nodes[node].sourceID], !source.place.id.isEmpty {
                let line = nodes[other].source.place.line
                refuse(node, "The Id “\(source.place.id)” stands in line \(line) already.", &report)
            } else {
                index[nodes[node].sourceID] = node
            }
        }
    }

    private mutating func findParents(_ wanted: [[String]], _ stored: (String) -> ImportNode.Link?, _ report: inout ImportReport) {
        for node in nodes.indices where !nodes[node].isBad {
            for cell in wanted[node] {
                if let link = find(cell, stored) {
                    nodes[node].parents.append(link)
                } else {
                    refuse(node, "Its parent “\(String(nodes[node].source.parents[0].prefix(60)))” is not in the files.", &report)
                }
            }
        }
    }

    private func find(_ id: String, _ stored: (String) -> ImportNode.Link?) -> ImportNode.Link? {
        index[id].map { .row($0) } ?? stored(id)
    }

    private func rowParents(_ node: Int) -> [Int] {
        nodes[node].parents.compactMap { if case .row(let row) = $0 { row } else { nil } }
    }

    /// Rows that are their own ancestors are named together, once.
    private mutating func refuseCircles(_ report: inout ImportReport) {
        var circles: [[Int]] = []
        _ = walkUp { circles.append($0) }
        for circle in circles { refuseCircle(circle, &report) }
    }

    /// Every row after its parents; ways that lead back to where they began are told and not followed.
    private func walkUp(circle: ([Int]) -> Void) -> [Int] {
        let above = nodes.indices.map(rowParents)
        var position = [Int?](repeating: nil, count: nodes.count)
        var isDone = [Bool](repeating: false, count: nodes.count)
        var order: [Int] = []
        for start in nodes.indices where !isDone[start] {
            var path: [(node: Int, next: Int)] = [(start, 0)]
            position[start] = 0
            while let top = path.last {
                if top.next == above[top.node].count {
                    path.removeLast()
                    (position[top.node], isDone[top.node]) = (nil, true)
                    order.append(top.node)
                    continue
                }
                path[path.count - 1].next += 1
                let next = above[top.node][top.next]
                if let from = position[next] {
                    circle(path[from...].map(\.node))
                } else if !isDone[next] {
                    position[next] = path.count
                    path.append((next, 0))
                }
            }
        }
        return order
    }

    private mutating func refuseCircle(_ circle: [Int], _ report: inout ImportReport) {
        let lines = circle.map { nodes[$0].source.place.line }.sorted()
        let named = lines.prefix(20).map(String.init).joined(separator: ", ")
        for node in circle {
            refuse(
                node,
                circle.count == 1
                    ? "This row is its own parent." : "The rows in lines \(named) are each other’s parents, so none of them is on top.",
                &report)
        }
    }

    /// A key result with children, or on its own, is a goal here.
    private mutating func raiseKeyResults(_ stored: (String) -> ImportNode.Link?, _ report: inout ImportReport) {
        var hasChildren = Set<Int>()
        for node in nodes.indices where nodes[node].kind != .initiative { hasChildren.formUnion(rowParents(node)) }
        for node in nodes.indices where nodes[node].kind == .keyResult && !nodes[node].isBad {
            let place = nodes[node].source.place
            if hasChildren.contains(node) {
                nodes[node].isRaised = true
                report.warn(place, "This key result has key results or goals below it, so it becomes a goal.")
            } else if nodes[node].parents.isEmpty {
                nodes[node].isRaised = true
                report.warn(place, "This key result belongs to no objective, so it becomes a goal with itself as key result.")
            } else if case .goal = stored(nodes[node].sourceID) {
                nodes[node].isRaised = true
            }
            if nodes[node].isRaised { nodes[node].kind = .goal }
        }
    }

    /// Leaves out rows below bad ones and below more levels than goals can have, and says so.
    private mutating func parentsFirst(_ report: inout ImportReport) -> [Int] {
        var depth = [Int](repeating: 0, count: nodes.count)
        var order: [Int] = []
        for node in walkUp(circle: { _ in }) {
            depth[node] = 1 + (rowParents(node).map { depth[$0] }.max() ?? 0)
            place(node, depth[node], &order, &report)
        }
        return order
    }

    private mutating func place(_ node: Int, _ depth: Int, _ order: inout [Int], _ report: inout ImportReport) {
        if let bad = rowParents(node).first(where: { nodes[$0].isBad }) {
            refuse(node, "Its parent in line \(nodes[bad].source.place.line) was not understood.", &report)
        }
        if depth > Limit.depth { refuse(node, "Goals can be nested at most \(Limit.depth) levels deep.", &report) }
        if !nodes[node].isBad { order.append(node) }
    }
}
