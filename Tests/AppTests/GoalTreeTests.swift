@testable import App
import Domain
import Testing

/// How goals with parents become rows.
@Suite struct GoalTreeTests {
    @Test func `children stand below their parents, in the order of the goals`() {
        let tree = tree(5, [(0, 1), (0, 3), (1, 2)])
        #expect(tree.rows.map(\.goal) == [0, 1, 2, 3, 4])
        #expect(tree.rows.map(\.level) == [1, 2, 3, 2, 1])
        #expect(tree.rows.map(\.hasChildren) == [true, true, false, false, false])
    }

    @Test func `a goal with two parents stands under both, its own children only once`() {
        let tree = tree(4, [(0, 2), (1, 2), (2, 3)])
        #expect(tree.rows.map(\.goal) == [0, 2, 3, 1, 2])
        #expect(tree.rows.map(\.alsoUnder) == [nil, nil, nil, nil, 0])
    }

    @Test func `what does not match is left out, unless it leads to a match`() {
        let tree = tree(5, [(0, 1), (1, 2), (0, 3)], matches: [false, false, true, false, false])
        #expect(tree.rows.map(\.goal) == [0, 1, 2])
        #expect(tree.rows.map(\.isContext) == [true, true, false])
    }

    @Test func `a circle is shown rather than hidden, once`() {
        let tree = tree(3, [(0, 1), (1, 2), (2, 0)])
        #expect(Set(tree.rows.map(\.goal)) == [0, 1, 2])
        #expect(tree.rows.count <= 4)
    }

    @Test func `ten thousand levels need no stack`() {
        let count = 10_000
        let tree = tree(count, (1..<count).map { ($0 - 1, $0) })
        #expect(tree.rows.count == count && tree.rows.last?.level == count)
    }

    @Test func `many diamonds do not multiply`() {
        // Forty layers of two goals, each linked to both above: a million million ways, eighty goals.
        var links: [(Int, Int)] = []
        for layer in 0..<39 {
            for above in 0...1 { links += [(layer * 2 + above, layer * 2 + 2), (layer * 2 + above, layer * 2 + 3)] }
        }
        #expect(tree(80, links).rows.count < 200)
    }

    @Test func `in a large tree the first two levels begin open`() {
        let tree = tree(4, [(0, 1), (1, 2), (2, 3)], openLevels: 2)
        #expect(tree.rows.map(\.isFolded) == [false, false, true, true])
        #expect(tree.rows.map(\.isOpen) == [true, false, false, false])
    }

    private func tree(_ count: Int, _ links: [(Int, Int)], matches: [Bool]? = nil, openLevels: Int = .max) -> GoalTree {
        let ids = (0..<count).map { ID<Goal>(trusted: "goal\($0)") }
        return GoalTree(
            ids: ids, links: links.map { (parent: ids[$0.0], child: ids[$0.1]) }, matches: matches ?? Array(repeating: true, count: count),
            openLevels: openLevels)
    }
}

@Suite struct GoalFilterTests {
    @Test func `a filter in the address is read and written back`() {
        let id = "01JABCDEFGHJKMNPQRSTVWXYZ0"
        let query = "?view=table&preset=at-risk&cycle=all&team=\(id)&owner=\(id)&status=off-track&stage=committed&q=two%20words&sort=-due"
        let filter = GoalFilter(form(String(query.dropFirst())))
        #expect(filter.query == query)
        #expect(filter.status == .offTrack && filter.sort == .due && filter.isDescending && !filter.isOpen)
    }

    @Test func `what nobody understands is left out`() {
        let filter = GoalFilter(form("view=cube&preset=x&cycle=zzz&team=%3Cscript%3E&status=great&stage=gone&sort=size&q="))
        #expect(filter == GoalFilter() && filter.query == "" && filter.isOpen)
    }

    @Test func `the address is encoded`() {
        var filter = GoalFilter()
        filter.text = "a&b=\"<c>"
        #expect(filter.query == "?q=a%26b%3D%22%3Cc%3E")
        #expect(GoalFilter(form(String(filter.query.dropFirst()))).text == filter.text)
    }

    private func form(_ text: String) -> Form { try! Form(urlEncoded: text.utf8) }
}

@Suite struct CSVTests {
    @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
    func `a cell that looks like a formula begins with an apostrophe`(cell: String) {
        var csv = CSV()
        csv.add([cell])
        #expect(csv.text.dropFirst().hasPrefix("'") || csv.text.dropFirst().hasPrefix("\"'"))
    }

    @Test func `commas, quotes and line breaks stay in their cell`() {
        var csv = CSV()
        csv.add(["a,b", "say \"no\"", "two\nlines", "plain"])
        #expect(csv.text == "\u{feff}\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",plain\r\n")
    }
}
