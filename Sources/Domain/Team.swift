/// People with a lead and a purpose. Teams form a tree.
public struct Team: Sendable, Hashable {
    public let id: ID<Team>
    public var parentID: ID<Team>?
    public var name: String
    public var purpose: String
    public var leadID: ID<Person>?
    public var version: Int

    public init(
        id: ID<Team>, parentID: ID<Team>? = nil, name: String, purpose: String = "", leadID: ID<Person>? = nil, version: Int = 1
    ) {
        self.id = id
        self.parentID = parentID
        self.name = name
        self.purpose = purpose
        self.leadID = leadID
        self.version = version
    }
}
