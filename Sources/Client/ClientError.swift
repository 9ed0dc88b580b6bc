/// Why a command at the terminal did not do what was asked, with what to do next, and the code it ends with.
public struct ClientError: Error, Equatable, CustomStringConvertible {
    public enum Code: Int32, Sendable { case refused = 1, usage, notSignedIn, notFound, noConnection }

    public var code: Code
    public var description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
