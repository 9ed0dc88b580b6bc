/// The version of this program, as the changelog names it.
public let cairnVersion = "0.1.0-dev"
