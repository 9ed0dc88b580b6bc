/// One thing that was looked at, for whoever runs the program.
public struct Finding: Sendable, Equatable {
    /// For programs, the same in every version: `disk`.
    public var name: String
    /// What was found, in a sentence.
    public var words: String
    /// What to do about it; nil where all is as it should be.
    public var remedy: String?

    public init(_ name: String, _ words: String, remedy: String? = nil) {
        self.name = name
        self.words = words
        self.remedy = remedy
    }

    /// Fine with the first words, or with the second and something to do.
    public init(_ name: String, isFine: Bool, _ words: String, else otherwise: String, remedy: String) {
        self.init(name, isFine ? words : otherwise, remedy: isFine ? nil : remedy)
    }

    public var isFine: Bool { remedy == nil }
}
