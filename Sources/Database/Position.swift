/// Where a row stands in the order in which the data can be followed: the turn of the transaction that wrote it, and its step within it.
///
/// Transactions do not always end in the order in which they took their turns. A follower reads, in this order, only rows whose turn is
/// below `settled()`: what it has read up to there is complete, and nothing comes in behind it.
public struct Position: Hashable, Comparable, Sendable {
    public var turn: Int64
    public var step: Int64

    public init(turn: Int64, step: Int64) {
        self.turn = turn
        self.step = step
    }

    /// Before everything.
    public static let start = Position(turn: 0, step: 0)

    /// What a schema needs so that transactions take turns. Rows that were there before have turn 0.
    public static let schema: [SQL] = [
        "CREATE TABLE turn (id BIGINT PRIMARY KEY CHECK (id = 1), base BIGINT NOT NULL)",
        "INSERT INTO turn (id, base) VALUES (1, 0)",
    ]

    public static func < (left: Self, right: Self) -> Bool { (left.turn, left.step) < (right.turn, right.step) }

    /// The one after it in the same transaction.
    var next: Position { Position(turn: turn, step: step + 1) }
}
